"""Fixtures of the fault tests: a server that clears up within seconds, on each database; a small disk."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.checker import Promises, violations
from tests.support.server import Server

SWEEPING = {"ROADSTEAD_LIMITS_SWEEP_SECONDS": "0.2", "ROADSTEAD_LIMITS_STRAY_SECONDS": "0.5"}
SETTLE_SECONDS = 30.0
SURPRISES = ('"message":"request failed"', "Exception in ASGI")


@pytest.fixture
def server(tmp_path: Path, database_url: str) -> Iterator[Server]:
    """A server that sweeps all the time, once on SQLite and once on PostgreSQL."""
    with Server.start(tmp_path / "data", database_url=database_url, env=SWEEPING) as server:
        yield server


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Server]:
    """The same on SQLite alone: for what does not depend on the database."""
    with Server.start(tmp_path / "data", env=SWEEPING) as server:
        yield server


@pytest.fixture
def nodes(server: Server, tmp_path: Path, database_url: str) -> Iterator[tuple[Server, Server]]:
    """Two servers on one folder and one database."""
    with Server.start(server.data, database_url=database_url, env=SWEEPING) as second:
        yield server, second


def check(server: Server, promises: Promises) -> None:
    """I1, I2 and I6 hold at this moment."""
    found = violations(server.data, server.environment.get("ROADSTEAD_DATABASE_URL"), promises, drained=False)
    assert not found, "\n".join(found)


def check_settled(server: Server, promises: Promises) -> None:
    """All invariants hold once the running server has swept, and no request has surprised it."""
    url = server.environment.get("ROADSTEAD_DATABASE_URL")
    deadline = time.monotonic() + SETTLE_SECONDS
    while (found := violations(server.data, url, promises)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not found, "\n".join(found)
    log = server.log()
    for surprise in SURPRISES:
        assert surprise not in log, log[log.index(surprise) - 500 :][:5000]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An empty file system of 16 MiB in memory. Needs root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "roadstead-test", folder], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)
