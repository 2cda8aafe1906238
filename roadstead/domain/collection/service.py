"""Collection, whole: what is due ends, then what nothing keeps goes, a lot at a time, with a rest after each.

It runs beside everything else, on any node, several at once too. Each step may be cut off and done again; stopping
leaves the notes of what is not done, and the next collection goes on with those.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from roadstead.db.database import Database
from roadstead.domain.collection import store
from roadstead.domain.collection.blobs import Seen, collect_lot, look_at_lot
from roadstead.domain.collection.model import MOST_WORKERS, Lot, Options, Tally, Watch, check
from roadstead.kit import faults

T = TypeVar("T")

LONGEST_REST = 1.0
SHORTEST_REST = 0.001
"""Seconds between two lots, so that other processes get their turn to write."""
TOLD = 20
"""Lots between two lines of the log."""


class Collection:
    """`ending` are steps that end what is due (expired uploads and leases), each as often as it does something;
    `unlink` removes files whose time has come. `reader_seconds`: how long a file outlives its row, for readers.
    """

    def __init__(
        self, db: Database, ending: Sequence[Callable[[], int]], unlink: Callable[[], int], reader_seconds: float
    ) -> None:
        self.db = db
        self.ending = ending
        self.unlink = unlink
        self.reader_seconds = reader_seconds

    def run(self, options: Options, watch: Watch) -> Tally:
        """One collection; blocks. Raises Refusal BAD_REQUEST, and whatever `watch.check` raises."""
        tally = Tally()
        pace = Pace(check(options).workers, watch)
        if options.dry_run:
            self._look(tally, watch)
            return tally
        for step in self.ending:
            while ended := pace.step(step):
                tally.ended_leases_and_uploads += ended
        self._collect(tally, pace, watch)
        while gone := pace.step(self.unlink):
            tally.unlinked_files += gone
        _tell(tally, watch, "collected")
        return tally

    def _collect(self, tally: Tally, pace: Pace, watch: Watch) -> None:
        """Until a round through the notes finds nothing that can go: the last ones come while it works."""
        while True:
            before = tally.purged_blobs
            notes = self.db.read(store.count_notes)
            done = self._round(lambda after: pace.step(lambda: self._one_lot(after)), notes, tally, watch)
            if not done or tally.purged_blobs == before:
                return

    def _look(self, tally: Tally, watch: Watch) -> None:
        seen = Seen()

        def look(after: int) -> Lot | None:
            watch.check()
            return self.db.read(look_at_lot, after, seen)

        self._round(look, self.db.read(store.count_notes), tally, watch)
        _tell(tally, watch, "would collect")

    def _one_lot(self, after: int) -> Lot | None:
        lot = self.db.write(collect_lot, after, self.reader_seconds)
        faults.reach("collection.after-commit")
        return lot

    @staticmethod
    def _round(step: Callable[[int], Lot | None], notes: int, tally: Tally, watch: Watch) -> int:
        """Through all notes, once; how many there were."""
        after = done = lots = 0
        while (lot := step(after)) is not None:
            after = lot.last
            done += lot.notes
            lots += 1
            tally.purged_blobs += lot.blobs
            tally.freed_space += lot.bytes
            tally.kept_blobs += lot.kept
            watch.progress(done=done, total=max(notes, done), blobs=tally.purged_blobs, bytes=tally.freed_space)
            if lots % TOLD == 0:
                _tell(tally, watch, "so far")
        return done


class Pace:
    """Steps with a rest after each, so that work takes so many fifths of the time."""

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


def _tell(tally: Tally, watch: Watch, how: str) -> None:
    watch.extra(freed_space=tally.freed_space, purged_blobs=tally.purged_blobs, purged_manifests=tally.purged_manifests)
    watch.log(
        f"{how}: {tally.purged_blobs} blobs of {tally.freed_space} bytes, {tally.purged_manifests} artifacts;"
        f" {tally.ended_leases_and_uploads} expired uploads and leases ended, {tally.unlinked_files} files removed"
    )
