"""The log of a run before it is written down: lines gathered, and no more of them than fit."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

MOST = 4 << 20
"""Bytes of log that are kept of a task, all its runs together."""
FULL = "the log is full, further lines are not kept"


class Notebook:
    """Lines wait here until they are written together. `bytes` counts what the task has, with those taken."""

    def __init__(self, written: int) -> None:
        self.bytes = written
        self._lines: list[str] = []
        self._size = 0
        self._lock = threading.Lock()
        self._full = written >= MOST

    def add(self, line: str) -> None:
        """A line, with the time before it."""
        text = _stamped(line)
        with self._lock:
            if self._full:
                return
            if self.bytes + self._size + len(text) > MOST:
                self._full = True
                text = _stamped(FULL)
            self._lines.append(text)
            self._size += len(text.encode())

    def take(self) -> str:
        """What waits."""
        with self._lock:
            lines = "".join(self._lines)
            self.bytes += self._size
            self._lines, self._size = [], 0
        return lines

    def put_back(self, lines: str) -> None:
        """What was taken and not written."""
        if not lines:
            return
        size = len(lines.encode())
        with self._lock:
            self._lines.insert(0, lines)
            self.bytes -= size
            self._size += size


def _stamped(line: str) -> str:
    time = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    words = " ".join(line.replace("\x00", "").encode(errors="replace").decode().splitlines())
    return f"{time} {words}\n"
