"""The SQL of executions and tasks: made, listed, stopped, forgotten.

Whoever changes both writes to the task first, then to its execution: so nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.listing import Column, Columns, Listing
from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx
from roadstead.jobs.model import STOPPED

EXECUTION = (
    "e.id, e.vendor_type, e.vendor_id, e.started_by, e.actor, e.status, e.message, e.extra,"
    " e.created_at, e.updated_at, e.ended_at"
)
TASK = (
    "t.id, t.execution_id, t.kind, t.status, t.message, -t.urgency, t.run_count, t.payload, t.extra, t.progress,"
    " t.created_at, t.updated_at, t.started_at, t.ended_at"
)
EXECUTIONS: Columns = {
    "id": Column("e.id", "number"),
    "vendor_type": Column("e.vendor_type"),
    "vendor_id": Column("e.vendor_id", "number"),
    "status": Column("e.status", sortable=False),
    "trigger": Column("e.started_by", sortable=False),
    "creation_time": Column("e.id", "number"),
    "start_time": Column("e.id", "number"),
}
TASKS: Columns = {
    "id": Column("t.id", "number"),
    "status": Column("t.status"),
    "creation_time": Column("t.id", "number"),
    "start_time": Column("t.id", "number"),
}


def add_execution(
    tx: Tx, vendor_type: str, vendor_id: int, started_by: str, actor: str, status: str, extra: str, now: int
) -> int:
    """The new execution's id."""
    return int(
        tx.value(
            "INSERT INTO execution (vendor_type, vendor_id, started_by, actor, status, extra, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            vendor_type,
            vendor_id,
            started_by,
            actor,
            status,
            extra,
            now,
            now,
        )
    )


