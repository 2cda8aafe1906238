"""Stories of pulling blobs: whole, in part, again, and taking them away."""

from __future__ import annotations

import pytest

from tests.registry.conftest import Registry
from tests.support.census import leaves
from tests.support.client import Client
from tests.support.content import absent, digest, image, noise

# As they are kept ready, and as they go out from their file.
SIZES = [0, 1, 300, 64 << 10, (64 << 10) + 1, 3_000_000]


@pytest.mark.parametrize("size", SIZES)
def test_what_was_pushed_is_pulled(client: Client, repository: str, size: int) -> None:
    data = noise("blob", size)
    name = client.push_blob(repository, data)
    for _ in range(2):  # once from the file, once from what lies ready
        head = client.ask("HEAD", f"/v2/{repository}/blobs/{name}")
        reply = client.ask("GET", f"/v2/{repository}/blobs/{name}")
        assert (reply.status, reply.body) == (200, data)
        assert reply.given("docker-content-digest") == name
        assert reply.given("content-length") == str(size)
        assert reply.given("content-type") == "application/octet-stream"
        assert reply.given("etag") == f'"{name}"'
        assert reply.given("accept-ranges") == "bytes"
        assert reply.given("docker-distribution-api-version") == "registry/2.0"
        assert reply.given("date")
        assert same_but(head.fields, reply.fields)


