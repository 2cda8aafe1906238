"""Several requests on one connection: each gets its own answer, in order, whatever door it goes through."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from tests.registry.conftest import PUBLIC, Registry, Servers, way
from tests.registry.test_framing import still_well
from tests.support import content
from tests.support.client import Client
from tests.support.content import absent, digest, image, noise
from tests.support.wire import Reply, request

__all__ = ["still_well"]

SMALL, MIDDLE, LARGE = noise("small"), noise("middle", 100_000), noise("large", 3_000_000)
REPOSITORY = f"{PUBLIC}/pipelines"


@pytest.fixture(scope="module", params=["http", "tls"])
def registry(request: pytest.FixtureRequest, servers: Servers) -> Registry:
    """Our own server, both ways of it, with an image."""
    registry = Registry(way(request.param, servers))
    with registry.client() as client:
        client.push_image(REPOSITORY, "v1", SMALL, MIDDLE, LARGE)
    return registry


@pytest.fixture
def client(registry: Registry) -> Iterator[Client]:
    """The administrator."""
    with registry.client() as client:
        yield client


Step = tuple[bytes, str, Callable[[Reply], bool]]


def blob(data: bytes) -> str:
    return f"/v2/{REPOSITORY}/blobs/{digest(data)}"


def steps(client: Client) -> list[Step]:
    """(request, method, whether the answer is right)."""
    authorization = ("Authorization", client.bearer(blob(SMALL)))

    def step(
        method: str, target: str, right: Callable[[Reply], bool], *fields: tuple[str, str], body: bytes | None = None
    ) -> Step:
        return request(method, target, authorization, *fields, body=body), method, right

    def is_(status: int, body: bytes | None = None) -> Callable[[Reply], bool]:
        return lambda reply: reply.status == status and body in (None, reply.body)

    manifest = image(SMALL, MIDDLE, LARGE)
    found = [
        step("GET", "/v2/", is_(200, b"{}")),
        step("GET", f"/v2/{REPOSITORY}/manifests/v1", is_(200, manifest)),
        step("HEAD", f"/v2/{REPOSITORY}/manifests/v1", is_(200, b"")),
        step("GET", f"/v2/{REPOSITORY}/tags/list", is_(200)),
        step("GET", f"/v2/{REPOSITORY}/manifests/none", is_(404)),
        step("GET", blob(SMALL), is_(200, SMALL), ("Range", "bytes=1-3")),
        step("OPTIONS", "/v2/", is_(405)),
        step("DELETE", f"/v2/{REPOSITORY}/blobs/{absent()}", is_(404), body=b"a body that nobody reads"),
        step("PUT", f"/v2/{REPOSITORY}/manifests/v1", is_(400), body=b"not a manifest"),
        step("GET", "/v2/", is_(200, b"{}"), ("Connection", "Upgrade"), ("Upgrade", "h2c")),
    ]
    found[5] = step("GET", blob(SMALL), is_(206, SMALL[1:4]), ("Range", "bytes=1-3"))
    for data in (SMALL, MIDDLE, LARGE):
        found.append(step("GET", blob(data), is_(200, data)))
        found.append(step("HEAD", blob(data), is_(200, b"")))
        target = f"/v2/{REPOSITORY}/blobs/uploads/?digest="
        found.append(step("POST", target + digest(data), is_(201), body=data))
        found.append(step("POST", target + absent(), is_(400), body=data))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_every_order_in_one_packet_and_in_many(registry: Registry, client: Client, seed: int) -> None:
    chance = random.Random(seed)
    every = steps(client)
    chance.shuffle(every)
    data = b"".join(sent for sent, _, _ in every)
    with registry.way.connect() as wire:
        feeder = wire.feed(data, chance.choice([1 << 30, 65_536, 4_000]))
        for number, (sent, method, right) in enumerate(every):
            reply = wire.reply(head=method == "HEAD")
            assert right(reply), (seed, number, sent[:80], reply.head)
        feeder.join()
        assert wire.ask(request("GET", "/v2/", ("Authorization", client.bearer(blob(SMALL))))).status == 200


def test_many_small_ones_in_one_packet(registry: Registry, client: Client) -> None:
    one = request("GET", blob(SMALL), ("Authorization", client.bearer(blob(SMALL))))
    upgrade = request("GET", "/v2/", ("Connection", "Upgrade"), ("Upgrade", "h2c"))
    for sent, status in ((one, 200), (upgrade, 401)):
        with registry.way.connect() as wire:
            feeder = wire.feed(sent * 2000, 1 << 30)
            for _ in range(2000):
                assert wire.reply().status == status
            feeder.join()


def test_an_upload_and_what_follows_in_one_packet(registry: Registry, client: Client) -> None:
    authorization = ("Authorization", client.bearer(blob(SMALL)))
    for size in (10, 100_000, 1_000_000):
        data = noise(f"followed {size}", size)
        place = client.begin(REPOSITORY)
        with registry.way.connect() as wire:
            feeder = wire.feed(
                request("PATCH", place, authorization, body=data)
                + request("GET", place, authorization)
                + request("PUT", f"{place}?digest={digest(data)}", authorization, body=b"")
                + request("GET", blob(data), authorization)
                + request("DELETE", blob(data), authorization)
                + request("GET", blob(data), authorization),
                1 << 30,
            )
            found = [wire.reply() for _ in range(6)]
            feeder.join()
            assert [reply.status for reply in found] == [202, 204, 201, 200, 202, 404]
            assert found[3].body == data


def test_a_head_in_two_parts_behind_a_large_body(registry: Registry, client: Client) -> None:
    """What came before a head does not count as its bytes."""
    authorization = ("Authorization", client.bearer(blob(SMALL)))
    first = request("PUT", f"/v2/{REPOSITORY}/manifests/v1", authorization, body=b" " * 2_000_000)
    second = request("GET", blob(SMALL), authorization)
    for _ in range(10):  # how much is read at a time is not in our hands
        with registry.way.connect() as wire:
            wire.feed(first + second[:40], 1 << 30).join()
            assert wire.reply().status == 400
            assert wire.ask(second[40:]).body == SMALL


GARBAGE = [b"garbage\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/1.1\r\nX : y\r\n\r\n", b"0\r\n\r\n", b"\0"]


@pytest.mark.parametrize("data", [SMALL, LARGE])
def test_garbage_after_a_request_ends_the_connection_after_its_answer(
    registry: Registry, client: Client, data: bytes
) -> None:
    authorization = ("Authorization", client.bearer(blob(SMALL)))
    for garbage in GARBAGE:
        for sent, status in (
            (request("GET", blob(data), authorization), 200),
            (request("GET", f"/v2/{REPOSITORY}/tags/list", authorization), 200),
            (request("POST", f"/v2/{REPOSITORY}/blobs/uploads/?digest={digest(data)}", authorization, body=data), 201),
            (request("POST", f"/v2/{REPOSITORY}/blobs/uploads/?digest={absent()}", authorization, body=data), 400),
        ):
            with registry.way.connect() as wire:
                wire.feed(sent + garbage, 1 << 30).join()
                wire.half_close()
                reply = wire.reply()
                assert (sent[:60], garbage, reply.status) == (sent[:60], garbage, status)
                later = wire.rest()
                assert later == b"" or later.startswith(b"HTTP/1.1 400 ")


def test_after_garbage_nothing_is_done(registry: Registry, client: Client) -> None:
    authorization = ("Authorization", client.bearer(blob(SMALL)))
    delete = request("DELETE", f"/v2/{REPOSITORY}/manifests/v1", authorization)
    for garbage in GARBAGE[:3]:
        with registry.way.connect() as wire:
            reply = wire.ask(garbage + delete)
            assert (reply.status, reply.header("connection")) == (400, "close")
            assert reply.code == "BAD_REQUEST"
            assert wire.ended()
    assert client.ask("GET", f"/v2/{REPOSITORY}/manifests/v1").status == 200


def test_a_broken_body_behind_another_request_spoils_only_itself(registry: Registry, client: Client) -> None:
    authorization = ("Authorization", client.bearer(blob(SMALL)))
    broken = request("PATCH", client.begin(REPOSITORY), authorization, ("Transfer-Encoding", "chunked")) + b"zzz\r\n"
    for first, body in ((blob(LARGE), LARGE), (blob(SMALL), SMALL)):
        with registry.way.connect() as wire:
            wire.send(request("GET", first, authorization) + broken)
            assert wire.reply().body == body
            assert wire.ended()


def test_who_does_not_read_costs_no_time(registry: Registry, client: Client) -> None:
    """Answers that a client leaves unread fill its socket; the server waits without turning."""
    authorization = ("Authorization", client.bearer(blob(SMALL)))
    small, large = request("GET", blob(MIDDLE), authorization), request("GET", blob(LARGE), authorization)
    wires = []
    for count in range(8):
        wire = registry.way.connect(takes=32_768)
        wire.send(small * count + large + large)
        wires.append(wire)
    for count, wire in enumerate(wires):  # and goes on when it does
        bodies = [wire.reply().body for _ in range(count + 2)]
        assert bodies == [MIDDLE] * count + [LARGE] * 2
        wire.close()


def test_the_answer_arrives_though_the_client_is_still_sending(registry: Registry, client: Client) -> None:
    """A connection that is closed too early would be reset, and the answer lost."""
    authorization = ("Authorization", client.bearer(blob(SMALL)))
    close = ("Connection", "close")
    body = b" " * (6 << 20)
    for sent, status in (
        (request("PUT", f"/v2/{REPOSITORY}/manifests/v1", authorization, close, body=body), 413),
        (request("PUT", f"/v2/{REPOSITORY}/manifests/v1", close, body=body), 401),
        (request("PUT", f"/v2/{REPOSITORY}/manifests/v1", authorization, body=body, version="1.0"), 413),
        (request("POST", f"/v2/{REPOSITORY}/blobs/uploads/?digest={digest(SMALL)}", close, body=body), 401),
        (request("GET", "/v2/", ("X", "y" * 100_000), body=body), 431),
        (b"nonsense" + body, 400),
    ):
        with registry.way.connect() as wire:
            wire.send(sent)
            reply = wire.reply()
            assert (reply.status, reply.header("connection")) == (status, "close")
            assert wire.ended()


def test_content_length_is_of_the_image(client: Client) -> None:
    """The stories above share one image: it is as it was."""
    assert client.ask("GET", f"/v2/{REPOSITORY}/manifests/v1").body == image(SMALL, MIDDLE, LARGE)
    assert client.ask("GET", blob(content.CONFIG)).body == content.CONFIG
