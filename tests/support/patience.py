"""Waiting for what happens by itself, no longer than a test may hang."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 20.0


def eventually(holds: Callable[[], bool], seconds: float = SECONDS) -> bool:
    """Whether it comes to hold in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
