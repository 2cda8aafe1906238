"""`python -m bench.jobs`: what it costs to take up a task while 10, 1,000 and 10,000 wait, on one node's database.

A round is what a node does for a task: look, claim, and write down its end. Set ROADSTEAD_DATABASE_URL to an empty
database to measure PostgreSQL.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

from roadstead.db.database import Database, open_database
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
            seen: dict[int, list[tuple[float, float]]] = {count: [] for count in WAITING}
            for _ in range(options.repeats):
                for count in WAITING:
                    seen[count].append(bench.measure(count, options.rounds))
        finally:
            db.close()
    print(f"{'waiting':>8} {'claim ms':>9} {'ratio':>6} {'round ms':>9} {'ratio':>6}")
    claims, rounds = ({n: statistics.median(pair[i] for pair in seen[n]) for n in WAITING} for i in (0, 1))
    least = WAITING[0]
    for n in WAITING:
        print(f"{n:>8} {claims[n]:>9.2f} {claims[n] / claims[least]:>6.2f}", end="")
        print(f" {rounds[n]:>9.2f} {rounds[n] / rounds[least]:>6.2f}")


class Bench:
    """A node and its queue."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self.jobs = Jobs(db)
        kind = Kind("BENCH", lambda run: None)
        self.lookout = Lookout(db, Presence(folder / "nodes", "bench"), {kind.name: kind}, [])

    def measure(self, waiting: int, rounds: int) -> tuple[float, float]:
        """Milliseconds (of a claim, of a round) while so many wait."""
        self.fill(waiting)
        claims = spent = 0.0
        for _ in range(rounds):
            began = time.perf_counter()
            self.lookout.look(["BENCH"])
            before = time.perf_counter()
            claim = self.lookout.claim("BENCH")
            claims += time.perf_counter() - before
            assert claim is not None
            Run(self.db, claim, "bench", 60.0, threading.Event()).leave(SUCCESS, "", 0)
            spent += time.perf_counter() - began
            self.jobs.start("BENCH", 0, MANUAL, "", [NewTask("BENCH")])
        self.clear()
        return 1000 * claims / rounds, 1000 * spent / rounds

    def fill(self, waiting: int) -> None:
        """So many tasks, in executions of some."""
        for first in range(0, waiting, TASKS):
            self.jobs.start("BENCH", 0, MANUAL, "", [NewTask("BENCH")] * min(TASKS, waiting - first))

    def clear(self) -> None:
        """Nothing waits."""
        stop_waiting(self.db, ["BENCH"], "bench")
        while self.jobs.forget(1 << 60, ["BENCH"], 100):
            pass


if __name__ == "__main__":
    main()
