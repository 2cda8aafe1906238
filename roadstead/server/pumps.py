"""Moving bodies in a thread, in turns: a turn goes on while the client keeps up and ends when it does not.

A pump's `turn()` returns what to wait for (`select.POLLIN` or `POLLOUT`), `AGAIN` when it has had its share, or None
when all is done. Between turns it holds no buffer and no thread, so slow clients cost neither.
"""

from __future__ import annotations

import queue
import select
from collections.abc import Callable
from typing import Protocol

from roadstead.server.wire import Dry, Full, Gone, Wire, ready

BUFFER = 1 << 20
ENOUGH = BUFFER // 2
"""Hash and write at least so much at a time, if the client keeps up."""
GRACE_MS = 2
"""How long a turn waits for a client that has kept up so far."""
SENDFILE = 8 << 20
A_TURN = 64 << 20
"""After so many bytes it is somebody else's turn, however fast the client is."""
AGAIN = 0
"""What a turn returns that could have gone on."""

Sink = Callable[[memoryview], None]


class Pump(Protocol):
    """What moves a body."""

    def turn(self) -> int | None:
        """Move for a while; what to do then (see above). Raises Gone, and what a sink raises."""


_buffers: queue.LifoQueue[bytearray] = queue.LifoQueue(maxsize=8)


def take_buffer() -> bytearray:
    """A buffer of `BUFFER` bytes with anything in it."""
    try:
        return _buffers.get_nowait()
    except queue.Empty:
        return bytearray(BUFFER)


def give_buffer(buffer: bytearray) -> None:
    """Keep it for the next turn, unless enough are kept."""
    try:
        _buffers.put_nowait(buffer)
    except queue.Full:
        return


class LengthPump:
    """A body of `length` bytes, of which `first` have been read with the head."""

    def __init__(self, wire: Wire, first: bytes, length: int, sink: Sink) -> None:
        self.wire = wire
        self.sink = sink
        self.rest = first[length:]
        """What came after the body: the beginning of the next request."""
        self._first = first[:length]
        self._left = length - len(self._first)

    def turn(self) -> int | None:
        if self._first:
            self.sink(memoryview(self._first))
            self._first = b""
        buffer = take_buffer()
        try:
            return self._turn(memoryview(buffer))
        finally:
            give_buffer(buffer)

    def _turn(self, view: memoryview) -> int | None:
        filled = moved = 0
        last = self._left - A_TURN
        while self._left:
            try:
                count = self.wire.receive(view[filled : filled + min(self._left, BUFFER - filled)])
            except Dry:
                if filled:  # hash what is there; meanwhile more comes
                    moved += filled
                    self.sink(view[:filled])
                    filled = 0
                elif moved < ENOUGH or not ready(self.wire.fileno(), select.POLLIN, GRACE_MS):
                    return select.POLLIN
                else:
                    moved = 0
                continue
            except Gone:
                self.sink(view[:filled])  # what came counts: the client may go on with it later
                raise
            filled += count
            self._left -= count
            if filled >= ENOUGH or not self._left:
                moved += filled
                self.sink(view[:filled])
                filled = 0
                if self._left and self._left < last:
                    return AGAIN
        return None


class FilePump:
    """`count` bytes of a file from `offset`."""

    def __init__(self, wire: Wire, fd: int, offset: int, count: int) -> None:
        self.wire = wire
        self._fd, self.offset, self._left = fd, offset, count

    def turn(self) -> int | None:
        moved = 0
        last = self._left - A_TURN
        while self._left:
            try:
                sent = self.wire.send_file(self._fd, self.offset, min(self._left, SENDFILE))
            except Full:
                if moved < ENOUGH // 4 or not ready(self.wire.fileno(), select.POLLOUT, GRACE_MS):
                    return select.POLLOUT
                moved = 0
                continue
            moved += sent
            self.offset += sent
            self._left -= sent
            if self._left and self._left < last:
                return AGAIN
        return None
