"""Go programs, each of one pinned version, built by `go install` into one folder."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.testbed.packages import apt_install
from tools.testbed.progress import StepFailed, run, say, step


@dataclass(frozen=True)
class Tool:
    """A Go command: the package that is built, the module it belongs to and the version."""

    name: str
    module: str
    version: str
    package: str = ""  # below the module; empty where the module is the command

    @property
    def source(self) -> str:
        """What `go install` is asked for."""
        return f"{self.module}/{self.package}".rstrip("/") + f"@{self.version}"


TOOLS = [
    Tool("crane", "github.com/google/go-containerregistry", "v0.22.1", "cmd/crane"),
    Tool("oras", "oras.land/oras", "v1.3.6", "cmd/oras"),
    Tool("regctl", "github.com/regclient/regclient", "v0.11.7", "cmd/regctl"),
    Tool("registry", "github.com/distribution/distribution/v3", "v3.0.0", "cmd/registry"),
    Tool("helm", "helm.sh/helm/v3", "v3.22.0", "cmd/helm"),
    Tool("cosign", "github.com/sigstore/cosign/v2", "v2.6.5", "cmd/cosign"),
]
# From 1.21 on `go` fetches the toolchain that a module asks for; an older one cannot read these modules.
OLDEST_GO = (1, 21)
# Such a toolchain is itself a module: this one is fetched where the machine's own `go` is too old.
TOOLCHAIN = "golang.org/toolchain@v0.0.1-go1.26.8.linux-{architecture}"


def install(tool: Tool, folder: Path) -> None:
    """Build the tool into the folder, unless the binary of that version is there."""
    if built_version(folder / tool.name) == f"{tool.module} {tool.version}":
        say(f"{tool.name} {tool.version}: there")
        return
    folder.mkdir(parents=True, exist_ok=True)
    # Two compilers at once: the machine may have work beside us. Symbols stay out: half the size.
    env = os.environ | {"GOBIN": str(folder), "GOFLAGS": "-p=2 -buildvcs=false", "CGO_ENABLED": "0"}
    with step(f"go install {tool.source}"):
        run([go(), "install", "-ldflags=-s -w", tool.source], env)


def built_version(binary: Path) -> str:
    """`module version` as the binary itself says, or nothing for one that is not there."""
    if not binary.exists():
        return ""
    told = subprocess.run([go(), "version", "-m", str(binary)], capture_output=True, text=True).stdout
    match = re.search(r"^\tmod\t(\S+)\t(\S+)", told, re.MULTILINE)
    return f"{match[1]} {match[2]}" if match else ""


def go() -> str:
    """The path of a `go` that is new enough; see `prepare`."""
    usual = Path("/usr/local/go/bin/go")
    for found in (shutil.which("go"), str(usual) if usual.exists() else None, _fetched()):
        if found and _version(found) >= OLDEST_GO:
            return found
    raise StepFailed(
        f"Go {OLDEST_GO[0]}.{OLDEST_GO[1]} or newer is needed to build the clients: "
        "`apt-get install golang-go`, or unpack https://go.dev/dl into /usr/local/go"
    )


def prepare() -> None:
    """See that there is a `go`: the machine's own, else Debian's, which fetches a newer one if it is old."""
    try:
        go()
    except StepFailed:
        if shutil.which("go") is None:
            apt_install(["golang-go"])
        if _version("go") < OLDEST_GO:
            _fetch()
        go()


def _version(program: str) -> tuple[int, int]:
    """(major, minor) of a `go`."""
    told = subprocess.run([program, "env", "GOVERSION"], capture_output=True, text=True).stdout
    match = re.match(r"go(\d+)\.(\d+)", told)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def _toolchain() -> str:
    architecture = {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    return TOOLCHAIN.format(architecture=architecture)


def _fetched() -> str | None:
    """The `go` of the toolchain module, when it was fetched."""
    if shutil.which("go") is None:
        return None
    program = _toolchain_root() / "bin" / "go"
    return str(program) if os.access(program, os.X_OK) else None


def _fetch() -> None:
    """Fetch the toolchain module with an old `go`, which leaves its programs not executable."""
    with step(f"go mod download {_toolchain()}"):
        run(["go", "mod", "download", _toolchain()])
    root = _toolchain_root()
    for program in [*(root / "bin").iterdir(), *(root / "pkg" / "tool").rglob("*")]:
        if program.is_file():
            program.chmod(0o755)


def _toolchain_root() -> Path:
    return Path(run(["go", "env", "GOMODCACHE"]).strip()) / _toolchain()
