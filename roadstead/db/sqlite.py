"""SQLite: readers each on a connection of their own, writers committed in groups on one.

A commit costs a disk flush. Callers put their work in a queue; whoever gets the lock commits all that waits
in one transaction, each piece behind a savepoint, so fifty writers share one flush and one failing piece
takes no other with it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from roadstead.db.generations import Generations
from roadstead.db.migrate import HEAD, migrate_in_child
from roadstead.db.statements import Statements
from roadstead.db.tx import IntegrityError, Row, Tx, Unavailable

P = ParamSpec("P")
T = TypeVar("T")

GROUP = 64
"""At most so many units of work in one commit."""
READER_KIB, WRITER_KIB = 256, 1024
"""Pages a connection keeps. There is a reader for each worker thread, and the system keeps the file too."""


class SqliteTx(Statements):
    """`Tx` on a sqlite3 connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self.execute = connection.execute
        self.connection = connection

    def keep(self, sql: str, *args: object) -> list[Row]:
        return self.all(sql, *args)  # nobody else writes meanwhile

    def many(self, sql: str, rows: list[Row]) -> None:
        try:
            self.connection.executemany(sql, rows)
        except sqlite3.IntegrityError as e:
            raise IntegrityError(str(e)) from e

    def hold(self, sql: str, *args: object) -> Row | None:
        return self.one(sql, *args)  # there is no other writer

    def take(self, sql: str, *args: object) -> list[Row]:
        return self.all(sql, *args)

    def _execute(self, sql: str, args: tuple[object, ...]) -> sqlite3.Cursor:
        try:
            return self.execute(sql, args)
        except sqlite3.IntegrityError as e:
            raise IntegrityError(str(e)) from e


class Job:
    """One unit of work that waits for its commit."""

    __slots__ = ("args", "done", "error", "kwargs", "result", "touched", "work")

    def __init__(self, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.work, self.args, self.kwargs = work, args, kwargs
        self.done = False
        self.result: Any = None
        self.error: BaseException | None = None
        self.touched: set[int] = set()


class SqliteDatabase:
    """`Database` on one file, in WAL mode, `synchronous=FULL`."""

    def __init__(self, path: Path, generations: Generations) -> None:
        self.path = path
        self.generations = generations
        if not self._current():
            migrate_in_child(f"sqlite:///{path}")
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._waiting: deque[Job] = deque()
        self._lock = threading.Lock()
        self._writer = self._connect(WRITER_KIB)

    def read(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            tx = self._reader()
            tx.execute("BEGIN")
            try:
                return work(tx, *args, **kwargs)
            finally:
                tx.execute("COMMIT")
        except sqlite3.Error as e:
            raise Unavailable(str(e)) from e

    def write(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        job = Job(work, args, kwargs)
        self._waiting.append(job)
        while not job.done:
            with self._lock:
                if not job.done:
                    self._commit_waiting()
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result

    def _reader(self) -> SqliteTx:
        """This thread's."""
        tx: SqliteTx | None = getattr(self._local, "tx", None)
        if tx is None:
            connection = self._connect(READER_KIB)
            connection.execute("PRAGMA query_only=ON")
            self._readers.append(connection)
            tx = self._local.tx = SqliteTx(connection)
        return tx

    def close(self) -> None:
        with self._lock:
            for connection in [*self._readers, self._writer]:
                connection.close()

    def _commit_waiting(self) -> None:
        group: list[Job] = []
        while self._waiting and len(group) < GROUP:
            group.append(self._waiting.popleft())
        try:
            self._commit(group)
        except BaseException as e:
            failure = Unavailable(str(e)) if isinstance(e, sqlite3.Error) else e
            for job in group:
                job.error = job.error or failure
        finally:
            for job in group:
                job.done = True

    def _commit(self, group: list[Job]) -> None:
        tx = SqliteTx(self._writer)
        try:
            self._roll_back()  # the last one may have failed too
            tx.execute("BEGIN IMMEDIATE")
            for job in group:
                self._attempt(job, tx, alone=len(group) == 1)
            tx.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        self.generations.move({slot for job in group for slot in job.touched})

    def _roll_back(self) -> None:
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")

    @staticmethod
    def _attempt(job: Job, tx: SqliteTx, *, alone: bool) -> None:
        """Run one job; what it raises is kept for its caller and undoes that job alone."""
        tx.touched = job.touched
        if not alone:
            tx.execute("SAVEPOINT job")
        try:
            job.result = job.work(tx, *job.args, **job.kwargs)
        except BaseException as e:
            if not tx.connection.in_transaction:
                raise  # the disk is full or fails: SQLite has undone the whole group, nothing is committed
            job.error = Unavailable(str(e)) if isinstance(e, sqlite3.Error) else e
            job.touched.clear()
            tx.execute("ROLLBACK" if alone else "ROLLBACK TO job")
            if alone:
                tx.execute("BEGIN IMMEDIATE")
                return
        if not alone:
            tx.execute("RELEASE job")

    def _connect(self, cache_kib: int) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, isolation_level=None, timeout=30, check_same_thread=False, cached_statements=256
        )
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"cache_size=-{cache_kib}",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _current(self) -> bool:
        if not self.path.exists():
            return False
        connection = sqlite3.connect(self.path)
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return bool(row == (HEAD,))
        except sqlite3.OperationalError:
            return False
        except sqlite3.DatabaseError as e:
            raise Unavailable(f"{self.path}: {e}") from e
        finally:
            connection.close()
