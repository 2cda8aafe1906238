"""Collection, whole: what is due ends, then what nothing keeps goes, a lot at a time, with a rest after each.

It runs beside everything else, on any node, several at once too. Each step may be cut off and done again; stopping
leaves the notes of what is not done, and the next collection goes on with those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from roadstead.db.database import Database
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.collection import store
from roadstead.domain.collection.blobs import Seen, collect_lot, look_at_lot
from roadstead.domain.collection.model import Lot, Options, Tally, Times, Watch, check
from roadstead.domain.collection.pace import Pace
from roadstead.domain.collection.untagged import clear_untagged
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

TOLD = 20
"""Lots between two lines of the log."""


class Collection:
    """`ending` are steps that end what is due (expired uploads and leases), each as often as it does something;
    `unlink` removes files whose time has come.
    """

    def __init__(
        self,
        db: Database,
        catalog: Catalog,
        ending: Sequence[Callable[[], int]],
        unlink: Callable[[], int],
        times: Times,
    ) -> None:
        self.db = db
        self.catalog = catalog
        self.ending = ending
        self.unlink = unlink
        self.times = times

    def run(self, options: Options, watch: Watch) -> Tally:
        """One collection; blocks. Raises Refusal BAD_REQUEST, and whatever `watch.check` raises."""
        tally = Tally()
        pace = Pace(check(options).workers, watch)
        before = now_ms() - int(self.times.untagged_seconds * 1000)
        if options.dry_run:
            if options.delete_untagged:
                clear_untagged(self.catalog, options, before, tally, pace, watch)
            self._look(tally, pace, watch)
            return tally
        for step in self.ending:
            while ended := pace.step(step):
                tally.ended += ended
        clear_untagged(self.catalog, options, before, tally, pace, watch)
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

    def _look(self, tally: Tally, pace: Pace, watch: Watch) -> None:
        seen = Seen()
        notes = self.db.read(store.count_notes)
        self._round(lambda after: pace.step(lambda: self.db.read(look_at_lot, after, seen)), notes, tally, watch)
        _tell(tally, watch, "would collect")

    def _one_lot(self, after: int) -> Lot | None:
        lot = self.db.write(collect_lot, after, self.times.reader_seconds)
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


def _tell(tally: Tally, watch: Watch, how: str) -> None:
    watch.extra(freed_space=tally.freed_space, purged_blobs=tally.purged_blobs, purged_manifests=tally.purged_manifests)
    watch.log(
        f"{how}: {tally.purged_blobs} blobs of {tally.freed_space} bytes, {tally.purged_manifests} artifacts;"
        f" {tally.ended} expired uploads and leases ended, {tally.unlinked_files} files removed"
    )
