"""Requests out of bytes: uvicorn's parser with bounds on what a head and a body's framing may take.

What cannot be parsed is the last that is heard of a client: from then on the connection is deaf.
"""

from __future__ import annotations

import asyncio
import re

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from roadstead.errors import Refusal
from roadstead.server.flow import Flow
from roadstead.settings import Limits

AHEAD, PIECE = 8, 4 << 10
"""So many requests are read ahead of their turn, and the parser is given so many bytes at a time."""
HOST = re.compile(rb"[A-Za-z0-9._~!$&'()*+,;=%:\[\]-]*")
"""A Host as it may be written (RFC 9110, section 7.2): it is never used, but never taken for anything else either."""


class Parsing(HttpToolsProtocol):
    """Where the parser stands, what it is given and what it refuses."""

    def __init__(
        self, config: uvicorn.Config, state: ServerState, limits: Limits, loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__(config, state, {}, loop)
        self.limits = limits
        self.in_message = False
        self.in_head = False
        self.head_since: float | None = None
        self.line_bytes = 0
        """Bytes of a head, or of what frames a body, since there was anything to show for them."""
        self.ahead = b""
        """What came behind requests that wait for their turn."""
        self.deaf = False
        self.refusal: Refusal | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.flow = Flow(self)

    # ---- to the parser

    def feed(self, data: bytes) -> None:
        """Give it to the parser, as long as not too many requests wait for their turn."""
        start = 0
        while start < len(data) and not self.deaf:
            if len(self.pipeline) >= AHEAD:
                self.ahead = data[start:]
                return
            start += self._feed_piece(data[start : start + PIECE])

    def _feed_piece(self, data: bytes) -> int:
        """How many bytes the parser took."""
        self.line_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as e:  # nothing else is spoken here: the next request follows
            self.take_new_parser()
            return int(e.args[0])
        except httptools.HttpParserError:
            self.send_400_response("")
        if self.line_bytes > self.limits.header_bytes and (self.in_head or self.in_message):
            self.refusal = self._too_large()
            self.send_400_response("")
        return len(data)

    def read_on(self) -> None:
        """What was kept from the parser, then what comes."""
        if self.transport.is_closing():
            self.ahead = b""
            return
        if self.ahead:
            data, self.ahead = self.ahead, b""
            self.feed(data)
        self.flow.resume_reading()

    def take_new_parser(self) -> None:
        """Begin anew: the next byte is the first of a request."""
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)

    # ---- from the parser

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.in_head = True
        self.line_bytes = 0
        self.head_since = self.loop.time()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > self.limits.header_bytes:
            text = f"a request's target has at most {self.limits.header_bytes} bytes"
            self._refuse(Refusal("BAD_REQUEST", text, status=414))

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.in_head:  # a trailer says nothing about the request
            return
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

    def on_body(self, body: bytes) -> None:
        self.line_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.in_message = False
        super().on_message_complete()

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

    def _refuse(self, refusal: Refusal) -> None:
        self.refusal = refusal
        raise refusal

    def _too_large(self) -> Refusal:
        return Refusal("BAD_REQUEST", f"a request's head has at most {self.limits.header_bytes} bytes", status=431)
