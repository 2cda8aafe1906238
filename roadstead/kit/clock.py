"""Time as the database keeps it."""

from __future__ import annotations

import time


def now_ms() -> int:
    """Now, in milliseconds since the epoch (UTC)."""
    return time.time_ns() // 1_000_000


def elapsed() -> float:
    """Seconds that have passed since the machine started, its sleep too; no setting of the clock changes them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
