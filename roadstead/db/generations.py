"""How a cache knows that it is old: numbers in a small shared file that every committed write moves.

Each name hashes to one of 4,096 slots. Reading a slot costs 0.2 µs, so the hot path asks at every request.
A new value is random, not counted up: two processes that move a slot at once cannot cancel each other.
Take the number *before* reading the database and keep it with what was read: a write in between moves it.
"""

from __future__ import annotations

import mmap
import os
import secrets
import zlib
from collections.abc import Iterable
from pathlib import Path

SLOTS = 4096
FRESH_SECONDS = 2.0
"""What depends on a generation is looked up again after so long where a word of change may be missed: between nodes."""
FRESH_SECONDS_ALONE = 30.0
"""The same where every process that writes moves the numbers itself: only one killed in between leaves them."""


class Generations:
    """Shared by all processes that open the same file; what depends on a number counts for `fresh_seconds` at most."""

    def __init__(self, path: Path, fresh_seconds: float = FRESH_SECONDS) -> None:
        self.fresh_seconds = fresh_seconds
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(fd, 8 * SLOTS)
            os.posix_fallocate(fd, 0, 8 * SLOTS)  # a page without room on the disk would end the process later
            self._map = mmap.mmap(fd, 8 * SLOTS)
        finally:
            os.close(fd)
        self.values = memoryview(self._map).cast("Q")

    @staticmethod
    def slot(name: str) -> int:
        """The slot of a name, 0 … 4095."""
        return zlib.crc32(name.encode()) % SLOTS

    def of(self, name: str) -> int:
        """The name's number now."""
        return self.values[zlib.crc32(name.encode()) % SLOTS]

    def move(self, slots: Iterable[int]) -> None:
        """Make everything cached under these slots old."""
        for slot in slots:
            self.values[slot] = secrets.randbits(63)

    def move_all(self) -> None:
        """Make everything old: after the word of other nodes may have been missed."""
        self.move(range(SLOTS))
