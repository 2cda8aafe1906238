"""One HTTP connection: uvicorn's parser and cycle, with three doors around them.

1. `door`: an answer that needs no I/O is written at once, before the parser and without a task.
2. `lend` for downloads and 3. `lend` for uploads: the socket is handed to a thread while the body moves.

Whatever a door does not fit goes the ordinary way through plain ASGI: right, slower.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from roadstead.errors import Refusal
from roadstead.server import answers
from roadstead.server.ending import SUPERFLUOUS, CycleTransport
from roadstead.server.lending import Loan
from roadstead.server.wire import Gone, PlainWire, TlsWire, Wire

if TYPE_CHECKING:
    from roadstead.server.serving import Serving

GET_OR_HEAD = b"GH"
PUT_OR_PATCH = ord("P")  # and POST
UPLOADS = b"/blobs/uploads/"
EXTENSION = "roadstead.connection"
HOST = re.compile(rb"[A-Za-z0-9._~!$&'()*+,;=%:\[\]-]*")
"""A Host as it may be written (RFC 9110, section 7.2): it is never used, but never taken for anything else either."""


class Connection(HttpToolsProtocol):
    """Also keeps the times by which `watch.py` tells a slow client from a dead one."""

    def __init__(self, serving: Serving, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(serving.config, serving.state, {}, loop)
        self.serving = serving
        self.limits = serving.limits
        # the request being answered; uvicorn's `cycle` is the one that was parsed last
        self.running: Any = None
        self.door: Callable[[bytes], bytes | None] = serving.door
        # where the parser stands
        self.in_message = False
        self.in_head = False
        self.head_bytes = 0
        self.refusal: Refusal | None = None
        # how it ends: `deaf` when what comes is no request any more
        self.deaf = False
        self.ending_since: float | None = None
        self.superfluous = 0
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

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.cycle_transport: Any = CycleTransport(self)

    # ---- bytes come in

    def data_received(self, data: bytes) -> None:
        self.moved = True
        if self.deaf:
            self._forget(len(data))
            return
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
        if self.in_head:  # the head goes on; where one begins in `data`, what came before is not of it
            self.head_bytes += len(data)
        self._feed(data)
        if self.in_head and self.head_bytes > self.limits.header_bytes:
            self.refusal = self._too_large()
            self.send_400_response("")

    def _feed(self, data: bytes) -> None:
        while data:
            try:
                self.parser.feed_data(data)
                return
            except httptools.HttpParserUpgrade as e:  # nothing else is spoken here: the next request follows
                self._take_new_parser()
                data = data[e.args[0] :]
            except httptools.HttpParserError:
                self.send_400_response("")
                return

    def _take_new_parser(self) -> None:
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)

    def _forget(self, count: int) -> None:
        self.superfluous += count
        if self.superfluous > SUPERFLUOUS:
            self.transport.abort()

    def _too_large(self) -> Refusal:
        return Refusal("BAD_REQUEST", f"a request's head has at most {self.limits.header_bytes} bytes", status=431)

    def release(self) -> None:
        """The ordinary way for this body: the parser gets what was kept from it."""
        if self.held is not None:
            data, self.held = self.held, None
            if data and self.parser is not None:  # None: the client has left
                self._parse(data)
            if not self.transport.is_closing():
                self.flow.resume_reading()

    # ---- the parser's calls

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.in_head = True
        self.head_bytes = self.superfluous = 0
        self.head_since = self.loop.time()
        self.scope["extensions"] = {EXTENSION: {"connection": self}}

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > self.limits.header_bytes:
            text = f"a request's target has at most {self.limits.header_bytes} bytes"
            self._refuse(Refusal("BAD_REQUEST", text, status=414))

    def on_header(self, name: bytes, value: bytes) -> None:
        if len(self.headers) >= self.limits.headers:
            text = f"a request has at most {self.limits.headers} header fields"
            self._refuse(Refusal("BAD_REQUEST", text, status=431))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if sum(len(name) + len(value) + 4 for name, value in self.headers) > self.limits.header_bytes:
            self._refuse(self._too_large())
        self._check_head()
        self.in_head = False
        self.head_since = None
        super().on_headers_complete()
        self.in_message = True
        cycle: Any = self.cycle
        cycle.transport = self.cycle_transport

    def _check_head(self) -> None:
        version = self.parser.get_http_version()
        if version not in ("1.0", "1.1"):
            self._refuse(Refusal("BAD_REQUEST", "HTTP/1.1 and HTTP/1.0 are spoken here", status=505))
        hosts = [value for name, value in self.headers if name == b"host"]
        if (version == "1.1" and len(hosts) != 1) or not all(map(HOST.fullmatch, hosts)):
            self._refuse(Refusal("BAD_REQUEST", "an HTTP/1.1 request names its host once"))
        # The parser takes what follows an upgrade's head for another protocol: a body it would not find.
        if self.parser.should_upgrade() and any(
            name == b"transfer-encoding" or (name == b"content-length" and value.strip(b"0 \t"))
            for name, value in self.headers
        ):
            self._refuse(Refusal("BAD_REQUEST", "a request with a body asks for no upgrade"))

    def on_body(self, body: bytes) -> None:
        if self.cycle.response_complete:
            self._forget(len(body))
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.in_message = False
        super().on_message_complete()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        self.running = cycle
        super()._start_asgi_task(cycle, app)

    def _refuse(self, refusal: Refusal) -> None:
        self.refusal = refusal
        raise refusal

    def send_400_response(self, msg: str) -> None:
        """What cannot be parsed is the last that is heard: refused when it is its turn, else left unanswered."""
        if self.deaf or self.transport.is_closing():
            return
        self.deaf = True
        cycle: Any = self.cycle
        of_cycle, self.in_message = self.in_message, False
        self.in_head, self.head_since = False, None
        if of_cycle and self.pipeline and self.pipeline[0][0] is cycle:  # broken before its turn came
            self.pipeline.popleft()
            cycle = self.cycle = self.pipeline[0][0] if self.pipeline else self.running
            of_cycle = False
        if not of_cycle and not self.at_rest():  # the answers under way are the last
            cycle.keep_alive = False
        elif of_cycle and cycle.response_started:  # an answer that is whole stays the only one
            self.end() if cycle.response_complete else self.transport.abort()
        else:
            refusal = self.refusal or Refusal("BAD_REQUEST", "the request is not valid HTTP/1.1")
            self.transport.write(answers.closing(refusal, self.serving.date_line))
            self._give_up()
            self.end()

    def _give_up(self) -> None:
        """Nothing that is still said to the request in hand goes out."""
        running = self.running
        if running is not None and not running.response_complete:
            running.disconnected = True
            running.message_event.set()

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
        await self._drained()
        sock: Any = transport.get_extra_info("socket")
        if transport.is_closing() or sock is None or sock.fileno() < 0:
            raise Gone
        wire: Wire = TlsWire(sock) if isinstance(sock, ssl.SSLSocket) else PlainWire(sock)
        self.lent = wire
        try:
            yield Loan(wire, self.loop, self.serving.movers, self.limits.stall_seconds)
        except Refusal:  # the body's coding is broken: answer, then close
            self.running.keep_alive = False
            self.deaf = True
            raise
        except BaseException:
            self._give_up()
            transport.abort()
            raise
        finally:
            self.lent = None
            wire.close()
            self.moved = True

    async def _drained(self) -> None:
        """Until what was written before has gone, or the client."""
        transport = self.transport
        if transport.get_write_buffer_size():
            transport.set_write_buffer_limits(0)  # pauses writing at once, until nothing is left
            await self.flow.drain()
            transport.set_write_buffer_limits()

    def end_answer(self) -> None:
        """A thread has sent the body: the cycle need not wait for it."""
        self.running.expected_content_length = 0

    def begin_body(self) -> bytes:
        """Take over the body that waits: what came with the head, as it came. Sends 100 (Continue) if asked."""
        assert self.held is not None
        data, self.held = self.held, b""
        if self.running.waiting_for_100_continue:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.running.waiting_for_100_continue = False
        return data

    def end_body(self, rest: bytes) -> None:
        """The body has been read to its end; `rest` came after it and belongs to the next request."""
        self._take_new_parser()
        self.held = None
        self.in_message = False
        self.running.more_body = False
        if rest:
            self.data_received(rest)
        self.flow.resume_reading()

    # ---- ends

    def end(self) -> None:
        """Close, in stages while the client may still be sending (`ending.py`)."""
        if self.transport.is_closing() or self.ending_since is not None:
            return
        if self.deaf or (self.in_message and self.running.response_complete):
            self.ending_since = self.loop.time()
            self.deaf = True
            self.transport.write_eof()
            self.flow.resume_reading()
        else:
            self.transport.close()

    def eof_received(self) -> bool:  # type: ignore[override]
        """A client that has closed its half still gets the answer it waits for."""
        if self.at_rest() or self.in_message or self.ending_since is not None:
            return False
        self.cycle.keep_alive = False
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        if self.lent is not None:
            self.lent.break_off()
        self._give_up()
        super().connection_lost(exc)

    def break_off(self) -> None:
        """Cut the connection at once."""
        if self.lent is not None:
            self.lent.break_off()  # who holds it notices, and aborts
        else:
            self.transport.abort()

    def timeout_keep_alive_handler(self) -> None:
        """watch.py ends idle connections."""
