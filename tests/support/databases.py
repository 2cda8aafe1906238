"""Fixtures: a migrated, empty database, once on SQLite and once on PostgreSQL.

`database` is open; `database_url` is for those who open it themselves (as two nodes, in another process).
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadstead.db.database import Database, open_database
from roadstead.db.migrate import migrate_in_child
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
    yield db
    close_soon(db)


_closing: list[threading.Thread] = []


def close_soon(db: Database) -> None:
    """Close without waiting: on PostgreSQL the listener takes up to half a second to notice."""
    thread = threading.Thread(target=db.close)
    thread.start()
    _closing.append(thread)
