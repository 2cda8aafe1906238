"""What people ask of collection: start one, stop it, look at those there were, say when it runs. Every call blocks."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.chores.model import Done
from roadstead.domain.collection import tasks
from roadstead.domain.collection.model import KIND, Options
from roadstead.domain.collection.tasks import POLICY
from roadstead.errors import Refusal
from roadstead.jobs import queue, schedules
from roadstead.jobs.model import MANUAL, Execution, Task
from roadstead.jobs.queue import Jobs
from roadstead.jobs.schedules import ScheduleRow
from roadstead.kit.clock import now_ms

RESOURCE = "garbage-collection"


class Control:
    """An id of another kind of execution is as one that is not there."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.jobs = Jobs(db)

    def start(self, options: Options, actor: Actor) -> int:
        """Its id. Raises Refusal CONFLICT while another runs or waits."""
        return self.db.write(_start, options, actor)

    def stop(self, gc_id: int, actor: Actor) -> None:
        """Ask it to stop. Raises Refusal NOT_FOUND."""
        self.db.write(_stop, gc_id, actor)

    def page(self, listing: Listing) -> tuple[list[Done], int]:
        """(the page, the last first; how many in all)."""
        executions, total = self.jobs.executions(listing, KIND, POLICY)
        done = self.jobs.only_tasks([one.id for one in executions])
        return [_collected(one, done.get(one.id)) for one in executions], total

    def get(self, gc_id: int) -> Done:
        """Raises Refusal NOT_FOUND."""
        return _collected(self.jobs.execution(gc_id, KIND, POLICY), self.task(gc_id))

    def task(self, gc_id: int) -> Task | None:
        """The work itself; None when it could not be started."""
        return self.jobs.only_tasks([gc_id]).get(gc_id)

    def log(self, gc_id: int) -> str:
        """What it has told so far. Raises Refusal NOT_FOUND."""
        execution = self.jobs.execution(gc_id, KIND, POLICY)
        task = self.task(gc_id)
        return execution.message if task is None else "".join(self.jobs.log(task.id))

    def schedule(self) -> ScheduleRow | None:
        """When the clock starts one; None: it does not."""
        return self.db.read(schedules.find, KIND, POLICY)

    def add_schedule(self, kind: str, cron: str, options: Options, actor: Actor) -> int:
        """The schedule's id. Raises Refusal BAD_REQUEST, CONFLICT when there is one."""
        return self.db.write(_schedule, kind, cron, options, actor, new=True)

    def set_schedule(self, kind: str, cron: str, options: Options, actor: Actor) -> int:
        """The same in the place of the one before; kind `None` takes it away, 0. Raises Refusal BAD_REQUEST."""
        return self.db.write(_schedule, kind, cron, options, actor, new=False)


def _start(tx: Tx, options: Options, actor: Actor) -> int:
    gc_id = tasks.start(tx, options, MANUAL, actor.name)
    record(tx, Entry(actor, "create", RESOURCE, str(gc_id), 0, "dry run" if options.dry_run else ""))
    return gc_id


def _stop(tx: Tx, gc_id: int, actor: Actor) -> None:
    queue.stop(tx, queue.find_execution(tx, gc_id, KIND, POLICY).id, actor.name)
    record(tx, Entry(actor, "stop", RESOURCE, str(gc_id)))


def _schedule(tx: Tx, kind: str, cron: str, options: Options, actor: Actor, *, new: bool) -> int:
    if new and schedules.find(tx, KIND, POLICY) is not None:
        raise Refusal("CONFLICT", "garbage collection has a schedule already: change that one")
    row = schedules.set_schedule(tx, KIND, POLICY, kind, cron, tasks.written(options), now_ms())
    record(
        tx,
        Entry(
            actor, "create" if new else "update", RESOURCE, "schedule", 0, kind if row is None else f"{kind} {row.cron}"
        ),
    )
    return 0 if row is None else row.id


def _collected(execution: Execution, task: Task | None) -> Done:
    return Done(execution, execution.extra | (task.extra if task else {}))
