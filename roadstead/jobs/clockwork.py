"""Schedules whose time has come: each fire once, by whichever node is first; one that was missed, late and once."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from roadstead.db.database import Database
from roadstead.db.tx import Tx, Unavailable
from roadstead.errors import Refusal
from roadstead.jobs import queue
from roadstead.jobs import schedule_store as store
from roadstead.jobs.model import SCHEDULE
from roadstead.jobs.schedules import ScheduleRow, Starter, read
from roadstead.kit.clock import now_ms
from roadstead.kit.cron import parse

log = logging.getLogger("roadstead.jobs")
STEP = 50


class Clockwork:
    """One node's; `starters` by vendor type."""

    def __init__(self, db: Database, starters: Mapping[str, Starter]) -> None:
        self.db = db
        self.starters = starters

    def fire_due(self) -> int:
        """Start what is due, each in a transaction with the step to its next time; how many were due."""
        rows = self.db.read(store.due, sorted(self.starters), now_ms(), STEP)
        for row in map(read, rows):
            self._fire(row)
        return len(rows)

    def _fire(self, row: ScheduleRow) -> None:
        try:
            self.db.write(self._start, row)
        except Unavailable:
            raise
        except Exception as e:  # the fire is taken all the same: it would come back at once
            refused = isinstance(e, Refusal)
            if not refused:
                log.exception("a schedule could not start", extra={"vendor": row.vendor_type, "id": row.vendor_id})
            self.db.write(_note, row, e.message if isinstance(e, Refusal) else f"{type(e).__name__}: {e}")

    def _start(self, tx: Tx, row: ScheduleRow) -> None:
        if _take(tx, row):
            self.starters[row.vendor_type](tx, row)


def _take(tx: Tx, row: ScheduleRow) -> bool:
    return store.move_on(tx, row.id, row.next_at, parse(row.cron).next(now_ms()))


def _note(tx: Tx, row: ScheduleRow, message: str) -> None:
    if _take(tx, row):
        queue.note_failure(tx, row.vendor_type, row.vendor_id, SCHEDULE, "", f"not started: {message}")
