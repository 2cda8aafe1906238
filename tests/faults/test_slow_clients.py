"""F9: hundreds of clients at a byte a second, and everybody else is served meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tests.faults.client import SAFETY_SECONDS, Client
from tests.faults.conftest import SWEEPING, check_settled
from tests.faults.images import digest_of, make_image
from tests.faults.wire import Answer, connect, head
from tests.support.server import Server

pytestmark = pytest.mark.faults

SLOW = 200
"""Uploads and as many downloads: many times the threads there are."""
LARGE = 8 << 20
ROUNDS = 8
CODINGS: list[dict[str, object]] = [
    {"content_length": LARGE},
    {"content_length": 1_000},
    {"transfer_encoding": "chunked"},
]
"""How a body is announced: each is read in a way of its own."""


class Slow:
    """One slow client; `moved` counts its bytes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.moved = 0

    @classmethod
    async def connect(cls, server: Server) -> Slow:
        sock = await asyncio.to_thread(connect, server)
        return cls(*await asyncio.open_connection(sock=sock, limit=4096))

    async def upload(self, client: Client, location: str, body: bytes, coding: dict[str, object]) -> None:
        """A byte a second, until it is cancelled."""
        self.writer.write(head(client, "PATCH", location, **coding))
        for number in range(len(body)):
            byte = body[number : number + 1]
            self.writer.write(b"1\r\n" + byte + b"\r\n" if "transfer_encoding" in coding else byte)
            self.moved += 1
            await asyncio.sleep(1)

    async def download(self, client: Client, digest: str) -> None:
        """The same the other way."""
        self.writer.write(head(client, "GET", f"blobs/{digest}"))
        while await self.reader.readexactly(1):
            self.moved += 1
            await asyncio.sleep(1)


@asynccontextmanager
async def holding(server: Server, client: Client, body: bytes) -> AsyncIterator[dict[str, Slow]]:
    """`SLOW` uploads of `body`, by location, and as many downloads, all under way."""
    ups: dict[str, Slow] = {}
    tasks: list[asyncio.Task[None]] = []
    slow: list[Slow] = []
    for number in range(SLOW):
        location = await asyncio.to_thread(client.begin)
        ups[location] = up = await Slow.connect(server)
        down = await Slow.connect(server)
        tasks.append(asyncio.create_task(up.upload(client, location, body, CODINGS[number % len(CODINGS)])))
        tasks.append(asyncio.create_task(down.download(client, digest_of(body))))
        slow += [up, down]
    while any(one.moved < 2 for one in slow):
        for task in tasks:
            assert not task.done(), task.exception()
        await asyncio.sleep(0.1)
    yield ups
    for task in tasks:
        assert not task.done(), task.exception()
        task.cancel()
    for one in slow:
        one.writer.close()


def test_slow_clients_keep_nobody_waiting(lite: Server) -> None:
    client, other = Client(lite, "library/slow"), Client(lite, "library/fast")
    shared = make_image(LARGE)
    assert client.push(shared, "shared").status == 201

    async def run() -> dict[str, Slow]:
        async with asyncio.timeout(SAFETY_SECONDS), holding(lite, client, shared.layers[0]) as ups:
            for number in range(ROUNDS):
                image = make_image(100_000, 1_000)
                assert (await asyncio.to_thread(other.push, image, f"t{number}")).status == 201
                await asyncio.to_thread(other.check_pull, image, f"t{number}")
                await asyncio.to_thread(client.check_pull, shared, "shared")
            return ups

    for location, up in asyncio.run(run()).items():
        held = client.held(location)
        assert held is not None
        assert held <= up.moved
        assert client.ask("DELETE", location).status == 204
    check_settled(lite, client.promises)
    check_settled(lite, other.promises)


LIMITS = {"ROADSTEAD_LIMITS_HEADER_SECONDS": "1", "ROADSTEAD_LIMITS_STALL_SECONDS": "1"}
"""One second, as `idle_seconds` below: the settings that say when a client is given up."""


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Server]:
    env = {**SWEEPING, **LIMITS, "ROADSTEAD_LIMITS_IDLE_SECONDS": "1"}
    with Server.start(tmp_path / "data", env=env) as server:
        yield server


def test_a_head_that_drips_is_answered_and_closed(strict: Server) -> None:
    client = Client(strict, "library/slow")
    with connect(strict) as sock:
        began = time.monotonic()
        try:
            for byte in head(client, "GET", "/v2/") * 100:
                sock.sendall(bytes([byte]))
                sock.settimeout(0.1)
                try:
                    answer = sock.recv(4096)
                    break
                except TimeoutError:
                    assert time.monotonic() - began < SAFETY_SECONDS
        finally:
            sock.settimeout(SAFETY_SECONDS)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"connection: close" in answer
        assert sock.recv(1) == b""


def test_a_connection_without_a_request_is_closed(strict: Server) -> None:
    with connect(strict) as fresh, connect(strict) as used:
        used.sendall(head(Client(strict, "library/slow"), "GET", "/v2/"))
        assert Answer(used).reply().status == 200
        assert fresh.recv(1) == b""
        assert used.recv(1) == b""


@pytest.mark.parametrize("coding", CODINGS, ids=["large", "small", "chunked"])
def test_a_body_that_stops_is_given_up(strict: Server, coding: dict[str, object]) -> None:
    """The session stays, with what has come, and another connection may go on with it."""
    client = Client(strict, "library/slow")
    location = client.begin()
    with connect(strict) as sock:
        sock.sendall(head(client, "PATCH", location, **coding))
        sock.sendall(b"5\r\nbytes\r\n" if "transfer_encoding" in coding else b"bytes")
        with suppress(ConnectionResetError):
            assert sock.recv(1) == b""
    assert client.held(location) in (0, 5)
    assert client.append(location, b"more").status == 202
    assert client.ask("DELETE", location).status == 204
    check_settled(strict, client.promises)


def test_a_download_that_nobody_reads_is_given_up(strict: Server) -> None:
    client = Client(strict, "library/slow")
    (layer,) = make_image(24 << 20).layers
    assert client.push_whole(layer).status == 201
    with connect(strict) as sock:
        sock.sendall(head(client, "GET", f"blobs/{digest_of(layer)}"))
        answer = Answer(sock)
        deadline = time.monotonic() + SAFETY_SECONDS
        while "client left" not in strict.log():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        with pytest.raises(OSError):  # noqa: PT011 - reset or an early end: any way but a whole answer
            answer.read()
    check_settled(strict, client.promises)
