"""Stories of manifests: every kind pushed and pulled, referred to, overwritten, refused, taken away."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from roadstead.oci import mediatypes as media
from tests.registry.conftest import Registry
from tests.support import content
from tests.support.census import leaves, rows
from tests.support.client import Client
from tests.support.content import absent, artifact, descriptor, digest, docker_image, image, index, noise

LAYERS = [noise("layer one"), noise("layer two", 100_000)]
LARGE = image(*LAYERS, annotations={f"org.example.{n}": "x" * 10_000 for n in range(400)})

# Builds with blobs CONFIG, EMPTY and LAYERS in place; gives every manifest in the order of their push.
KINDS: dict[str, Callable[[], list[bytes]]] = {
    "an OCI image": lambda: [image(*LAYERS)],
    "a Docker image": lambda: [docker_image(*LAYERS)],
    "an image without layers": lambda: [image()],
    "an image of 4 MB": lambda: [LARGE],
    "one blob twice": lambda: [image(LAYERS[0], LAYERS[0], config=LAYERS[0])],
    "an artifact": lambda: [artifact("application/vnd.example.thing")],
    "an index": lambda: [image(LAYERS[0]), image(LAYERS[1]), index(image(LAYERS[0]), image(LAYERS[1]))],
    "a Docker list": lambda: [docker_image(LAYERS[0]), index(docker_image(LAYERS[0]), media_type=media.DOCKER_LIST)],
    "an empty index": lambda: [index()],
    "an index in an index": lambda: [image(LAYERS[0]), index(image(LAYERS[0])), index(index(image(LAYERS[0])))],
    "an index with a type": lambda: [index(artifactType="application/vnd.example.set")],
    "a foreign layer": lambda: [
        image(
            layers=[descriptor(b"elsewhere", media.OCI_LAYER.replace("v1", "nondistributable.v1"), urls=["http://x/"])]
        )
    ],
    "fields of others": lambda: [image(*LAYERS, org_example={"nested": [1, None, "x"]}, annotations={"a": "é"})],
}


@pytest.fixture
def stocked(client: Client, repository: str) -> str:
    """A repository that holds the blobs of `KINDS`."""
    stock(client, repository)
    return repository


def stock(client: Client, repository: str, algorithm: str = "sha256") -> None:
    """Push the blobs of `KINDS`."""
    for blob in (content.CONFIG, content.EMPTY, *LAYERS):
        client.push_blob(repository, blob, algorithm)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_back_as_it_was_pushed(client: Client, stocked: str, kind: str) -> None:
    *below, last = KINDS[kind]()
    for body in below:
        client.push_manifest(stocked, digest(body), body)
    reply = client.put_manifest(stocked, "v1", last)
    assert reply.status == 201, reply
    assert reply.given("location") == f"/v2/{stocked}/manifests/v1"
    assert reply.given("docker-content-digest") == digest(last)
    for reference in ("v1", digest(last), *map(digest, below)):
        body = last if reference == "v1" else next(one for one in (*below, last) if digest(one) == reference)
        for _ in range(2):
            url = f"/v2/{stocked}/manifests/{reference}"
            pulled, head = client.ask("GET", url), client.ask("HEAD", url)
            assert (pulled.status, pulled.body) == (200, body)
            assert pulled.given("content-type") == content.media_type_of(body)
            assert pulled.given("content-length") == str(len(body))
            assert pulled.given("docker-content-digest") == digest(body)
            assert pulled.given("etag") == f'"{digest(body)}"'
            assert (head.status, head.body) == (200, b"")
            varying = ("date", "x-request-id")
            assert [f for f in head.fields if f[0] not in varying] == [f for f in pulled.fields if f[0] not in varying]


@pytest.mark.parametrize("kind", ["an OCI image", "an index", "an index in an index"])
def test_sha512_is_the_name_of_what_was_pushed_by_it(client: Client, repository: str, kind: str) -> None:
    stock(client, repository, "sha512")
    bodies = [image(*LAYERS, algorithm="sha512")]
    if kind != "an OCI image":
        bodies.append(index(bodies[-1], algorithm="sha512"))
    if kind == "an index in an index":
        bodies.append(index(bodies[-1], algorithm="sha512"))
    for body in bodies:
        name = digest(body, "sha512")
        reply = client.ask(
            "PUT",
            f"/v2/{repository}/manifests/{name}?tag=a&tag=b",
            ("Content-Type", content.media_type_of(body)),
            body=body,
        )
        assert reply.status == 201, reply
        assert reply.given("docker-content-digest") == name
        assert reply.every("oci-tag") == ["a", "b"]
        for reference in (name, "a", "b"):
            pulled = client.ask("GET", f"/v2/{repository}/manifests/{reference}")
            assert (pulled.body, pulled.given("docker-content-digest")) == (body, name)
    assert client.ask("GET", f"/v2/{repository}/manifests/{digest(bodies[-1])}").status == 404


def test_a_push_by_digest_sets_tags(client: Client, registry: Registry, stocked: str) -> None:
    body = image(*LAYERS)
    target = f"/v2/{stocked}/manifests/{digest(body)}"
    kind = ("Content-Type", media.OCI_MANIFEST)
    tags = [f"t{number}" for number in range(99)]
    with leaves(registry.server, manifest=1, manifest_body=1, manifest_blob=3, tag=99, tag_history=99, outbox=1):
        reply = client.ask("PUT", f"{target}?{'&'.join(f'tag={tag}' for tag in [*tags, 't0'])}", kind, body=body)
        assert reply.status == 201, reply
        assert reply.every("oci-tag") == tags
        assert reply.given("location") == target
    with leaves(registry.server):
        for query, code in (("&".join(f"tag=x{n}" for n in range(101)), None), ("tag=good&tag=-bad", "TAG_INVALID")):
            reply = client.ask("PUT", f"{target}?{query}", kind, body=body)
            assert reply.status == 400
            assert code is None or reply.code == code


def test_a_tag_is_moved(client: Client, registry: Registry, stocked: str) -> None:
    first, second = image(LAYERS[0]), image(LAYERS[1])
    url = f"/v2/{stocked}/manifests/latest"
    for body in (first, second, first):
        assert client.push_manifest(stocked, "latest", body) == digest(body)
        assert client.ask("GET", url).body == body  # at once, whatever lay ready before
    with leaves(registry.server, outbox=1):  # the same again changes nothing but is told
        client.push_manifest(stocked, "latest", first)
    name = stocked.replace("'", "")
    history = rows(
        registry.server,
        f"SELECT h.digest, h.actor FROM tag_history h JOIN repository r ON r.id = h.repository_id"
        f" WHERE r.name = '{name}' ORDER BY h.id",
    )
    assert history == [(digest(first), "admin"), (digest(second), "admin"), (digest(first), "admin")]


HELD = [('"{}"', 304), ('W/"{}"', 304), ('"x", "{}"', 304), ("*", 304), ('"x"', 200), ("", 200), ('"{}x"', 200)]


def test_what_the_client_has_is_not_sent_again(client: Client, stocked: str) -> None:
    body = image(*LAYERS)
    name = client.push_manifest(stocked, "v1", body)
    for tag, status in HELD:
        for reference in ("v1", name):
            for method in ("GET", "HEAD", "GET", "HEAD"):
                url = f"/v2/{stocked}/manifests/{reference}"
                reply = client.ask(method, url, ("If-None-Match", tag.format(name)))
                assert (tag, method, reply.status) == (tag, method, status)
                assert reply.given("etag") == f'"{name}"'
                assert reply.body == (body if (status, method) == (200, "GET") else b"")


def test_what_the_client_had_is_sent_when_it_changed(client: Client, stocked: str) -> None:
    old = client.push_manifest(stocked, "v1", image(LAYERS[0]))
    client.push_manifest(stocked, "v1", image(LAYERS[1]))
    reply = client.ask("GET", f"/v2/{stocked}/manifests/v1", ("If-None-Match", f'"{old}"'))
    assert (reply.status, reply.body) == (200, image(LAYERS[1]))


def test_accept_does_not_change_what_is_stored(client: Client, stocked: str) -> None:
    """OCI distribution 1.1 leaves the choice; the content of a digest is always the same."""
    body = image(*LAYERS)
    client.push_manifest(stocked, "v1", body)
    for accept in (media.OCI_MANIFEST, media.DOCKER_MANIFEST, "*/*", "text/html", ""):
        assert client.ask("GET", f"/v2/{stocked}/manifests/v1", ("Accept", accept)).body == body


# ---- what is not taken

GOOD = image(*LAYERS)
DOUBLED = GOOD[:-1] + b', "mediaType": "application/vnd.oci.image.manifest.v1+json"}'
UNCERTAIN = b'{"schemaVersion": 2, "config": {}, "layers": [], "manifests": []}'
# (reference, Content-Type, body, status, code, what the message names)
REFUSED: list[tuple[str, str | None, bytes, int, str, str]] = [
    ("v1", media.OCI_MANIFEST, b"", 400, "MANIFEST_INVALID", "JSON"),
    ("v1", media.OCI_MANIFEST, b"null", 400, "MANIFEST_INVALID", "object"),
    ("v1", media.OCI_MANIFEST, GOOD[:-1], 400, "MANIFEST_INVALID", "JSON"),
    ("v1", media.OCI_MANIFEST, GOOD + b"x", 400, "MANIFEST_INVALID", "JSON"),
    ("v1", media.OCI_MANIFEST, DOUBLED, 400, "MANIFEST_INVALID", "mediaType"),
    ("v1", media.OCI_MANIFEST, b"\xff" + GOOD, 400, "MANIFEST_INVALID", "UTF-8"),
    ("v1", media.OCI_MANIFEST, b'{"a":' * 100 + b"1" + b"}" * 100, 400, "MANIFEST_INVALID", "deep"),
    ("v1", media.OCI_MANIFEST, b"[" * 4_000_000, 400, "MANIFEST_INVALID", ""),
    ("v1", media.OCI_MANIFEST, b'{"schemaVersion": ' + b"9" * 10_000 + b"}", 400, "MANIFEST_INVALID", "digits"),
    ("v1", media.OCI_MANIFEST, b'{"schemaVersion": NaN}', 400, "MANIFEST_INVALID", "NaN"),
    ("v1", media.OCI_MANIFEST, image(annotations={"a": "\0"}), 400, "MANIFEST_INVALID", "NUL"),
    ("v1", media.OCI_MANIFEST, image(annotations={"a": "\ud800"}), 400, "MANIFEST_INVALID", "surrogate"),
    ("v1", media.OCI_INDEX, GOOD, 400, "MANIFEST_INVALID", "Content-Type"),
    ("v1", media.DOCKER_MANIFEST, GOOD, 400, "MANIFEST_INVALID", "Content-Type"),
    ("v1", "application/json", GOOD, 400, "MANIFEST_INVALID", "application/json"),
    ("v1", media.DOCKER_SCHEMA1, GOOD, 400, "MANIFEST_INVALID", "schema 1"),
    ("v1", media.OCI_MANIFEST, image(mediaType="application/vnd.example"), 400, "MANIFEST_INVALID", "vnd.example"),
    ("v1", media.OCI_MANIFEST, image(manifests=[]), 400, "MANIFEST_INVALID", "manifests"),
    ("v1", media.OCI_MANIFEST, image(schemaVersion=1), 400, "MANIFEST_INVALID", "schema 1"),
    ("v1", None, UNCERTAIN, 400, "MANIFEST_INVALID", "config"),
    ("v1", media.OCI_MANIFEST, GOOD.replace(b'"layers"', b'"Layers"'), 400, "MANIFEST_INVALID", "layers"),
    ("v1", media.OCI_MANIFEST, image(config=b"never pushed"), 404, "MANIFEST_BLOB_UNKNOWN", "push it first"),
    ("v1", media.OCI_MANIFEST, image(b"never pushed"), 404, "MANIFEST_BLOB_UNKNOWN", "push it first"),
    ("v1", media.OCI_INDEX, index(image(b"never pushed")), 404, "MANIFEST_BLOB_UNKNOWN", "push it first"),
    (absent(), media.OCI_MANIFEST, GOOD, 400, "DIGEST_INVALID", digest(GOOD)),
    (absent(algorithm="sha512"), media.OCI_MANIFEST, GOOD, 400, "DIGEST_INVALID", digest(GOOD, "sha512")),
    (digest(GOOD), media.OCI_MANIFEST, GOOD + b"\n", 400, "DIGEST_INVALID", digest(GOOD + b"\n")),
    ("sha256:short", media.OCI_MANIFEST, GOOD, 400, "DIGEST_INVALID", "sha256"),
    ("-not-a-tag", media.OCI_MANIFEST, GOOD, 400, "TAG_INVALID", "-not-a-tag"),
    ("x" * 129, media.OCI_MANIFEST, GOOD, 400, "TAG_INVALID", "128"),
    ("%00", media.OCI_MANIFEST, GOOD, 400, "TAG_INVALID", ""),
    ("v1?digest=" + absent(), media.OCI_MANIFEST, GOOD, 400, "DIGEST_INVALID", digest(GOOD)),
    ("v1", media.OCI_MANIFEST, GOOD + b" " * (4 << 20), 413, "REQUEST_ENTITY_TOO_LARGE", str(4 << 20)),
]


def test_what_is_no_manifest_is_refused_and_leaves_nothing(client: Client, registry: Registry, stocked: str) -> None:
    with leaves(registry.server):
        for reference, kind, body, status, code, named in REFUSED:
            fields = [("Content-Type", kind)] if kind is not None else []
            case = (reference[:40], kind, body[:60])
            for sent in ({"body": body}, {"pieces": (body[:9], body[9:])}):
                reply = client.ask("PUT", f"/v2/{stocked}/manifests/{reference}", *fields, **sent)
                assert (case, reply.status, reply.code) == (case, status, code)
                assert named in reply.message, case
        assert client.ask("GET", f"/v2/{stocked}/tags/list").json()["tags"] == []


def test_the_limit_of_a_manifest_is_exact(client: Client, stocked: str) -> None:
    most = 4 << 20
    body = GOOD + b" " * (most - len(GOOD))
    assert client.push_manifest(stocked, "largest", body) == digest(body)
    assert client.ask("GET", f"/v2/{stocked}/manifests/largest").body == body
    assert client.put_manifest(stocked, "larger", body + b" ", media.OCI_MANIFEST).status == 413


def test_a_size_must_be_that_of_the_content(client: Client, registry: Registry, stocked: str) -> None:
    child = image(LAYERS[0])
    client.push_manifest(stocked, digest(child), child)
    right = json.loads(image(*LAYERS))
    for where, what in (("config", right["config"]), ("layers", right["layers"][1])):
        what["size"] += 1
        with leaves(registry.server):
            reply = client.put_manifest(stocked, "v1", content.encode(right))
            assert (reply.status, reply.code) == (400, "MANIFEST_INVALID"), where
            assert what["digest"] in reply.message
            assert str(what["size"]) in reply.message
        what["size"] -= 1
    listed = json.loads(index(child))
    listed["manifests"][0]["size"] = 1
    with leaves(registry.server):
        assert client.put_manifest(stocked, "v1", content.encode(listed)).code == "MANIFEST_INVALID"
    assert client.put_manifest(stocked, "v1", content.encode(right)).status == 201


def test_all_that_is_missing_is_named(client: Client, stocked: str) -> None:
    body = image(b"one", b"two", LAYERS[0], config=b"three")
    error = client.put_manifest(stocked, "v1", body).json()["errors"][0]
    named = {one["digest"] for one in error["detail"]}
    assert named == {digest(b"one"), digest(b"two"), digest(b"three")}


def test_what_another_repository_holds_is_missing_here(client: Client, registry: Registry, stocked: str) -> None:
    other = f"{stocked}/other"
    client.push_blob(other, content.CONFIG)
    with leaves(registry.server):
        assert client.put_manifest(other, "v1", image(*LAYERS)).code == "MANIFEST_BLOB_UNKNOWN"


# ---- what is taken away


def test_a_tag_goes_and_its_manifest_stays(client: Client, registry: Registry, stocked: str) -> None:
    name = client.push_manifest(stocked, "v1", GOOD)
    client.push_manifest(stocked, "v2", GOOD)
    url = f"/v2/{stocked}/manifests"
    with leaves(registry.server, tag=-1, tag_history=1, outbox=1):
        assert client.ask("DELETE", f"{url}/v1").status == 202
    for method in ("GET", "HEAD", "DELETE"):
        assert client.ask(method, f"{url}/v1").status == 404
    assert client.ask("GET", f"{url}/v1").code == "MANIFEST_UNKNOWN"
    assert [client.ask("GET", f"{url}/{left}").body for left in ("v2", name)] == [GOOD, GOOD]


def test_a_manifest_goes_with_its_tags(client: Client, registry: Registry, stocked: str) -> None:
    name = client.push_manifest(stocked, "v1", GOOD)
    client.push_manifest(stocked, "v2", GOOD)
    url = f"/v2/{stocked}/manifests"
    assert client.ask("GET", f"{url}/v1").status == 200
    with leaves(registry.server, manifest=-1, manifest_body=-1, manifest_blob=-3, tag=-2, tag_history=2, outbox=1):
        assert client.ask("DELETE", f"{url}/{name}").status == 202
    for reference in ("v1", "v2", name):
        for method in ("GET", "HEAD", "DELETE"):
            assert client.ask(method, f"{url}/{reference}").status == 404
    assert client.push_manifest(stocked, "v1", GOOD) == name  # its blobs are still there for a while
    assert client.ask("GET", f"{url}/v1").body == GOOD


def test_a_child_stays_while_its_index_does(client: Client, registry: Registry, stocked: str) -> None:
    child, parent = image(LAYERS[0]), index(image(LAYERS[0]))
    client.push_manifest(stocked, "child", child)
    client.push_manifest(stocked, "parent", parent)
    url = f"/v2/{stocked}/manifests"
    with leaves(registry.server):
        reply = client.ask("DELETE", f"{url}/{digest(child)}")
        assert (reply.status, reply.code) == (405, "UNSUPPORTED")
        assert digest(parent) in reply.message
    assert client.ask("GET", f"{url}/child").body == child
    assert client.ask("DELETE", f"{url}/{digest(parent)}").status == 202
    assert client.ask("DELETE", f"{url}/{digest(child)}").status == 202


def test_what_is_not_there_is_unknown(client: Client, stocked: str) -> None:
    for reference, status, code in [
        ("nothing", 404, "MANIFEST_UNKNOWN"),
        (absent(), 404, "MANIFEST_UNKNOWN"),
        (absent(algorithm="sha512"), 404, "MANIFEST_UNKNOWN"),
        ("sha256:abc", 400, "DIGEST_INVALID"),
        ("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", 400, "DIGEST_INVALID"),
        ("-x", 400, "TAG_INVALID"),
        ("%ff", 400, "TAG_INVALID"),
    ]:
        for method in ("GET", "DELETE", "HEAD"):
            reply = client.ask(method, f"/v2/{stocked}/manifests/{reference}")
            assert (reference, reply.status) == (reference, status)
            assert method == "HEAD" or reply.code == code
    reply = client.ask("GET", "/v2/library/never-pushed/manifests/latest")
    assert (reply.status, reply.code) == (404, "NAME_UNKNOWN")


# ---- what points at another


def test_a_subject_is_told_and_need_not_be_there(client: Client, stocked: str) -> None:
    subject = descriptor(b"absent subject", media.OCI_MANIFEST)
    for body in (
        artifact("application/vnd.example.signature", subject),
        image(*LAYERS, subject=subject),
        index(subject=subject, artifactType="application/vnd.example.set"),
    ):
        for reference in ("v1", digest(body)):
            reply = client.put_manifest(stocked, reference, body)
            assert (reply.status, reply.given("oci-subject")) == (201, subject["digest"])
    assert client.put_manifest(stocked, "v1", GOOD).header("oci-subject") is None
    found = client.ask("GET", f"/v2/{stocked}/referrers/{subject['digest']}").json()["manifests"]
    assert [one["artifactType"] for one in sorted(found, key=lambda one: one["artifactType"])] == [
        "application/vnd.example.set",
        "application/vnd.example.signature",
        media.OCI_CONFIG,
    ]
