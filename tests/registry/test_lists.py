"""Stories of lists: tags, repositories and referrers, whole, in pages, filtered, refused."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import Any
from urllib.parse import quote, urljoin

import pytest

from roadstead.oci import mediatypes as media
from tests.registry.conftest import PRIVATE, Registry
from tests.support import content
from tests.support.census import leaves
from tests.support.client import Client
from tests.support.content import absent, artifact, descriptor, digest, image, index
from tests.support.wire import Reply

TAGS = ["1.0", "1.10", "1.9", "Latest", "_x", "a-b", "a.b", "a_b", "latest", "z" * 128]
NOT_NUMBERS = ["-1", "abc", "", "1.5", "+1", "0x10", "1_0", "%00", "١", "9" * 30, "1%20"]


def next_page(reply: Reply, target: str) -> str | None:
    """Where the Link leads (RFC 8288), from the target that was asked."""
    link = reply.header("link")
    if link is None:
        return None
    found = re.fullmatch(r'<([^>]+)>; rel="next"', link)
    assert found is not None, link
    return str(urljoin(target, found[1]))


def walk(client: Client, target: str, name: str) -> list[list[Any]]:
    """The pages, from the first to the last."""
    pages = []
    following: str | None = target
    while following is not None:
        reply = client.ask("GET", following)
        assert reply.status == 200, reply
        pages.append(reply.json()[name])
        following = next_page(reply, following)
    return pages


@pytest.fixture
def tagged(client: Client, repository: str) -> str:
    """A repository with `TAGS`, set in another order."""
    client.push_blob(repository, content.CONFIG)
    body = image()
    query = "&".join(f"tag={tag}" for tag in reversed(TAGS))
    target = f"/v2/{repository}/manifests/{digest(body)}?{query}"
    assert client.ask("PUT", target, ("Content-Type", media.OCI_MANIFEST), body=body).status == 201
    return repository


def test_tags_are_listed_in_byte_order(client: Client, tagged: str) -> None:
    url = f"/v2/{tagged}/tags/list"
    for _ in range(2):  # as it is looked up, and as it lies ready
        reply, head = client.ask("GET", url), client.ask("HEAD", url)
        assert (reply.status, reply.json()) == (200, {"name": tagged, "tags": TAGS})
        assert reply.given("content-type") == "application/json"
        assert reply.header("link") is None
        assert (head.status, head.given("content-length"), head.body) == (200, str(len(reply.body)), b"")
    assert client.ask("DELETE", f"/v2/{tagged}/manifests/latest").status == 202
    assert client.ask("GET", url).json()["tags"] == [tag for tag in TAGS if tag != "latest"]


@pytest.mark.parametrize("size", [1, 3, 9, 10, 11])
def test_tags_come_in_pages(client: Client, tagged: str, size: int) -> None:
    pages = walk(client, f"/v2/{tagged}/tags/list?n={size}", "tags")
    assert list(chain(*pages)) == TAGS
    assert {len(page) for page in pages[:-1]} <= {size}
    assert len(pages) == -(-len(TAGS) // size)


def test_tags_after_one(client: Client, tagged: str) -> None:
    for last in ("", "0", "1.10", "1.95", "a_b", "zz", "z" * 128, "~", "%E2%82%AC"):
        after = [tag for tag in TAGS if tag.encode() > (b"\xe2\x82\xac" if last.startswith("%") else last.encode())]
        reply = client.ask("GET", f"/v2/{tagged}/tags/list?last={last}")
        assert (last, reply.json()["tags"]) == (last, after)
        first = client.ask("GET", f"/v2/{tagged}/tags/list?n=2&last={last}")
        assert (last, first.json()["tags"]) == (last, after[:2])
        assert (next_page(first, "") is not None) == (len(after) > 2)


def test_a_page_of_nothing_and_of_everything(client: Client, tagged: str) -> None:
    none = client.ask("GET", f"/v2/{tagged}/tags/list?n=0")
    assert (none.status, none.json()["tags"], none.header("link")) == (200, [], None)
    for size in (10_000, 10**9, 10**17):
        every = client.ask("GET", f"/v2/{tagged}/tags/list?n={size}")
        assert (every.status, every.json()["tags"], every.header("link")) == (200, TAGS, None)


@pytest.mark.parametrize("kind", ["tags", "catalog", "referrers"])
def test_a_page_size_that_is_no_number_is_refused(client: Client, registry: Registry, tagged: str, kind: str) -> None:
    target = {
        "tags": f"/v2/{tagged}/tags/list",
        "catalog": "/v2/_catalog",
        "referrers": f"/v2/{tagged}/referrers/{absent()}",
    }[kind]
    for size in NOT_NUMBERS:
        written = "".join(c if c.isascii() else "".join(f"%{b:02x}" for b in c.encode()) for c in size)
        reply = client.ask("GET", f"{target}?n={written.replace('+', '%2B')}")
        assert (size, reply.status, reply.code) == (size, 400, "BAD_REQUEST")
        assert "n: " in reply.message or "query" in reply.message
        assert client.ask("HEAD", f"{target}?n={written.replace('+', '%2B')}").status == 400
    for last in ("%00", "%ff", "%ed%a0%80"):
        reply = client.ask("GET", f"{target}?last={last}")
        assert (last, reply.status, reply.code) == (last, 400, "BAD_REQUEST")


def test_an_empty_repository_has_no_tags_and_an_absent_one_is_unknown(client: Client, repository: str) -> None:
    reply = client.ask("GET", f"/v2/{repository}/tags/list")
    assert (reply.status, reply.code) == (404, "NAME_UNKNOWN")
    client.push_blob(repository, content.CONFIG)
    assert client.ask("GET", f"/v2/{repository}/tags/list").json() == {"name": repository, "tags": []}
    client.push_manifest(repository, "v1", image())
    assert client.ask("GET", f"/v2/{repository}/tags/list").json()["tags"] == ["v1"]
    assert client.ask("DELETE", f"/v2/{repository}/manifests/v1").status == 202
    assert client.ask("GET", f"/v2/{repository}/tags/list").json()["tags"] == []


# ---- the catalog


def test_repositories_are_listed_in_pages(client: Client, registry: Registry, repository: str) -> None:
    names = [f"{repository}/{name}" for name in ("a", "b-c", "b.c", "b/c", "b_c", "z")]
    for name in names:
        client.push_image(name, "v1")
    client.push_blob(f"{repository}/empty", content.CONFIG)  # holds no manifest: not listed
    reply, head = client.ask("GET", "/v2/_catalog"), client.ask("HEAD", "/v2/_catalog")
    whole = reply.json()["repositories"]
    assert whole == sorted(whole, key=str.encode)
    assert [name for name in whole if name.startswith(repository)] == sorted(names, key=str.encode)
    assert head.given("content-length") == reply.given("content-length")
    pages = walk(client, "/v2/_catalog?n=2", "repositories")
    assert list(chain(*pages)) == whole
    assert client.ask("GET", f"/v2/_catalog?n=3&last={names[0]}").json()["repositories"][:1] == [names[1]]
    assert client.ask("GET", "/v2/_catalog?n=0").json() == {"repositories": []}


def test_the_catalog_is_the_administrators(client: Client, registry: Registry, nobody: Client) -> None:
    with registry.client("developer") as developer:
        for other in (developer, nobody):
            reply = other.ask("GET", "/v2/_catalog")
            assert (reply.status, reply.code) == (401, "UNAUTHORIZED")
            assert 'scope="registry:catalog:*"' in reply.given("www-authenticate")
            assert PRIVATE.encode() not in reply.body


# ---- referrers

KINDS = ["application/vnd.example.sbom", "application/vnd.example.signature"]


@pytest.fixture
def referred(client: Client, repository: str) -> tuple[str, str, list[bytes]]:
    """(repository, subject's digest, what points at it): images, artifacts and an index."""
    for blob in (content.CONFIG, content.EMPTY):
        client.push_blob(repository, blob)
    subject = image()
    pointer = descriptor(subject, media.OCI_MANIFEST)
    name = client.push_manifest(repository, "subject", subject)
    pointing = [artifact(kind, pointer, annotations={"n": str(n)}) for kind in KINDS for n in range(3)]
    pointing.append(image(subject=pointer, annotations={"org.example.é": "ü"}))
    pointing.append(index(subject=pointer, artifactType=KINDS[0]))
    for body in pointing:
        client.push_manifest(repository, digest(body), body)
    return repository, name, sorted(pointing, key=digest)


def described(body: bytes) -> dict[str, object]:
    """What the list must say of a referrer."""
    said = json.loads(body)
    config = said.get("config", {}).get("mediaType")
    whole = {
        "digest": digest(body),
        "mediaType": said["mediaType"],
        "size": len(body),
        "artifactType": said.get("artifactType", config),
        "annotations": said.get("annotations"),
    }
    return {name: value for name, value in whole.items() if value is not None}


def test_referrers_are_described(client: Client, referred: tuple[str, str, list[bytes]]) -> None:
    repository, subject, pointing = referred
    url = f"/v2/{repository}/referrers/{subject}"
    reply, head = client.ask("GET", url), client.ask("HEAD", url)
    assert reply.given("content-type") == media.OCI_INDEX
    assert reply.header("oci-filters-applied") is None
    answer = reply.json()
    assert (answer["schemaVersion"], answer["mediaType"]) == (2, media.OCI_INDEX)
    assert answer["manifests"] == [described(body) for body in pointing]
    assert (head.status, head.given("content-length")) == (200, str(len(reply.body)))


def test_referrers_of_one_type(client: Client, referred: tuple[str, str, list[bytes]]) -> None:
    repository, subject, pointing = referred
    every = [described(body) for body in pointing]
    for kind in (*KINDS, media.OCI_CONFIG, "application/vnd.example.none"):
        for written in (kind, quote(kind, safe="")):  # "+" is sent as it is by some
            reply = client.ask("GET", f"/v2/{repository}/referrers/{subject}?artifactType={written}")
            assert reply.given("oci-filters-applied") == "artifactType"
            assert reply.json()["manifests"] == [one for one in every if one["artifactType"] == kind]


@pytest.mark.parametrize("size", [1, 3, 8])
def test_referrers_come_in_pages(client: Client, referred: tuple[str, str, list[bytes]], size: int) -> None:
    repository, subject, pointing = referred
    every = [described(body) for body in pointing]
    url = f"/v2/{repository}/referrers/{subject}"
    pages = walk(client, f"{url}?n={size}", "manifests")
    assert list(chain(*pages)) == every
    assert max(map(len, pages)) == size
    narrowed = walk(client, f"{url}?n={size}&artifactType={KINDS[0]}", "manifests")
    assert list(chain(*narrowed)) == [one for one in every if one["artifactType"] == KINDS[0]]


def test_what_points_at_a_manifest_goes_with_it(client: Client, referred: tuple[str, str, list[bytes]]) -> None:
    repository, subject, pointing = referred
    assert client.ask("DELETE", f"/v2/{repository}/manifests/{digest(pointing[0])}").status == 202
    left = client.ask("GET", f"/v2/{repository}/referrers/{subject}").json()["manifests"]
    assert left == [described(body) for body in pointing[1:]]
    assert client.ask("DELETE", f"/v2/{repository}/manifests/{subject}").status == 202
    assert client.ask("GET", f"/v2/{repository}/referrers/{subject}").json()["manifests"] == []
    assert {client.ask("HEAD", f"/v2/{repository}/manifests/{digest(body)}").status for body in pointing} == {404}


def test_what_is_referred_to_need_not_be_there(client: Client, registry: Registry, repository: str) -> None:
    client.push_blob(repository, content.EMPTY)
    early = artifact(KINDS[0], descriptor(image(), media.OCI_MANIFEST))
    client.push_manifest(repository, digest(early), early)
    found = client.ask("GET", f"/v2/{repository}/referrers/{digest(image())}").json()["manifests"]
    assert found == [described(early)]
    with leaves(registry.server):
        for name in (f"{repository}/never", repository):
            reply = client.ask("GET", f"/v2/{name}/referrers/{absent()}")
            assert (reply.status, reply.json()["manifests"]) == (200, [])
        for wrong in ("sha256:abc", "latest", "%00"):
            reply = client.ask("GET", f"/v2/{repository}/referrers/{wrong}")
            assert (reply.status, reply.code) == (400, "DIGEST_INVALID")


def test_referrers_are_of_one_repository(client: Client, referred: tuple[str, str, list[bytes]]) -> None:
    repository, subject, _ = referred
    client.push_image(f"{repository}/other", "subject")
    reply = client.ask("GET", f"/v2/{repository}/other/referrers/{subject}")
    assert reply.json()["manifests"] == []
