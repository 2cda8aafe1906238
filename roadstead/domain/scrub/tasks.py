"""The job that scrubs: a round through all blobs, in pieces; it goes on where the one before was stopped."""

from __future__ import annotations

import time
from typing import Any

import msgspec

from roadstead.blobs.checking import MISSING, UNREADABLE, damage_of
from roadstead.blobs.driver import Storage
from roadstead.blobs.paths import blob_key
from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.scrub import store
from roadstead.domain.scrub.model import SCRUB_KIND, Hit, Place
from roadstead.domain.scrub.pace import Pace
from roadstead.domain.scrub.service import Damages
from roadstead.jobs.model import Kind
from roadstead.jobs.run import Run
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

LOT = 100
SAVE_SECONDS = 5.0
TOLD = 50
"""Damaged blobs that the result names."""
OPENING = 1 << 14
"""Bytes that finding and opening a file counts for."""
GONE = 50
"""Blobs in a row that are not there: the storage is, and no row is marked for that."""


class StorageGone(Exception):
    """So many files are missing that it is the storage which is not there."""


class Tally(msgspec.Struct):
    """What a run has done."""

    blobs: int = 0
    bytes: int = 0
    damaged: int = 0
    mended: int = 0


class Scrubber:
    """Works on a node, so many bytes a second unless the run is asked for others."""

    def __init__(self, db: Database, storage: Storage, bytes_per_second: int) -> None:
        self.db = db
        self.storage = storage
        self.damages = Damages(db)
        self.bytes_per_second = bytes_per_second

    def kind(self) -> Kind:
        """For the workers."""
        return Kind(SCRUB_KIND, self.work)

    def work(self, run: Run) -> None:
        """The rest of the round. Raises Stopped, StorageGone."""
        asked = run.payload.get("bytes_per_second")
        bytes_per_second = asked if isinstance(asked, int) else self.bytes_per_second
        place = self.db.write(_begin, run)
        run.log(f"{'goes on' if place.after else 'begins'} behind blob {place.after}, {bytes_per_second} bytes/s")
        Round(self, run, place, Pace(bytes_per_second, run.check)).go()


class Round:
    """One run's part of a round."""

    def __init__(self, scrubber: Scrubber, run: Run, place: Place, pace: Pace) -> None:
        self.db = scrubber.db
        self.storage = scrubber.storage
        self.damages = scrubber.damages
        self.run = run
        self.place = place
        self.pace = pace
        self.tally = Tally(**_numbers(run.claim.extra))
        told: Any = run.claim.extra.get("found", [])
        self.found: list[object] = list(told)
        self._missing = 0
        self._saved = time.monotonic()

    def go(self) -> None:
        """Blob by blob; what was looked at is written down whenever it leaves."""
        after, until = self.place.after, self.place.until
        try:
            while rows := self.db.read(store.blobs, after, until, LOT):
                for blob_id, digest, size, incarnation, known in rows:
                    self._look(blob_id, digest, size, incarnation, known)
                    after = blob_id
                    if time.monotonic() - self._saved > SAVE_SECONDS:
                        self._save(after)
                self._save(after)
                faults.reach("scrub.after-lot")
        finally:
            self._tell()
        self.db.write(_end, self.run)
        self.run.log(f"the round is over: {self.tally.blobs} blobs of {self.tally.bytes} bytes, {self._words()}")

    def _look(self, blob_id: int, digest: str, size: int, incarnation: str, known: str | None) -> None:
        key = blob_key(digest, incarnation)
        self.pace.took(OPENING)
        damage = damage_of(self.storage, key, digest, size, self.pace.took)
        if damage == UNREADABLE:  # it may have been a moment's
            damage = damage_of(self.storage, key, digest, size, self.pace.took)
        self._missing = self._missing + 1 if damage == MISSING and known != MISSING else 0
        if self._missing > GONE:
            raise StorageGone(f"{self._missing} files in a row are missing: is the storage there?")
        self.tally.blobs += 1
        self.tally.bytes += 0 if damage == MISSING else size
        if damage != known:
            hits = self.damages.mark(blob_id, incarnation, damage)
            if hits is not None:
                self._changed(digest, damage, hits)
        elif damage is not None:
            self.tally.damaged += 1
        self.run.progress(done=blob_id, total=self.place.until, blobs=self.tally.blobs, bytes=self.tally.bytes)

    def _changed(self, digest: str, damage: str | None, hits: list[Hit]) -> None:
        if damage is None:
            self.tally.mended += 1
            self.run.log(f"{digest} is whole again")
            return
        self.tally.damaged += 1
        where = [f"{hit.repository}@{hit.digest}" + "".join(f" :{tag}" for tag in hit.tags) for hit in hits]
        self.run.log(f"{digest} is damaged ({damage}); it hits {', '.join(where) or 'no artifact'}")
        if len(self.found) < TOLD:
            self.found.append({"digest": digest, "damage": damage, "hits": where})

    def _save(self, after: int) -> None:
        self._saved = time.monotonic()
        self.db.write(_save, self.run, msgspec.structs.replace(self.place, after=after))
        self._tell()

    def _tell(self) -> None:
        self.run.extra(**msgspec.structs.asdict(self.tally), found=self.found)

    def _words(self) -> str:
        return f"{self.tally.damaged} damaged, {self.tally.mended} whole again"


def _begin(tx: Tx, run: Run) -> Place:
    run.hold(tx)
    place = Place(*store.place(tx))
    if not place.until:
        place = Place(0, store.last_blob(tx), now_ms())
        store.move(tx, *msgspec.structs.astuple(place))
    return place


def _save(tx: Tx, run: Run, place: Place) -> None:
    run.hold(tx)
    store.move(tx, *msgspec.structs.astuple(place))


def _end(tx: Tx, run: Run) -> None:
    run.hold(tx)
    store.move(tx, 0, 0, 0)


def _numbers(extra: dict[str, object]) -> dict[str, int]:
    """What an earlier run of the same task has told."""
    names = Tally.__struct_fields__
    return {name: value for name, value in extra.items() if name in names and isinstance(value, int)}
