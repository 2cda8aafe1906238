"""Requests that no client would send, and what every answer to one must be like."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from roadstead.errors import CODES
from tests.security.conftest import Site
from tests.support.census import census, change
from tests.support.wire import Closed, Reply, Wire

GOOD = (200, 201, 202, 204, 206, 304)
BAD = (400, 401, 403, 404, 405, 409, 412, 413, 414, 416, 429, 431, 501)
PATIENCE = 60.0


class Attacker:
    """Sends exact bytes, on one connection as long as the server keeps it."""

    def __init__(self, site: Site, authorization: str) -> None:
        self.site = site
        self.authorization = authorization
        self._wire: Wire | None = None

    def send(self, method: str, target: bytes, *fields: bytes, body: bytes | None = None) -> Reply:
        """The answer, whatever is in the target and in the fields (each `name: value`)."""
        lines = [b"%s %s HTTP/1.1" % (method.encode(), target), b"Host: x", *fields]
        if not any(field.lower().startswith(b"authorization:") for field in fields):
            lines.append(b"Authorization: " + self.authorization.encode())
        if body is not None:
            lines.append(b"Content-Length: %d" % len(body))
        data = b"\r\n".join([*lines, b"", body or b""])
        if self._wire is None:
            self._wire = Wire(self.site.server.host)
        try:
            reply = self._wire.ask(data, head=method == "HEAD")
        except Closed as closed:
            raise AssertionError(f"no answer to {data[:200]!r}") from closed
        if reply.header("connection") == "close":
            self._wire.close()
            self._wire = None
        return reply


def check_form(reply: Reply, method: str) -> None:
    """It is an answer that is foreseen; an error has the specification's form (OCI distribution 1.1)."""
    if reply.status in GOOD:
        return
    if reply.status == 302:  # from the root to the pages for people, and nowhere else
        assert reply.given("location") == "/portal/"
        return
    assert reply.status in BAD, reply
    if method == "HEAD" and not reply.body:
        return
    assert reply.given("content-type") == "application/json"
    (error,) = json.loads(reply.body)["errors"]
    assert error.keys() <= {"code", "message", "detail"}
    assert error["code"] in CODES
    assert error["message"]


@contextmanager
def leaving(site: Site) -> Iterator[dict[str, int]]:
    """The block may change what is stored by as much as it adds to what it gets, and by nothing else."""
    expected: dict[str, int] = {}
    before = census(site.server)
    yield expected
    changed, wanted = change(before, census(site.server)), {name: n for name, n in expected.items() if n}
    assert changed == wanted, (changed, wanted)
