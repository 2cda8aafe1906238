"""The filesystem driver: one folder, on one machine or shared by nodes (NFS needs working locks).

Order of a finished upload: write, flush the file, link it to its final path, flush the folder. Only then may
a database row name it, so a row never precedes its bytes; the upload's own name goes last of all, so a finish
that was cut off anywhere before can be done again.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from roadstead.blobs.driver import Busy, Missing, StorageError
from roadstead.blobs.paths import ALGORITHMS, fan_out, is_blob_key, is_segment_key, is_upload_id, upload_key
from roadstead.blobs.writeback import Writeback
from roadstead.kit import faults

PIECE = 1 << 20
LINKLESS = (errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


@contextlib.contextmanager
def told(what: str) -> Iterator[None]:
    """OS errors in the driver's words."""
    try:
        yield
    except FileNotFoundError as e:
        raise Missing(what) from e
    except OSError as e:
        full = e.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StorageError(f"{what}: {os.strerror(e.errno or 0)}", full=full) from e


class FileUpload:
    """An upload as a file. An exclusive lock on it keeps a second writer out, on this node and others."""

    def __init__(self, root: str, upload_id: str) -> None:
        self.root = root
        self.path = upload_path(root, upload_id)
        with told(f"upload {upload_id}"):
            self.fd = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640)
            try:
                self.size = self._locked(upload_id)
            except BaseException:
                os.close(self.fd)
                raise
        self._writeback = Writeback(self.fd, self.size)

    def _locked(self, upload_id: str) -> int:
        """The size of the file, which is ours alone now. Raises Busy.

        Whoever had the lock until just now may have made the open file a blob, or ended the upload: then the
        upload's name is another file's or nobody's, and this file must not be written to.
        """
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            ours, named = os.fstat(self.fd), os.stat(self.path)
        except (BlockingIOError, FileNotFoundError):
            raise Busy(upload_id) from None
        if not os.path.samestat(ours, named):
            raise Busy(upload_id)
        return ours.st_size

    @property
    def placed(self) -> bool:
        return os.fstat(self.fd).st_nlink > 1

    @property
    def stamp(self) -> int:
        return os.fstat(self.fd).st_mtime_ns

    def write(self, data: memoryview) -> None:
        with told("upload"):
            while data:
                written = os.write(self.fd, data)
                self.size += written
                data = data[written:]
            self._writeback.grown(self.size)

    def truncate(self, size: int) -> None:
        with told("upload"):
            os.ftruncate(self.fd, size)
        self.size = size

    def pieces(self) -> Iterator[memoryview]:
        buffer = memoryview(bytearray(min(PIECE, max(self.size, 1))))
        offset = 0
        with told("upload"):
            while offset < self.size and (count := os.preadv(self.fd, [buffer], offset)):
                offset += count
                yield buffer[:count]

    def finish(self, key: str) -> None:
        final = blob_path(self.root, key)
        with told(key):
            faults.reach("upload.before-flush")
            self._flush()
            faults.reach("upload.before-link")
            with contextlib.suppress(FileExistsError):  # linked before the cut-off
                os.link(self.path, final)
            faults.reach("upload.before-folder-flush")
            flush_folder(os.path.dirname(final))

    def _flush(self) -> None:
        try:
            os.fsync(self.fd)
        except OSError:
            # The kernel tells of a lost write once and takes the pages for written: flushed again, the same
            # bytes would seem safe. They have to come anew.
            self.truncate(0)
            raise

    def close(self) -> None:
        os.close(self.fd)


class FileBlob:
    """A finished blob as an open file."""

    def __init__(self, path: str, key: str) -> None:
        with told(key):
            self.fileno: int | None = os.open(path, os.O_RDONLY)
            self.size = os.fstat(self.fileno).st_size

    def read(self, offset: int, length: int) -> bytes:
        assert self.fileno is not None
        with told("blob"):
            return os.pread(self.fileno, length, offset)

    def close(self) -> None:
        if self.fileno is not None:
            os.close(self.fileno)
            self.fileno = None


