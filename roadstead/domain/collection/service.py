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
from roadstead.domain.collection.model import Lot, Options, Step, Tally, Times, Watch, check
from roadstead.domain.collection.pace import Pace
from roadstead.domain.collection.untagged import clear_untagged
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

TOLD = 20
"""Lots between two lines of the log."""


class Collection:
    """`ending` are steps that end what is due: the trash, expired uploads and leases; `unlink` removes files.

    It takes what was there when it began, and some of what comes meanwhile: under any load it ends.
    """

    def __init__(
        self,
        db: Database,
        catalog: Catalog,
        ending: Sequence[Step],
        unlink: Step,
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
            tally.ended += pace.again(step)
        clear_untagged(self.catalog, options, before, tally, pace, watch)
        self._collect(tally, pace, watch)
        tally.unlinked_files += pace.again(self.unlink)
        _tell(tally, watch, "collected")
        return tally

    def _collect(self, tally: Tally, pace: Pace, watch: Watch) -> None:
        self._round(lambda after: pace.step(lambda: self._one_lot(after)), tally, watch)

    def _look(self, tally: Tally, pace: Pace, watch: Watch) -> None:
        seen = Seen()
        self._round(lambda after: pace.step(lambda: self.db.read(look_at_lot, after, seen)), tally, watch)
        _tell(tally, watch, "would collect")

    def _one_lot(self, after: int) -> Lot | None:
        lot = self.db.write(collect_lot, after, self.times.reader_seconds)
        faults.reach("collection.after-commit")
        return lot

    def _round(self, step: Callable[[int], Lot | None], tally: Tally, watch: Watch) -> None:
        """Through all notes that are there, once."""
        total, last = self.db.read(store.count_notes)
        after = done = lots = 0
        while after < last and (lot := step(after)) is not None:
            after = lot.last
            done += lot.notes
            lots += 1
            tally.purged_blobs += lot.blobs
            tally.freed_space += lot.bytes
            tally.kept_blobs += lot.kept
            watch.progress(done=done, total=max(total, done), blobs=tally.purged_blobs, bytes=tally.freed_space)
            if lots % TOLD == 0:
                _tell(tally, watch, "so far")


def _tell(tally: Tally, watch: Watch, how: str) -> None:
    watch.extra(freed_space=tally.freed_space, purged_blobs=tally.purged_blobs, purged_manifests=tally.purged_manifests)
    watch.log(
        f"{how}: {tally.purged_blobs} blobs of {tally.freed_space} bytes, {tally.purged_manifests} artifacts;"
        f" {tally.ended} expired uploads and leases ended, {tally.unlinked_files} files removed"
    )
