"""How hard a collection works: so many fifths of the time, and the rest is left to pushes and pulls."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from roadstead.domain.collection.model import MOST_WORKERS, Step, Watch

T = TypeVar("T")

LONGEST = 600.0
"""Seconds for one kind of step: what comes as fast as it goes is left to the next collection."""
LONGEST_REST = 1.0
SHORTEST_REST = 0.001
"""Seconds between two steps, so that other processes get their turn to write."""


class Pace:
    """Steps with a rest after each."""

    def __init__(self, workers: int, watch: Watch) -> None:
        self._rest = (MOST_WORKERS - workers) / workers
        self._watch = watch

    def step(self, work: Callable[[], T]) -> T:
        """What the work returns. Raises what `watch.check` does."""
        self._watch.check()
        began = time.monotonic()
        result = work()
        took = time.monotonic() - began
        time.sleep(min(max(took * self._rest, SHORTEST_REST), LONGEST_REST))
        return result

    def again(self, step: Step) -> int:
        """Until nothing waits; how much was done."""
        done, began = 0, time.monotonic()
        while time.monotonic() - began < LONGEST:
            more = self.step(step.work)
            done += more
            if more < step.full:
                break
        return done