def same_but(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> bool:
    """Whether the fields are the same, apart from those that differ from answer to answer."""
    varying = ("date", "x-request-id")
    return [f for f in one if f[0] not in varying] == [f for f in other if f[0] not in varying]


# (Range, status, what of the bytes)
RANGES = [
    ("bytes=0-0", 206, slice(0, 1)),
    ("bytes=5-9", 206, slice(5, 10)),
    ("bytes=5-", 206, slice(5, None)),
    ("bytes=-7", 206, slice(-7, None)),
    ("BYTES=5-9", 206, slice(5, 10)),
    ("bytes=0-99999999", 206, slice(0, None)),
    ("bytes=-99999999", 206, slice(0, None)),
    ("bytes=0-99999999999999999999999", 206, slice(0, None)),
    ("bytes=0-4,10-14", 200, slice(0, None)),
    ("lines=1-2", 200, slice(0, None)),
    ("bytes=a-b", 200, slice(0, None)),
    ("bytes=", 200, slice(0, None)),
    ("bytes=9-5", 416, None),
    ("bytes=100000-", 416, None),
    ("bytes=-0", 416, None),
]


@pytest.mark.parametrize("size", [2000, 100_000])
def test_a_part_is_pulled(client: Client, repository: str, size: int) -> None:
    data = noise("blob", size)
    name = client.push_blob(repository, data)
    url = f"/v2/{repository}/blobs/{name}"
    for asked, status, part in RANGES * 2:  # at first nothing lies ready
        reply = client.ask("GET", url, ("Range", asked))
        assert (asked, reply.status) == (asked, status)
        if part is None:
            assert reply.given("content-range") == f"bytes */{size}"
            assert reply.code == "RANGE_INVALID"
            continue
        wanted = data[part]
        assert reply.body == wanted
        assert reply.given("docker-content-digest") == name
        start = data.index(wanted)
        expected = f"bytes {start}-{start + len(wanted) - 1}/{size}" if status == 206 else None
        assert reply.header("content-range") == expected


def test_a_range_of_nothing_is_nothing(client: Client, repository: str) -> None:
    name = client.push_blob(repository, b"")
    url = f"/v2/{repository}/blobs/{name}"
    assert client.ask("GET", url, ("Range", "bytes=0-")).status == 416
    suffix = client.ask("GET", url, ("Range", "bytes=-5"))
    assert (suffix.status, suffix.body) == (200, b"")


@pytest.mark.parametrize("size", [2000, 100_000])
def test_a_part_is_pulled_if_the_whole_is_still_the_same(client: Client, repository: str, size: int) -> None:
    data = noise("blob", size)
    name = client.push_blob(repository, data)
    url = f"/v2/{repository}/blobs/{name}"
    part = ("Range", "bytes=1-3")
    for validator, status in [
        (f'"{name}"', 206),
        (f'"{absent()}"', 200),
        (f'W/"{name}"', 200),  # RFC 9110, 13.1.5: the comparison is the strong one
        ("Wed, 21 Oct 2015 07:28:00 GMT", 200),
    ]:
        reply = client.ask("GET", url, part, ("If-Range", validator))
        assert (validator, reply.status) == (validator, status)
        assert reply.body == (data[1:4] if status == 206 else data)
    head = client.ask("HEAD", url, part)
    assert (head.status, head.given("content-length")) == (200, str(size))


# (If-None-Match, status)
HELD = [
    ('"{}"', 304),
    ('W/"{}"', 304),
    ('"other", "{}"', 304),
    ("*", 304),
    ('"other"', 200),
    ("{}", 200),
    ('"{}', 200),
]


@pytest.mark.parametrize("size", [300, 100_000])
def test_what_the_client_has_is_not_sent_again(client: Client, repository: str, size: int) -> None:
    data = noise("blob", size)
    name = client.push_blob(repository, data)
    for tag, status in HELD * 2:
        for method in ("GET", "HEAD"):
            reply = client.ask(method, f"/v2/{repository}/blobs/{name}", ("If-None-Match", tag.format(name)))
            assert (tag, method, reply.status) == (tag, method, status)
            assert reply.given("etag") == f'"{name}"'
            assert reply.given("docker-content-digest") == name
            assert reply.body == (data if status == 200 and method == "GET" else b"")
            if status == 304:
                assert reply.header("content-length") is None


def test_what_is_not_there_is_unknown(client: Client, repository: str) -> None:
    client.push_blob(repository, b"something")
    for name, status, code in [
        (absent(), 404, "BLOB_UNKNOWN"),
        (absent(algorithm="sha512"), 404, "BLOB_UNKNOWN"),
        ("sha256:abc", 400, "DIGEST_INVALID"),
        ("md5:d41d8cd98f00b204e9800998ecf8427e", 400, "DIGEST_INVALID"),
        ("latest", 400, "DIGEST_INVALID"),
        ("sha256:" + "A" * 64, 400, "DIGEST_INVALID"),
    ]:
        reply = client.ask("GET", f"/v2/{repository}/blobs/{name}")
        assert (name, reply.status, reply.code) == (name, status, code)
        assert client.ask("HEAD", f"/v2/{repository}/blobs/{name}").status == status
        assert client.ask("DELETE", f"/v2/{repository}/blobs/{name}").status == status
    reply = client.ask("GET", f"/v2/{repository}-never/blobs/{absent()}")
    assert (reply.status, reply.code) == (404, "NAME_UNKNOWN")


def test_a_blob_is_given_up_and_pushed_again(client: Client, registry: Registry, repository: str) -> None:
    data = noise("again")
    name = client.push_blob(repository, data)
    url = f"/v2/{repository}/blobs/{name}"
    for _ in range(3):
        assert client.ask("GET", url).body == data
        with leaves(registry.server, blob_lease=-1):
            assert client.ask("DELETE", url).status == 202
        assert [client.ask(method, url).status for method in ("HEAD", "GET", "DELETE")] == [404, 404, 404]
        with leaves(registry.server, blob_lease=1):  # its bytes are still there: nothing is stored twice
            assert client.push_blob(repository, data) == name


def test_a_blob_that_a_manifest_names_stays(client: Client, registry: Registry, repository: str) -> None:
    layer = noise("named")
    client.push_image(repository, "v1", layer)
    url = f"/v2/{repository}/blobs/{digest(layer)}"
    with leaves(registry.server):
        reply = client.ask("DELETE", url)
        assert (reply.status, reply.code) == (405, "UNSUPPORTED")
        assert digest(image(layer)) in reply.message
    assert client.ask("GET", url).body == layer


def test_one_repository_gives_up_what_another_keeps(client: Client, repository: str) -> None:
    data = noise("shared")
    name = client.push_blob(f"{repository}/a", data)
    client.push_blob(f"{repository}/b", data)
    assert client.ask("DELETE", f"/v2/{repository}/a/blobs/{name}").status == 202
    assert client.ask("GET", f"/v2/{repository}/a/blobs/{name}").status == 404
    assert client.ask("GET", f"/v2/{repository}/b/blobs/{name}").body == data
