"""One HTTP connection: uvicorn's parser and cycle, with three doors around them.

1. `door`: an answer that needs no I/O is written at once, before the parser and without a task.
2. `lend` for downloads and 3. `lend` for uploads: the socket is handed to a thread while the body moves.

Whatever a door does not fit goes the ordinary way through plain ASGI: right, slower.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from roadstead.errors import Refusal
from roadstead.server import answers
from roadstead.server.lending import Loan
from roadstead.server.wire import Gone, PlainWire, TlsWire, Wire

if TYPE_CHECKING:
    from roadstead.server.serving import Serving

GET_OR_HEAD = b"GH"
PUT_OR_PATCH = ord("P")  # and POST
UPLOADS = b"/blobs/uploads/"
EXTENSION = "roadstead.connection"


class Connection(HttpToolsProtocol):
    """Also keeps the times by which `watch.py` tells a slow client from a dead one."""

    def __init__(self, serving: Serving, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(serving.config, serving.state, {}, loop)
        self.serving = serving
        self.limits = serving.limits
        self.door: Callable[[bytes], bytes | None] = serving.door
        # where the parser stands
        self.in_message = False
        self.in_head = False
        self.head_bytes = 0
        self.refusal: Refusal | None = None
        # the part of a body that came with its head, kept from the parser while a handler may lend the socket
        self.held: bytes | None = None
        self.lent: Wire | None = None
        # for watch.py
        self.moved = True
        self.head_since: float | None = None
        self.still_since: float = loop.time()
        self.unsent = 0

    def at_rest(self) -> bool:
        """Whether no request is being answered."""
        cycle: Any = self.cycle  # None before the first request, which uvicorn's type does not say
        return cycle is None or cycle.response_complete

    # ---- bytes come in

    def data_received(self, data: bytes) -> None:
        self.moved = True
        if self.in_message or self.in_head or self.held is not None:
            self._parse(data)
            return
        cycle: Any = self.cycle
        if cycle is None or cycle.response_complete:
            first = data[0]
            if first == GET_OR_HEAD[0] or first == GET_OR_HEAD[1]:
                answer = self.door(data)
                if answer is not None:
                    self.transport.write(answer)
                    return
            elif first == PUT_OR_PATCH:
                end = data.find(b"\r\n\r\n") + 4
                if end > 3 and UPLOADS in data[: data.find(b"\r\n")]:
                    self._parse_head(data, end)
                    return
        self._parse(data)

    def _parse_head(self, data: bytes, end: int) -> None:
        """Give the parser the head alone; what follows waits for who will read the body."""
        self._parse(data[:end])
        rest = data[end:]
        if self.in_message and not self.transport.is_closing():
            self.held = rest
            self.flow.pause_reading()
        elif rest:
            self.data_received(rest)

    def _parse(self, data: bytes) -> None:
        if self.held is not None:  # nothing may overtake what waits
            self.held += data
            return
        super().data_received(data)
        if self.in_head:
            self.head_bytes += len(data)
            if self.head_bytes > self.limits.header_bytes and not self.transport.is_closing():
                self.refusal = self._too_large()
                self.send_400_response("")

    def _too_large(self) -> Refusal:
        return Refusal("BAD_REQUEST", f"a request's head has at most {self.limits.header_bytes} bytes", status=431)

    def release(self) -> None:
        """The ordinary way for this body: the parser gets what was kept from it."""
        if self.held is not None:
            data, self.held = self.held, None
            if data:
                self._parse(data)
            if not self.transport.is_closing():
                self.flow.resume_reading()

    # ---- the parser's calls

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.in_head = True
        self.head_bytes = 0
        self.head_since = self.loop.time()
        self.scope["extensions"] = {EXTENSION: {"connection": self}}

    def on_header(self, name: bytes, value: bytes) -> None:
        if len(self.headers) >= self.limits.headers:
            text = f"a request has at most {self.limits.headers} header fields"
            self._refuse(Refusal("BAD_REQUEST", text, status=431))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if sum(len(name) + len(value) + 4 for name, value in self.headers) > self.limits.header_bytes:
            self._refuse(self._too_large())
        if self.parser.get_http_version() == "1.1" and sum(name == b"host" for name, _ in self.headers) != 1:
            self._refuse(Refusal("BAD_REQUEST", "an HTTP/1.1 request names its host once"))
        self.in_message = True
        self.in_head = False
        self.head_since = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self.in_message = False
        super().on_message_complete()

    def _refuse(self, refusal: Refusal) -> None:
        self.refusal = refusal
        raise refusal

    def send_400_response(self, msg: str) -> None:
        """What cannot be parsed ends the connection, with an answer if none is under way."""
        if self.at_rest() or not self.cycle.response_started:
            refusal = self.refusal or Refusal("BAD_REQUEST", "the request is not valid HTTP/1.1")
            self.transport.write(answers.closing(refusal, self.serving.date_line))
        self._give_up()
        self.transport.close()

    def _give_up(self) -> None:
        """Nothing that is still said to the request in hand goes out."""
        if not self.at_rest():
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._unset_keepalive_if_required()  # watch.py does it, for the doors' answers as well
        self.release()

    # ---- bytes go out by a thread

    @contextlib.asynccontextmanager
    async def lend(self) -> AsyncIterator[Loan]:
        """The socket, for a thread; the loop lets go of it meanwhile."""
        transport = self.transport
        self.flow.pause_reading()
        while transport.get_write_buffer_size():  # what was written before goes first
            await asyncio.sleep(0)
            await self.flow.drain()
        sock: Any = transport.get_extra_info("socket")
        if transport.is_closing() or sock is None or sock.fileno() < 0:
            raise Gone
        wire: Wire = TlsWire(sock) if isinstance(sock, ssl.SSLSocket) else PlainWire(sock)
        self.lent = wire
        try:
            yield Loan(wire, self.loop, self.serving.movers, self.limits.stall_seconds)
        except Refusal:  # the body's coding is broken: answer, then close
            self.cycle.keep_alive = False
            raise
        except BaseException:
            self._give_up()
            transport.abort()
            raise
        finally:
            self.lent = None
            wire.close()
            self.moved = True

    def begin_body(self) -> bytes:
        """Take over the body that waits: what came with the head, as it came. Sends 100 (Continue) if asked."""
        assert self.held is not None
        data, self.held = self.held, b""
        if self.cycle.waiting_for_100_continue:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.cycle.waiting_for_100_continue = False
        return data

    def end_body(self, rest: bytes) -> None:
        """The body has been read to its end; `rest` came after it and belongs to the next request."""
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self.held = None
        self.in_message = False
        self.cycle.more_body = False
        if rest:
            self.data_received(rest)
        self.flow.resume_reading()

    # ---- ends

    def eof_received(self) -> bool:  # type: ignore[override]
        """A client that has closed its half still gets the answer it waits for."""
        if self.at_rest() or self.in_message:
            return False
        self.cycle.keep_alive = False
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        if self.lent is not None:
            self.lent.break_off()
        super().connection_lost(exc)

    def break_off(self) -> None:
        """Cut the connection at once."""
        if self.lent is not None:
            self.lent.break_off()  # who holds it notices, and aborts
        else:
            self.transport.abort()

    def timeout_keep_alive_handler(self) -> None:
        """watch.py ends idle connections."""
