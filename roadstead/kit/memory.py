"""Keep the process small: tell glibc's allocator not to hoard what passing work took.

Checking a password takes 19 MiB for a moment. Left alone, glibc learns from the first such block to serve
the next ones from per-thread heaps, which it never gives back.
"""

from __future__ import annotations

import ctypes
import gc

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8


def be_modest() -> None:
    """Large blocks go back to the system when they are freed; few heaps. Does nothing without glibc."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(ARENA_MAX, 2)
    mallopt(MMAP_THRESHOLD, 4 << 20)
    mallopt(TRIM_THRESHOLD, 4 << 20)


def settle() -> None:
    """What lives as long as the process is not looked at by the garbage collector again, and that runs rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
