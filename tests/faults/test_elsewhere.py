"""F10: a client is cut off in the middle of an upload and goes on with it on another node."""

from __future__ import annotations

import socket
import struct
import time

import pytest

from tests.faults.client import Client, Reply
from tests.faults.conftest import check_settled
from tests.faults.images import digest_of, make_image
from tests.faults.wire import Answer, connect, head
from tests.support.server import Server

pytestmark = pytest.mark.faults

LAYER = 4_000_000
SENT = 1_234_567
SETTLE_SECONDS = 30.0


def begin_and_vanish(
    server: Server, client: Client, location: str, layer: bytes, *, chunked: bool, reset: bool
) -> None:
    """Send `SENT` bytes of a PATCH of all of the layer, then close the socket, or reset the connection."""
    with connect(server) as sock:
        if chunked:
            sock.sendall(head(client, "PATCH", location, transfer_encoding="chunked") + b"%x\r\n" % len(layer))
        else:
            sock.sendall(head(client, "PATCH", location, content_length=len(layer)))
        sock.sendall(layer[:SENT])
        wait_until_held(client, location)
        if reset:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def wait_until_held(client: Client, location: str) -> None:
    """Until every byte that was sent has been written."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while (held := client.held(location)) != SENT:
        assert time.monotonic() < deadline, held
        time.sleep(0.01)


def append_when_free(client: Client, location: str, rest: bytes, start: int) -> Reply:
    """As soon as the node that was left has noticed."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while (reply := client.append(location, rest, start)).status == 409 and time.monotonic() < deadline:
        time.sleep(0.05)
    return reply


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
def test_go_on_elsewhere(nodes: tuple[Server, Server], chunked: bool, reset: bool) -> None:
    here, there = nodes
    client = Client(here, "library/moved")
    other = client.at(there)
    image = make_image(LAYER)
    (layer,) = image.layers
    location = client.begin()
    begin_and_vanish(here, client, location, layer, chunked=chunked, reset=reset)
    assert other.held(location) == SENT
    assert append_when_free(other, location, layer[SENT : 2 * SENT], SENT).status == 202
    # and back: what the first node remembers of the upload is old
    assert client.held(location) == 2 * SENT
    assert client.append(location, layer[2 * SENT :], 2 * SENT).status == 202
    assert other.finish(location, digest_of(layer)).status == 201
    assert other.push(image, "moved").status == 201
    client.check_pull(image, "moved")
    check_settled(here, client.promises)


def test_node_killed_while_it_receives(nodes: tuple[Server, Server]) -> None:
    here, there = nodes
    client = Client(here, "library/moved")
    other = client.at(there)
    (layer,) = make_image(LAYER).layers
    location = client.begin()
    with connect(here) as sock:
        path = f"{location}?digest={digest_of(layer)}"
        sock.sendall(head(client, "PUT", path, content_length=len(layer)) + layer[:SENT])
        wait_until_held(client, location)
        here.kill()
    other.resume(location, layer)
    assert other.blob(digest_of(layer)).body == layer
    check_settled(there, other.promises)


def test_two_requests_write_one_upload(nodes: tuple[Server, Server]) -> None:
    """The second is told to wait, on either node; the first goes on undisturbed."""
    here, there = nodes
    client = Client(here, "library/moved")
    (layer,) = make_image(LAYER).layers
    location = client.begin()
    with connect(here) as sock:
        sock.sendall(head(client, "PATCH", location, content_length=len(layer)) + layer[:SENT])
        wait_until_held(client, location)
        for second in (client, client.at(there)):
            assert second.append(location, b"other bytes").status == 409
            assert second.finish(location, digest_of(layer)).status == 409
        sock.sendall(layer[SENT:])
        assert Answer(sock).status == 202
    assert client.finish(location, digest_of(layer)).status == 201
    check_settled(here, client.promises)
