"""Clearing up behind uploads: sessions nobody finished, bytes a crash left, paths no row names any more.

Runs beside everything else, on any node, in small steps; each may be cut off and done again. What the storage
refuses is told of and tried again in the next round; it keeps nothing else.
"""

from __future__ import annotations

import logging
import time

from roadstead.blobs.driver import Storage, StorageError
from roadstead.db.database import Database
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.uploads import store
from roadstead.domain.uploads.discard import discard
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

log = logging.getLogger("roadstead.uploads")
STEP = 200
EVENT_SECONDS = 7 * 86_400
"""Events that nobody takes out of the outbox go after so long."""


class Sweep:
    """One round a call: `run()` says how many things it cleared."""

    def __init__(self, db: Database, storage: Storage, upload_seconds: int, stray_seconds: float = 3_600) -> None:
        self.db = db
        self.storage = storage
        self.catalog = Catalog(db)
        self.upload_seconds = upload_seconds
        self.stray_seconds = stray_seconds

    def run(self) -> int:
        """Everything that is due; blocks."""
        return self.end_sessions() + self.drop_strays() + self.end_leases() + self.unlink_due() + self.forget_events()

    def end_sessions(self) -> int:
        """Sessions that were begun too long ago end; their bytes go."""
        ended = self.db.write(store.delete_begun_before, now_ms() - self.upload_seconds * 1000, STEP)
        for upload_id in ended:
            self._discard(upload_id)
        return len(ended)

    def drop_strays(self) -> int:
        """Bytes of uploads that have no session: left by a crash between commit and clean-up, or before it."""
        dropped = 0
        before = time.time() - self.stray_seconds
        for upload_id in self.storage.uploads():
            if self.storage.upload_touched(upload_id) < before and not self.db.read(store.find, upload_id):
                dropped += self._discard(upload_id)
        return dropped

    def end_leases(self) -> int:
        """Leases that have expired; what only they held counts no more in its project's quota."""
        return self.catalog.end_leases(STEP)

    def unlink_due(self) -> int:
        """Paths from the unlink log whose time has come."""
        due = self.catalog.due_unlinks(STEP)
        faults.reach("unlink.before-files")
        gone = [number for number, path in due if self._unlink(path)]
        if gone:
            faults.reach("unlink.before-forget")
            self.catalog.forget_unlinks(gone)
        return len(gone)

    def forget_events(self) -> int:
        """Old events in the outbox."""
        return self.catalog.forget_events(EVENT_SECONDS, STEP)

    def _discard(self, upload_id: str) -> bool:
        try:
            return discard(self.catalog, self.storage, upload_id)
        except StorageError as e:
            log.warning("an upload's bytes stay for now", extra={"upload": upload_id, "error": str(e)})
            return False

    def _unlink(self, path: str) -> bool:
        try:
            self.storage.delete(path)
        except StorageError as e:
            log.warning("a blob's file stays for now", extra={"path": path, "error": str(e)})
            return False
        return True
