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


RIGHTS = "rights"
"""Everything that rights come from: it moves with every name but those of repositories, and seldom."""

TRIES = 6
"""How often the same is begun again because rights have moved meanwhile."""
MOVING = "the rights of accounts are being changed all the time: try again in a moment"


class Moved(Exception):
    """Nothing was written; whether the caller may is to be asked anew, and then all of it done again."""


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

    @staticmethod
    def slots(name: str) -> set[int]:
        """The slots that a change of this name moves."""
        return {Generations.slot(one) for one in ((name,) if name.startswith("repository:") else (name, RIGHTS))}

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


class Rights:
    """What rights come from, as it is now: made before a caller's are looked at, asked in the transaction."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._number = generations.of(RIGHTS)

    def check(self) -> None:
        """Raises Moved when anything of it has changed since."""
        if self._generations.of(RIGHTS) != self._number:
            raise Moved
