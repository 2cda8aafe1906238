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
from collections.abc import Iterator
from pathlib import Path

from roadstead.blobs.driver import Busy, Missing, StorageError
from roadstead.blobs.paths import fan_out, upload_key
from roadstead.blobs.writeback import Writeback
from roadstead.kit import faults

PIECE = 1 << 20


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
        self.path = f"{root}/{upload_key(upload_id)}"
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
        final = f"{self.root}/{key}"
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
        made = False
        for folder in ["uploads", *fan_out()]:
            path = root / folder
            if not path.is_dir():
                path.mkdir(parents=True, exist_ok=True)
                made = True
        if made:  # the folders outlive a power cut before anything is put into them
            for parent in (root, root / "blobs", *(root / "blobs").iterdir()):
                flush_folder(str(parent))

    def upload(self, upload_id: str) -> FileUpload:
        return FileUpload(self.root, upload_id)

    def upload_size(self, upload_id: str) -> int:
        return self.size(upload_key(upload_id)) or 0

    def upload_touched(self, upload_id: str) -> float:
        try:
            return os.stat(self._path(upload_key(upload_id))).st_mtime
        except FileNotFoundError:
            return 0.0

    def drop_upload(self, upload_id: str) -> None:
        self._unlink(upload_key(upload_id))

    def uploads(self) -> Iterator[str]:
        return iter(os.listdir(self._path("uploads")))

    def open(self, key: str) -> FileBlob:
        return FileBlob(self._path(key), key)

    def size(self, key: str) -> int | None:
        try:
            with told(key):
                return os.stat(self._path(key)).st_size
        except Missing:
            return None

    def delete(self, key: str) -> None:
        self._unlink(key)

    def keys(self) -> Iterator[str]:
        for folder in fan_out():
            for name in os.listdir(self._path(folder)):
                yield f"{folder}/{name}"

    def _path(self, key: str) -> str:
        return f"{self.root}/{key}"

    def _unlink(self, key: str) -> None:
        with contextlib.suppress(Missing), told(key):
            os.unlink(self._path(key))


def flush_folder(path: str) -> None:
    """Make renames into the folder durable."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
