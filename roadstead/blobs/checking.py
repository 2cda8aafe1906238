"""Reading a blob's file and comparing it with what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from roadstead.blobs.driver import Missing, Storage, StorageError
from roadstead.oci.digest import hasher

MISSING, SIZE, DIGEST, UNREADABLE = "missing", "size", "digest", "unreadable"
"""What can be wrong with a blob's file."""
PIECE = 1 << 18


def damage_of(
    storage: Storage, key: str, digest: str, size: int, took: Callable[[int], None] | None = None
) -> str | None:
    """What is wrong with the file; None: it is whole. `took` is told of every piece that was read, and may raise."""
    try:
        with closing(storage.open(key)) as blob:
            if blob.size != size:
                return SIZE
            state, offset = hasher(digest.partition(":")[0]), 0
            while piece := blob.read(offset, PIECE):
                state.update(piece)
                offset += len(piece)
                if took is not None:
                    took(len(piece))
    except Missing:
        return MISSING
    except StorageError:
        return UNREADABLE
    if offset != size:
        return SIZE
    return None if state.hexdigest() == digest.partition(":")[2] else DIGEST
