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

from roadstead.errors import Refusal
from roadstead.server import answers
from roadstead.server.ending import SUPERFLUOUS, CycleTransport
from roadstead.server.lending import Loan
from roadstead.server.parsing import Parsing
from roadstead.server.wire import Gone, PlainWire, TlsWire, Wire

if TYPE_CHECKING:
    from roadstead.server.serving import Serving

GET_OR_HEAD = b"GH"
PUT_OR_PATCH = ord("P")  # and POST
UPLOADS = b"/blobs/uploads/"
EXTENSION = "roadstead.connection"


class Connection(Parsing):
    """Also keeps the times by which `watch.py` tells a slow client from a dead one."""

    def __init__(self, serving: Serving, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(serving.config, serving.state, serving.limits, loop)
        self.serving = serving
        # the request being answered; uvicorn's `cycle` is the one that was parsed last
        self.running: Any = None
        self.door: Callable[[bytes, str], bytes | None] = serving.door
        self.address = ""
        # how it ends
        self.ending_since: float | None = None
        self.superfluous = 0
        # the part of a body that came with its head, kept from the parser while a handler may lend the socket
        self.held: bytes | None = None
        self.lent: Wire | None = None
        # for watch.py
        self.moved = True
        self.still_since: float = loop.time()
        self.unsent = 0

    def at_rest(self) -> bool:
        """Whether no request is being answered."""
        cycle: Any = self.cycle  # None before the first request, which uvicorn's type does not say
        return cycle is None or cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
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
                # Who does not read what was answered before waits in the ordinary way.
                answer = None if self.flow.write_paused else self.door(data, self.address)
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
        elif self.ahead:
            self.ahead += data
        else:
            self.feed(data)

    def _forget(self, count: int) -> None:
        self.superfluous += count
        if self.superfluous > SUPERFLUOUS:
            self.transport.abort()

    def release(self) -> None:
        """The ordinary way for this body: the parser gets what was kept from it."""
        if self.held is not None:
            data, self.held = self.held, None
            if data and self.parser is not None:  # None: the client has left
                self._parse(data)
            self.read_on()

    # ---- the parser's calls

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.superfluous = 0
        self.scope["extensions"] = {EXTENSION: {"connection": self}}

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        cycle: Any = self.cycle
        cycle.transport = self.cycle_transport

    def on_body(self, body: bytes) -> None:
        if self.cycle.response_complete:
            self._forget(len(body))
        super().on_body(body)

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        self.running = cycle
        super()._start_asgi_task(cycle, app)

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
        self.read_on()

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
        self.take_new_parser()
        self.held = None
        self.in_message = False
        self.running.more_body = False
        if rest:
            self.data_received(rest)
        self.read_on()

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
