"""Reading finished blobs into memory: whole ones that are small, others a piece at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from roadstead.blobs.driver import Storage, StorageError

PIECE = 1 << 16


def read_pieces(storage: Storage, key: str) -> Iterator[bytes]:
    """The blob's bytes in pieces of at most 64 KiB. Raises StorageError."""
    with closing(storage.open(key)) as blob:
        offset = 0
        while piece := blob.read(offset, PIECE):
            yield piece
            offset += len(piece)


def read_small(storage: Storage, key: str, size: int) -> bytes:
    """A blob of which the database knows that it has `size` bytes. Raises StorageError, also when it has others."""
    with closing(storage.open(key)) as blob:
        found = blob.read(0, size) if blob.size == size else b""
    if len(found) != size:
        raise StorageError(f"{key}: {len(found)} bytes, not {size}")
    return found
