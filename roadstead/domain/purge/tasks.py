"""The jobs of purging: lots so small that nobody who writes waits for them."""

from __future__ import annotations

import time

from roadstead.db.database import Database
from roadstead.domain.audit import service as audit
from roadstead.domain.purge.model import PURGE_KIND, SWEEP_KIND, USUAL_DAYS, wanted
from roadstead.jobs.model import Kind
from roadstead.jobs.queue import Jobs
from roadstead.jobs.run import Run
from roadstead.kit.clock import now_ms

HOUR_MS = 3_600_000
REST = 0.005
"""Seconds between two lots: others get their turn to write."""
TOLD = 100
"""Lots between two lines of the log."""
EXECUTIONS = 20


class Purger:
    """Works on a node. `vendor_types`: whose executions are swept."""

    def __init__(self, db: Database, vendor_types: list[str]) -> None:
        self.db = db
        self.jobs = Jobs(db)
        self.vendor_types = vendor_types

    def kinds(self) -> list[Kind]:
        """For the workers."""
        return [Kind(PURGE_KIND, self.purge), Kind(SWEEP_KIND, self.sweep)]

    def purge(self, run: Run) -> None:
        """Old entries of the audit log go. Done again after a cut it finds what is left."""
        asked = wanted(run.payload)
        before = now_ms() - asked.hours * HOUR_MS
        after, looked, gone, lots = (0, 0), 0, 0, 0
        run.log(f"entries older than {asked.hours} hours" + (", a dry run" if asked.dry_run else ""))
        while True:
            run.check()
            rows = self.db.read(audit.old, before, after)
            if not rows:
                break
            after = rows[-1].at, rows[-1].id
            due = [one.id for one in rows if asked.takes(one.operation, one.resource_type)]
            if due and not asked.dry_run:
                self.db.write(audit.remove, due)
            looked, gone, lots = looked + len(rows), gone + len(due), lots + 1
            run.progress(looked=looked, purged=gone)
            if lots % TOLD == 0:
                run.log(f"so far {gone} of {looked}")
            time.sleep(REST)
        run.extra(purged=gone, kept=looked - gone)
        run.log(f"{'would purge' if asked.dry_run else 'purged'} {gone} of {looked} old entries")

    def sweep(self, run: Run) -> None:
        """Executions that ended long ago go, with their tasks and logs."""
        days = run.payload.get("days", USUAL_DAYS)
        assert isinstance(days, int)
        before = now_ms() - days * 24 * HOUR_MS
        gone = 0
        while True:
            run.check()
            count = self.jobs.forget(before, self.vendor_types, EXECUTIONS)
            gone += count
            run.progress(swept=gone)
            if not count:
                break
            time.sleep(REST)
        run.extra(swept=gone)
        run.log(f"swept {gone} executions that ended more than {days} days ago")
