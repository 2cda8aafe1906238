"""Runs client programs as a user with a home of their own would, and says everything when one fails."""

import os
import subprocess
from pathlib import Path

from tools.testbed import bin_dir

# Seconds after which a client hangs.
PATIENCE = 240
# Every signature is trusted: without this file skopeo, podman and buildah pull nothing.
TRUST_ALL = '{"default": [{"type": "insecureAcceptAnything"}]}'

NOWHERE = "http://127.0.0.1:9"


class Shell:
    """`shell("crane", "ls", …)` runs a program in an empty home below `root` and returns what it printed."""

    def __init__(self, root: Path, ca: Path) -> None:
        """`ca` is a file of certificates to trust; when it is not there, no server is trusted."""
        self.home = root / "home"
        policy = self.home / ".config" / "containers" / "policy.json"
        policy.parent.mkdir(parents=True)
        policy.write_text(TRUST_ALL)
        runtime, temporary = root / "run", root / "tmp"
        for folder in (runtime, temporary):
            folder.mkdir(mode=0o700)
        self.env = {
            "PATH": f"{bin_dir()}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(runtime),
            "TMPDIR": str(temporary),
            "DOCKER_CONFIG": str(self.home / ".docker"),
            "LANG": "C.UTF-8",
            "SSL_CERT_FILE": str(ca),
            # Nobody leaves this machine: Go's programs use no proxy for 127.0.0.1, and there is none.
            "HTTP_PROXY": NOWHERE,
            "HTTPS_PROXY": NOWHERE,
        }

    def __call__(self, *argv: str | Path, stdin: str = "") -> str:
        """Run a program that must succeed; returns its standard output without the last line's end."""
        done = self._run(argv, stdin)
        assert done.returncode == 0, _told(done)
        return done.stdout.strip()

    def refused(self, *argv: str | Path, stdin: str = "") -> str:
        """Run a program that must fail; returns all that it printed."""
        done = self._run(argv, stdin)
        assert done.returncode != 0, f"this was not refused:\n{_told(done)}"
        return done.stdout + done.stderr

    def _run(self, argv: tuple[str | Path, ...], stdin: str) -> subprocess.CompletedProcess[str]:
        words = [str(word) for word in argv]
        try:
            return subprocess.run(
                words, input=stdin, env=self.env, cwd=self.home, capture_output=True, text=True, timeout=PATIENCE
            )
        except FileNotFoundError as absent:
            raise AssertionError(f"{words[0]} is not installed: run `python -m tools.testbed`") from absent


def _told(done: subprocess.CompletedProcess[str]) -> str:
    return f"$ {' '.join(done.args)}\n(ended with {done.returncode})\n{done.stdout}\n{done.stderr}"
