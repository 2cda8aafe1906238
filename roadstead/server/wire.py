"""A connection's socket in the hands of one thread: never blocking, plain or TLS.

The plain one is a duplicate of the event loop's socket, the TLS one the socket itself; either way the loop
neither reads nor writes while a thread holds it.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import ssl
from typing import Protocol

PIECE = 128 << 10
"""What is read from a file at a time where the kernel cannot send it by itself (TLS)."""


class Dry(Exception):
    """There is nothing to read now."""


class Full(Exception):
    """There is no room to write now."""


class Gone(Exception):
    """The client has left, or its connection failed."""


class Wire(Protocol):
    """What a thread may do with a connection. Raises Dry, Full, Gone; OSError where a file cannot be read."""

    def fileno(self) -> int:
        """For waiting in the event loop."""

    def receive(self, buffer: memoryview) -> int:
        """How many bytes came into the buffer, at least 1."""

    def send_file(self, fd: int, offset: int, count: int) -> int:
        """How many bytes of the file went, at least 1."""

    def close(self) -> None:
        """Give the socket back."""

    def break_off(self) -> None:
        """Cut the connection for both sides: whoever waits for it wakes up."""


class PlainWire:
    """A duplicate of a TCP socket."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = socket.socket(fileno=os.dup(sock.fileno()))
        self.socket.setblocking(False)

    def fileno(self) -> int:
        return self.socket.fileno()

    def receive(self, buffer: memoryview) -> int:
        try:
            count = self.socket.recv_into(buffer)
        except BlockingIOError:
            raise Dry from None
        except OSError:
            raise Gone from None
        if count == 0:
            raise Gone
        return count

    def send_file(self, fd: int, offset: int, count: int) -> int:
        try:
            sent = os.sendfile(self.socket.fileno(), fd, offset, count)
        except BlockingIOError:
            raise Full from None
        except OSError as e:
            if e.errno == errno.EIO:  # of the file: a socket has other errors
                raise
            raise Gone from None
        if sent == 0:
            raise cut_short()
        return sent

    def close(self) -> None:
        self.socket.close()

    def break_off(self) -> None:
        cut(self.socket)


class TlsWire:
    """The connection's TLS socket itself."""

    def __init__(self, sock: ssl.SSLSocket) -> None:
        self.socket = sock
        self._piece = bytearray()
        self._at = (-1, -1)

    def fileno(self) -> int:
        return self.socket.fileno()

    def receive(self, buffer: memoryview) -> int:
        try:
            count = self.socket.recv_into(buffer)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            raise Dry from None
        except (OSError, ValueError):
            raise Gone from None
        if count == 0:
            raise Gone
        return count

    def send_file(self, fd: int, offset: int, count: int) -> int:
        start, end = self._at
        if not start <= offset < end:
            self._piece = self._piece or bytearray(PIECE)
            read = os.preadv(fd, [memoryview(self._piece)[: min(PIECE, count)]], offset)
            start, end = self._at = (offset, offset + read)
            if start == end:
                raise cut_short()
        try:
            return self.socket.send(memoryview(self._piece)[offset - start : min(end, offset + count) - start])
        except (ssl.SSLWantWriteError, ssl.SSLWantReadError):
            raise Full from None
        except (OSError, ValueError):
            raise Gone from None

    def close(self) -> None:
        self._piece = bytearray()

    def break_off(self) -> None:
        cut(self.socket)


def cut_short() -> OSError:
    """The file is shorter than it was: never a whole answer with a short body."""
    return OSError(errno.EIO, "the file ended too early")


def cut(sock: socket.socket) -> None:
    """End both directions; harmless when they are ended already."""
    try:
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:
        return


def ready(fd: int, event: int, milliseconds: int) -> bool:
    """Wait so long, and no longer, for `select.POLLIN` or `POLLOUT`: a client at full speed needs no more."""
    poll = select.poll()
    poll.register(fd, event)
    return bool(poll.poll(milliseconds))
