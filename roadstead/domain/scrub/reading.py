"""Reading a blob's file and comparing it with what the database says of it, at a pace."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing

from roadstead.blobs.driver import Missing, Storage, StorageError
from roadstead.blobs.paths import blob_key
from roadstead.domain.scrub.model import DIGEST, MISSING, SIZE, UNREADABLE
from roadstead.oci.digest import hasher

PIECE = 1 << 18
OPENING = 1 << 14
"""Bytes that finding and opening a file counts for."""
LONGEST_REST = 0.5
"""Seconds between two looks whether to stop."""


class Pace:
    """So many bytes a second, on the whole; `check` is called often, and may raise."""

    def __init__(self, bytes_per_second: int, check: Callable[[], None]) -> None:
        self.bytes_per_second = bytes_per_second
        self.check = check
        self._due = time.monotonic()

    def took(self, count: int) -> None:
        """So many bytes have been read: rest until they were due."""
        self._due = max(self._due, time.monotonic() - 1.0) + count / self.bytes_per_second
        self.check()
        while (wait := self._due - time.monotonic()) > 0:
            time.sleep(min(wait, LONGEST_REST))
            self.check()


def damage_of(storage: Storage, digest: str, size: int, incarnation: str, pace: Pace | None = None) -> str | None:
    """What is wrong with the blob's file; None: it is whole."""
    try:
        with closing(storage.open(blob_key(digest, incarnation))) as blob:
            if blob.size != size:
                return SIZE
            state, offset = hasher(digest.partition(":")[0]), 0
            while piece := blob.read(offset, PIECE):
                state.update(piece)
                offset += len(piece)
                if pace is not None:
                    pace.took(len(piece))
    except Missing:
        return MISSING
    except StorageError:
        return UNREADABLE
    finally:
        if pace is not None:
            pace.took(OPENING)
    if offset != size:
        return SIZE
    return None if state.hexdigest() == digest.partition(":")[2] else DIGEST
