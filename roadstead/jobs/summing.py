"""What an execution comes to, from what its tasks are."""

from __future__ import annotations

from roadstead.db.tx import Tx
from roadstead.jobs import store
from roadstead.jobs.model import ERROR, PENDING, RUNNING, SCHEDULED, STOPPED, SUCCESS

OPEN = (RUNNING, PENDING, SCHEDULED)


def sum_up(tx: Tx, execution_id: int, message: str, now: int) -> None:
    """End the execution if none of its tasks goes on; `message` is of the task that was changed just now.

    One task in Error makes it Error; else one that was stopped makes it Stopped.
    """
    if not store.hold_execution(tx, execution_id, now):
        return
    # Only now: whoever held the execution before has committed what became of their task.
    there = store.which_statuses(tx, execution_id, (*OPEN, ERROR, STOPPED))
    if there.isdisjoint(OPEN):
        status = ERROR if ERROR in there else STOPPED if STOPPED in there else SUCCESS
        store.end_execution(tx, execution_id, status, "" if status == SUCCESS else message, now)
