"""A body in chunked transfer coding (RFC 9112, section 7.1), decoded in place in one buffer."""

from __future__ import annotations

import re
import select

from roadstead.errors import Refusal
from roadstead.server.pumps import A_TURN, AGAIN, BUFFER, ENOUGH, GRACE_MS, Sink, give_buffer, take_buffer
from roadstead.server.wire import Dry, Gone, Wire, ready

LINE = 4096
"""The longest chunk-size or trailer line."""
TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
QUOTED = rb'"(?:[\t\x20!#-\[\]-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*"'


class ChunkPump:
    """Layout of the buffer: payload [0, kept) · hole · not yet decoded [at, end).

    Raises Refusal BAD_REQUEST when the coding is broken.
    """

    SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})(?:;%s(?:=(?:%s|%s))?)*" % (TOKEN, TOKEN, QUOTED))
    TRAILER = re.compile(rb"(?!(?i:content-length|transfer-encoding):)%s:[\t\x20-\x7e\x80-\xff]*" % TOKEN)

    def __init__(self, wire: Wire, first: bytes, sink: Sink) -> None:
        self.wire = wire
        self.sink = sink
        self.rest = first
        self._need = 0  # bytes left of the chunk in hand
        self._closing = False  # its CRLF is still to come
        self._trailers = -1  # lines of trailers seen; -1 before the last chunk
        self._done = False

    def turn(self) -> int | None:
        buffer = take_buffer()
        try:
            return self._turn(buffer, memoryview(buffer))
        finally:
            give_buffer(buffer)

    def _turn(self, raw: bytearray, view: memoryview) -> int | None:
        moved = kept = at = whole = 0
        if len(self.rest) > BUFFER - LINE:  # the event loop reads less than that at a time
            raise Refusal("BAD_REQUEST", "too much was sent with the head")
        end = len(self.rest)
        view[:end], self.rest = self.rest, b""
        while True:
            kept, at = self._decode(raw, view, kept, at, end)
            if self._done:
                self.rest = bytes(view[at:end])
                if kept:
                    self.sink(view[:kept])
                return None
            if kept >= ENOUGH or BUFFER - end < LINE:
                moved += kept
                whole += kept
                self.sink(view[:kept])
                kept, at, end = 0, 0, self._to_front(view, at, end)
                if whole >= A_TURN:
                    self.rest = bytes(view[:end])
                    return AGAIN
            elif at == end:
                at = end = kept
            try:
                end += self.wire.receive(view[end:])
            except Dry:
                if kept:
                    moved += kept
                    self.sink(view[:kept])
                    kept, at, end = 0, 0, self._to_front(view, at, end)
                elif moved < ENOUGH or not ready(self.wire.fileno(), select.POLLIN, GRACE_MS):
                    self.rest = bytes(view[at:end])
                    return select.POLLIN
                else:
                    moved = 0
            except Gone:
                self.sink(view[:kept])
                raise

    @staticmethod
    def _to_front(view: memoryview, at: int, end: int) -> int:
        view[: end - at] = view[at:end]
        return end - at

    def _decode(self, raw: bytearray, view: memoryview, kept: int, at: int, end: int) -> tuple[int, int]:
        """Move payload to the front as far as it is there; the new (kept, at)."""
        while at < end:
            if self._need:
                count = min(self._need, end - at)
                if kept != at:
                    view[kept : kept + count] = view[at : at + count]
                kept += count
                at += count
                self._need -= count
                self._closing = True
                continue
            stop = raw.find(b"\r\n", at, end)
            if (stop if stop >= 0 else end) - at > LINE:
                raise Refusal("BAD_REQUEST", f"chunked body: a line is longer than {LINE} bytes")
            if stop < 0:
                break
            line = bytes(view[at:stop])
            at = stop + 2
            if self._trailers >= 0:
                self._trailers += 1
                if not line:
                    self._done = True
                    break
                if self.TRAILER.fullmatch(line) is None:
                    raise Refusal("BAD_REQUEST", "chunked body: a trailer is not a header field that may come so late")
                if self._trailers > 100:
                    raise Refusal("BAD_REQUEST", "chunked body: more than 100 trailers")
            elif self._closing:
                if line:
                    raise Refusal("BAD_REQUEST", "chunked body: a chunk is longer than its size says")
                self._closing = False
            else:
                size = self.SIZE.fullmatch(line)
                if size is None:
                    raise Refusal("BAD_REQUEST", "chunked body: a chunk's size is not a hexadecimal number")
                self._need = int(size[1], 16)
                if self._need == 0:
                    self._trailers = 0
        return kept, at
