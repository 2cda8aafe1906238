"""`python -m bench.jobs`: what it costs to take up a task while 10, 1,000 and 10,000 wait, on one node's database.

A round is what a node does for a task (look, claim, write down its end, each commit flushed) and another in its
place. Set ROADSTEAD_DATABASE_URL to an empty database to measure PostgreSQL.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from roadstead.db.database import Database, open_database
from roadstead.db.tx import Tx
from roadstead.jobs import work_store
from roadstead.jobs.lookout import Lookout
from roadstead.jobs.model import MANUAL, SUCCESS, Kind, NewTask
from roadstead.jobs.monitor import stop_waiting
from roadstead.jobs.presence import Presence
from roadstead.jobs.queue import Jobs
from roadstead.jobs.run import Run

WAITING = (10, 1_000, 10_000)
TASKS = 50
"""Tasks of an execution."""


def main() -> None:
    """Print milliseconds, medians of repeats taken by turns, and their ratio to the smallest queue."""
    parser = argparse.ArgumentParser(prog="python -m bench.jobs")
    parser.add_argument("--rounds", type=int, default=100, help="tasks taken up for a figure")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="roadstead-bench-") as folder:
        url = os.environ.get("ROADSTEAD_DATABASE_URL") or f"sqlite:///{folder}/roadstead.db"
        db = open_database(url, Path(folder) / "run")
        try:
            bench = Bench(db, Path(folder))
            bench.measure(WAITING[0], options.rounds)  # it is warm
            seen: dict[int, list[tuple[float, float, float]]] = {count: [] for count in WAITING}
            for _ in range(options.repeats):
                for count in WAITING:
                    seen[count].append(bench.measure(count, options.rounds))
        finally:
            db.close()
    print(f"{'waiting':>8} {'look ms':>9} {'ratio':>6} {'claim ms':>9} {'ratio':>6} {'round ms':>9} {'ratio':>6}")
    medians = {n: [statistics.median(one) for one in zip(*seen[n], strict=True)] for n in WAITING}
    for n in WAITING:
        pairs = zip(medians[n], medians[WAITING[0]], strict=True)
        print(f"{n:>8}", *(f"{now:>9.3f} {now / least:>6.2f}" for now, least in pairs))


class Undone(Exception):
    """Leaves a transaction without a commit."""


class Bench:
    """A node and its queue."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self.jobs = Jobs(db)
        kind = Kind("BENCH", lambda run: None)
        self.lookout = Lookout(db, Presence(folder / "nodes", "bench"), {kind.name: kind}, [])

    def measure(self, waiting: int, rounds: int) -> tuple[float, float, float]:
        """Median milliseconds (of a look, of a claim without its commit, of a round) while so many wait."""
        self.fill(waiting)
        steps = (lambda: self.lookout.look(["BENCH"]), self.try_claim, self.do_one)
        seen = tuple(1000 * statistics.median(_seconds(step) for _ in range(rounds)) for step in steps)
        self.clear()
        return seen[0], seen[1], seen[2]

    def try_claim(self) -> None:
        """Claim and undo."""

        def claim(tx: Tx) -> None:
            assert work_store.claim(tx, "BENCH", "bench", 0) is not None
            raise Undone

        with contextlib.suppress(Undone):
            self.db.write(claim)

    def do_one(self) -> None:
        """All that a node does for a task, and another task in its place."""
        self.lookout.look(["BENCH"])
        claim = self.lookout.claim("BENCH")
        assert claim is not None
        Run(self.db, claim, "bench", 60.0, threading.Event()).leave(SUCCESS, "", 0)
        self.jobs.start("BENCH", 0, MANUAL, "", [NewTask("BENCH")])

    def fill(self, waiting: int) -> None:
        """So many tasks, in executions of some."""
        for first in range(0, waiting, TASKS):
            self.jobs.start("BENCH", 0, MANUAL, "", [NewTask("BENCH")] * min(TASKS, waiting - first))

    def clear(self) -> None:
        """Nothing waits."""
        stop_waiting(self.db, ["BENCH"], "bench")
        while self.jobs.forget(1 << 60, ["BENCH"], 100):
            pass


def _seconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
