"""SQLite: writers share a commit, and its failure; none waits for an answer that never comes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadstead.db.generations import Generations
from roadstead.db.sqlite import SqliteDatabase
from roadstead.db.tx import Tx, Unavailable

SECONDS = 20.0
WRITERS = 5


class Failing(sqlite3.Connection):
    """A connection to a disk that fails at the statements in `fail`, once each."""

    fail: set[str]

    def execute(self, sql: str, parameters: object = (), /) -> sqlite3.Cursor:
        if sql in self.fail:
            self.fail.remove(sql)
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, parameters)  # type: ignore[arg-type]


@pytest.fixture
def database(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqliteDatabase]:
    path = tmp_path / "roadstead.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **more: connect(*args, factory=Failing, **more))
    Failing.fail = set()
    db = SqliteDatabase(path, Generations(tmp_path / "generations"))
    yield db
    db.close()


def add(tx: Tx, number: int) -> None:
    tx.run("INSERT INTO outbox (at, kind, payload) VALUES (?, 'test', '')", number)


def held(db: SqliteDatabase) -> list[int]:
    return [at for (at,) in db.read(lambda tx: tx.all("SELECT at FROM outbox ORDER BY at"))]


@pytest.mark.parametrize("also", [set(), {"ROLLBACK"}], ids=["commit", "and the rollback"])
def test_everybody_is_told_of_a_commit_that_failed(database: SqliteDatabase, also: set[str]) -> None:
    told: list[int] = []

    def write(number: int) -> None:
        try:
            database.write(add, number)
        except Unavailable:
            told.append(number)

    threads = [threading.Thread(target=write, args=(number,), daemon=True) for number in range(WRITERS)]
    with database._lock:  # until all of them wait for one commit
        for thread in threads:
            thread.start()
        while len(database._waiting) < WRITERS:
            pass
        Failing.fail = {"COMMIT", *also}
    for thread in threads:
        thread.join(SECONDS)
    assert sorted(told) == list(range(WRITERS))
    database.write(add, 7)
    assert held(database) == [7]
