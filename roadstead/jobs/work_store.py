"""The SQL of working on tasks. Whatever a run writes holds only while the task is still that run's."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx
from roadstead.jobs.model import SCHEDULER

OWN = "id = ? AND node = ? AND run_count = ? AND status = 'Running'"
"""Of (task, node, run): it is that run's."""


def outlook(tx: Tx, kinds: Sequence[str], vendor_types: Sequence[str]) -> list[Row]:
    """All that a node wants to know, in one statement; rows of (what, name, node, a, b, c).

    ('later', …, when the next task comes due), ('clock', …, when the next schedule fires), ('running', kind, node,
    task, run, beat) for each that runs anywhere, ('waiting', kind, …, task, urgency) for the next of each of `kinds`.
    What pauses is left out.
    """
    values: list[object] = []
    parts = [
        "SELECT 'later' AS what, '' AS name, '' AS node, min(due_at) AS a, 0 AS b, 0 AS c"
        " FROM task WHERE status = 'Scheduled'",
        "SELECT 'running', kind, node, id, run_count, beat FROM task WHERE status = 'Running'",
    ]
    if vendor_types:
        parts.append(
            "SELECT 'clock', '', '', min(next_at), 0, 0 FROM schedule"
            " WHERE NOT EXISTS (SELECT 1 FROM paused p WHERE p.kind = ?)"
            f" AND vendor_type IN ({','.join('?' * len(vendor_types))})"
        )
        values += [SCHEDULER, *vendor_types]
    for kind in kinds:
        parts.append(
            "SELECT * FROM (SELECT 'waiting', t.kind, '', t.id, t.urgency, 0 FROM task t WHERE t.status = 'Pending'"
            " AND t.kind = ? AND NOT EXISTS (SELECT 1 FROM paused p WHERE p.kind = ?)"
            " ORDER BY t.urgency, t.id LIMIT 1) first"
        )
        values += [kind, kind]
    return tx.all(" UNION ALL ".join(parts), *values)


def promote(tx: Tx, now: int, limit: int) -> int:
    """Tasks whose time has come wait in the queue from now on."""
    rows = tx.take(
        "SELECT id FROM task WHERE status = 'Scheduled' AND due_at <= ? ORDER BY due_at, id LIMIT ?", now, limit
    )
    for marks, lot in in_lots([one for (one,) in rows]):
        tx.run(f"UPDATE task SET status = 'Pending' WHERE id IN ({marks})", *lot)
    return len(rows)


def claim(tx: Tx, kind: str, node: str, now: int) -> Row | None:
    """Take up the next task: (id, execution, kind, run, failures, payload, extra, log bytes); None: none waits."""
    rows = tx.take(
        "SELECT t.id FROM task t WHERE t.status = 'Pending' AND t.kind = ?"
        " AND NOT EXISTS (SELECT 1 FROM paused p WHERE p.kind = ?) ORDER BY t.urgency, t.id LIMIT 1",
        kind,
        kind,
    )
    if not rows:
        return None
    row = tx.one(
        "UPDATE task SET status = 'Running', node = ?, run_count = run_count + 1, beat = 0, started_at = ?,"
        " updated_at = ? WHERE id = ? AND status = 'Pending'"
        " RETURNING id, execution_id, kind, run_count, failures, payload, extra, log_bytes",
        node,
        now,
        now,
        rows[0][0],
    )
    if row is not None:
        tx.run(
            "UPDATE execution SET status = 'Running', updated_at = ? WHERE id = ? AND status = 'Pending'", now, row[1]
        )
    return row


def hold(tx: Tx, own: Row) -> bool | None:
    """Whether it was asked to stop; nobody changes it before this transaction ends. None: it is not this run's."""
    row = tx.hold(f"SELECT stop_asked FROM task WHERE {OWN}", *own)
    return None if row is None else bool(row[0])


def beat(tx: Tx, own: Row, progress: str, extra: str, log_bytes: int, now: int) -> bool | None:
    """Say that the run goes on; whether it was asked to stop. None: it is not this run's."""
    asked = tx.value(
        "UPDATE task SET beat = beat + 1, progress = ?, extra = ?, log_bytes = ?, updated_at = ?"
        f" WHERE {OWN} RETURNING stop_asked",
        progress,
        extra,
        log_bytes,
        now,
        *own,
    )
    return None if asked is None else bool(asked)


def leave(tx: Tx, own: Row, status: str, message: str, failures: int, due_at: int, now: int, *, ended: bool) -> None:
    """The run is over, after `hold`; the task ends, or goes on in another run."""
    tx.run(
        f"UPDATE task SET status = ?, message = ?, failures = ?, due_at = ?, updated_at = ?, ended_at = ? WHERE {OWN}",
        status,
        message,
        failures,
        due_at,
        now,
        now if ended else None,
        *own,
    )


def silent(tx: Tx, own: Row, beat: int) -> Row | None:
    """(execution, failures so far, whether it was asked to stop) if the run has said nothing since that beat.

    Nobody changes the task before this transaction ends.
    """
    return tx.hold(f"SELECT execution_id, failures, stop_asked FROM task WHERE {OWN} AND beat = ?", *own, beat)


def add_log(tx: Tx, task_id: int, lines: str) -> None:
    """Lines, each with its end."""
    tx.run("INSERT INTO task_log (task_id, lines) VALUES (?, ?)", task_id, lines)
