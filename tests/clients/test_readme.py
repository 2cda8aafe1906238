"""The README's quick start, word for word, in a fresh clone.

Only what the README itself calls variable is set: the port, and where docker's engine is.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.test_docker import engine
from tests.support.server import free_port

__all__ = ["engine"]

CHECKOUT = Path(__file__).parents[2]
ARTIFACTS = Path(os.environ.get("ROADSTEAD_ARTIFACTS", "build/artifacts")).absolute()
INSTALL_SECONDS = 420
READY_SECONDS = 30
IDLE_BYTES = 120_000_000


def quick_start() -> list[list[str]]:
    """The commands of each block of the quick start."""
    text = (CHECKOUT / "README.md").read_text()
    section = text.partition("\n## Quick start\n")[2].partition("\n## ")[0]
    return [block.strip().splitlines() for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL)]


SERVE, PUSH, PULL, PEOPLE, TEST = quick_start()


class Newcomer:
    """Somebody at a terminal in a fresh clone."""

    def __init__(self, home: Path, engine: str) -> None:
        self.clone = home / "roadstead"
        subprocess.run(["git", "clone", "--quiet", CHECKOUT, self.clone], check=True)
        self.port = free_port()
        kept = [name for name in os.environ if name in ("PATH", "HOME", "LANG") or name.startswith("PIP_")]
        self.env = {name: os.environ[name] for name in kept} | {
            "ROADSTEAD_PORT": str(self.port),
            "ROADSTEAD_HOST": "127.0.0.1",
            "DOCKER_HOST": engine,
            "DOCKER_CONFIG": str(home / "docker"),
            "XDG_RUNTIME_DIR": str(home),
        }
        self.output = home / "serve.txt"
        self.serving: subprocess.Popen[bytes] | None = None

    def serve(self) -> None:
        """Type the first block's command into a terminal of its own."""
        (command,) = SERVE
        with self.output.open("ab") as out:
            self.serving = subprocess.Popen(
                ["bash", "-c", command], cwd=self.clone, env=self.env, stdin=subprocess.DEVNULL,
                stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip

    def wait(self, seconds: float) -> None:
        """Until the registry answers."""
        until = time.monotonic() + seconds
        while not self._answers():
            assert self.serving is not None
            alive = self.serving.poll() is None and time.monotonic() < until
            assert alive, f"{SERVE[0]} did not serve:\n{self.output.read_text()}"
            time.sleep(0.01)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/v2/", timeout=2)
        except urllib.error.HTTPError as e:
            return e.code == 401
        except OSError:
            return False
        return False

    def stop(self) -> None:
        """Ctrl-C in that terminal."""
        if self.serving is not None and self.serving.poll() is None:
            os.killpg(self.serving.pid, signal.SIGINT)
            self.serving.wait(60)

    def server_pid(self) -> int:
        """The process that serves, below make."""
        assert self.serving is not None
        pids = [self.serving.pid]
        while children := Path(f"/proc/{pids[-1]}/task/{pids[-1]}/children").read_text().split():
            pids.append(int(children[0]))
        return pids[-1]

    def type(self, command: str, password: str = "") -> str:
        """Run a command at a terminal, give the password when it asks for one; what it showed."""
        command = command.replace("127.0.0.1:8080", f"127.0.0.1:{self.port}")
        here, there = pty.openpty()
        process = subprocess.Popen(
            ["bash", "-c", command], cwd=self.clone, env=self.env, stdin=there, stdout=there, stderr=there,
            start_new_session=True,
        )  # fmt: skip
        os.close(there)
        shown, asked = b"", False
        while select.select([here], [], [], 120)[0]:
            try:
                shown += os.read(here, 65536)
            except OSError:  # a terminal that nobody holds any more ends so
                break
            if not asked and shown.rstrip().endswith(b"Password:"):
                asked = True
                os.write(here, password.encode() + b"\n")
        os.close(here)
        assert process.wait(120) == 0, f"$ {command}\n{shown.decode()}"
        return shown.decode()


@pytest.fixture
def newcomer(tmp_path: Path, engine: str) -> Iterator[Newcomer]:
    newcomer = Newcomer(tmp_path, engine)
    try:
        yield newcomer
    finally:
        newcomer.stop()
        shutil.rmtree(newcomer.clone)


def resident(pid: int) -> int:
    """Bytes of memory that the process holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)[0]) * 1024


def test_the_quick_start_works_as_it_is_written(newcomer: Newcomer) -> None:
    newcomer.serve()
    newcomer.wait(INSTALL_SECONDS)
    (password,) = re.findall(r"password\s+(\w+)", newcomer.output.read_text())

    for command in PUSH:
        newcomer.type(command, password)
    for command in PULL:
        shown = newcomer.type(command)
    assert '"Digest": "sha256:' in shown
    for command in PEOPLE:
        newcomer.type(command)
    newcomer.stop()

    # Installed as it is now, and set up: how long from the command to an answer, and how much it holds then.
    newcomer.serve()
    begun = time.monotonic()
    newcomer.wait(READY_SECONDS)
    ready = time.monotonic() - begun
    idle = resident(newcomer.server_pid())
    assert newcomer.output.read_text().count("password  ") == 1
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    (ARTIFACTS / "figures.txt").write_text(f"ready {ready:.2f} s after `{SERVE[0]}`; idle {idle / 1e6:.1f} MB\n")
    assert idle <= IDLE_BYTES


def test_the_other_command_is_the_one_that_ci_runs() -> None:
    assert TEST == ["make test"]
    assert re.search(r"^ +make test\b", (CHECKOUT / ".ci" / "run").read_text(), re.MULTILINE)
