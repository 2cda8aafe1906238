"""The first door: GET and HEAD of what lies ready, answered from the bytes of the request, without a task.

It takes only requests of one plain form, whole in one piece; everything else it leaves to the parser. Its answers
are those of the ordinary way but for `x-request-id`: that one is made up to find a line in the log, and a door
writes none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from roadstead.domain.access.model import Grant
from roadstead.domain.catalog.pulls import Noted
from roadstead.kit.cache import Cache
from roadstead.registry.http import API_VERSION
from roadstead.registry.shelf import Shelf
from roadstead.server.parsing import HOST

# Field lines of printable ASCII, one blank line, nothing after it: no folding, no odd spaces.
BLOCK = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*: ?[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?\r\n)+\r\n")
FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*): ?([^\r]*)\r\n")
# Fields that change neither the answer nor the connection, and are the same from request to request: a request
# that brings an id of its own is answered with it, in the ordinary way.
PLAIN = frozenset((b"host", b"user-agent", b"authorization", b"accept", b"accept-encoding"))
LONGEST = 8 << 10
NOT_PLAIN = b""
BASE = b"/v2/"
BASE_FIELDS = b"content-type: application/json\r\n%s: %s\r\ncontent-length: 2\r\n\r\n" % API_VERSION


def authorization_of(block: bytes) -> bytes:
    """The Authorization value of a block of header fields; `NOT_PLAIN` when the block is not of the plain form."""
    if BLOCK.fullmatch(block) is None:
        return NOT_PLAIN
    fields: dict[bytes, bytes] = {}
    for name, value in FIELD.findall(block):
        name = name.lower()
        if name not in PLAIN or (name in fields and name != b"accept"):
            return NOT_PLAIN
        fields[name] = value
    if HOST.fullmatch(fields.get(b"host", b"?")) is None:
        return NOT_PLAIN
    return fields.get(b"authorization", NOT_PLAIN)


class Door:
    """Called by a connection at rest with what came in; the whole answer, or None."""

    def __init__(
        self,
        shelf: Shelf,
        cached: Callable[[bytes], Grant | None],
        ok_line: Callable[[], bytes],
        note: Callable[[Noted], None],
    ) -> None:
        self.shelf = shelf
        self.cached = cached
        self.ok_line = ok_line
        self.note = note
        # A client sends the same fields again and again: what they say is worked out once.
        self._blocks: Cache[bytes, bytes] = Cache(most=4096, most_bytes=8 << 20)

    def answer(self, data: bytes, address: str) -> bytes | None:
        """For GET and HEAD of `/v2/`, a manifest or a small blob that lies ready for a cached grant.

        `address` is the connection's: a request that a proxy sends for somebody is not of the plain form.
        """
        stop = data.find(b" HTTP/1.1\r\n", 5, 1024)
        if stop < 0:
            return None
        head = data[0] == 72  # H
        path = data[5:stop] if head else data[4:stop]
        entry = self.shelf.find(path)
        if entry is None and path != BASE:
            return None
        block = data[stop + 11 :]
        authorization = self._blocks.entries.get(block)
        if authorization is None:
            if len(block) > LONGEST:
                return None
            authorization = authorization_of(block)
            self._blocks.put(block, authorization, len(block) + len(authorization) + 200)
        if authorization is NOT_PLAIN or not data.startswith(b"HEAD " if head else b"GET "):
            return None
        grant = self.cached(authorization)
        if grant is None:
            return None
        if entry is None:
            return self.ok_line() + BASE_FIELDS + (b"" if head else b"{}")
        allowed = grant.access.get(entry.repository)
        if allowed is None or allowed[1] != entry.project_id or "pull" not in allowed[0]:
            return None
        if head:
            return self.ok_line() + entry.head
        if entry.pull is not None:
            self.note((entry.pull, grant.username, address))
        return b"".join((self.ok_line(), entry.head, entry.body))
