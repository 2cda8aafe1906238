"""What a store sees of a database: one transaction, a few ways to speak to it, the same SQL on both engines.

SQL is written with `?` for parameters and in the words that SQLite and PostgreSQL share
(`INSERT … ON CONFLICT`, `RETURNING`). It never contains a literal `?` or `%`.
"""

from __future__ import annotations

from typing import Any, Protocol

Row = tuple[Any, ...]


class Tx(Protocol):
    """One transaction. Statements raise `IntegrityError` when a constraint does not hold."""

    def one(self, sql: str, *args: object) -> Row | None:
        """The first row, or None."""

    def all(self, sql: str, *args: object) -> list[Row]:
        """Every row; the statement carries its own LIMIT."""

    def keep(self, sql: str, *args: object) -> list[Row]:
        """Like `all`, of a plain SELECT; nobody changes or removes these rows before the transaction ends.

        Others may keep them too.
        """

    def value(self, sql: str, *args: object) -> Any:
        """The first column of the first row, or None."""

    def run(self, sql: str, *args: object) -> int:
        """Execute; the number of rows changed."""

    def many(self, sql: str, rows: list[Row]) -> None:
        """Execute once for each row of parameters."""

    def hold(self, sql: str, *args: object) -> Row | None:
        """The first row of a SELECT, or None; nobody changes it or comes to refer to it before this ends."""

    def take(self, sql: str, *args: object) -> list[Row]:
        """Like `all`, of a plain SELECT, without rows that another transaction works on; nobody else gets these."""

    def touch(self, name: str) -> None:
        """What is cached under `name` ("repository:a/b", "account:7") is old once this commits."""


class IntegrityError(Exception):
    """A unique or foreign key does not hold; the transaction is to be left by raising."""


class Unavailable(Exception):
    """The database cannot be reached or cannot write now; nothing was committed, as far as can be known."""
