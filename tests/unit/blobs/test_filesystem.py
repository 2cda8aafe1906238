"""The filesystem driver: what every driver must do, and the folder as a human finds it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from roadstead.blobs.driver import StorageError
from roadstead.blobs.filesystem import Filesystem
from roadstead.blobs.paths import blob_key
from roadstead.oci.digest import digest_of
from tests.support.content import noise
from tests.unit.blobs.driver_suite import DriverSuite
from tests.unit.blobs.steps import DATA, Reopen, held, new_id, put, send


class TestFilesystem(DriverSuite):
    """The suite on a folder."""

    @pytest.fixture
    def reopen(self, tmp_path: Path) -> Reopen:
        return lambda: Filesystem(tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def storage(folder: Path) -> Filesystem:
    return Filesystem(folder)


def files(folder: Path) -> set[str]:
    """The paths of all files below the folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def test_a_human_finds_a_blob_by_its_digest(folder: Path, storage: Filesystem) -> None:
    found = set()
    for number in range(10):
        for algorithm in ("sha256", "sha512"):
            key = put(storage, noise(number), algorithm)
            _, said, first, name = key.split("/")
            with (folder / key).open("rb") as file:
                digits = hashlib.file_digest(file, algorithm).hexdigest()
            assert (said, first, name.split(".")[0]) == (algorithm, digits[:2], digits)
            found.add(key)
    upload_id = new_id()
    send(storage, upload_id, DATA)
    assert files(folder) == found | {f"uploads/{upload_id}"}
    assert (folder / "uploads" / upload_id).read_bytes() == DATA


def test_nobody_else_on_the_machine_reads_them(folder: Path, storage: Filesystem) -> None:
    put(storage, DATA)
    send(storage, new_id(), DATA)
    assert {(folder / path).stat().st_mode & 0o007 for path in files(folder)} == {0}


def test_what_others_put_there_is_neither_blob_nor_upload(folder: Path, storage: Filesystem) -> None:
    """A disk's `lost+found`, what NFS leaves of an open file that was removed, an administrator's copy."""
    key, upload_id = put(storage, DATA), new_id()
    send(storage, upload_id, DATA)
    for room in ("uploads", "blobs/sha256/00"):
        (folder / room / "lost+found").mkdir()
        for name in (".nfs000000000001", "copy.bak", f"{upload_id}.bak"):
            (folder / room / name).write_bytes(DATA)
    assert list(storage.keys()) == [key]
    assert list(storage.uploads()) == [upload_id]


def test_bytes_are_safe_before_their_name_and_the_name_before_the_answer(
    folder: Path, storage: Filesystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, str]] = []
    flush, link = os.fsync, os.link
    upload_id = new_id()
    key = blob_key(digest_of(DATA), upload_id)

    def flushed(fd: int) -> None:
        flush(fd)
        done.append(("flush", str(Path(f"/proc/self/fd/{fd}").readlink().relative_to(folder))))

    def linked(source: str, target: str) -> None:
        link(source, target)
        done.append(("link", str(Path(target).relative_to(folder))))

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "link", linked)
    with held(storage, upload_id) as upload:
        upload.write(memoryview(DATA))
        for _ in range(2):  # the second time it is there, perhaps of a process that was killed before its flush
            upload.finish(key)
            place = ("flush", key.rpartition("/")[0])
            assert done[0] == ("flush", f"uploads/{upload_id}")
            assert done[-1] == place
            done.clear()


def test_the_folders_are_safe_before_anything_is_put_into_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the process that made them was killed before it flushed them."""
    flush = os.fsync
    done: set[str] = set()

    def flushed(fd: int) -> None:
        flush(fd)
        done.add(os.readlink(f"/proc/self/fd/{fd}"))

    monkeypatch.setattr(os, "fsync", flushed)
    for _ in range(2):
        Filesystem(folder)
        rooms = [folder / room for room in ("", "blobs", "blobs/sha256", "blobs/sha512")]
        assert done == {str(path) for path in [tmp_path, *rooms]}
        done.clear()


def test_a_folder_that_cannot_be_used_is_told_in_the_drivers_words(folder: Path, storage: Filesystem) -> None:
    """Not as what Python says of a file: callers know the driver's errors and answer 503."""
    send(storage, new_id(), DATA)
    (folder / "uploads").rename(folder / "elsewhere")
    (folder / "uploads").write_bytes(b"not a folder")
    for attempt in (lambda: storage.upload(new_id()), lambda: list(storage.uploads())):
        with pytest.raises(StorageError):
            attempt()
    with pytest.raises(StorageError):
        storage.upload_touched(new_id())
