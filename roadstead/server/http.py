"""Requests and answers on plain ASGI: what handlers of every plane see, and how answers are sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import msgspec

from roadstead.blobs.driver import Blob
from roadstead.errors import Refusal

if TYPE_CHECKING:
    from roadstead.server.budget import Held
    from roadstead.server.connection import Connection

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

JSON = (b"content-type", b"application/json")
RETRY = (b"retry-after", b"5")
QUERY_BYTES = 16 << 10
PARAMETERS = 100
SINGLE = frozenset((b"authorization", b"content-type", b"content-range", b"range", b"if-range"))
"""Fields that have one value: of two, one reader would take the first and another the last."""


class Request:
    """One request."""

    __slots__ = ("_query", "connection", "headers", "held", "method", "path", "receive", "scope", "send")

    def __init__(self, scope: Scope, receive: Receive, send: Send, path: str) -> None:
        self.scope = scope
        self.held: Held | None = None
        """What its body takes of the memory that there is for bodies, where somebody counts that."""
        self.receive = receive
        self.send = send
        self.method: str = scope["method"]
        self.path = path
        self.headers: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:  # of a doubled field the first counts
            self.headers.setdefault(name, value)
        extension = (scope.get("extensions") or {}).get("roadstead.connection")
        self.connection: Connection | None = extension["connection"] if extension else None
        self._query: list[tuple[str, str]] | None = None

    def check_fields(self) -> None:
        """Raises Refusal BAD_REQUEST when one of the fields that have one value is sent twice."""
        fields = self.scope["headers"]
        if len(fields) == len(self.headers):
            return
        sent: set[bytes] = set()
        for name, _ in fields:
            if name in sent and name in SINGLE:
                raise Refusal("BAD_REQUEST", f"header {name.decode()}: send it once")
            sent.add(name)

    def text(self, name: bytes) -> str | None:
        """A header's value. Raises Refusal BAD_REQUEST for bytes that are no ASCII."""
        value = self.headers.get(name)
        if value is None:
            return None
        try:
            return value.decode("ascii")
        except UnicodeDecodeError:
            raise Refusal("BAD_REQUEST", f"header {name.decode('latin1')}: only ASCII is allowed") from None

    def query(self, name: str) -> str | None:
        """The parameter's first value."""
        return next((value for key, value in self.pairs() if key == name), None)

    def query_all(self, name: str) -> list[str]:
        """Every value of the parameter."""
        return [value for key, value in self.pairs() if key == name]

    def pairs(self) -> list[tuple[str, str]]:
        """The query's parameters as they came. Raises Refusal BAD_REQUEST."""
        if self._query is None:
            raw: bytes = self.scope["query_string"]
            try:
                if len(raw) > QUERY_BYTES:
                    raise ValueError
                self._query = parse_qsl(
                    raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=PARAMETERS
                )
            except ValueError:
                text = f"query: at most {QUERY_BYTES} bytes of ASCII, {PARAMETERS} parameters, percent-coded UTF-8"
                raise Refusal("BAD_REQUEST", text) from None
            if any("\0" in value for _, value in self._query):
                raise Refusal("BAD_REQUEST", "query: NUL is not allowed")
        return self._query

    @property
    def address(self) -> str:
        """Where the request came from, as the connection says; empty when it does not."""
        client = self.scope.get("client")
        return str(client[0]) if client else ""

    @property
    def content_length(self) -> int | None:
        """The length announced; None where it is not."""
        value = self.headers.get(b"content-length")
        return None if value is None else int(value)


class Answer(msgspec.Struct):
    """A status, headers (names in lower case) and a body, or part of a blob in its place.

    `by_length`: there is no body here, but one of `length` bytes at a GET.
    """

    status: int
    headers: Headers = []
    body: bytes = b""
    blob: Blob | None = None
    offset: int = 0
    length: int = 0
    by_length: bool = False


def refused(refusal: Refusal, *fields: tuple[bytes, bytes]) -> Answer:
    """The refusal as an answer, with these fields; who may come back later is told when."""
    headers = [JSON, *fields, *refusal.headers]
    if refusal.status in (429, 503) and all(name != RETRY[0] for name, _ in headers):
        headers.append(RETRY)
    return Answer(refusal.status, headers, refusal.body())


async def send_answer(request: Request, answer: Answer) -> None:
    """Send it, the body only where the method has one. An answer's blob is closed."""
    try:
        length = answer.length if answer.blob or answer.by_length else len(answer.body)
        headers = answer.headers
        if answer.status not in (204, 304):
            headers = [*headers, (b"content-length", b"%d" % length)]
        await request.send({"type": "http.response.start", "status": answer.status, "headers": headers})
        if answer.blob is not None and request.method != "HEAD":
            from roadstead.server.bodies import send_blob

            await send_blob(request, answer.blob, answer.offset, answer.length)
        else:
            body = b"" if request.method == "HEAD" else answer.body
            await request.send({"type": "http.response.body", "body": body, "more_body": False})
    finally:
        if answer.blob is not None:
            answer.blob.close()
