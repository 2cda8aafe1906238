"""Whether another node of this machine is still there: each holds a lock on a file of its own, which its end releases.

It spares the machine's own nodes the wait for a lease after a crash. Of nodes on other machines it says nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")


class Presence:
    """This node's file in `folder`, from `begin` to `end`."""

    def __init__(self, folder: Path, node: str) -> None:
        self.folder = folder
        self.node = node
        self._fd = -1

    def begin(self) -> None:
        """Hold the lock."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(self.folder / self.node, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._fd, fcntl.LOCK_EX)
        os.write(self._fd, _boot())

    def end(self) -> None:
        """Release it, and leave nothing behind."""
        if self._fd >= 0:
            (self.folder / self.node).unlink(missing_ok=True)
            os.close(self._fd)
            self._fd = -1

    def is_gone(self, node: str) -> bool:
        """Whether that node ran on this machine, since it was started, and runs no more; its file goes."""
        if node == self.node:
            return False
        try:
            fd = os.open(self.folder / node, os.O_RDWR)
        except OSError:
            return False
        try:
            if os.read(fd, 100) != (_boot() or b"?"):
                return False
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                (self.folder / node).unlink(missing_ok=True)
                return True
            return False
        finally:
            os.close(fd)


def _boot() -> bytes:
    """Tells one start of a machine from every other; empty where nobody says so."""
    try:
        return BOOT.read_bytes()
    except OSError:
        return b""
