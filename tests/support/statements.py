"""A database that notes every statement which the stores give it: to be counted, and to be explained."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from roadstead.db.database import Database
from roadstead.db.postgres import PostgresDatabase
from roadstead.db.tx import Row, Tx

P = ParamSpec("P")
T = TypeVar("T")

TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE) (\w+)")


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters; of many rows, those of the first."""

    sql: str
    args: Row

    @property
    def words(self) -> str:
        """What it does to which table first: `SELECT tag`, `INSERT tag`."""
        table = TABLE.search(self.sql)
        assert table is not None, self.sql
        return f"{self.sql.split()[0]} {table[1]}"


class NotingTx:
    """`Tx` that notes and passes on."""

    def __init__(self, tx: Tx, notes: list[Statement]) -> None:
        self.tx = tx
        self.notes = notes
        self.touch = tx.touch

    def one(self, sql: str, *args: object) -> Row | None:
        self.notes.append(Statement(sql, args))
        return self.tx.one(sql, *args)

    def all(self, sql: str, *args: object) -> list[Row]:
        self.notes.append(Statement(sql, args))
        return self.tx.all(sql, *args)

    def value(self, sql: str, *args: object) -> Any:
        self.notes.append(Statement(sql, args))
        return self.tx.value(sql, *args)

    def run(self, sql: str, *args: object) -> int:
        self.notes.append(Statement(sql, args))
        return self.tx.run(sql, *args)

    def many(self, sql: str, rows: list[Row]) -> None:
        if rows:
            self.notes.append(Statement(sql, rows[0]))
        self.tx.many(sql, rows)

    def keep(self, sql: str, *args: object) -> list[Row]:
        self.notes.append(Statement(sql, args))
        return self.tx.keep(sql, *args)

    def hold(self, sql: str, *args: object) -> Row | None:
        self.notes.append(Statement(sql, args))
        return self.tx.hold(sql, *args)

    def take(self, sql: str, *args: object) -> list[Row]:
        self.notes.append(Statement(sql, args))
        return self.tx.take(sql, *args)


class Noting:
    """`Database` with a notebook; `transactions` says how many there were."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.generations = db.generations
        self.notes: list[Statement] = []
        self.transactions = 0

    def read(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.db.read(self._noted(work), *args, **kwargs)

    def write(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.db.write(self._noted(work), *args, **kwargs)

    def close(self) -> None:
        self.db.close()

    def _noted(self, work: Callable[Concatenate[Tx, P], T]) -> Callable[Concatenate[Tx, P], T]:
        self.transactions += 1

        def noted(tx: Tx, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return work(NotingTx(tx, self.notes), *args, **kwargs)

        return noted

    def scans(self) -> list[str]:
        """What of the statements seen would read a table from end to end because no index serves."""
        return [line for note in self.notes for line in self.db.read(_scans, note.sql, note.args, self._postgres)]

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
