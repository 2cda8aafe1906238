"""What the stories of storages are made of: an upload held by a request, a push, a blob read whole."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from roadstead.blobs.driver import Blob, Storage, Upload
from roadstead.blobs.paths import blob_key
from roadstead.oci.digest import digest_of
from tests.support.content import noise

Reopen = Callable[[], Storage]
"""A new process's view of the same storage."""

MIB = 1 << 20
SIZES = [0, 1, 1000, MIB - 1, MIB, MIB + 1]
ALGORITHMS = ["sha256", "sha512"]
DATA = noise("a blob")


def new_id() -> str:
    """An id that no upload has had."""
    return secrets.token_hex(16)


@contextmanager
def held(storage: Storage, upload_id: str) -> Iterator[Upload]:
    """The upload, let go at the end as the end of a request or of the process does."""
    upload = storage.upload(upload_id)
    try:
        yield upload
    finally:
        upload.close()


@contextmanager
def opened(storage: Storage, key: str) -> Iterator[Blob]:
    """A finished blob."""
    blob = storage.open(key)
    try:
        yield blob
    finally:
        blob.close()


def send(storage: Storage, upload_id: str, *pieces: bytes) -> None:
    """Append the pieces to the upload, in one request."""
    with held(storage, upload_id) as upload:
        for piece in pieces:
            upload.write(memoryview(piece))


def put(storage: Storage, data: bytes, algorithm: str = "sha256") -> str:
    """Upload, finish and clear up, as a push does; the key."""
    upload_id = new_id()
    key = blob_key(digest_of(data, algorithm), upload_id)
    with held(storage, upload_id) as upload:
        upload.write(memoryview(data))
        upload.finish(key)
        storage.drop_upload(upload_id)
    return key


def whole(blob: Blob, piece: int = 1 << 18) -> bytes:
    """All bytes of a blob, read from its beginning to its end."""
    found = b""
    while data := blob.read(len(found), piece):
        assert len(data) <= piece
        found += data
    return found


def content(storage: Storage, key: str) -> bytes:
    """All bytes under a key."""
    with opened(storage, key) as blob:
        data = whole(blob)
        assert len(data) == blob.size == storage.size(key)
        return data


def kept(storage: Storage, upload_id: str) -> bytes:
    """The bytes of an upload so far."""
    with held(storage, upload_id) as upload:
        pieces = [bytes(piece) for piece in upload.pieces()]
        assert all(0 < len(piece) <= MIB for piece in pieces)
        assert sum(map(len, pieces)) == upload.size
        return b"".join(pieces)
