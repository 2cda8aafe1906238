"""What is started by the clock: at most one schedule a policy."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import msgspec

from roadstead.db.tx import Row, Tx
from roadstead.errors import Refusal
from roadstead.jobs import schedule_store as store
from roadstead.jobs.model import NEWS
from roadstead.kit.cron import Cron, CronError, parse

USUAL = {"Hourly": "0 0 * * * *", "Daily": "0 0 0 * * *", "Weekly": "0 0 0 * * 0"}
"""The time of those kinds that name one, where none is given."""
NEVER = ("None", "Manual", "")


class ScheduleRow(msgspec.Struct, frozen=True):
    """`kind`: Hourly, Daily, Weekly or Custom. Times in milliseconds since the epoch, `next_at` the next fire's."""

    id: int
    vendor_type: str
    vendor_id: int
    kind: str
    cron: str
    payload: dict[str, object]
    next_at: int
    created_at: int
    updated_at: int


Starter = Callable[[Tx, ScheduleRow], None]
"""What a fire does, in the transaction that takes it: it calls `queue.start`."""


def check(kind: str, cron: str) -> Cron | None:
    """The times that a schedule of this kind has; None: no time. Seconds are 0. Raises Refusal BAD_REQUEST."""
    if kind in NEVER:
        return None
    if kind not in (*USUAL, "Custom"):
        raise Refusal("BAD_REQUEST", f"schedule.type: {kind!r} is none of Hourly, Daily, Weekly, Custom, Manual, None")
    try:
        times = parse(cron or USUAL.get(kind, ""))
    except CronError as e:
        raise Refusal("BAD_REQUEST", f"schedule.{e}") from None
    if times.seconds != {0}:
        raise Refusal("BAD_REQUEST", f"schedule.cron: {cron!r}: the first field, the seconds, must be 0")
    return times


def set_schedule(
    tx: Tx,
    vendor_type: str,
    vendor_id: int,
    kind: str,
    cron: str,
    payload: Mapping[str, object],
    now: int,
) -> ScheduleRow | None:
    """Put it in the place of the one before; `None` and `Manual` take it away. Raises Refusal BAD_REQUEST."""
    times = check(kind, cron)
    if times is None:
        remove(tx, vendor_type, vendor_id)
        return None
    text = cron or USUAL[kind]
    store.put(tx, vendor_type, vendor_id, kind, text, json.dumps(payload), times.next(now), now)
    tx.touch(NEWS)
    return find(tx, vendor_type, vendor_id)


def find(tx: Tx, vendor_type: str, vendor_id: int) -> ScheduleRow | None:
    """None: it has no schedule."""
    row = store.find(tx, vendor_type, vendor_id)
    return None if row is None else read(row)


def remove(tx: Tx, vendor_type: str, vendor_id: int) -> bool:
    """Whether there was one."""
    return bool(store.remove(tx, vendor_type, vendor_id))


def read(row: Row) -> ScheduleRow:
    """From a row of the store."""
    schedule_id, vendor_type, vendor_id, kind, cron, payload, next_at, created_at, updated_at = row
    return ScheduleRow(
        schedule_id, vendor_type, vendor_id, kind, cron, json.loads(payload), next_at, created_at, updated_at
    )


def page(tx: Tx, limit: int, offset: int) -> tuple[list[ScheduleRow], int]:
    """(some of all schedules by id, how many there are)."""
    rows, total = store.page(tx, limit, offset)
    return [read(row) for row in rows], total
