"""Start writing to the disk while bytes still come in, so that the flush at the end finds little to do.

`sync_file_range(2)` only begins the writing; it promises nothing, and the flush stays.
"""

from __future__ import annotations

import ctypes

STRIDE = 8 << 20
"""Begin after so many bytes."""
WRITE = 2  # SYNC_FILE_RANGE_WRITE

try:
    _begin = ctypes.CDLL(None).sync_file_range
    _begin.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
except (OSError, AttributeError):  # another system: the flush does it all
    _begin = None  # type: ignore[assignment]


class Writeback:
    """Follows one file as it grows."""

    def __init__(self, fd: int, size: int) -> None:
        self._fd = fd
        self._begun = size

    def grown(self, size: int) -> None:
        """The file has `size` bytes now."""
        if size - self._begun >= STRIDE and _begin is not None:
            _begin(self._fd, self._begun, size - self._begun, WRITE)
            self._begun = size
