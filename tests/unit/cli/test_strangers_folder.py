"""Commands run in whatever folder somebody is in: no file that lies there is taken for a part of the program."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "roadstead"
PARTS = ("alembic", "sqlalchemy", "uvicorn", "uvloop", "httptools", "yaml", "msgspec")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Holds files with the names of what the program is made of; each leaves a mark when it is run."""
    for part in PARTS:
        (tmp_path / f"{part}.py").write_text("open('mark', 'w')\nraise SystemExit('this is a stranger')\n")
    return tmp_path


def run(folder: Path, *args: str) -> str:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ROADSTEAD_", "HARBOR_", "PYTHON"))}
    environment = {**inherited, "ROADSTEAD_DATA": str(folder / "data"), "ROADSTEAD_HOST": "127.0.0.1"}
    done = subprocess.run(
        [COMMAND, *args], cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout + done.stderr


def test_init(folder: Path) -> None:
    said = run(folder, "init")
    assert not (folder / "mark").exists(), said
    assert "is ready" in said


def test_serve(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:  # it gets as far as that, and ends
        said = run(folder, "serve", "--port", str(taken.getsockname()[1]))
    assert not (folder / "mark").exists(), said
    assert "in use" in said