ADD = (
    "INSERT INTO task (execution_id, kind, payload, extra, only_one, urgency, status, due_at, created_at, updated_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def add_tasks(tx: Tx, rows: list[Row]) -> None:
    """Of (execution, kind, payload, extra, None, urgency, status, due, now, now)."""
    tx.many(ADD, rows)


def add_only_task(tx: Tx, row: Row) -> bool:
    """The same with a key that no other may carry; False: one that has not ended does."""
    return tx.value(f"{ADD} ON CONFLICT DO NOTHING RETURNING id", *row) is not None


def end_execution(tx: Tx, execution_id: int, status: str, message: str, now: int) -> None:
    """It has ended."""
    tx.run(
        "UPDATE execution SET status = ?, message = ?, updated_at = ?, ended_at = ? WHERE id = ?",
        status,
        message,
        now,
        now,
        execution_id,
    )


def hold_execution(tx: Tx, execution_id: int, now: int) -> bool:
    """Nobody else sums its tasks before this transaction ends. False: it has ended, or is gone."""
    # An update, since that goes along with the foreign keys of tasks; FOR UPDATE would wait for them, in a circle.
    return bool(tx.run("UPDATE execution SET updated_at = ? WHERE id = ? AND ended_at IS NULL", now, execution_id))


def which_statuses(tx: Tx, execution_id: int, statuses: Sequence[str]) -> set[str]:
    """Those of the statuses that any of its tasks has."""
    asked = ", ".join("EXISTS (SELECT 1 FROM task WHERE execution_id = ? AND status = ?)" for _ in statuses)
    row = tx.one(f"SELECT {asked}", *(value for status in statuses for value in (execution_id, status)))
    assert row is not None
    return {status for status, there in zip(statuses, row, strict=True) if there}


def page(tx: Tx, listing: Listing, vendor_type: str | None, vendor_id: int | None) -> tuple[list[Row], int]:
    """(rows of `EXECUTION`, the last first; how many there are in all)."""
    where, values = listing.where(EXECUTIONS)
    if vendor_type is not None:
        where, values = f"{where} AND e.vendor_type = ?", [*values, vendor_type]
    if vendor_id is not None:
        where, values = f"{where} AND e.vendor_id = ?", [*values, vendor_id]
    order = listing.order(EXECUTIONS, "e.id DESC")
    rows = tx.all(
        f"SELECT {EXECUTION} FROM execution e WHERE 1 = 1{where}{order} LIMIT ? OFFSET ?", *values, *listing.window
    )
    return rows, int(tx.value(f"SELECT count(*) FROM execution e WHERE 1 = 1{where}", *values))


def execution(tx: Tx, execution_id: int) -> Row | None:
    """`EXECUTION`."""
    return tx.one(f"SELECT {EXECUTION} FROM execution e WHERE e.id = ?", execution_id)


def metrics(tx: Tx, execution_ids: Sequence[int]) -> list[Row]:
    """(execution, status, how many tasks)."""
    found: list[Row] = []
    for marks, lot in in_lots(execution_ids):
        found += tx.all(
            "SELECT execution_id, status, count(*) FROM task"
            f" WHERE execution_id IN ({marks}) GROUP BY execution_id, status",
            *lot,
        )
    return found


def tasks_of(tx: Tx, execution_ids: Sequence[int]) -> list[Row]:
    """Rows of `TASK` of all these executions."""
    found: list[Row] = []
    for marks, lot in in_lots(execution_ids):
        found += tx.all(f"SELECT {TASK} FROM task t WHERE t.execution_id IN ({marks}) ORDER BY t.id", *lot)
    return found


def tasks(tx: Tx, execution_id: int, listing: Listing) -> tuple[list[Row], int]:
    """(rows of `TASK`, the last first; how many there are in all)."""
    where, values = listing.where(TASKS)
    where = f"t.execution_id = ?{where}"
    order = listing.order(TASKS, "t.id DESC")
    rows = tx.all(
        f"SELECT {TASK} FROM task t WHERE {where}{order} LIMIT ? OFFSET ?", execution_id, *values, *listing.window
    )
    return rows, int(tx.value(f"SELECT count(*) FROM task t WHERE {where}", execution_id, *values))


def recent(tx: Tx, limit: int, kind: str | None, status: str | None) -> list[Row]:
    """Rows of `TASK`, the last first, of a kind and in a status if they are given."""
    asked = [(name, value) for name, value in (("kind", kind), ("status", status)) if value is not None]
    where = "".join(f" AND t.{name} = ?" for name, _ in asked)
    return tx.all(
        f"SELECT {TASK} FROM task t WHERE 1 = 1{where} ORDER BY t.id DESC LIMIT ?",
        *(value for _, value in asked),
        limit,
    )


def task(tx: Tx, task_id: int) -> Row | None:
    """`TASK`."""
    return tx.one(f"SELECT {TASK} FROM task t WHERE t.id = ?", task_id)


def log(tx: Tx, task_id: int, after: int, limit: int) -> list[Row]:
    """(id, lines) of what was logged after that id."""
    return tx.all(
        "SELECT id, lines FROM task_log WHERE task_id = ? AND id > ? ORDER BY id LIMIT ?", task_id, after, limit
    )


STOP = (
    "UPDATE task SET stop_asked = 1, updated_at = ?, status = CASE WHEN status = 'Running' THEN status ELSE ? END,"
    " message = CASE WHEN status = 'Running' THEN message ELSE ? END,"
    " ended_at = CASE WHEN status = 'Running' THEN NULL ELSE CAST(? AS BIGINT) END"
    " WHERE ended_at IS NULL AND stop_asked = 0"
)
"""What waits ends, what runs is to leave, in one statement: so none slips through from one to the other."""


def stop_tasks(tx: Tx, execution_id: int, message: str, now: int) -> int:
    """All of an execution, as far as this statement sees; how many."""
    return tx.run(f"{STOP} AND execution_id = ?", now, STOPPED, message, now, execution_id)


def stop_task(tx: Tx, task_id: int, message: str, now: int) -> None:
    """One."""
    tx.run(f"{STOP} AND id = ?", now, STOPPED, message, now, task_id)


def ended_before(tx: Tx, before: int, vendor_type: str, limit: int) -> list[int]:
    """Executions of this kind that ended before that, the oldest first."""
    rows = tx.all(
        "SELECT id FROM execution WHERE vendor_type = ? AND ended_at < ? ORDER BY ended_at, id LIMIT ?",
        vendor_type,
        before,
        limit,
    )
    return [one for (one,) in rows]


def forget_tasks(tx: Tx, execution_id: int, limit: int) -> int:
    """Some of its tasks, with their logs; how many."""
    return tx.run(
        "DELETE FROM task WHERE id IN (SELECT id FROM task WHERE execution_id = ? LIMIT ?)", execution_id, limit
    )


def forget_execution(tx: Tx, execution_id: int) -> None:
    """It, and what is left of it."""
    tx.run("DELETE FROM execution WHERE id = ?", execution_id)
