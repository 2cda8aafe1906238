"""A4: who names a digest that only a private repository has gets nothing of it, and learns nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from roadstead.oci import mediatypes as media
from tests.security.attack import leaving
from tests.security.conftest import ENVIRONMENT, Reply, Site, bearer, settle
from tests.support.content import CONFIG, absent, descriptor, digest, encode, image, index, noise
from tests.support.server import Server

THERE, HERE = "closed/lender", "borrowing/mine"
BLOB, GONE = noise("lender's"), noise("lender's, given up")
MANIFEST = image(BLOB)
UNKNOWN = absent("lender")
FOREIGN = "application/vnd.oci.image.layer.nondistributable.v1.tar"

Descriptor = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def lender(site: Site) -> None:
    """`THERE` holds a blob and an image of it, and has given up a blob whose bytes still lie there."""
    owner = headers(site, "maintainer", THERE)
    for blob in (CONFIG, BLOB, GONE):
        push(site, THERE, owner, blob)
    assert put(site, THERE, owner, "latest", MANIFEST).status == 201
    assert site.ask("DELETE", f"/v2/{THERE}/blobs/{digest(GONE)}", owner).status == 202
    site.server.cli("project", "create", "borrowing")
    site.server.cli("project", "member", "borrowing", "stranger", "projectAdmin")
    push(site, HERE, headers(site, "stranger", HERE), CONFIG)


def headers(site: Site, who: str, *repositories: str) -> dict[str, str | bytes]:
    return bearer(site.token(who, *(f"repository:{name}:*" for name in repositories)))


def push(site: Site, repository: str, sent: dict[str, str | bytes], blob: bytes) -> None:
    assert site.ask("POST", f"/v2/{repository}/blobs/uploads/?digest={digest(blob)}", sent, blob).status == 201


def put(site: Site, repository: str, sent: dict[str, str | bytes], reference: str, body: bytes) -> Reply:
    kind = json.loads(body)["mediaType"]
    return site.ask("PUT", f"/v2/{repository}/manifests/{reference}", {**sent, "content-type": kind}, body)


def listing(one: Descriptor) -> bytes:
    return encode({**json.loads(index()), "manifests": [one]})


def layered(*layers: Descriptor) -> bytes:
    return encode({**json.loads(image()), "layers": list(layers)})


def of(kind: str, content: bytes) -> Descriptor:
    return descriptor(content, kind)


REQUIRED: dict[str, Callable[[Descriptor], bytes]] = {
    "config": lambda one: encode({**json.loads(image()), "config": one}),
    "a layer": lambda one: layered(one),
    "a layer among others": lambda one: layered(of(media.OCI_LAYER, CONFIG), one, of(media.OCI_LAYER, CONFIG)),
    "a child": lambda one: listing({**one, "mediaType": media.OCI_MANIFEST}),
    "a child that is an index": lambda one: listing({**one, "mediaType": media.OCI_INDEX}),
    "a child that is no manifest": listing,
}
OPTIONAL: dict[str, Callable[[Descriptor], bytes]] = {
    "a foreign layer": lambda one: layered({**one, "mediaType": FOREIGN, "urls": ["https://example.org/layer"]}),
    "the subject": lambda one: image(subject=one),
}


def naming(name: str, size: int) -> Descriptor:
    return {"mediaType": media.OCI_LAYER, "digest": name, "size": size}


def variants(content: bytes) -> Iterator[tuple[Descriptor, Descriptor]]:
    """(what names the content, what names nothing in the same words), with the right size and with others."""
    for size in (len(content), len(content) + 1, 0, 2**62):
        for algorithm in ("sha256", "sha512"):
            yield naming(digest(content, algorithm), size), naming(absent("lender", algorithm), size)


def said(reply: Reply, *own: bytes | str) -> str:
    """The answer, without the digests that the request itself brought."""
    text = str(reply)
    for one in own:
        text = text.replace(one if isinstance(one, str) else digest(one), "DIGEST")
    return text


LENT = {"a blob": BLOB, "a manifest": MANIFEST, "what is no longer held": GONE}


@pytest.mark.parametrize("content", LENT.values(), ids=LENT.keys())
@pytest.mark.parametrize("build", REQUIRED.values(), ids=REQUIRED.keys())
def test_a_manifest_that_needs_it_is_refused_as_if_it_were_nowhere(
    site: Site, build: Callable[[Descriptor], bytes], content: bytes
) -> None:
    mine = headers(site, "stranger", HERE, THERE)
    with leaving(site):
        for real, nowhere in variants(content):
            bodies = build(real), build(nowhere)
            for reference in ("v1", None):
                replies = [put(site, HERE, mine, reference or digest(body), body) for body in bodies]
                texts = [
                    said(reply, body, one["digest"])
                    for reply, body, one in zip(replies, bodies, (real, nowhere), strict=True)
                ]
                assert texts[0] == texts[1]
                assert (replies[0].status, b"MANIFEST_BLOB_UNKNOWN" in replies[0].body) == (404, True)


@pytest.mark.parametrize("content", LENT.values(), ids=LENT.keys())
@pytest.mark.parametrize("build", OPTIONAL.values(), ids=OPTIONAL.keys())
def test_a_manifest_that_may_do_without_it_gets_nothing_of_it(
    site: Site, build: Callable[[Descriptor], bytes], content: bytes
) -> None:
    mine = headers(site, "stranger", HERE, THERE)
    for real, nowhere in variants(content):
        texts = []
        for one in (real, nowhere):
            body = build(one)
            reply = put(site, HERE, mine, "v1", body)
            assert reply.status == 201
            texts.append(said(reply, body, one["digest"]))
            for kind in ("blobs", "manifests"):
                for method in ("GET", "HEAD", "DELETE"):
                    assert site.ask(method, f"/v2/{HERE}/{kind}/{one['digest']}", mine).status == 404
            assert site.ask("DELETE", f"/v2/{HERE}/manifests/{digest(body)}", mine).status == 202
        assert texts[0] == texts[1]


def test_knowing_a_manifest_does_not_give_its_content(site: Site) -> None:
    """The very bytes, under their own digest and under a tag."""
    mine = headers(site, "stranger", HERE, THERE)
    with leaving(site):
        for reference in (digest(MANIFEST), "v1"):
            reply = put(site, HERE, mine, reference, MANIFEST)
            assert (reply.status, b"MANIFEST_BLOB_UNKNOWN" in reply.body) == (404, True)


@pytest.mark.parametrize("body", [b"", b"other bytes", bytes(100_000)], ids=len)
def test_an_upload_of_other_bytes_is_refused_as_if_it_were_nowhere(site: Site, body: bytes) -> None:
    mine = headers(site, "stranger", HERE, THERE)
    with leaving(site):
        for content in LENT.values():
            texts = []
            for name in (digest(content), UNKNOWN):
                begin = f"/v2/{HERE}/blobs/uploads/"
                at_once = site.ask("POST", f"{begin}?digest={name}", mine, body)
                place = site.ask("POST", begin, mine).given("location")
                finished = site.ask("PUT", f"{place}?digest={name}", mine, body)
                assert (at_once.status, finished.status) == (400, 400)
                texts.append((said(at_once, name), said(finished, name)))
            assert texts[0] == texts[1]


def test_a_registry_that_takes_sparse_manifests_lends_nothing_either(tmp_path: Path) -> None:
    """There a manifest may name what is missing: it stays missing, whatever the lender pushes later."""
    env = {**ENVIRONMENT, "ROADSTEAD_SPARSE_MANIFESTS": "true"}
    with Server.start(tmp_path / "data", env=env) as server:
        settle(server)
        for project in ("closed", "borrowing"):
            server.cli("project", "create", project)
        site = Site(server)
        root = headers(site, "root", HERE, THERE)
        push(site, THERE, root, BLOB)
        listed = listing({**naming(digest(MANIFEST), len(MANIFEST)), "mediaType": media.OCI_MANIFEST})
        for body in (MANIFEST, listed):
            assert put(site, HERE, root, digest(body), body).status == 201
        push(site, THERE, root, BLOB)
        push(site, THERE, root, CONFIG)
        assert put(site, THERE, root, "latest", MANIFEST).status == 201
        for blob in (BLOB, CONFIG):
            assert site.ask("GET", f"/v2/{HERE}/blobs/{digest(blob)}", root).status == 404
            assert site.ask("GET", f"/v2/{THERE}/blobs/{digest(blob)}", root).status == 200
