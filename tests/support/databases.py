"""Fixtures: a migrated, empty database, once on SQLite and once on PostgreSQL.

`database` is open; `database_url` is for those who open it themselves (as two nodes, in another process).
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from roadstead.db.database import Database, open_database
from roadstead.db.generations import Generations
from roadstead.db.listen import CHANNEL
from roadstead.db.migrate import migrate_in_child
from roadstead.db.postgres import PostgresDatabase
from tests.support.postgres import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A private server for the session."""
    server = Postgres()
    server.start()
    yield server
    for thread in _closing:
        thread.join()
    server.stop()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "roadstead.db"
    migrate_in_child(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database of this test's own."""
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        return server.fresh()
    path = tmp_path / "roadstead.db"
    shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database]:
    """An open database of this test's own."""
    db = open_database(database_url, tmp_path / "run")
    settle(db)
    yield db
    close_soon(db)


def settle(db: Database) -> None:
    """Wait until a node on PostgreSQL has heard every word of change sent so far, its own too.

    Until then what it caches may be made old once more. Words arrive in the order of commits.
    """
    if not isinstance(db, PostgresDatabase):
        return
    slot = Generations.slot("settle")
    _until(lambda: db.generations.values[slot] != 0)  # it listens: everything was made old
    before = db.generations.values[slot]
    with psycopg.connect(db.url, autocommit=True) as connection:
        connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(slot)))
    _until(lambda: db.generations.values[slot] != before)


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "no word came"
        time.sleep(0.002)


_closing: list[threading.Thread] = []


def close_soon(db: Database) -> None:
    """Close without waiting: on PostgreSQL the listener takes up to half a second to notice."""
    thread = threading.Thread(target=db.close)
    thread.start()
    _closing.append(thread)
