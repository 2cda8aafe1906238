"""A database that the tests of one file share, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil

import pytest

from roadstead.db.database import Database, open_database
from tests.support.postgres import Postgres


def shared_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Open, migrated and empty; `request.param` says on which of both."""
    folder = tmp_path_factory.mktemp("shared")
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        return open_database(server.fresh(), folder / "run")
    shutil.copyfile(request.getfixturevalue("migrated_sqlite"), folder / "roadstead.db")
    return open_database(f"sqlite:///{folder / 'roadstead.db'}", folder / "run")
