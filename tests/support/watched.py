"""A database that remembers what it was asked, so that a test can count statements and look at their plans."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from roadstead.db.database import Database
from roadstead.db.generations import Generations
from roadstead.db.postgres import PostgresDatabase
from roadstead.db.tx import Row, Tx

P = ParamSpec("P")
T = TypeVar("T")

Statement = tuple[str, tuple[object, ...]]


class WatchedTx:
    """`Tx` that writes down each statement with its parameters."""

    def __init__(self, tx: Tx, seen: list[Statement]) -> None:
        self.tx = tx
        self.seen = seen

    def one(self, sql: str, *args: object) -> Row | None:
        self.seen.append((sql, args))
        return self.tx.one(sql, *args)

    def all(self, sql: str, *args: object) -> list[Row]:
        self.seen.append((sql, args))
        return self.tx.all(sql, *args)

    def keep(self, sql: str, *args: object) -> list[Row]:
        self.seen.append((sql, args))
        return self.tx.keep(sql, *args)

    def value(self, sql: str, *args: object) -> Any:
        self.seen.append((sql, args))
        return self.tx.value(sql, *args)

    def run(self, sql: str, *args: object) -> int:
        self.seen.append((sql, args))
        return self.tx.run(sql, *args)

    def many(self, sql: str, rows: list[Row]) -> None:
        if rows:
            self.seen.append((sql, rows[0]))
        self.tx.many(sql, rows)

    def hold(self, sql: str, *args: object) -> Row | None:
        self.seen.append((sql, args))
        return self.tx.hold(sql, *args)

    def touch(self, name: str) -> None:
        self.tx.touch(name)


class Watched:
    """`Database`; `seen` holds (SQL, parameters) in order."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.generations: Generations = db.generations
        self.seen: list[Statement] = []

    def read(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.db.read(lambda tx: work(WatchedTx(tx, self.seen), *args, **kwargs))

    def write(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.db.write(lambda tx: work(WatchedTx(tx, self.seen), *args, **kwargs))

    def close(self) -> None:
        self.db.close()

    def scans(self) -> list[str]:
        """What of the statements seen would read a table from end to end because no index serves."""
        return [line for sql, args in self.seen for line in self.db.read(_scans, sql, args, self._postgres)]

    @property
    def _postgres(self) -> bool:
        return isinstance(self.db, PostgresDatabase)


def _scans(tx: Tx, sql: str, args: tuple[object, ...], postgres: bool) -> list[str]:
    if postgres:
        tx.run("SET LOCAL enable_seqscan = off")  # small tables are read whole by choice
        plan = [str(row[0]) for row in tx.all(f"EXPLAIN {sql}", *args)]
        return [f"{line.strip()}: {sql}" for line in plan if "Seq Scan" in line]
    plan = [str(row[3]) for row in tx.all(f"EXPLAIN QUERY PLAN {sql}", *args)]
    if "ORDER BY" in sql and not any("TEMP B-TREE" in line for line in plan):
        return []  # in the order of the rows themselves, up to LIMIT
    made = {line.partition(" ")[2] for line in plan if line.startswith(("CO-ROUTINE ", "MATERIALIZE "))}
    scans = [line for line in plan if re.match(r"SCAN (?!.*USING)(?!.*CONSTANT ROW)", line)]
    return [f"{line}: {sql}" for line in scans if line.removeprefix("SCAN ") not in made]
