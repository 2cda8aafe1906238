"""What a storage must do. Every driver passes `tests/unit/blobs/driver_suite.py`.

All calls block and run in worker threads. Keys and ids have the forms of `paths.py`: under any other name there is
nothing, and to write there is `Missing`. Failures of the storage itself (disk full, I/O error, network) are
`StorageError`; what is not there is `Missing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol


class StorageError(Exception):
    """The storage failed; `full` when it has no room. Nothing that was acknowledged is touched."""

    def __init__(self, text: str, *, full: bool = False) -> None:
        super().__init__(text)
        self.full = full


class Missing(StorageError):
    """There is nothing under the key."""


class Upload(Protocol):
    """Bytes on their way in; one writer at a time (`Busy` to a second one)."""

    size: int
    """Bytes held so far."""

    @property
    def placed(self) -> bool:
        """Whether a finish has put the bytes under a key already; True where that cannot be known."""

    @property
    def stamp(self) -> int:
        """Another number after each change of the bytes, on whatever node."""

    def write(self, data: memoryview) -> None:
        """Append all of `data`."""

    def truncate(self, size: int) -> None:
        """Forget what lies beyond `size` bytes."""

    def pieces(self) -> Iterator[memoryview]:
        """The bytes held so far, in pieces of at most 1 MiB; a piece is valid until the next is asked for."""

    def finish(self, key: str) -> None:
        """Make the bytes durable under `key` as well: neither a crash nor a power cut loses them any more.

        The upload itself stays until `drop_upload`, so a finish that was cut off can be done again. What is under a
        key never changes: write more only when the key has been deleted.
        """

    def close(self) -> None:
        """Let go; the bytes stay, and a later `Storage.upload` goes on with them."""


class Busy(Exception):
    """Another request is writing this upload just now."""


class Blob(Protocol):
    """A finished blob, open for reading until `close`, even if it is unlinked meanwhile."""

    size: int
    fileno: int | None
    """A descriptor for sendfile, or None where the bytes are elsewhere."""

    def read(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`; b"" at the end."""

    def close(self) -> None:
        """Let go."""


class Storage(Protocol):
    """A place for bytes."""

    def upload(self, upload_id: str) -> Upload:
        """Go on with an upload, or begin it. Raises Busy."""

    def upload_size(self, upload_id: str) -> int:
        """Bytes held so far; 0 before the first."""

    def upload_touched(self, upload_id: str) -> float:
        """When bytes last came in, seconds since the epoch; 0 when there are none."""

    def drop_upload(self, upload_id: str) -> None:
        """Forget an upload; nothing happens when it is gone already."""

    def uploads(self) -> Iterator[str]:
        """The ids of all uploads that hold bytes."""

    def open(self, key: str) -> Blob:
        """A finished blob. Raises Missing."""

    def size(self, key: str) -> int | None:
        """A finished blob's size; None when it is not there."""

    def delete(self, key: str) -> None:
        """Unlink a finished blob; nothing happens when it is gone already."""

    def keys(self) -> Iterator[str]:
        """The keys of all finished blobs, in no order."""

    def put_segment(self, key: str, data: bytes) -> None:
        """Keep a small file whole or not at all, durable when this returns; what was under the key goes."""

    def segment(self, key: str) -> bytes:
        """A small file. Raises Missing."""

    def drop_segment(self, key: str) -> None:
        """Forget a small file; nothing happens when it is gone already."""

    def segments(self) -> Iterator[str]:
        """The keys of all small files, in no order."""
