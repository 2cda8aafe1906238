"""Every bound on what a client may send or hold: it can be set, it is exact, and who meets it is told."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from roadstead.oci import mediatypes as media
from roadstead.settings import Limits
from tests.registry.conftest import PUBLIC
from tests.support.census import leaves
from tests.support.client import Client, Way
from tests.support.content import CONFIG, EMPTY, absent, artifact, descriptor, digest, image, index, noise
from tests.support.patience import eventually
from tests.support.server import Server
from tests.support.wire import Closed, Wire, request

SMALL = {
    "manifest_bytes": 3_000,
    "manifest_depth": 8,
    "manifest_descriptors": 4,
    "blob_bytes": 150_000,
    "header_bytes": 4_000,
    "headers": 20,
    "uploads_per_user": 3,
    "page": 3,
    "connections": 12,
}
"""The limits of the server of these stories; each has a story of its name."""
SHORT = {"lease_seconds": 2, "header_seconds": 1}
"""The same for a server of its own: what is bounded is a time."""
TESTS = Path(__file__).parents[1]


def environment(limits: dict[str, int]) -> dict[str, str]:
    return {f"ROADSTEAD_LIMITS_{name.upper()}": str(value) for name, value in limits.items()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server.start(tmp_path_factory.mktemp("limits") / "data", env=environment(SMALL)) as server:
        yield server


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(Way(server)) as client:
        yield client


@pytest.fixture
def repository(client: Client, request: pytest.FixtureRequest) -> str:
    """With `CONFIG` and `EMPTY` in it."""
    name = f"{PUBLIC}/{request.node.originalname.replace('_', '-')}"
    for blob in (CONFIG, EMPTY):
        client.push_blob(name, blob)
    return name


def test_each_is_tried() -> None:
    """A limit that is added needs its story, here or where its variable is set."""
    sources = "".join(path.read_text() for path in TESTS.rglob("*.py"))
    for field in msgspec.structs.fields(Limits):
        here = f"test_{field.name}" in globals()
        assert here or f"ROADSTEAD_LIMITS_{field.name.upper()}" in sources, field.name
        assert here == (field.name in SMALL or field.name in SHORT), field.name


# ---- manifests


def refused(
    client: Client, server: Server, repository: str, body: bytes, status: int, code: str, named: object
) -> None:
    with leaves(server):
        reply = client.put_manifest(repository, "v1", body)
    assert (reply.status, reply.code) == (status, code)
    assert str(named) in reply.message


def test_manifest_bytes(client: Client, server: Server, repository: str) -> None:
    most = SMALL["manifest_bytes"]
    client.push_manifest(repository, "v1", image().ljust(most))
    refused(client, server, repository, image().ljust(most + 1), 413, "REQUEST_ENTITY_TOO_LARGE", most)


def test_manifest_depth(client: Client, server: Server, repository: str) -> None:
    def nested(levels: int) -> bytes:
        inner: list[object] = []
        for _ in range(levels - 2):
            inner = [inner]
        return image(extra=inner)

    most = SMALL["manifest_depth"]
    client.push_manifest(repository, "v1", nested(most))
    refused(client, server, repository, nested(most + 1), 400, "MANIFEST_INVALID", most)


def test_manifest_descriptors(client: Client, server: Server, repository: str) -> None:
    most = SMALL["manifest_descriptors"]
    client.push_manifest(repository, "v1", image(*[EMPTY] * (most - 1)))
    refused(client, server, repository, image(*[EMPTY] * most), 400, "MANIFEST_INVALID", most)
    children = [image(EMPTY, annotations={"n": str(n)}) for n in range(most + 1)]
    for child in children:
        client.push_manifest(repository, digest(child), child)
    client.push_manifest(repository, "v1", index(*children[:-1]))
    refused(client, server, repository, index(*children), 400, "MANIFEST_INVALID", most)


# ---- blobs and uploads


@pytest.mark.parametrize("pieces", [False, True])
def test_blob_bytes(client: Client, server: Server, repository: str, pieces: bool) -> None:
    most = SMALL["blob_bytes"]
    good, bad = noise("just small enough", most), noise("too large", most + 1)

    def send(method: str, target: str, data: bytes) -> int:
        reply = client.ask(method, target, **({"pieces": (data[:9], data[9:])} if pieces else {"body": data}))
        if reply.status == 413:
            assert reply.code == "SIZE_INVALID"
            assert str(most) in reply.message
        return reply.status

    begin = f"/v2/{repository}/blobs/uploads/"
    with leaves(server):
        assert send("POST", f"{begin}?digest={digest(bad)}", bad) == 413
    for method, query in (("PUT", f"?digest={digest(bad)}"), ("PATCH", "")):
        place = client.begin(repository)
        assert send(method, place + query, bad) == 413
        assert client.ask("DELETE", place).status == 204
    place = client.begin(repository)
    assert send("PATCH", place, good[:-1]) == 202
    assert send("PATCH", place, good[-1:]) == 202
    assert send("PATCH", place, b"x") == 413
    assert client.ask("PUT", f"{place}?digest={digest(good)}").status == 201
    assert send("POST", f"{begin}?digest={digest(good)}", good) == 201


def test_of_a_body_that_is_refused_only_so_much_is_read(client: Client, server: Server, repository: str) -> None:
    """64 MiB, so that the client sees why; then the connection is cut."""
    target = f"/v2/{repository}/blobs/uploads/?digest={absent()}"
    authorization = ("Authorization", client.bearer(target))
    for length, answered in ((60 << 20, True), (200 << 20, False)):
        with leaves(server), Wire(server.host) as wire:
            wire.send(request("POST", target, authorization, ("Content-Length", str(length))))
            try:
                for _ in range(length >> 20):
                    wire.send(bytes(1 << 20))
                assert wire.reply().status == 413
                cut = False
            except (Closed, ConnectionError):
                cut = True
            assert cut != answered


def test_uploads_per_user(client: Client, server: Server, repository: str) -> None:
    most = SMALL["uploads_per_user"]
    places = [client.begin(repository) for _ in range(most)]
    with leaves(server):
        for name in (repository, f"{repository}/other"):
            reply = client.ask("POST", f"/v2/{name}/blobs/uploads/", body=b"")
            assert (reply.status, reply.code) == (429, "TOOMANYREQUESTS")
            assert str(most) in reply.message
    server.cli("user", "create", "somebody", "--admin", "--password-stdin", stdin="Some-Password-1")
    with Client(client.way, "somebody", "Some-Password-1") as other:  # has a measure of their own
        assert other.ask("DELETE", other.begin(repository)).status == 204
    assert client.ask("DELETE", places.pop()).status == 204
    places.append(client.begin(repository))
    assert client.ask("PUT", f"{places.pop()}?digest={digest(b'done')}", body=b"done").status == 201
    places.append(client.begin(repository))
    at_once = f"/v2/{repository}/blobs/uploads/?digest={digest(b'at once')}"
    assert client.ask("POST", at_once, body=b"at once").status == 201  # is no session
    for place in places:
        assert client.ask("DELETE", place).status == 204


def test_lease_seconds(tmp_path: Path) -> None:
    """What no manifest names stays for as long, what one names stays."""
    with Server.start(tmp_path / "data", env=environment({"lease_seconds": SHORT["lease_seconds"]})) as server:
        client, name = Client(Way(server)), f"{PUBLIC}/leased"
        unnamed, named = noise("unnamed", 100_000), noise("named")  # the one never lies ready
        image_ = client.push_image(name, "v1", named)
        client.push_blob(name, unnamed)

        def gone() -> bool:
            reply = client.ask("GET", f"/v2/{name}/blobs/{digest(unnamed)}")
            return (reply.status, reply.code if reply.status == 404 else "") == (404, "BLOB_UNKNOWN")

        assert eventually(gone)
        assert client.put_manifest(name, "v2", image(unnamed)).code == "MANIFEST_BLOB_UNKNOWN"
        mounted = client.ask("POST", f"/v2/{name}-other/blobs/uploads/?mount={digest(unnamed)}&from={name}", body=b"")
        assert mounted.status == 202
        assert client.ask("GET", f"/v2/{name}/blobs/{digest(named)}").body == named
        assert client.ask("GET", f"/v2/{name}/manifests/v1").body == image_
        assert client.push_blob(name, unnamed) == digest(unnamed)  # pushed again it is there again
        client.close()


# ---- lists


def test_page(client: Client, repository: str) -> None:
    most = SMALL["page"]
    tags = [f"t{number}" for number in range(most + 2)]
    body = image()
    query = "&".join(f"tag={tag}" for tag in tags)
    target = f"/v2/{repository}/manifests/{digest(body)}?{query}"
    assert client.ask("PUT", target, ("Content-Type", media.OCI_MANIFEST), body=body).status == 201
    for size in ("", "?n=1000", f"?n={most}"):
        reply = client.ask("GET", f"/v2/{repository}/tags/list{size}")
        assert reply.json()["tags"] == tags[:most]
        assert f"last={tags[most - 1]}" in reply.given("link")
    for number in range(most + 1):
        client.push_image(f"{repository}/{number}", "v1")
    for size in ("", "?n=1000"):
        reply = client.ask("GET", f"/v2/_catalog{size}")
        assert len(reply.json()["repositories"]) == most
        assert reply.given("link")


def test_a_page_of_referrers_holds_a_thousand(client: Client, repository: str) -> None:
    """Fixed; the smaller pages have stories of their own."""
    subject = descriptor(b"absent", media.OCI_MANIFEST)
    pointing = [artifact("application/vnd.example", subject, annotations={"n": str(n)}) for n in range(1001)]
    for body in pointing:
        client.push_manifest(repository, digest(body), body)
    url = f"/v2/{repository}/referrers/{subject['digest']}"
    for query in ("", "?n=5000", "?n=1000"):
        reply = client.ask("GET", url + query)
        assert len(reply.json()["manifests"]) == 1000
        assert "n=1000" in reply.given("link")
    last = client.ask("GET", f"{url}?last={reply.json()['manifests'][-1]['digest']}")
    assert (len(last.json()["manifests"]), last.header("link")) == (1, None)


def test_a_name_has_255_characters(client: Client, server: Server) -> None:
    longest = f"{PUBLIC}/{'x' * (254 - len(PUBLIC))}"
    client.push_image(longest, "v" * 128)
    assert client.ask("GET", f"/v2/{longest}/manifests/{'v' * 128}").body == image()
    assert client.ask("GET", f"/v2/{longest}/tags/list").json() == {"name": longest, "tags": ["v" * 128]}
    token = server.token(None)
    with leaves(server):
        for method, path in (("POST", "blobs/uploads/"), ("GET", "tags/list"), ("GET", f"blobs/{absent()}")):
            reply = client.ask(method, f"/v2/{longest}x/{path}", token=token)
            assert (reply.status, reply.code) == (400, "NAME_INVALID")
            assert "255" in reply.message
        reply = client.put_manifest(longest, "v" * 129, image())
        assert (reply.status, reply.code) == (400, "TAG_INVALID")


# ---- requests and connections


def test_header_bytes(server: Server) -> None:
    most = SMALL["header_bytes"]
    for fields, target in (
        ([("X", "y" * most)], "/v2/"),
        ([(f"X-{n}", "y" * (most // 4)) for n in range(4)], "/v2/"),
    ):
        closes(server, request("GET", target, *fields), 431)
        closes(server, request("PUT", "/v2/library/x/blobs/uploads/y", *fields, body=b"z"), 431)
    closes(server, request("GET", "/v2/?" + "n" * most), 414)
    goes_on(server, request("GET", "/v2/", ("X", "y" * (most - 200))))
    goes_on(server, request("GET", "/v2/?" + "n" * (most - 200)))
    with Wire(server.host) as wire:  # a head that does not end
        wire.send(b"GET /v2/ HTTP/1.1\r\nX: ")
        for _ in range(4):
            time.sleep(0.01)
            wire.send(b"y" * (most // 2))
        reply = wire.reply()
        assert (reply.status, reply.given("connection"), wire.ended()) == (431, "close", True)


def closes(server: Server, data: bytes, status: int) -> None:
    with Wire(server.host) as wire:
        reply = wire.ask(data)
        assert (reply.status, reply.code) == (status, "BAD_REQUEST")
        assert (reply.given("connection"), wire.ended()) == ("close", True)


def goes_on(server: Server, data: bytes) -> None:
    with Wire(server.host) as wire:
        assert [wire.ask(data).status for _ in range(2)] == [401, 401]


def test_headers(server: Server) -> None:
    most = SMALL["headers"]
    goes_on(server, request("GET", "/v2/", *[("X", "y")] * (most - 1)))  # and Host
    closes(server, request("GET", "/v2/", *[("X", "y")] * most), 431)


def test_header_seconds(tmp_path: Path) -> None:
    """Of a TLS handshake; heads have theirs in tests/faults/test_slow_clients.py."""
    env = environment({"header_seconds": SHORT["header_seconds"]})
    with Server.start(tmp_path / "data", tls=True, env=env) as server:
        hello = ssl.MemoryBIO()
        client = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), hello, server_hostname="x")
        with pytest.raises(ssl.SSLWantReadError):
            client.do_handshake()
        for begun in (b"", hello.read()[:50]):
            with Wire(server.host) as wire:
                wire.send(begun)
                assert wire.ended()


def test_connections(server: Server) -> None:
    most = SMALL["connections"]

    def turned_away() -> bool:
        with Wire(server.host) as wire:
            reply = wire.ask(request("GET", "/v2/", ("Connection", "close")))
            if reply.status == 503:
                assert reply.code == "UNAVAILABLE"
                assert int(reply.given("retry-after")) > 0
                assert reply.given("connection") == "close"
            return reply.status == 503

    assert eventually(lambda: not turned_away())
    wires = [Wire(server.host) for _ in range(most)]
    try:
        assert eventually(turned_away)
        assert all(turned_away() for _ in range(50))
        for wire in wires[:-2]:  # who is in stays in
            assert wire.ask(request("GET", "/v2/")).status == 401
    finally:
        for wire in wires:
            wire.close()
    assert eventually(lambda: not turned_away())


def test_a_form_for_a_token_is_bounded(client: Client, server: Server) -> None:
    def ask(body: bytes) -> int:
        with Wire(server.host) as wire:
            kind = ("Content-Type", "application/x-www-form-urlencoded")
            return wire.ask(request("POST", "/service/token", kind, body=body)).status

    login = f"grant_type=password&username=admin&password={server.admin_password}&service=harbor-registry".encode()
    assert ask(login) == 200
    assert ask(login + b"&x=y" * 96) == 200
    assert ask(login + b"&x=y" * 97) == 400
    assert ask(login + b"&x=" + b"y" * (64 << 10)) == 413