class Filesystem:
    """`Storage` below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        for folder in ["uploads", "journal", *fan_out()]:
            path = root / folder
            if not path.is_dir():
                path.mkdir(parents=True, exist_ok=True)
        # The folders outlive a power cut before anything is put into them; whoever made them may have been
        # killed before it came to this.
        for above in (root, root / "blobs", *(root / "blobs" / algorithm for algorithm in ALGORITHMS)):
            flush_folder(str(above))
        with contextlib.suppress(OSError):  # it need not be ours to open
            flush_folder(str(root.parent))
        self._check_links()

    def _check_links(self) -> None:
        """Raises StorageError where a finished upload could not be linked to its place."""
        name = f".{secrets.token_hex(8)}"
        here, there = f"{self.root}/uploads/{name}", f"{self.root}/blobs/{name}"
        try:
            os.close(os.open(here, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            os.link(here, there)
        except OSError as e:
            if e.errno in LINKLESS:  # any other reason may pass: a disk that is full can be read
                text = "uploads and blobs must lie on one file system that has hard links"
                raise StorageError(f"{self.root}: {text}: {os.strerror(e.errno)}") from e
        finally:
            for path in (here, there):
                with contextlib.suppress(OSError):
                    os.unlink(path)

    def upload(self, upload_id: str) -> FileUpload:
        return FileUpload(self.root, upload_id)

    def upload_size(self, upload_id: str) -> int:
        status = self._upload_status(upload_id)
        return 0 if status is None else status.st_size

    def upload_touched(self, upload_id: str) -> float:
        status = self._upload_status(upload_id)
        return 0.0 if status is None else status.st_mtime

    def drop_upload(self, upload_id: str) -> None:
        with contextlib.suppress(Missing), told(f"upload {upload_id}"):
            os.unlink(upload_path(self.root, upload_id))

    def uploads(self) -> Iterator[str]:
        return filter(is_upload_id, self._names("uploads"))

    def open(self, key: str) -> FileBlob:
        return FileBlob(blob_path(self.root, key), key)

    def size(self, key: str) -> int | None:
        with contextlib.suppress(Missing), told(key):
            return os.stat(blob_path(self.root, key)).st_size
        return None

    def delete(self, key: str) -> None:
        with contextlib.suppress(Missing), told(key):
            os.unlink(blob_path(self.root, key))

    def keys(self) -> Iterator[str]:
        for folder in fan_out():
            yield from filter(is_blob_key, (f"{folder}/{name}" for name in self._names(folder)))

    def put_segment(self, key: str, data: bytes) -> None:
        final = segment_path(self.root, key)
        half = f"{self.root}/journal/.{secrets.token_hex(8)}"
        with told(key):
            try:
                with open(half, "xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                os.rename(half, final)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(half)
                raise
            flush_folder(os.path.dirname(final))

    def segment(self, key: str) -> bytes:
        with told(key), open(segment_path(self.root, key), "rb") as file:
            return file.read()

    def drop_segment(self, key: str) -> None:
        with contextlib.suppress(Missing), told(key):
            os.unlink(segment_path(self.root, key))

    def segments(self) -> Iterator[str]:
        return filter(is_segment_key, (f"journal/{name}" for name in self._names("journal")))

    def _upload_status(self, upload_id: str) -> os.stat_result | None:
        with contextlib.suppress(Missing), told(f"upload {upload_id}"):
            return os.stat(upload_path(self.root, upload_id))
        return None

    def _names(self, folder: str) -> list[str]:
        with told(folder):
            return os.listdir(f"{self.root}/{folder}")


def blob_path(root: str, key: str) -> str:
    """The path of a finished blob. Raises Missing for what is no blob's key: no name leads out of the folder."""
    if not is_blob_key(key):
        raise Missing(f"no blob has the key {key[:200]!r}")
    return f"{root}/{key}"


def segment_path(root: str, key: str) -> str:
    """The path of a segment. Raises Missing for what is no segment's key."""
    if not is_segment_key(key):
        raise Missing(f"no segment has the key {key[:200]!r}")
    return f"{root}/{key}"


def upload_path(root: str, upload_id: str) -> str:
    """The path of an upload in progress. Raises Missing for what is no upload's id."""
    if not is_upload_id(upload_id):
        raise Missing(f"no upload has the id {upload_id[:200]!r}")
    return f"{root}/{upload_key(upload_id)}"


def flush_folder(path: str) -> None:
    """Make renames into the folder durable."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
