"""The filesystem driver where two requests meet in the worst moment, and where the disk fails."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

from roadstead.blobs.driver import Busy, StorageError
from roadstead.blobs.filesystem import Filesystem
from roadstead.blobs.paths import blob_key
from roadstead.oci.digest import digest_of

ID = "0" * 32
DATA = b"acknowledged"
KEY = blob_key(digest_of(DATA), ID)


@pytest.fixture
def storage(tmp_path: Path) -> Filesystem:
    return Filesystem(tmp_path)


def content(storage: Filesystem, key: str) -> bytes:
    blob = storage.open(key)
    try:
        return blob.read(0, 1000)
    finally:
        blob.close()


def test_who_comes_as_a_finish_ends_does_not_get_the_finished_file(
    storage: Filesystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second opens the upload's file; before it has the lock the first has made that file a blob and let go."""
    first = storage.upload(ID)
    first.write(memoryview(DATA))
    first.finish(KEY)
    lock = fcntl.flock

    def late(fd: int, how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        storage.drop_upload(ID)
        first.close()
        lock(fd, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with pytest.raises(Busy):
        storage.upload(ID).write(memoryview(b" and overwritten"))
    assert content(storage, KEY) == DATA


def test_a_lock_that_cannot_be_had_costs_no_descriptor(storage: Filesystem, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(fd: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    before = len(os.listdir("/proc/self/fd"))
    monkeypatch.setattr(fcntl, "flock", none)
    with pytest.raises(StorageError):
        storage.upload(ID)
    assert len(os.listdir("/proc/self/fd")) == before


def test_bytes_whose_flush_failed_are_not_trusted_again(storage: Filesystem, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel tells of a lost write once: a second flush of the same bytes succeeds, though they are not there."""
    flush = os.fsync

    def fail(fd: int) -> None:
        monkeypatch.setattr(os, "fsync", flush)
        raise OSError(errno.EIO, "input/output error")

    upload = storage.upload(ID)
    upload.write(memoryview(DATA))
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError):
        upload.finish(KEY)
    assert upload.size == 0
    upload.close()
    assert storage.upload_size(ID) == 0
    assert storage.size(KEY) is None
