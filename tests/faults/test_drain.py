"""F24: SIGTERM. What is under way ends whole, nothing new begins, the process ends by itself."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.client import SAFETY_SECONDS, Client
from tests.faults.conftest import SWEEPING, check_settled
from tests.faults.images import digest_of, make_image
from tests.faults.wire import Answer, connect, head
from tests.support.server import Server

pytestmark = pytest.mark.faults

LARGE = 24 << 20
"""More than what the two ends of a connection hold by themselves."""


@pytest.fixture(params=[False, True], ids=["http", "https"])
def node(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    with Server.start(tmp_path / "data", tls=request.param, env=SWEEPING) as server:
        yield server


def terminate(server: Server) -> None:
    """SIGTERM, and wait until nobody can come in any more."""
    os.kill(server.pid, signal.SIGTERM)
    deadline = time.monotonic() + SAFETY_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", server.port)).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.02)
    raise AssertionError("connections are still accepted")


def exit_code(server: Server) -> int:
    """Of the process, once it has ended."""
    assert server.process is not None
    return server.process.wait(SAFETY_SECONDS)


def push_layer(server: Server, client: Client, layer: bytes) -> None:
    with connect(server) as sock:
        path = f"blobs/uploads/?digest={digest_of(layer)}"
        sock.sendall(head(client, "POST", path, content_length=len(layer)) + layer)
        assert Answer(sock).status == 201
    client.promises.blobs.add((client.repository, digest_of(layer)))


def begin(server: Server, client: Client) -> str:
    with connect(server) as sock:
        sock.sendall(head(client, "POST", "blobs/uploads/", content_length=0))
        return Answer(sock).headers["location"]


def test_what_is_under_way_ends_whole(node: Server) -> None:
    client = Client(node, "library/drained")
    (layer,) = make_image(LARGE).layers
    push_layer(node, client, layer)
    location = begin(node, client)
    down, up, chunked, idle = (connect(node) for _ in range(4))
    idle.sendall(head(client, "GET", "/v2/"))
    assert Answer(idle).reply().status == 200
    down.sendall(head(client, "GET", f"blobs/{digest_of(layer)}"))
    download = Answer(down)
    download.read(200_000)
    half = len(layer) // 2
    up.sendall(head(client, "PATCH", location, content_length=half) + layer[: half // 2])
    other = begin(node, client)
    chunked.sendall(head(client, "PATCH", other, transfer_encoding="chunked") + b"9\r\nsome")
    terminate(node)
    assert idle.recv(1) == b""
    up.sendall(layer[half // 2 : half])
    assert Answer(up).status == 202
    chunked.sendall(b"bytes\r\n0\r\n\r\n")
    assert Answer(chunked).headers["range"] == "0-8"
    assert digest_of(download.read()) == digest_of(layer)
    for sock in (down, up, chunked):
        assert sock.recv(1) == b""
        sock.close()
    assert exit_code(node) == 0
    node.run()
    with connect(node) as sock:
        path = f"{location}?digest={digest_of(layer)}"
        sock.sendall(head(client, "PUT", path, content_length=len(layer) - half) + layer[half:])
        assert Answer(sock).status == 201
        sock.sendall(head(client, "DELETE", other))
        assert Answer(sock).status == 204
    check_settled(node, client.promises)


def test_who_dawdles_is_cut_off(node: Server) -> None:
    """The time to drain is over: a body that has not gone out whole is not taken for whole."""
    node.environment["ROADSTEAD_LIMITS_DRAIN_SECONDS"] = "1"
    node.restart()
    client = Client(node, "library/drained")
    (layer,) = make_image(LARGE).layers
    push_layer(node, client, layer)
    location = begin(node, client)
    down, up, dripping = (connect(node) for _ in range(3))
    down.sendall(head(client, "GET", f"blobs/{digest_of(layer)}"))
    download = Answer(down)
    up.sendall(head(client, "PATCH", location, content_length=len(layer)) + layer[:1_000_000])
    dripping.sendall(b"GET /v2/ HTTP/1.1\r\n")
    terminate(node)
    assert exit_code(node) == 0
    with pytest.raises(OSError):  # noqa: PT011 - reset or an early end: any way but a whole answer
        download.read()
    assert len(download.body) < len(layer)
    for sock in (down, up, dripping):
        sock.close()
    node.run()
    with connect(node) as sock:
        sock.sendall(head(client, "GET", location))
        held = int(Answer(sock).headers["range"].partition("-")[2]) + 1
        assert 1 < held <= 1_000_000
        path = f"{location}?digest={digest_of(layer)}"
        sock.sendall(head(client, "PUT", path, content_length=len(layer) - held) + layer[held:])
        assert Answer(sock).status == 201
    check_settled(node, client.promises)
