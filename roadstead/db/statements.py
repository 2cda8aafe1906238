"""What a transaction says the same way on both engines, once a statement has been executed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Protocol

from roadstead.db.generations import Generations
from roadstead.db.tx import Row


class Cursor(Protocol):
    """The rows of one statement, as both drivers give them (PEP 249)."""

    @property
    def rowcount(self) -> int:
        """Rows changed."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""


class Statements(ABC):
    """The part of `Tx` that both engines share."""

    def __init__(self) -> None:
        self.touched: set[int] = set()

    def one(self, sql: str, *args: object) -> Row | None:
        row: Row | None = self._execute(sql, args).fetchone()
        return row

    def all(self, sql: str, *args: object) -> list[Row]:
        return self._execute(sql, args).fetchall()

    def value(self, sql: str, *args: object) -> Any:
        row = self._execute(sql, args).fetchone()
        return None if row is None else row[0]

    def run(self, sql: str, *args: object) -> int:
        return self._execute(sql, args).rowcount

    def touch(self, name: str) -> None:
        self.touched |= Generations.slots(name)

    @abstractmethod
    def _execute(self, sql: str, args: tuple[object, ...]) -> Cursor:
        """Raises IntegrityError when a constraint does not hold."""
