"""`python -m tests.faults.job_node URL FOLDER NAME HOURS`: a node that works on jobs and nothing else.

Its clock is set by so many hours twice a second, to and fro.

Its jobs of kind STORY write a line into a table of their own for each step, in transactions that hold only while the
task is theirs: `run BEGIN`, `run STEP`…, `run END`. SIGTERM ends it as it ends a serving process.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path

from roadstead.db.database import open_database
from roadstead.db.tx import Tx
from roadstead.jobs import queue
from roadstead.jobs.model import SCHEDULE, Kind, NewTask
from roadstead.jobs.run import Run
from roadstead.jobs.schedules import ScheduleRow
from roadstead.jobs.workers import Workers

LEASE_SECONDS = 4.0
STEP_SECONDS = 0.05
INSERT = "INSERT INTO story (task_id, run, node, what) VALUES (?, ?, ?, ?)"


def main(url: str, folder: str, name: str, hours: str) -> None:
    """Work until SIGTERM."""
    _set_clock(int(hours))
    db = open_database(url, Path(folder) / "run")

    def story(run: Run) -> None:
        def tell(tx: Tx, what: str) -> None:
            run.hold(tx)
            tx.run(INSERT, run.task_id, run.run_count, name, what)

        db.write(tell, "BEGIN")
        steps = run.payload["steps"]
        assert isinstance(steps, int)
        for step in range(steps):
            run.check()
            db.write(tell, f"STEP {step}")
            run.progress(step=step)
            time.sleep(STEP_SECONDS)
        db.write(tell, "END")

    def fire(tx: Tx, row: ScheduleRow) -> None:
        queue.start(tx, row.vendor_type, row.vendor_id, SCHEDULE, "", [NewTask("STORY", {"steps": 1})])

    kinds = [Kind("STORY", story, runs=3, lease_seconds=LEASE_SECONDS, at_once=2)]
    workers = Workers(db, kinds, {"STORY": fire}, Path(folder) / "run" / "nodes")
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: over.set())
    workers.begin()
    print("ready", flush=True)
    over.wait()
    workers.end(10)
    db.close()


def _set_clock(hours: int) -> None:
    right = time.time_ns

    def wrong() -> int:
        return right() + int(time.monotonic() * 2) % 2 * hours * 3_600_000_000_000

    time.time_ns = wrong


if __name__ == "__main__":
    main(*sys.argv[1:])
