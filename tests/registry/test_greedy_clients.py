"""A client that asks for more than it reads: what it costs the server is bounded, and ends."""

from __future__ import annotations

import os
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.faults.wire import connect
from tests.registry.conftest import PUBLIC, Registry, Servers, way
from tests.support.client import Client, Way
from tests.support.content import CONFIG, digest, image, noise
from tests.support.patience import eventually
from tests.support.server import Server
from tests.support.wire import Wire, chunked, request

REPOSITORY = f"{PUBLIC}/greedy"
SMALL = noise("ready at the door", 60_000)
MOST = 48 << 20
"""How much larger the process may become for one client, in bytes; without bounds it is several times as much."""
SECONDS = 3.0


@pytest.fixture(scope="module", params=["http", "tls"])
def registry(request: pytest.FixtureRequest, servers: Servers) -> Registry:
    """Our own server, both ways of it."""
    return Registry(way(request.param, servers))


def resident(server: Server) -> int:
    """Bytes of memory that the process holds."""
    return int(Path(f"/proc/{server.pid}/statm").read_text().split()[1]) * 4096


@contextmanager
def bounded(server: Server) -> Iterator[None]:
    """The block makes the process grow by `MOST` bytes at the most."""
    before = resident(server)
    yield
    assert resident(server) - before < MOST


def send_on(wire: Wire, one: bytes, pause: float = 0.0) -> None:
    """Send it again and again for some seconds, or until the server takes no more."""
    wire.socket.settimeout(SECONDS)
    end = time.monotonic() + SECONDS
    with suppress(TimeoutError, ConnectionError, ssl.SSLError):
        while time.monotonic() < end:
            wire.send(one)
            time.sleep(pause)


def test_answers_that_nobody_reads_do_not_pile_up(registry: Registry) -> None:
    """Each request comes by itself, so each could be answered at the first door."""
    with registry.client() as client:
        client.push_blob(REPOSITORY, SMALL)
        target = f"/v2/{REPOSITORY}/blobs/{digest(SMALL)}"
        one = request("GET", target, ("Authorization", client.bearer(target)))
    with registry.way.connect() as wire:
        wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        assert wire.ask(one).body == wire.ask(one).body == SMALL
        with bounded(registry.server):
            send_on(wire, one, pause=0.0001)


def test_requests_that_wait_for_their_turn_do_not_pile_up(registry: Registry) -> None:
    """Of a stream of requests the server takes in what it can answer, and leaves the rest in the socket."""
    with registry.way.connect() as wire, bounded(registry.server):
        reader = threading.Thread(target=wire.rest)
        reader.start()
        send_on(wire, request("GET", "/v2/", host="x") * 5_000)
        wire.socket.shutdown(socket.SHUT_RDWR)
        reader.join()


def test_a_stream_of_requests_is_answered_to_its_end(registry: Registry) -> None:
    """However it is cut, and though more comes in one piece than a head may have bytes."""
    one, times = request("GET", "/v2/", host="x"), 9_001
    for piece in (1 << 30, 65_521):
        with registry.way.connect() as wire:
            feeder = wire.feed(one * times, piece)
            assert {wire.reply().status for _ in range(times)} == {401}
            feeder.join()
            assert wire.ask(one).status == 401


@pytest.mark.parametrize("start", [b"0\r\nX: ", b"0\r\n", b"5;"], ids=["trailer", "trailers", "extension"])
def test_what_frames_a_body_has_an_end(registry: Registry, start: bytes) -> None:
    """Nobody has to be known to send a body, to paths that take none as well."""
    line = b"X: y\r\n" * 10_000 if start.endswith(b"\n") else b"x" * 60_000
    with registry.way.connect() as wire, bounded(registry.server):
        wire.send(request("GET", "/v2/", ("Transfer-Encoding", "chunked")) + start)
        send_on(wire, line)
        assert wire.reply().status in (401, 431)
        wire.rest()


def test_a_trailer_is_no_header_field(registry: Registry) -> None:
    """What comes after the body says nothing about the request."""
    with registry.client() as client:
        known = ("Authorization", f"Bearer {client.token('registry:catalog:*')}")
    for fields in ((), (("X-Request-Id", "of-the-head"),)):
        start = request("GET", "/v2/", ("Transfer-Encoding", "chunked"), *fields)
        body = chunked(b"five!")[:-2]
        for trailers in (known, ("X-Request-Id", "of-the-trailer")):
            with registry.way.connect() as wire:
                reply = wire.ask(start + body + f"{trailers[0]}: {trailers[1]}\r\n\r\n".encode())
                assert reply.status == 401
                assert reply.header("x-request-id") != "of-the-trailer"


@pytest.fixture(scope="module", params=[False, True], ids=["http", "tls"])
def strict(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that gives up a client after a second."""
    env = {"ROADSTEAD_LIMITS_STALL_SECONDS": "1", "ROADSTEAD_LIMITS_IDLE_SECONDS": "600"}
    with Server.start(tmp_path_factory.mktemp("strict") / "data", tls=request.param, env=env) as server:
        yield server


def sockets(server: Server) -> int:
    """How many sockets the server's process holds open."""
    found = 0
    for place in Path(f"/proc/{server.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found += os.readlink(place).startswith("socket:")
    return found


@pytest.fixture(scope="module")
def alone(strict: Server) -> int:
    """How many sockets the server has without clients."""
    found = []
    for _ in range(50):
        found.append(sockets(strict))
        time.sleep(0.01)
    return min(found)


@pytest.fixture
def large(alone: int, strict: Server) -> bytes:
    """A request; the answers to two of them are more than a socket holds."""
    with Client(Way(strict)) as client:
        client.push_blob(REPOSITORY, CONFIG)
        client.push_manifest(REPOSITORY, "large", image(annotations={"large": "x" * 4_000_000}))
        target = f"/v2/{REPOSITORY}/manifests/large"
        return request("GET", target, ("Authorization", client.bearer(target)))


@pytest.mark.parametrize("last", [False, True], ids=["kept", "closing"])
@pytest.mark.parametrize("dripping", [False, True], ids=["silent", "dripping"])
def test_an_answer_that_nobody_reads_is_given_up(
    strict: Server, alone: int, large: bytes, last: bool, dripping: bool
) -> None:
    """Though the connection is closing already, and though the client goes on sending."""
    assert eventually(lambda: sockets(strict) == alone)
    with connect(strict) as sock:
        sock.sendall(large + (large.replace(b"\r\n", b"\r\nConnection: close\r\n", 1) if last else large))
        assert eventually(lambda: sockets(strict) > alone)

        def given_up() -> bool:
            if dripping:
                with suppress(OSError):
                    sock.send(b"\r\n")
            return sockets(strict) == alone

        assert eventually(given_up)


def test_nothing_is_left_of_a_client_that_goes_before_its_answer(strict: Server, alone: int, large: bytes) -> None:
    assert eventually(lambda: sockets(strict) == alone)
    for reset in (True, False):
        sock = connect(strict)
        sock.sendall(large + large)
        assert sock.recv(1)
        if reset:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.close()
        assert eventually(lambda: sockets(strict) == alone)
