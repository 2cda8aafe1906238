"""The TLS transport by itself, with a client that does not behave."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from roadstead.server.certificate import Certificate
from roadstead.server.listener import TlsListener
from roadstead.server.self_signed import ensure_pair

SECONDS = 30


class Recorder(asyncio.Protocol):
    """What the protocol is told of its connection."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.made: asyncio.Future[asyncio.Transport] = loop.create_future()
        self.lost: asyncio.Future[Exception | None] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.made.set_result(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost.set_result(exc)


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return Certificate(*ensure_pair(tmp_path))


@contextmanager
def client(port: int, certificate: Certificate) -> Iterator[ssl.SSLSocket]:
    """A connection whose handshake is done by a thread of its own, so that the loop can do its part."""
    context = ssl.create_default_context(cafile=certificate.cert)
    raw = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
    with context.wrap_socket(raw, server_hostname="127.0.0.1", do_handshake_on_connect=False) as sock:
        yield sock


def test_a_client_that_resets_while_much_is_unsent_is_lost(certificate: Certificate) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        sock = socket.create_server(("127.0.0.1", 0))
        sock.setblocking(False)
        protocol = Recorder()
        listener = TlsListener(loop, sock, certificate, lambda: protocol, SECONDS, 10)
        with client(sock.getsockname()[1], certificate) as one:
            handshake = threading.Thread(target=one.do_handshake)
            handshake.start()
            transport = await protocol.made
            while not transport.get_write_buffer_size():
                transport.write(bytes(1 << 20))
            handshake.join()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        async with asyncio.timeout(SECONDS):
            await protocol.lost
        listener.close()

    asyncio.run(run())


def test_without_descriptors_the_listener_rests(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits in the backlog makes the socket readable again and again: that must not keep the loop busy."""
    calls = 0

    class Exhausted(socket.socket):
        def accept(self) -> tuple[socket.socket, object]:
            nonlocal calls
            calls += 1
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    async def run() -> None:
        loop = asyncio.get_running_loop()
        sock = Exhausted()
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        sock.setblocking(False)
        listener = TlsListener(loop, sock, certificate, Recorder, SECONDS, 10)
        with suppress(OSError), socket.create_connection(sock.getsockname()):
            for _ in range(200):
                await asyncio.sleep(0.001)
        listener.close()

    asyncio.run(run())
    assert 1 <= calls < 20


def test_connections_are_counted_before_their_handshake_is_done(certificate: Certificate) -> None:
    """Who connects and says nothing costs memory too; when somebody leaves there is room again."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        sock = socket.create_server(("127.0.0.1", 0))
        sock.setblocking(False)
        listener = TlsListener(loop, sock, certificate, Recorder, SECONDS, 3)

        async def turned_away() -> bool:
            """Whether a new connection is ended at once."""
            reader, writer = await asyncio.open_connection(*sock.getsockname())
            held.append(writer)
            try:
                async with asyncio.timeout(0.5):
                    return await reader.read(1) == b""
            except TimeoutError:
                return False
            except ConnectionError:
                return True

        held: list[asyncio.StreamWriter] = []
        assert [await turned_away() for _ in range(5)] == [False, False, False, True, True]
        held[0].close()
        async with asyncio.timeout(SECONDS):
            while await turned_away():
                await asyncio.sleep(0.01)
        for writer in held:
            writer.close()
        listener.close()

    asyncio.run(run())
