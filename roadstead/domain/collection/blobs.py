"""Blobs that nothing keeps: a lot of them in one transaction, in an order that loses nothing.

A note says that something let go of a blob; it is written by the transaction that did, and read when that is over.
1. Take notes and the rows of their blobs. Whoever wants to keep a blob from now on waits, or finds it gone.
2. Look, in a statement of its own, for what keeps them: all that was there before the rows were taken is seen.
3. What nothing keeps goes: the row at once, the file when nobody can be reading it any more.
4. The notes go, but those of blobs that somebody else works on: whatever becomes of that, they are looked at again.
What is kept after all is noted again by whoever lets go of it next.
"""

from __future__ import annotations

from roadstead.blobs.paths import blob_key
from roadstead.db.tx import Tx
from roadstead.domain.collection import store
from roadstead.domain.collection.model import Lot
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

NOTES = 500
"""Most of one lot: on SQLite a push that comes meanwhile waits for some milliseconds."""


def collect_lot(tx: Tx, after: int, reader_seconds: float) -> Lot | None:
    """Collect what the next notes behind `after` tell of; None when there are none."""
    notes = store.take_notes(tx, after, NOTES)
    if not notes:
        return None
    noted = {blob_id for _, blob_id in notes}
    taken = store.take_blobs(tx, noted)
    faults.reach("collection.before-look")
    gone = store.delete_unkept(tx, taken)
    faults.reach("collection.before-log")
    paths = [blob_key(digest, incarnation) for digest, _, incarnation in gone]
    store.log_unlinks(tx, paths, now_ms() + int(reader_seconds * 1000))
    busy = store.there(tx, noted - taken)
    store.forget_notes(tx, [number for number, blob_id in notes if blob_id not in busy])
    faults.reach("collection.before-commit")
    return Lot(notes[-1][0], len(notes), len(gone), sum(size for _, size, _ in gone), len(taken) - len(gone))


class Seen:
    """Whole numbers that have been seen, a bit each."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> bool:
        """Whether it is new."""
        at, bit = number >> 3, 1 << (number & 7)
        if at >= len(self._bits):
            self._bits.extend(bytes(at + 1 - len(self._bits)))
        if self._bits[at] & bit:
            return False
        self._bits[at] |= bit
        return True


def look_at_lot(tx: Tx, after: int, seen: Seen) -> Lot | None:
    """What `collect_lot` would do now; nothing changes."""
    notes = store.notes(tx, after, NOTES)
    if not notes:
        return None
    fresh = [blob_id for _, blob_id in notes if seen.add(blob_id)]
    sizes = store.sizes_of_unkept(tx, fresh)
    return Lot(notes[-1][0], len(notes), len(sizes), sum(sizes), len(fresh) - len(sizes))
