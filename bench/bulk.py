"""Rows put straight into a database, past the server: what takes seconds here would take an hour over HTTP.

Indexes are made when all rows are there, and nothing is checked or noted by a trigger on the way.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import psycopg
from psycopg import sql as words

Row = tuple[object, ...]


class Bulk(Protocol):
    """A database at the newest revision that nobody serves meanwhile."""

    def one(self, sql: str) -> Row:
        """The first row of a query without parameters."""

    def run(self, sql: str) -> None:
        """Execute a statement without parameters."""

    def insert(self, table: str, columns: str, rows: Iterable[Row]) -> None:
        """Add rows; `columns` are names with commas between them."""

    def indexes(self, table: str) -> list[tuple[str, str]]:
        """(name, statement that makes it) of those that hold no constraint."""

    def close(self) -> None:
        """Leave it as one that has served for long: sequences, statistics, files."""


@contextlib.contextmanager
def opened(url: str, tables: Sequence[str]) -> Iterator[Bulk]:
    """The database at `url`, to fill these tables."""
    bulk: Bulk = _Sqlite(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else _Postgres(url)
    made = [index for table in tables for index in bulk.indexes(table)]
    for name, _ in made:
        bulk.run(f"DROP INDEX {name}")
    yield bulk
    for _, statement in made:
        bulk.run(statement)
    bulk.close()


class _Sqlite:
    def __init__(self, path: str) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        for pragma in ("synchronous=OFF", "cache_size=-1000000", "foreign_keys=OFF"):
            self.run(f"PRAGMA {pragma}")
        self._triggers = [
            (str(name), str(text))
            for name, text in self._database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ]
        for name, _ in self._triggers:
            self.run(f"DROP TRIGGER {name}")

    def one(self, sql: str) -> Row:
        row: Row = self._database.execute(sql).fetchone()
        return row

    def run(self, sql: str) -> None:
        self._database.execute(sql)

    def insert(self, table: str, columns: str, rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * (columns.count(",") + 1))
        self.run("BEGIN")
        self._database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
        self.run("COMMIT")

    def indexes(self, table: str) -> list[tuple[str, str]]:
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
        return self._database.execute(sql, (table,)).fetchall()

    def close(self) -> None:
        for _, text in self._triggers:
            self.run(text)
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.close()


class _Postgres:
    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self.run("SET session_replication_role = replica")  # neither triggers nor foreign keys
        self.run("SET maintenance_work_mem = '1GB'")

    def one(self, sql: str) -> Row:
        row = self._connection.execute(sql.encode()).fetchone()
        assert row is not None, sql
        return row

    def run(self, sql: str) -> None:
        self._connection.execute(sql.encode())

    def insert(self, table: str, columns: str, rows: Iterable[Row]) -> None:
        names = words.SQL(", ").join(words.Identifier(name.strip()) for name in columns.split(","))
        copy = words.SQL("COPY {} ({}) FROM STDIN").format(words.Identifier(table), names)
        with self._connection.cursor() as cursor, cursor.copy(copy) as stream:
            for row in rows:
                stream.write_row(row)

    def indexes(self, table: str) -> list[tuple[str, str]]:
        return self._connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
            (table,),
        ).fetchall()

    def close(self) -> None:
        sequences = self._connection.execute(
            "SELECT table_name FROM information_schema.columns WHERE is_identity = 'YES' AND table_schema = 'public'"
        ).fetchall()
        for (table,) in sequences:
            self.run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0")
        self.run("VACUUM ANALYZE")
        self._connection.close()
