"""One run of a task, as the work sees it. It belongs to the node as long as the node's beat is heard."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Sequence

from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx
from roadstead.jobs import work_store as store
from roadstead.jobs.log import Notebook
from roadstead.jobs.model import ENDED, PENDING, SCHEDULED, STOPPED, Claim, NewTask, Stopped
from roadstead.jobs.queue import add_tasks
from roadstead.jobs.summing import sum_up
from roadstead.kit.clock import elapsed, now_ms

log = logging.getLogger("roadstead.jobs")
BEATS = 4
"""Beats in the time of a lease."""
FLUSH_SECONDS = 1.0
"""What the work tells is seen by others after so long."""
SURE = 0.8
"""Of the lease: after that much silence the run itself no longer trusts in it, before another takes the task up."""


class Run:
    """The work calls these from its own thread; `check` often, at least every few seconds."""

    def __init__(self, db: Database, claim: Claim, node: str, lease_seconds: float, ending: threading.Event) -> None:
        self.task_id = claim.task_id
        self.execution_id = claim.execution_id
        self.payload = claim.payload
        self.run_count = claim.run_count
        self.claim = claim
        self.own: Row = (claim.task_id, node, claim.run_count)
        self.stop_asked = False
        self.ending = ending
        self._db = db
        self._lease_seconds = lease_seconds
        self._lost = False
        self._beaten = elapsed()
        self._writing = threading.Lock()
        self._notes = Notebook(claim.log_bytes)
        self._progress: dict[str, object] = {}
        self._extra = dict(claim.extra)
        self._told = True

    # ---- for the work

    def log(self, line: str) -> None:
        """Keep a line in the task's log; beyond some MiB no more are kept."""
        self._notes.add(line)
        self._told = False

    def progress(self, **numbers: object) -> None:
        """Say how far it is: numbers that JSON can say, by name."""
        self._progress = {**self._progress, **numbers}
        self._told = False

    def extra(self, **values: object) -> None:
        """Add to what the task tells of itself for good."""
        self._extra = {**self._extra, **values}
        self._told = False

    def check(self) -> None:
        """Raises Stopped when the work is to leave: soon, in order, whatever is committed stays."""
        if self.stop_asked or self.lost or self.ending.is_set():
            raise Stopped

    def hold(self, tx: Tx) -> None:
        """In a transaction of the work: it commits only while the task is this run's. Raises Stopped."""
        if store.hold(tx, self.own) is not False:
            raise Stopped

    def add(self, tasks: Sequence[NewTask]) -> None:
        """More tasks in the same execution. Raises Stopped; Refusal CONFLICT."""

        def add(tx: Tx) -> None:
            self.hold(tx)
            add_tasks(tx, self.execution_id, tasks, now_ms())

        self._db.write(add)

    # ---- for the node

    @property
    def lost(self) -> bool:
        """Whether another node may have taken the task up."""
        return self._lost or elapsed() - self._beaten > self._lease_seconds * SURE

    @property
    def due(self) -> bool:
        """Whether it is time for a beat."""
        seconds = elapsed() - self._beaten
        return seconds > self._lease_seconds / BEATS or (not self._told and seconds > FLUSH_SECONDS)

    def beat(self) -> None:
        """Say that it goes on, and write down what the work has told; hear whether it is to stop."""
        with self._writing:
            now = elapsed()
            self._told = True
            lines = self._notes.take()
            try:
                asked = self._db.write(self._beat, lines)
            except BaseException:
                self._notes.put_back(lines)
                raise
            if asked is None:
                self._lost = True
            else:
                self._beaten = now
                self.stop_asked = asked

    def _beat(self, tx: Tx, lines: str) -> bool | None:
        asked = store.beat(
            tx, self.own, json.dumps(self._progress), json.dumps(self._extra), self._notes.bytes, now_ms()
        )
        if asked is not None and lines:
            store.add_log(tx, self.task_id, lines)
        return asked

    def leave(self, status: str, message: str, failures: int, delay_seconds: float = 0.0) -> bool:
        """The run is over: the task is in this state now. False: it was this run's no more.

        A task that would go on in another run ends instead if it was asked to stop.
        """
        with self._writing:
            lines = self._notes.take()

            def leave(tx: Tx) -> bool:
                asked = self._beat(tx, lines)
                if asked is None:
                    return False
                becomes = STOPPED if asked and status in (PENDING, SCHEDULED) else status
                settle(tx, self.own, self.execution_id, becomes, message, failures, delay_seconds)
                return True

            try:
                return self._db.write(leave)
            except BaseException:
                self._notes.put_back(lines)
                raise


def settle(
    tx: Tx, own: Row, execution_id: int, status: str, message: str, failures: int, delay_seconds: float = 0.0
) -> None:
    """What becomes of a task whose run is over, and of its execution; after the task is held."""
    now = now_ms()
    ended = status in ENDED
    store.leave(tx, own, status, message, failures, now + int(delay_seconds * 1000), now, ended=ended)
    if ended:
        sum_up(tx, execution_id, message, now)
