"""Writing the journal, behind everything else: the database commits, and some seconds later the storage knows too.

A segment is in the storage before the database says so; one that was written twice says the same or more. On any
number of nodes: of two that write at once, one is told that it was not first, and removes what it wrote.
"""

from __future__ import annotations

import secrets
import time

from msgspec.structs import replace

from roadstead.blobs.driver import Storage
from roadstead.blobs.paths import parts_of_segment, segment_key
from roadstead.db.database import Database
from roadstead.db.tx import Row
from roadstead.domain.journal import store
from roadstead.domain.journal.model import VERSION, Segment, State, packed
from roadstead.domain.journal.snapshot import Next, look
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

PROJECTS_SECONDS = 10.0
"""Between two looks at all projects, unless something tells of a change."""


class Journal:
    """A node's pen."""

    def __init__(self, db: Database, storage: Storage) -> None:
        self.db = db
        self.storage = storage
        self._projects_due = 0.0
        self._mark: Row = ()

    def write(self) -> int:
        """One segment, if there is anything to say; whether more waits. Blocks."""
        mark = self.db.read(store.projects_mark)
        due = mark != self._mark or time.monotonic() >= self._projects_due
        found = self.db.read(look, now_ms(), with_projects=due)
        more = 0 if found is None else self._put(found)
        if due:
            self._mark, self._projects_due = mark, time.monotonic() + PROJECTS_SECONDS
        return more

    def foreign(self) -> list[str]:
        """Journals in the storage that are not this database's: of one that was lost, or that shares the storage."""
        state = self.db.read(store.state)
        return sorted({parts_of_segment(key)[0] for key in self.storage.segments()} - {state.lineage, *state.stale})

    def _put(self, found: Next) -> int:
        before, after = found.before, found.after
        lineage = before.lineage or secrets.token_hex(16)
        base = after.base if after.base != before.base else 0
        segment = Segment(VERSION, after.sequence, after.seen, now_ms(), base, tuple(found.records))
        data = packed(segment)
        key = segment_key(lineage, after.sequence, secrets.token_hex(4))
        faults.reach("journal.before-segment")
        self.storage.put_segment(key, data)
        faults.reach("journal.before-commit")
        if not self.db.write(store.move, before, _counted(after, lineage, len(data), whole=bool(base))):
            self.storage.drop_segment(key)
            return 1
        if base:
            faults.reach("journal.before-clear")
            self._clear(lineage, base)
        return int(found.full)

    def _clear(self, lineage: str, base: int) -> None:
        """What the new base has made superfluous goes, that of the journals it was made from too."""
        stale = self.db.read(store.state).stale
        for key in self.storage.segments():
            whose, sequence = parts_of_segment(key)
            if (whose == lineage and sequence < base) or whose in stale:
                self.storage.drop_segment(key)


def _counted(after: State, lineage: str, size: int, *, whole: bool) -> State:
    """`bytes` are those since the base began, as long as one is written, and since it is whole afterwards."""
    held = (0 if after.walk == after.sequence else after.bytes) + size
    if whole:
        return replace(after, lineage=lineage, base_bytes=held, bytes=0)
    return replace(after, lineage=lineage, bytes=held)


def rebuilding(db: Database) -> bool:
    """Whether a reindex was cut off: what is in the database is not all that there was."""
    return db.read(store.state).rebuilding
