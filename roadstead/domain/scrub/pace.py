"""How fast a scrub reads: so many bytes a second, on the whole."""

from __future__ import annotations

import time
from collections.abc import Callable

LONGEST_REST = 0.5
"""Seconds between two looks whether to stop."""


class Pace:
    """`check` is called often, and may raise."""

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
