"""PostgreSQL: a bounded pool of connections, retries where the database asks for them, word to other nodes.

A commit that touches cached names sends one NOTIFY in the same transaction; `listen.py` hears it.
"""

from __future__ import annotations

import functools
import queue
from collections.abc import Callable
from typing import Any, Concatenate, LiteralString, ParamSpec, TypeVar

import psycopg
from psycopg import errors

from roadstead.db.generations import Generations
from roadstead.db.listen import CHANNEL, Listener
from roadstead.db.migrate import HEAD, migrate_in_child
from roadstead.db.sessions import connect
from roadstead.db.statements import Statements
from roadstead.db.tx import IntegrityError, Row, Tx, Unavailable

P = ParamSpec("P")
T = TypeVar("T")

CONNECTIONS = 16
WAIT_SECONDS = 10.0
TRIES = 6
UNAVAILABLE = (psycopg.OperationalError, psycopg.InterfaceError, psycopg.InternalError)
"""The server is away or full, takes no changes now (a standby), or cannot read what it has."""


@functools.lru_cache(maxsize=1024)
def in_psycopg_words(sql: str) -> LiteralString:
    """`?` as `%s`. Our SQL is literal text of the stores; values travel beside it."""
    return sql.replace("?", "%s")


class PostgresTx(Statements):
    """`Tx` on a psycopg cursor."""

    def __init__(self, connection: psycopg.Connection) -> None:
        super().__init__()
        self.cursor = connection.cursor()

    def keep(self, sql: str, *args: object) -> list[Row]:
        return self.all(f"{sql} FOR SHARE", *args)

    def many(self, sql: str, rows: list[Row]) -> None:
        try:
            self.cursor.executemany(in_psycopg_words(sql), rows)
        except errors.IntegrityError as e:
            raise IntegrityError(str(e)) from e

    def hold(self, sql: str, *args: object) -> Row | None:
        return self.one(f"{sql} FOR UPDATE", *args)

    def take(self, sql: str, *args: object) -> list[Row]:
        return self.all(f"{sql} FOR UPDATE SKIP LOCKED", *args)

    def _execute(self, sql: str, args: tuple[object, ...]) -> psycopg.Cursor:
        try:
            return self.cursor.execute(in_psycopg_words(sql), args)
        except errors.IntegrityError as e:
            raise IntegrityError(str(e)) from e


class PostgresDatabase:
    """`Database` on a server; durable commits are the server's `synchronous_commit`, which stays on."""

    def __init__(self, url: str, generations: Generations) -> None:
        self.url = url
        self.generations = generations
        self._idle: queue.LifoQueue[psycopg.Connection | None] = queue.LifoQueue()
        for _ in range(CONNECTIONS):
            self._idle.put(None)  # a place; it is filled when it is first needed
        if not self._current():
            migrate_in_child(url)
        self._listener = Listener(url, generations)
        self._listener.start()

    def read(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        return self._transact(begin, work, args, kwargs)

    def write(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._transact("BEGIN", work, args, kwargs)

    def close(self) -> None:
        self._listener.stop()
        for _ in range(CONNECTIONS):
            connection = self._idle.get(timeout=WAIT_SECONDS)
            if connection is not None:
                connection.close()

    def _transact(
        self, begin: LiteralString, work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> T:
        for attempt in range(TRIES):
            try:
                connection = self._idle.get(timeout=WAIT_SECONDS)
            except queue.Empty:
                raise Unavailable("every database connection is busy") from None
            try:
                connection, tx = self._begin(connection, begin)
                try:
                    result = work(tx, *args, **kwargs)
                    if tx.touched:
                        slots = ",".join(map(str, sorted(tx.touched)))
                        tx.cursor.execute("SELECT pg_notify(%s, %s)", (CHANNEL, slots))
                    connection.execute("COMMIT")
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                self.generations.move(tx.touched)
                return result
            except (errors.DeadlockDetected, errors.SerializationFailure) as e:
                if attempt == TRIES - 1:
                    raise Unavailable(str(e)) from e
            except UNAVAILABLE as e:
                raise Unavailable(str(e)) from e
            finally:
                if connection is not None and (connection.closed or connection.broken):
                    connection = None
                self._idle.put(connection)
        raise AssertionError("unreachable")

    def _begin(
        self, connection: psycopg.Connection | None, begin: LiteralString
    ) -> tuple[psycopg.Connection, PostgresTx]:
        """Begin; a connection that died while it was idle is replaced once, since nothing was done on it."""
        if connection is not None:
            try:
                connection.execute(begin)
                return connection, PostgresTx(connection)
            except psycopg.OperationalError:
                connection.close()
        connection = connect(self.url)
        connection.execute(begin)
        return connection, PostgresTx(connection)

    def _current(self) -> bool:
        try:
            with connect(self.url) as connection:
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except errors.UndefinedTable:
            return False
        except psycopg.Error as e:
            raise Unavailable(str(e)) from e
        return row == (HEAD,)
