"""What people ask of a chore: start it, stop it, look at the runs there were, say when it runs. Every call blocks."""

from __future__ import annotations

from collections.abc import Mapping

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.chores.model import POLICY, Chore, Done
from roadstead.errors import Refusal
from roadstead.jobs import queue, schedules
from roadstead.jobs.model import MANUAL, SCHEDULE, Execution, NewTask, Task
from roadstead.jobs.queue import Jobs
from roadstead.jobs.schedules import ScheduleRow, Starter
from roadstead.kit.clock import now_ms


class Chores:
    """One chore's. An id of another kind of execution is as one that is not there."""

    def __init__(self, db: Database, chore: Chore) -> None:
        self.db = db
        self.chore = chore
        self.jobs = Jobs(db)

    def start(self, parameters: Mapping[str, object], actor: Actor) -> int:
        """The execution's id. Raises Refusal BAD_REQUEST, CONFLICT while another runs or waits."""
        return self.db.write(self._start, self.chore.check(parameters), actor)

    def stop(self, execution_id: int, actor: Actor) -> None:
        """Ask it to stop. Raises Refusal NOT_FOUND."""
        self.db.write(self._stop, execution_id, actor)

    def page(self, listing: Listing) -> tuple[list[Done], int]:
        """(the page, the last first; how many in all)."""
        executions, total = self.jobs.executions(listing, self.chore.kind, POLICY)
        tasks = self.jobs.only_tasks([one.id for one in executions])
        return [_done(one, tasks.get(one.id)) for one in executions], total

    def get(self, execution_id: int) -> Done:
        """Raises Refusal NOT_FOUND."""
        return _done(self.jobs.execution(execution_id, self.chore.kind, POLICY), self.task(execution_id))

    def task(self, execution_id: int) -> Task | None:
        """The work itself; None when it could not be started."""
        return self.jobs.only_tasks([execution_id]).get(execution_id)

    def log(self, execution_id: int) -> str:
        """What it has told so far. Raises Refusal NOT_FOUND."""
        execution = self.jobs.execution(execution_id, self.chore.kind, POLICY)
        task = self.task(execution_id)
        return execution.message if task is None else "".join(self.jobs.log(task.id))

    def schedule(self) -> ScheduleRow | None:
        """When the clock starts one; None: it does not."""
        return self.db.read(schedules.find, self.chore.kind, POLICY)

    def set_schedule(
        self, kind: str, cron: str, parameters: Mapping[str, object], actor: Actor, *, new: bool = False
    ) -> int:
        """The schedule's id; kind `None` takes it away, 0. Raises Refusal BAD_REQUEST; CONFLICT if it is not `new`."""
        asked = self.chore.check(parameters) if kind not in schedules.NEVER else {}
        return self.db.write(self._schedule, kind, cron, asked, actor, new)

    def _start(self, tx: Tx, parameters: dict[str, object], actor: Actor) -> int:
        execution_id = start(tx, self.chore, parameters, MANUAL, actor.name)
        record(tx, Entry(actor, "create", self.chore.resource, str(execution_id), 0, _words(parameters)))
        return execution_id

    def _stop(self, tx: Tx, execution_id: int, actor: Actor) -> None:
        queue.stop(tx, queue.find_execution(tx, execution_id, self.chore.kind, POLICY).id, actor.name)
        record(tx, Entry(actor, "stop", self.chore.resource, str(execution_id)))

    def _schedule(self, tx: Tx, kind: str, cron: str, parameters: dict[str, object], actor: Actor, new: bool) -> int:
        chore = self.chore
        if new and schedules.find(tx, chore.kind, POLICY) is not None:
            raise Refusal("CONFLICT", f"{chore.title} has a schedule already: change that one")
        row = schedules.set_schedule(tx, chore.kind, POLICY, kind, cron, parameters, now_ms())
        when = kind if row is None else f"{kind} {row.cron} {_words(parameters)}"
        record(tx, Entry(actor, "create" if new else "update", chore.resource, "schedule", 0, when.rstrip()))
        return 0 if row is None else row.id


def start(tx: Tx, chore: Chore, parameters: dict[str, object], started_by: str, actor: str) -> int:
    """The execution's id. Raises Refusal CONFLICT while another has not ended."""
    task = NewTask(chore.kind, parameters, only_one=chore.kind)
    return queue.start(tx, chore.kind, POLICY, started_by, actor, [task], parameters)


def starter(chore: Chore) -> Starter:
    """What the clock does."""

    def fire(tx: Tx, schedule: ScheduleRow) -> None:
        start(tx, chore, chore.check(schedule.payload), SCHEDULE, chore.title)

    return fire


def _words(parameters: Mapping[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in parameters.items())


def _done(execution: Execution, task: Task | None) -> Done:
    return Done(execution, execution.extra | (task.extra if task else {}))
