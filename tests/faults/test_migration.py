"""F20: a migration is killed at any of its statements, and run again; of two at once each may think it is alone."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.faults.client import Client
from tests.faults.conftest import SWEEPING, check_settled
from tests.faults.images import make_image
from tests.support.postgres import Postgres
from tests.support.server import Server

pytestmark = pytest.mark.faults

KILLED = """
import os, signal, sys
import sqlalchemy as sa
from roadstead.db.migrate import migrate
left = int(sys.argv[2])
def count(connection, cursor, statement, parameters, context, executemany):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
sa.event.listen(sa.Engine, "after_cursor_execute", count)
migrate(sys.argv[1])
print(int(sys.argv[2]) - left)
"""
"""Migrates, and kills itself after so many statements; says how many there were when it was not killed."""
EVENTUALLY = 1_000_000


def migrate(url: str, kill_after: int = EVENTUALLY) -> tuple[int, int]:
    """(exit code, statements executed)."""
    command = [sys.executable, "-c", KILLED, url, str(kill_after)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, int(done.stdout or kill_after)


@pytest.fixture(params=["sqlite", "postgres"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """A database without a table, and a migrated one of the same kind."""
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        return server.empty(), server.fresh()
    return f"sqlite:///{tmp_path / 'empty.db'}", f"sqlite:///{request.getfixturevalue('migrated_sqlite')}"


def schema(url: str) -> list[tuple[str, ...]]:
    """Every column and index there is."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as lite:
            return lite.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2").fetchall()
    with psycopg.connect(url) as server:
        columns = server.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY 1, 2"
        ).fetchall()
        return (
            columns
            + server.execute(
                "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
            ).fetchall()
        )


def test_killed_and_run_again(urls: tuple[str, str], tmp_path: Path) -> None:
    empty_url, migrated_url = urls
    killed = 0
    for after in (2, 5, 12, 20, 30, 38):
        code, _ = migrate(empty_url, after)
        killed += code != 0
    assert killed >= 5
    assert migrate(empty_url)[0] == 0
    assert migrate(empty_url)[0] == 0
    assert schema(empty_url) == schema(migrated_url)
    with Server.start(tmp_path / "data", database_url=empty_url, env=SWEEPING) as server:
        client = Client(server, "library/migrated")
        image = make_image(1_000)
        assert client.push(image, "one").status == 201
        client.check_pull(image, "one")
        check_settled(server, client.promises)


def test_two_nodes_start_at_once_on_an_empty_database(urls: tuple[str, str], tmp_path: Path) -> None:
    def start(_: int) -> Server:
        return Server.start(tmp_path / "data", database_url=urls[0], env=SWEEPING)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(start, range(2))
    with first, second:
        client = Client(first, "library/migrated")
        image = make_image(1_000)
        assert client.push(image, "one").status == 201
        client.at(second).check_pull(image, "one")
        check_settled(first, client.promises)
