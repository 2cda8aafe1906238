"""`roadstead serve` that cannot serve: one line says why, and nothing that was made just now is lost."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from roadstead.db.database import open_database
from roadstead.domain.identity.service import Identity

Serve = Callable[..., str]
SHARED = Path("/dev/shm")


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Runs `roadstead serve`, which must fail; what it said on standard error."""

    def command(*args: str, **environment: str) -> str:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ROADSTEAD_", "HARBOR_"))}
        done = subprocess.run(
            [sys.executable, "-m", "roadstead.cli", "serve", "--host", "127.0.0.1", *args],
            env={**inherited, "ROADSTEAD_DATA": str(tmp_path / "data"), "ROADSTEAD_PORT": "0", **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr

    return command


def last_line(text: str) -> str:
    """What it ended with, which is no traceback."""
    assert "Traceback" not in text
    return text.rstrip("\n").rpartition("\n")[2]


def test_the_password_is_shown_though_the_port_is_taken(serve: Serve, tmp_path: Path) -> None:
    """It is kept nowhere else, and the next start makes no other."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = serve("--port", str(taken.getsockname()[1]))
    assert "in use" in last_line(said)
    found = re.search(r"password\s+(\w+)", said)
    assert found is not None
    db = open_database(f"sqlite:///{tmp_path / 'data' / 'roadstead.db'}", tmp_path / "data" / "run")
    assert Identity(db).check("admin", found[1]) is not None
    db.close()


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_certificate_that_cannot_be_used_is_named(serve: Serve, tmp_path: Path, content: str | None) -> None:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    if content is not None:
        cert.write_text(content)
        key.write_text(content)
    said = serve("--tls-cert", str(cert), "--tls-key", str(key))
    assert str(cert) in last_line(said)
    assert not (tmp_path / "data" / "roadstead.db").exists()


def test_a_database_that_is_none_is_named(serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "data" / "roadstead.db"
    file.parent.mkdir()
    file.write_text("somebody's notes\n" * 100)
    assert str(file) in last_line(serve())


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs a second file system")
def test_folders_on_two_file_systems_are_told_of_at_once(serve: Serve, tmp_path: Path) -> None:
    """Else every push would fail, from the first one on."""
    elsewhere = Path(tempfile.mkdtemp(dir=SHARED))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "uploads").symlink_to(elsewhere)
    said = last_line(serve())
    shutil.rmtree(elsewhere)
    assert str(tmp_path / "data") in said
    assert "hard links" in said
