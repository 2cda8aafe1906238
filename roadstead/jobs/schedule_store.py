"""The SQL of schedules."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.tx import Row, Tx
from roadstead.jobs.model import SCHEDULER

SCHEDULE = "id, vendor_type, vendor_id, kind, cron, payload, next_at, created_at, updated_at"


def put(tx: Tx, vendor_type: str, vendor_id: int, kind: str, cron: str, payload: str, next_at: int, now: int) -> int:
    """The only one of this policy from now on; its id."""
    return int(
        tx.value(
            "INSERT INTO schedule (vendor_type, vendor_id, kind, cron, payload, next_at, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (vendor_type, vendor_id) DO UPDATE SET"
            " kind = excluded.kind, cron = excluded.cron, payload = excluded.payload, next_at = excluded.next_at,"
            " updated_at = excluded.updated_at RETURNING id",
            vendor_type,
            vendor_id,
            kind,
            cron,
            payload,
            next_at,
            now,
            now,
        )
    )


def remove(tx: Tx, vendor_type: str, vendor_id: int) -> int:
    """How many there were: one or none."""
    return tx.run("DELETE FROM schedule WHERE vendor_type = ? AND vendor_id = ?", vendor_type, vendor_id)


def find(tx: Tx, vendor_type: str, vendor_id: int) -> Row | None:
    """`SCHEDULE`."""
    return tx.one(f"SELECT {SCHEDULE} FROM schedule WHERE vendor_type = ? AND vendor_id = ?", vendor_type, vendor_id)


def page(tx: Tx, limit: int, offset: int) -> tuple[list[Row], int]:
    """(rows of `SCHEDULE` by id, how many there are in all)."""
    rows = tx.all(f"SELECT {SCHEDULE} FROM schedule ORDER BY id LIMIT ? OFFSET ?", limit, offset)
    return rows, int(tx.value("SELECT count(*) FROM schedule"))


def due(tx: Tx, vendor_types: Sequence[str], now: int, limit: int) -> list[Row]:
    """Rows of `SCHEDULE` whose time has come, the longest ago first; none while the scheduler pauses."""
    return tx.all(
        f"SELECT {SCHEDULE} FROM schedule WHERE next_at <= ? AND vendor_type IN ({','.join('?' * len(vendor_types))})"
        " AND NOT EXISTS (SELECT 1 FROM paused p WHERE p.kind = ?) ORDER BY next_at, id LIMIT ?",
        now,
        *vendor_types,
        SCHEDULER,
        limit,
    )


def move_on(tx: Tx, schedule_id: int, from_at: int, next_at: int) -> bool:
    """The next time, if it was `from_at`; False: somebody else has taken this fire, or changed the schedule."""
    return bool(tx.run("UPDATE schedule SET next_at = ? WHERE id = ? AND next_at = ?", next_at, schedule_id, from_at))
