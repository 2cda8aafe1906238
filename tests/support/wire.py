"""HTTP on the bare socket: exact bytes out, whole answers in, so that a test may say what no client would."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from tests.support.sealed import Sealed

PATIENCE = 30.0
"""Seconds after which a server that says nothing hangs."""
BODILESS = (204, 304)


@dataclass(frozen=True)
class Reply:
    """One answer: `head` is its status line and fields as they came, blank line included."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        """The status code."""
        return int(self.head.split(b" ", 2)[1])

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Header fields in their order, names in lower case."""
        lines = self.head.decode("latin-1").split("\r\n")[1:-2]
        return [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]

    def every(self, name: str) -> list[str]:
        """All values of a field."""
        return [value for field, value in self.fields if field == name]

    def header(self, name: str) -> str | None:
        """The value of a field that may be there once; None when it is not there."""
        values = self.every(name)
        assert len(values) <= 1, f"{name} was sent {len(values)} times"
        return values[0] if values else None

    def given(self, name: str) -> str:
        """The value of a field that must be there once."""
        value = self.header(name)
        assert value is not None, f"{name} is missing from {self.head!r}"
        return value

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The error's code, from a body of the specification's form that holds one error."""
        (error,) = self.json()["errors"]
        assert error["message"]
        return str(error["code"])

    @property
    def message(self) -> str:
        """The error's message."""
        return str(self.json()["errors"][0]["message"])


class Closed(Exception):
    """The server closed the connection before the answer was whole; `args[0]` is what came of it."""


class Wire:
    """A connection to `host` ("address:port"), over TLS when there is a context.

    `takes`: how many bytes the system takes in for us at most before we read them.
    """

    def __init__(self, host: str, tls: ssl.SSLContext | None = None, takes: int | None = None) -> None:
        address, _, port = host.rpartition(":")
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE)
        if takes is not None:  # made smaller later on, the window would be opened once in 200 ms
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes)
        self.socket.connect((address, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream = self.socket if tls is None else Sealed(self.socket, tls, address)
        self._came = bytearray()

    def send(self, data: bytes) -> None:
        """Send exactly this."""
        self._stream.sendall(data)

    def feed(self, data: bytes, piece: int) -> threading.Thread:
        """Send it in pieces while another thread reads; join what is given back."""

        def send() -> None:
            for start in range(0, len(data), piece):
                self._stream.sendall(data[start : start + piece])

        thread = threading.Thread(target=send)
        thread.start()
        return thread

    def half_close(self) -> None:
        """Send nothing more, go on reading."""
        self._stream.shutdown(socket.SHUT_WR)

    def reply(self, *, head: bool = False) -> Reply:
        """The next answer, whole; `head` when it answers HEAD. Raises Closed."""
        fields = self._until(b"\r\n\r\n")
        reply = Reply(fields, b"")
        if head or reply.status in BODILESS or reply.status < 200:
            return reply
        if reply.header("transfer-encoding") == "chunked":
            return Reply(fields, self._chunks())
        length = reply.header("content-length")
        return Reply(fields, self._exactly(int(length)) if length is not None else self.rest())

    def ask(self, data: bytes, *, head: bool = False) -> Reply:
        """Send and read one answer."""
        self.send(data)
        return self.reply(head=head)

    def rest(self) -> bytes:
        """All that comes until the server closes."""
        while self._more():
            pass
        return self._take(len(self._came))

    def ended(self) -> bool:
        """Whether the server closes now, without another word."""
        return self.rest() == b""

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def _more(self) -> bool:
        try:
            data = self._stream.recv(1 << 18)
        except ConnectionError:
            return False
        self._came += data
        return bool(data)

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._came:
            if not self._more():
                raise Closed(bytes(self._came))
        return self._take(self._came.index(mark) + len(mark))

    def _exactly(self, count: int) -> bytes:
        while len(self._came) < count:
            if not self._more():
                raise Closed(bytes(self._came))
        return self._take(count)

    def _take(self, count: int) -> bytes:
        found = bytes(self._came[:count])
        del self._came[:count]
        return found

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self._until(b"\r\n"), 16):
            body += self._exactly(size)
            self._exactly(2)
        self._until(b"\r\n")
        return body

    def __enter__(self) -> Wire:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def request(
    method: str,
    target: str,
    *fields: tuple[str, str],
    body: bytes | None = None,
    host: str = "registry.test",
    version: str = "1.1",
) -> bytes:
    """A request's bytes, well-formed unless the arguments are not; a body brings its Content-Length."""
    lines = [f"{method} {target} HTTP/{version}", f"Host: {host}", *(f"{name}: {value}" for name, value in fields)]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + (body or b"")


def chunked(*pieces: bytes) -> bytes:
    """A body in chunked coding, one chunk a piece that is not empty."""
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces if piece) + b"0\r\n\r\n"
