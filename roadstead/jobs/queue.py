"""What others may ask of jobs: start some, look at them, stop them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Row, Tx
from roadstead.errors import Refusal
from roadstead.jobs import store
from roadstead.jobs.model import (
    ENDED,
    ERROR,
    MESSAGE,
    NEWS,
    PENDING,
    SCHEDULED,
    STOPS,
    SUCCESS,
    Execution,
    NewTask,
    Task,
)
from roadstead.jobs.summing import sum_up
from roadstead.kit.clock import now_ms

LOG_ROWS = 200
FORGET = 500


def start(
    tx: Tx,
    vendor_type: str,
    vendor_id: int,
    started_by: str,
    actor_name: str,
    tasks: Sequence[NewTask],
    extra: Mapping[str, object] | None = None,
) -> int:
    """A new execution's id; its tasks are taken up as soon as the transaction commits. Without tasks it is a success.

    Raises Refusal CONFLICT when a task that has not ended carries the same `only_one`.
    """
    now = now_ms()
    status = PENDING if tasks else SUCCESS
    execution_id = store.add_execution(
        tx, vendor_type, vendor_id, started_by, actor_name, status, json.dumps(extra or {}), now
    )
    if tasks:
        add_tasks(tx, execution_id, tasks, now)
    else:
        store.end_execution(tx, execution_id, SUCCESS, "", now)
    return execution_id


def add_tasks(tx: Tx, execution_id: int, tasks: Sequence[NewTask], now: int) -> None:
    """More of an execution that has not ended. Raises Refusal CONFLICT."""
    free = []
    for task in tasks:
        row = _row(execution_id, task, now)
        if task.only_one is None:
            free.append(row)
        elif not store.add_only_task(tx, row):
            raise Refusal(
                "CONFLICT", f"{task.kind}: the same is under way already; stop it, or wait until it has ended"
            )
    store.add_tasks(tx, free)
    tx.touch(NEWS)


def note_failure(tx: Tx, vendor_type: str, vendor_id: int, started_by: str, actor_name: str, message: str) -> int:
    """An execution that could not be started, so that somebody sees it; its id."""
    now = now_ms()
    execution_id = store.add_execution(tx, vendor_type, vendor_id, started_by, actor_name, ERROR, "{}", now)
    store.end_execution(tx, execution_id, ERROR, message[:MESSAGE], now)
    return execution_id


def stop(tx: Tx, execution_id: int, by: str) -> None:
    """Its tasks that wait end at once, those that run as soon as they look; of one that has ended nothing changes."""
    now = now_ms()
    while store.stop_tasks(tx, execution_id, f"stopped by {by}", now):
        pass  # until no task has added others meanwhile
    sum_up(tx, execution_id, f"stopped by {by}", now)
    tx.touch(STOPS)


def stop_task(tx: Tx, task_id: int, by: str) -> Task:
    """The same for one task. Raises Refusal NOT_FOUND."""
    now = now_ms()
    store.stop_task(tx, task_id, f"stopped by {by}", now)
    task = find_task(tx, task_id)
    if task.status in ENDED:
        sum_up(tx, task.execution_id, task.message, now)
    tx.touch(STOPS)
    return task


def find_task(tx: Tx, task_id: int) -> Task:
    """Raises Refusal NOT_FOUND."""
    row = store.task(tx, task_id)
    if row is None:
        raise Refusal("NOT_FOUND", f"task {task_id} does not exist")
    return _task(row)


def find_execution(
    tx: Tx, execution_id: int, vendor_type: str | None = None, vendor_id: int | None = None
) -> Execution:
    """Raises Refusal NOT_FOUND, also when it is of another kind or of another policy."""
    row = store.execution(tx, execution_id)
    if row is None or vendor_type not in (None, row[1]) or vendor_id not in (None, row[2]):
        raise Refusal("NOT_FOUND", f"execution {execution_id} does not exist")
    return _executions(tx, [row])[0]


class Jobs:
    """The same in transactions of their own. Every call blocks."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def start(
        self,
        vendor_type: str,
        vendor_id: int,
        started_by: str,
        actor_name: str,
        tasks: Sequence[NewTask],
        extra: Mapping[str, object] | None = None,
    ) -> int:
        """The new execution's id. Raises Refusal CONFLICT."""
        return self.db.write(start, vendor_type, vendor_id, started_by, actor_name, tasks, extra)

    def executions(
        self, listing: Listing, vendor_type: str | None = None, vendor_id: int | None = None
    ) -> tuple[list[Execution], int]:
        """(a page, the last first; how many there are in all)."""

        def page(tx: Tx) -> tuple[list[Execution], int]:
            rows, total = store.page(tx, listing, vendor_type, vendor_id)
            return _executions(tx, rows), total

        return self.db.read(page)

    def execution(self, execution_id: int, vendor_type: str | None = None, vendor_id: int | None = None) -> Execution:
        """Raises Refusal NOT_FOUND."""
        return self.db.read(find_execution, execution_id, vendor_type, vendor_id)

    def tasks(self, execution_id: int, listing: Listing) -> tuple[list[Task], int]:
        """(a page of an execution's tasks, the last first; how many there are in all)."""
        rows, total = self.db.read(store.tasks, execution_id, listing)
        return [_task(row) for row in rows], total

    def only_tasks(self, execution_ids: Sequence[int]) -> dict[int, Task]:
        """execution → its task, of executions that have a single one."""
        rows = self.db.read(store.tasks_of, execution_ids)
        return {row[1]: _task(row) for row in rows}

    def recent(self, limit: int, kind: str | None = None, status: str | None = None) -> list[Task]:
        """The last tasks, of a kind and in a status if they are given."""
        return [_task(row) for row in self.db.read(store.recent, limit, kind, status)]

    def task(self, task_id: int) -> Task:
        """Raises Refusal NOT_FOUND."""
        return self.db.read(find_task, task_id)

    def log(self, task_id: int, after: int = 0) -> Iterator[str]:
        """What was logged so far, in pieces of whole lines."""
        for _, lines in self.log_rows(task_id, after):
            yield lines

    def log_rows(self, task_id: int, after: int = 0) -> Iterator[tuple[int, str]]:
        """(where to go on from, some lines): pass the number on to read what comes later."""
        while rows := self.db.read(store.log, task_id, after, LOG_ROWS):
            for row_id, lines in rows:
                after = row_id
                yield row_id, lines

    def stop(self, execution_id: int, by: str = "") -> None:
        """Ask an execution to stop."""
        self.db.write(stop, execution_id, by)

    def stop_task(self, task_id: int, by: str = "") -> None:
        """Ask a task to stop. Raises Refusal NOT_FOUND."""
        self.db.write(stop_task, task_id, by)

    def forget(self, before: int, vendor_types: Sequence[str], most: int = 100) -> int:
        """Remove executions of these kinds that ended before that time, with tasks and logs; how many, at most `most`.

        The oldest first, in transactions so small that nobody waits for them.
        """
        execution_ids: list[int] = []
        for vendor_type in vendor_types:
            execution_ids += self.db.read(store.ended_before, before, vendor_type, most - len(execution_ids))
        for execution_id in execution_ids:
            while self.db.write(store.forget_tasks, execution_id, FORGET) == FORGET:
                pass
            self.db.write(store.forget_execution, execution_id)
        return len(execution_ids)


def _row(execution_id: int, task: NewTask, now: int) -> Row:
    delay = int(task.delay_seconds * 1000)
    return (
        execution_id,
        task.kind,
        json.dumps(task.payload),
        json.dumps(task.extra),
        task.only_one,
        -task.priority,
        SCHEDULED if delay > 0 else PENDING,
        now + delay,
        now,
        now,
    )


def _executions(tx: Tx, rows: list[Row]) -> list[Execution]:
    metrics: dict[int, dict[str, int]] = {row[0]: {} for row in rows}
    for execution_id, status, count in store.metrics(tx, list(metrics)):
        metrics[execution_id][status] = count
    return [Execution(*_read((*row, metrics[row[0]]), 7)) for row in rows]


def _task(row: Row) -> Task:
    return Task(*_read(row, 7, 8, 9))


def _read(row: Row, *places: int) -> Row:
    """The row with JSON read at these places."""
    return tuple(json.loads(one) if place in places else one for place, one in enumerate(row))
