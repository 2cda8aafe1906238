"""What others may ask of the queues: who works on what, and to stop, pause and resume. Every call blocks."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.errors import Refusal
from roadstead.jobs import monitor, queue, schedules
from roadstead.jobs.model import SCHEDULER
from roadstead.jobs.monitor import Lane, Pool, Queue
from roadstead.jobs.queue import Jobs
from roadstead.jobs.schedules import ScheduleRow

ALL = "all"
STOP, PAUSE, RESUME = "stop", "pause", "resume"


class Queues:
    """`kinds`: the kinds of jobs that this program knows."""

    def __init__(self, db: Database, kinds: Sequence[str]) -> None:
        self.db = db
        self.kinds = sorted(kinds)
        self.jobs = Jobs(db)

    def pools(self) -> list[Pool]:
        """The nodes that work."""
        return self.db.read(monitor.pools)

    def lanes(self, pool_id: str) -> list[Lane]:
        """Of one node, or of `all`. Raises Refusal NOT_FOUND."""
        return self.db.read(_lanes, pool_id)

    def queues(self) -> list[Queue]:
        """Of every kind."""
        return self.db.read(monitor.queues, self.kinds)

    def act(self, action: str, kind: str, actor: Actor) -> None:
        """`stop` what waits, `pause` or `resume` a kind, `all` kinds, or the `scheduler`.

        Raises Refusal UNPROCESSABLE_ENTITY, NOT_FOUND.
        """
        if action not in (STOP, PAUSE, RESUME):
            raise Refusal("UNPROCESSABLE_ENTITY", f"action: {action[:100]!r} is none of stop, pause, resume")
        kinds = self._named(kind)
        if action == STOP and kinds == [SCHEDULER]:
            raise Refusal("UNPROCESSABLE_ENTITY", "action: the scheduler has nothing to stop, it can be paused")
        self.db.write(_act, action, kind, kinds, actor)
        if action == STOP:
            monitor.stop_waiting(self.db, kinds, actor.name)

    def paused(self, kind: str) -> bool:
        """Whether the clock starts nothing: of anything (`all`), or of this kind. Raises Refusal NOT_FOUND."""
        kinds = [] if kind == ALL else self._named(kind)
        return not self.db.read(monitor.paused).isdisjoint({SCHEDULER, *kinds})

    def schedules(self, limit: int, offset: int) -> tuple[list[ScheduleRow], int]:
        """(some of all schedules by id, how many there are)."""
        return self.db.read(schedules.page, limit, offset)

    def stop_job(self, task_id: int, actor: Actor) -> None:
        """Ask one task to stop. Raises Refusal NOT_FOUND."""
        self.db.write(_stop_job, task_id, actor)

    def log(self, task_id: int) -> str:
        """What a task has logged so far. Raises Refusal NOT_FOUND."""
        self.jobs.task(task_id)
        return "".join(self.jobs.log(task_id))

    def _named(self, kind: str) -> list[str]:
        if kind == ALL:
            return sorted({one.kind for one in self.queues()})
        if kind.upper() == SCHEDULER:
            return [SCHEDULER]
        known = {one.upper(): one for one in self.kinds}
        if kind.upper() not in known:
            raise Refusal("NOT_FOUND", f"job type {kind[:100]!r} is not known: {', '.join([ALL, *self.kinds])}")
        return [known[kind.upper()]]


def _lanes(tx: Tx, pool_id: str) -> list[Lane]:
    pools = [pool for pool in monitor.pools(tx) if pool_id in (ALL, pool.id)]
    if not pools and pool_id != ALL:
        raise Refusal("NOT_FOUND", f"worker pool {pool_id[:100]!r} does not exist")
    return [lane for pool in pools for lane in monitor.lanes(tx, pool)]


def _act(tx: Tx, action: str, named: str, kinds: Sequence[str], actor: Actor) -> None:
    if action == PAUSE:
        monitor.pause(tx, kinds)
    elif action == RESUME:
        monitor.resume(tx, kinds)
    record(tx, Entry(actor, action, "job-queue", named))


def _stop_job(tx: Tx, task_id: int, actor: Actor) -> None:
    task = queue.stop_task(tx, task_id, actor.name)
    record(tx, Entry(actor, STOP, "job", str(task_id), description=task.kind))
