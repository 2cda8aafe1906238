"""The door to the database: open it, read in a transaction, write in a transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from roadstead.db.generations import FRESH_SECONDS, FRESH_SECONDS_ALONE, Generations
from roadstead.db.tx import Tx

P = ParamSpec("P")
T = TypeVar("T")


class Database(Protocol):
    """Both calls block: they run in a worker thread, one call for each unit of work."""

    generations: Generations

    def read(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """`work(tx, …)` on one consistent snapshot; nothing it writes is kept."""

    def write(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """`work(tx, …)` in one durable transaction: committed when this returns, rolled back when it raises.

        `work` may run more than once (a deadlock, a lost connection before the first statement), so it
        changes nothing but the database.
        """

    def close(self) -> None:
        """Give back connections; running work ends first."""


def open_database(url: str, run: Path) -> Database:
    """The database at `url`, migrated; `run` is the folder of this node's shared memory."""
    shared = run / "generations"
    if url.startswith("sqlite:///"):
        from roadstead.db.sqlite import SqliteDatabase

        return SqliteDatabase(Path(url.removeprefix("sqlite:///")), Generations(shared, FRESH_SECONDS_ALONE))
    if url.startswith("postgresql://"):
        from roadstead.db.postgres import PostgresDatabase

        return PostgresDatabase(url, Generations(shared, FRESH_SECONDS))
    raise ValueError(f"database_url {url.split(':', 1)[0]}: use sqlite:///PATH or postgresql://…")
