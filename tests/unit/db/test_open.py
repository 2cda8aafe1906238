"""A database that cannot be opened is named, with the reason; a URL with its password is shown to nobody."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from roadstead.db import migrate
from roadstead.db.database import open_database
from roadstead.db.tx import Unavailable
from tests.support.databases import close_soon
from tests.support.postgres import Postgres
from tests.support.server import free_port


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "roadstead.db"
    file.write_bytes(b"these are somebody's notes, not a database\n" * 100)
    with pytest.raises(Unavailable, match=r"roadstead\.db: file is not a database"):
        open_database(f"sqlite:///{file}", tmp_path / "run")
    assert file.read_bytes().startswith(b"these are")


def test_a_reader_that_cannot_be_opened_just_now(
    migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each thread has one of its own, opened when it first reads: perhaps when no more files can be."""
    file = tmp_path / "roadstead.db"
    shutil.copyfile(migrated_sqlite, file)
    db = open_database(f"sqlite:///{file}", tmp_path / "run")

    def exhausted(*args: object, **more: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", exhausted)
        with pytest.raises(Unavailable):
            db.read(lambda tx: tx.value("SELECT 1"))
    assert db.read(lambda tx: tx.value("SELECT 1")) == 1
    db.close()


def test_the_list_of_processes_shows_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody on the machine may read it while the database is brought up to date."""
    secret = "Not-For-All-Eyes-1"
    url = f"postgresql://me:{secret}@here/roadstead"
    shown: list[list[str]] = []

    def run(command: list[str], **more: object) -> subprocess.CompletedProcess[str]:
        shown.append(command)
        assert more["input"] == url
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    migrate.migrate_in_child(url)
    assert secret not in str(shown)


def test_of_several_servers_the_one_that_is_there(postgres: Postgres, tmp_path: Path) -> None:
    """As libpq writes it: the migration reaches the database by the same URL as the program."""
    name = postgres.empty().rpartition("/")[2]
    url = f"postgresql://roadstead@127.0.0.1:{free_port()},127.0.0.1:{postgres.port}/{name}"
    db = open_database(url, tmp_path / "run")
    assert db.read(lambda tx: tx.value("SELECT count(*) FROM project")) == 0
    close_soon(db)
