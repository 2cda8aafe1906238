"""Where a request ends: forms that two readers would take differently are refused, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from tests.registry.conftest import PUBLIC, Registry, Servers, way
from tests.support.census import leaves
from tests.support.client import Client
from tests.support.content import digest
from tests.support.patience import eventually
from tests.support.wire import Wire

NEXT = b"GET /v2/next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked"
FIVE = b"Content-Length: 5"

# Head fields that no request may have: each is sent with a body of 5 bytes or one of chunks.
REFUSED = [
    b"%s\r\n%s" % (FIVE, CHUNKED),
    b"%s\r\n%s" % (CHUNKED, FIVE),
    b"%s\r\n%s" % (FIVE, FIVE),
    b"Content-Length: 6\r\n%s" % FIVE,
    b"Content-Length: 5, 5",
    b"Content-Length: +5",
    b"Content-Length: -5",
    b"Content-Length: 5_0",
    b"Content-Length: 0x5",
    b"Content-Length: 5 5",
    b"Content-Length: 5.0",
    b"Content-Length:",
    b"Content-Length: \xd9\xa5",
    b"Content-Length: 18446744073709551621",
    b"Content-Length : 5",
    b"Content-Length\t: 5",
    b"Content-Length:\r\n 5",
    b"%s\r\nX: a\r\n folded" % FIVE,
    b"Transfer-Encoding: xchunked",
    b"Transfer-Encoding: chunked, identity",
    b"Transfer-Encoding: identity",
    b"Transfer-Encoding: chunked, chunked",
    b"Transfer-Encoding: chunked;q=1",
    b'Transfer-Encoding: "chunked"',
    b"Transfer-Encoding: \x0bchunked",
    b"Transfer-Encoding:",
    b"Transfer-Encoding:\r\n chunked",
    b"Transfer-Encoding : chunked",
    b"%s\r\n%s" % (CHUNKED, CHUNKED),
    b"%s\r\nTransfer-Encoding: identity" % CHUNKED,
    b"%s\n%s" % (b"X: a", FIVE),
    b"X: a\r%s" % FIVE,
    b"X: a\0b\r\n%s" % FIVE,
    b"X\0: a\r\n%s" % FIVE,
    b"X\xff: a\r\n%s" % FIVE,
    b"X Y: a\r\n%s" % FIVE,
    b"Nonsense\r\n%s" % FIVE,
    b": a\r\n%s" % FIVE,
    b" X: a\r\n%s" % FIVE,
    b"%s\r\nConnection: Upgrade\r\nUpgrade: h2c" % FIVE,
    b"%s\r\nHost: y" % FIVE,
    b"%s\r\nHost: x" % FIVE,
]
UNKNOWN_CODINGS = [b"gzip, chunked", b"deflate, chunked"]
TAKEN = [
    FIVE,
    b"Content-Length:5",
    b"Content-Length: \t5 \t",
    b"CONTENT-LENGTH: 0005",
    CHUNKED,
    b"transfer-encoding:CHUNKED",
    b"X: \xc3\xa9\xff\r\n%s" % FIVE,
    b"X:\r\n%s" % FIVE,
]


@pytest.fixture(scope="module", params=["http", "tls"])
def registry(request: pytest.FixtureRequest, servers: Servers) -> Registry:
    """Our own server, both ways of it."""
    return Registry(way(request.param, servers))


@pytest.fixture(autouse=True)
def still_well(registry: Registry) -> Iterator[None]:
    """After each attack the server answers, and has met nothing unforeseen."""
    seen = registry.server.log().count("exception")
    yield
    with registry.client() as client:
        assert client.ask("GET", "/v2/").status == 200
    assert registry.server.log().count("exception") == seen, registry.server.log()[-4000:]


def starts(client: Client, repository: str) -> dict[str, bytes]:
    """Requests up to their framing fields: what a door might take, what a thread or the loop reads."""
    place = client.begin(repository)
    targets = {
        "GET": "/v2/",
        "PATCH": place,
        "PUT": f"{place}?digest={digest(b'hello')}",
        "POST": f"/v2/{repository}/blobs/uploads/?digest={digest(b'hello')}",
        "DELETE": f"/v2/{repository}/manifests/none",
    }
    found = {method: f"{method} {target} HTTP/1.1\r\nHost: x\r\n" for method, target in targets.items()}
    found["manifest"] = f"PUT /v2/{repository}/manifests/v1 HTTP/1.1\r\nHost: x\r\n"
    authorization = f"Authorization: {client.bearer(place)}\r\n"
    return {name: (start + authorization).encode() for name, start in found.items()}


def statuses(wire: Wire, data: bytes) -> list[int]:
    """All that is answered until the server closes; the last answer says that it will."""
    wire.send(data)
    found = [wire.reply()]
    while found[-1].header("connection") != "close":
        found.append(wire.reply())
    assert wire.ended()
    return [reply.status for reply in found]


def has_come(client: Client, place: str, count: int) -> bool:
    return client.ask("GET", place).header("range") == f"0-{count - 1}"


def body_for(fields: bytes) -> bytes:
    return b"5\r\nhello\r\n0\r\n\r\n" if b"chunked" in fields.lower() else b"hello"


def test_what_is_framed_in_two_ways_is_refused(registry: Registry) -> None:
    with registry.client() as client:
        client.push_blob(f"{PUBLIC}/framing", b"so that it is there")
        requests = starts(client, f"{PUBLIC}/framing")
        with leaves(registry.server):
            for fields in REFUSED:
                for name, start in requests.items():
                    with registry.way.connect() as wire:
                        found = statuses(wire, start + fields + b"\r\n\r\n" + body_for(fields) + NEXT)
                        assert (name, fields, found) == (name, fields, [400])


def test_what_is_framed_in_one_way_is_taken(registry: Registry) -> None:
    with registry.client() as client:
        for fields in TAKEN:
            requests = starts(client, f"{PUBLIC}/framing")
            wanted = {"GET": 200, "PATCH": 202, "PUT": 400, "POST": 201, "DELETE": 404, "manifest": 400}
            for name, start in requests.items():
                with registry.way.connect() as wire:
                    found = statuses(wire, start + fields + b"\r\n\r\n" + body_for(fields) + NEXT)
                    assert (name, fields, found) == (name, fields, [wanted[name], 404])


def test_a_coding_that_is_not_spoken_is_told(registry: Registry) -> None:
    with registry.client() as client:
        client.push_blob(f"{PUBLIC}/framing", b"so that it is there")
        requests = starts(client, f"{PUBLIC}/framing")
        with leaves(registry.server):
            for coding in UNKNOWN_CODINGS:
                for name, start in requests.items():
                    with registry.way.connect() as wire:
                        data = start + b"Transfer-Encoding: %s\r\n\r\n5\r\nhello\r\n0\r\n\r\n" % coding
                        assert (name, statuses(wire, data + NEXT)) == (name, [501, 404])


# Bodies in chunked coding: whether they are taken as "hello", or refused.
CHUNKS = [
    (b"5\r\nhello\r\n0\r\n\r\n", True),
    (b"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", True),
    (b"00005\r\nhello\r\n000\r\n\r\n", True),
    (b"0000000000000005\r\nhello\r\n0\r\n\r\n", True),
    (b"5;name=value\r\nhello\r\n0;last\r\n\r\n", True),
    (b'5;a="x;\ty\\"";b\r\nhello\r\n0\r\n\r\n', True),
    (b"5\r\nhello\r\n0\r\nX-Trailer: a\r\nY:\r\n\r\n", True),
    (b"5;\r\nhello\r\n0\r\n\r\n", False),
    (b"5 ;a\r\nhello\r\n0\r\n\r\n", False),
    (b"5;a\nb\r\nhello\r\n0\r\n\r\n", False),
    (b"5;\0\r\nhello\r\n0\r\n\r\n", False),
    (b"5 \r\nhello\r\n0\r\n\r\n", False),
    (b" 5\r\nhello\r\n0\r\n\r\n", False),
    (b"+5\r\nhello\r\n0\r\n\r\n", False),
    (b"-5\r\nhello\r\n0\r\n\r\n", False),
    (b"0x5\r\nhello\r\n0\r\n\r\n", False),
    (b"5_\r\nhello\r\n0\r\n\r\n", False),
    (b"g\r\nhello\r\n0\r\n\r\n", False),
    (b"\r\nhello\r\n0\r\n\r\n", False),
    (b"10000000000000005\r\nhello\r\n0\r\n\r\n", False),
    (b"5\nhello\r\n0\r\n\r\n", False),
    (b"5\r\r\nhello\r\n0\r\n\r\n", False),
    (b"5\r\nhello0\r\n\r\n", False),
    (b"5\r\nhello\n0\r\n\r\n", False),
    (b"5\r\nhello there\r\n0\r\n\r\n", False),
    (b"6\r\nhello\r\n0\r\n\r\n", False),
    (b"5\r\nhello\r\n0\r\n\n", False),
    (b"5\r\nhello\r\n0\r\nContent-Length: 5\r\n\r\n", False),
    (b"5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n", False),
    (b"5\r\nhello\r\n0\r\nno colon\r\n\r\n", False),
    (b"5\r\nhello\r\n0\r\nX: a\r\n folded\r\n\r\n", False),
    (b"5\r\nhello\r\n0\r\nX : a\r\n\r\n", False),
    (b"5\r\nhello\r\n0\r\nX: \0\r\n\r\n", False),
]


@pytest.mark.parametrize("slowly", [False, True])
def test_chunks_are_read_alike_by_the_loop_and_by_threads(registry: Registry, slowly: bool) -> None:
    """An upload's body is decoded by a thread, a manifest's by the parser."""
    with registry.client() as client:
        for body, taken in CHUNKS:
            requests = starts(client, f"{PUBLIC}/chunks")
            for name, wanted in (("PATCH", 202), ("POST", 201), ("manifest", 400)):
                with registry.way.connect() as wire:
                    head = requests[name] + CHUNKED + b"\r\n\r\n"
                    if slowly and name != "manifest":
                        wire.send(head)
                        for place in range(len(body) // 2):
                            wire.send(body[place : place + 1])
                        head, rest = b"", body[len(body) // 2 :]
                    else:
                        rest = body
                    found = statuses(wire, head + rest + NEXT)
                    assert (name, body, found) == (name, body, [wanted, 404] if taken else [400])


def test_endless_lines_of_chunks_are_refused(registry: Registry) -> None:
    with registry.client() as client:
        for body in (
            b"5;" + b"a" * 20_000 + b"\r\nhello\r\n0\r\n\r\n",
            b"5" * 20_000,
            b"5\r\nhello\r\n0\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
            b"5\r\nhello\r\n0\r\n" + b"X: a\r\n" * 20_000 + b"\r\n",
        ):
            start = starts(client, f"{PUBLIC}/chunks")["PATCH"]
            with registry.way.connect() as wire:
                assert statuses(wire, start + CHUNKED + b"\r\n\r\n" + body) == [400]


def test_a_chunk_of_any_size_may_be_announced_and_never_come(registry: Registry) -> None:
    """What has arrived is kept; the upload goes on from there."""
    with registry.client() as client:
        for size in (b"7fffffffffffffff", b"ffffffffffffffff"):
            place = client.begin(f"{PUBLIC}/chunks")
            head = f"PATCH {place} HTTP/1.1\r\nHost: x\r\nAuthorization: {client.bearer(place)}\r\n"
            with registry.way.connect() as wire:
                wire.send(head.encode() + CHUNKED + b"\r\n\r\n" + size + b"\r\nhello")
            assert eventually(partial(has_come, client, place, 5))
            reply = client.ask("PUT", f"{place}?digest={digest(b'hello there')}", body=b" there")
            assert reply.status == 201, reply
