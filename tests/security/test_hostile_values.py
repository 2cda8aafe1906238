"""A20: numbers without measure, NUL and bytes that are no text, in every query and header that is read anywhere."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

import roadstead
from roadstead.server.http import SINGLE
from tests.security.attack import Attacker, check_form, leaving
from tests.security.conftest import Site
from tests.security.test_routes import EVERY, path_of
from tests.support.content import absent, digest, image
from tests.support.wire import Wire, request

WRITTEN, READ = "public/written", "public/read"
SMALL, LARGE = b"small enough to lie ready", bytes(100_000)
PARAMETERS = {"n", "last", "artifactType", "digest", "mount", "from", "tag", "service", "scope"}
FIELDS = {"authorization", "content-range", "content-type", "if-none-match", "if-range", "range", "x-request-id"}
# How a request's end is found: tests/registry/test_framing.py is about these.
FRAMING = {"content-length", "transfer-encoding", "expect"}


def read_by_handlers() -> tuple[set[str], set[str]]:
    """(parameters of queries, header fields) that the source reads."""
    parameters, fields = set(), set()
    rooms = (Path(roadstead.__path__[0]) / name for name in ("registry", "server"))
    for file in itertools.chain(*(room.glob("*.py") for room in rooms)):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.Call(ast.Attribute(attr="query" | "query_all"), [ast.Constant(str(name))]):
                    parameters.add(name)
                case ast.Call(ast.Attribute(attr="text"), [ast.Constant(bytes(name))]):
                    fields.add(name.decode())
                case ast.Call(ast.Attribute(ast.Attribute(attr="headers"), "get"), [ast.Constant(bytes(name)), *_]):
                    fields.add(name.decode())
                case ast.Compare(ast.Constant(bytes(name)), [ast.In() | ast.NotIn()], [ast.Attribute(attr="headers")]):
                    fields.add(name.decode())
    return parameters, fields


def test_nothing_that_is_read_is_left_out() -> None:
    """A parameter or a field that is read from now on needs its line above."""
    assert read_by_handlers() == (PARAMETERS, FIELDS | FRAMING)


NUMBERS = [b"1000000000", b"-1", b"-0", b"+1", b"1.0", b"1e9", b"0x10", b"1_0", b"9" * 19, b"9" * 5000, b"NaN"]
QUERIES = [*NUMBERS, b"", b"%00", b"a%00b", b"%ff", b"%c3%28", b"%ed%a0%80", b"%c0%80", b"%f4%90%80%80", b"%d9%a1",
           b"%", b"%u0000", b"%0d%0aSet-Cookie:%20a=b", b"%27%20OR%201=1--", b"%25s%25n", b"../../etc/passwd",
           b"a" * 15_000, b"a" * 40_000, b"a;b", b"%26n=1", b"\xff", b"\xed\xa0\x80"]  # fmt: skip
WORDS = [b"", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xd9\xa1", b"a\0b", b"a\x7fb", b"\xa0", b"%00", b'"', b"\\",
         b",", b"a" * 60_000]  # fmt: skip
RANGES = [b"bytes=" + b"9" * 400 + b"-", b"bytes=0-" + b"9" * 5000, b"bytes=-" + b"9" * 400, b"bytes=" + b"0-0," * 5000,
          b"0-" + b"9" * 400, b"9" * 400 + b"-0", b"bytes 0-0/" + b"9" * 400, b"bytes 0-0/-1", b"-1--1"]  # fmt: skip
TAGS = [b"W/" * 5000, b'"sha256:' + b"a" * 30_000 + b'"', b'"*"', b'"' * 5000]
CREDENTIALS = [b"Basic", b"Basic \xff", b"Basic Og==", b"Basic " + b"A" * 40_000, b"Basic AAAA\0", b"Bearer",
               b"Bearer \xff", b"Bearer " + b"." * 40_000, b"Bearer a.\xff.b", b"Digest a=b"]  # fmt: skip
VALUES = [*NUMBERS, *WORDS, *RANGES, *TAGS, *CREDENTIALS]


@pytest.fixture(scope="module", params=["site", "postgres_site"])
def attacker(request: pytest.FixtureRequest) -> Attacker:
    """Somebody who may do everything, on each database: they differ in what they take for text."""
    site: Site = request.getfixturevalue(request.param)
    scopes = [f"repository:{name}:*" for name in (WRITTEN, READ)]
    attacker = Attacker(site, "Bearer " + site.token("root", *scopes, "registry:catalog:*"))
    blobs = f"/v2/{READ}/blobs/uploads/"
    for data in (SMALL, LARGE):
        assert attacker.send("POST", f"{blobs}?digest={digest(data)}".encode(), body=data).status == 201
    media_type = b"Content-Type: application/vnd.oci.image.manifest.v1+json"
    manifest = f"/v2/{READ}/manifests/latest".encode()
    assert attacker.send("PUT", manifest, media_type, body=image(LARGE, config=SMALL)).status == 201
    assert (
        attacker.send("POST", f"/v2/{WRITTEN}/blobs/uploads/?digest={digest(SMALL)}".encode(), body=SMALL).status == 201
    )
    return attacker


def targets() -> Iterator[tuple[str, str, str]]:
    """(kind, method, path) of every route: what is read is there, what is written is not."""
    for kind, method in EVERY:
        if method not in ("GET", "HEAD"):
            yield kind, method, path_of(kind, WRITTEN, absent() if kind in ("blob", "manifest") else "")
        elif kind == "blob":
            for data in (SMALL, LARGE):
                yield kind, method, path_of(kind, READ, digest(data))
        else:
            yield kind, method, path_of(kind, READ)


def attack(attacker: Attacker, kind: str, method: str, target: bytes, *fields: bytes) -> None:
    body = b"{}" if method in ("PUT", "PATCH") else None
    reply = attacker.send(method, target, *fields, body=body)
    check_form(reply, method)
    if (kind, method, reply.status) == ("uploads", "POST", 202):  # it may begin: the value means nothing to it
        assert attacker.send("DELETE", reply.given("location").encode()).status == 204
    else:
        assert reply.status < 300 or reply.status == 304 or reply.status >= 400
        assert method in ("GET", "HEAD") or reply.status >= 400 or kind == "token", (method, target[:100], reply)


@pytest.mark.parametrize(("kind", "method", "path"), list(targets()))
def test_in_queries(attacker: Attacker, kind: str, method: str, path: str) -> None:
    with leaving(attacker.site):
        for parameter in sorted(PARAMETERS):
            for value in QUERIES:
                attack(attacker, kind, method, path.encode() + b"?" + parameter.encode() + b"=" + value)
        for query in (b"?\xff=1", b"?%ff=1", b"?%00=1", b"?" + b"n=1&" * 3000, b"?=&&==&", b"?n", b"?n=1&n=2"):
            attack(attacker, kind, method, path.encode() + query)


@pytest.mark.parametrize(("kind", "method", "path"), list(targets()))
def test_in_header_fields(attacker: Attacker, kind: str, method: str, path: str) -> None:
    with leaving(attacker.site):
        for field in sorted(FIELDS):
            for value in VALUES:
                attack(attacker, kind, method, path.encode(), field.encode() + b": " + value)


@pytest.mark.parametrize("length", [2**31, 2**32, 2**63 - 1])
def test_a_body_of_any_size_may_be_announced_and_never_come(attacker: Attacker, length: int) -> None:
    with leaving(attacker.site) as expected:
        for kind, method, path in targets():
            expected["upload"] = expected.get("upload", 0) + (
                kind == "uploads"
            )  # it may begin before the body is there
            fields = ("Authorization", attacker.authorization), ("Content-Length", str(length))
            with Wire(attacker.site.server.host) as wire:
                wire.send(request(method, path, *fields) + b"some bytes of it")
                wire.half_close()
                answer = wire.rest()
                assert answer == b"" or answer.startswith(b"HTTP/1.1 "), answer


def test_what_a_client_names_its_request_is_a_word_or_another_is_made(attacker: Attacker) -> None:
    for value in VALUES:
        reply = attacker.send("GET", b"/v2/nothing", b"X-Request-Id: " + value)
        made = reply.header("x-request-id")
        assert made is None or made == value.decode("latin-1") or (len(made) == 16 and int(made, 16)), made


def test_a_field_that_has_one_value_is_not_sent_twice(attacker: Attacker) -> None:
    """A proxy may take the one and we the other."""
    for kind, method, path in targets():
        for field in SINGLE:
            name = field.title()
            for pair in ((b"a", b"b"), (b"a", b"a"), (b"", b"a")):
                fields = [name + b": " + value for value in pair]
                if field != b"authorization":
                    fields.append(b"Authorization: " + attacker.authorization.encode())
                reply = attacker.send(method, path.encode(), *fields)
                assert reply.status == 400, (kind, method, field)
                assert method == "HEAD" or field.decode() in reply.message
