"""A19: a manifest that two readers could take for two things is not taken at all."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from roadstead.oci import mediatypes as media
from tests.security.attack import Attacker, check_form, leaving
from tests.security.conftest import Site
from tests.support.content import CONFIG, EMPTY, artifact, descriptor, digest, docker_image, image, index, noise

REPOSITORY = "public/confused"
LAYER = noise("layer")
CHILD = image(LAYER)
MARK = "@@"
Document = dict[str, Any]
Spoilt = tuple[str, bytes]

GOOD: dict[str, bytes] = {
    "an image": image(LAYER, annotations={"org.example.a": "b"}),
    "a Docker image": docker_image(LAYER),
    "an artifact": artifact("application/vnd.example", descriptor(CHILD, media.OCI_MANIFEST), annotations={"a": "b"}),
    "an index": index(CHILD, annotations={"a": "b"}),
    "a Docker list": index(CHILD, media_type=media.DOCKER_LIST),
}


@pytest.fixture(scope="module")
def attacker(site: Site) -> Attacker:
    """Somebody who may push, to a repository that holds what `GOOD` names."""
    attacker = Attacker(site, "Bearer " + site.token("root", f"repository:{REPOSITORY}:*"))
    for blob in (CONFIG, EMPTY, LAYER):
        target = f"/v2/{REPOSITORY}/blobs/uploads/?digest={digest(blob)}"
        assert attacker.send("POST", target.encode(), body=blob).status == 201
    assert put(attacker, CHILD, media.OCI_MANIFEST) == 201
    return attacker


def put(attacker: Attacker, body: bytes, *content_types: str) -> int:
    """The status; a refusal says that the manifest is not valid."""
    fields = [f"Content-Type: {one}".encode() for one in content_types]
    reply = attacker.send("PUT", f"/v2/{REPOSITORY}/manifests/v1".encode(), *fields, body=body)
    check_form(reply, "PUT")
    assert reply.status == 201 or (reply.status, reply.code) in ((400, "MANIFEST_INVALID"), (400, "BAD_REQUEST"))
    return reply.status


def objects(value: Any) -> Iterator[Document]:
    """Every JSON object in it."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from objects(one)


def changed(body: bytes, change: Callable[[Document, str], None], raw: bytes) -> Iterator[Spoilt]:
    """The body with `change` made at one name of one object, for each of them; `raw` stands where `MARK` was put."""
    document = json.loads(body)
    for number, one in enumerate(objects(document)):
        for name in one:
            copy = deepcopy(document)
            change(next(itertools.islice(objects(copy), number, None)), name)
            written = json.dumps(copy, separators=(",", ":")).encode()
            yield f"{number}.{name}", written.replace(b'"@@"', raw.replace(b"NAME", name.encode()))


def put_first(one: Document, name: str) -> None:
    rest = dict(one)
    one.clear()
    one[MARK] = rest[name]
    one.update(rest)


def put_last(one: Document, name: str) -> None:
    one[MARK] = one[name]


def put_last_null(one: Document, name: str) -> None:
    one[MARK] = None


def put_instead(one: Document, name: str) -> None:
    one[name] = MARK


def rename(one: Document, name: str) -> None:
    put_first(one, name)
    del one[name]


def doubled(body: bytes) -> Iterator[Spoilt]:
    yield from changed(body, put_first, b'"NAME"')
    yield from changed(body, put_last, b'"NAME"')
    yield from changed(body, put_last_null, b'"NAME"')
    for change in (put_first, put_last):  # the same name, written in another way
        for what, written in changed(body, change, b'"@NAME@"'):
            name = what.partition(".")[2]
            yield what, written.replace(f'"@{name}@"'.encode(), f'"\\u{ord(name[0]):04x}{name[1:]}"'.encode())


def other_case(body: bytes) -> Iterator[Spoilt]:
    """Names of the specification in other letters: some readers take them for the same."""
    for what, written in itertools.chain(changed(body, put_last, b'"@NAME@"'), changed(body, rename, b'"@NAME@"')):
        name = what.partition(".")[2]
        if name in ("schemaVersion", "mediaType", "config", "layers", "manifests", "subject", "digest", "size"):
            for other in {name.upper(), name.capitalize(), name.lower()} - {name}:
                yield what, written.replace(f'"@{name}@"'.encode(), f'"{other}"'.encode())


NUMBERS = [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"1e-999", b"0x2", b"02", b"2.0", b"2e0", b"+2",
           b"-1", b"9" * 400, b"9" * 5000, b"9223372036854775808", b"18446744073709551618", b"true", b'"2"', b"[2]",
           b"null"]  # fmt: skip
TEXTS = [rb'"\ud800"', rb'"\udfff"', rb'"a\udc00\ud800"', rb'"\u0000"', b'"\0"', b'"\xff"', b'"\xed\xa0\x80"',
         b'"\xc0\x80"',
         b'"\n"', rb'"\x41"', b"'a'", b'"']  # fmt: skip


def odd_numbers(body: bytes) -> Iterator[Spoilt]:
    for raw in NUMBERS:
        for what, written in changed(body, put_instead, raw):
            if what.endswith((".schemaVersion", ".size")):
                yield f"{what} {raw[:20]!r}", written


def odd_texts(body: bytes) -> Iterator[Spoilt]:
    for raw in TEXTS:
        for what, written in changed(body, put_instead, raw):
            yield f"{what} {raw!r}", written
        yield f"a name {raw!r}", body[:-1] + b"," + raw + b":1}"


def deep(body: bytes) -> Iterator[Spoilt]:
    for opening, closing in ((b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")):
        for levels in (33, 1_000, 100_000):
            for what, written in changed(body, put_last_null, b'"x"'):
                inner = opening * levels + b"1" + closing * levels
                yield f"{what} {levels}", written.replace(b'"x":null', b'"x":' + inner)
            yield f"open {levels}", body[:-1] + b',"x":' + opening * levels


def around(body: bytes) -> Iterator[Spoilt]:
    for more in (b"x", b"{}", b"[]", b"\0", b"}", b",", b"\n{}", b"\xef\xbb\xbf", b"//", b"/**/", b"\x1a", body):
        yield f"before {more[:5]!r}", more + body
        yield f"behind {more[:5]!r}", body + more
    for coding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig"):
        if coding != "utf-7":
            yield coding, body.decode().encode(coding)
    yield "a comment", body[:1] + b"/* */" + body[1:]
    yield "a comma", body[:-1] + b",}"
    yield "in a list", b"[" + body + b"]"
    yield "in a text", json.dumps(body.decode()).encode()


WAYS = (doubled, other_case, odd_numbers, odd_texts, deep, around)


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_two_readers_take_differently_is_refused(
    attacker: Attacker, kind: str, way: Callable[[bytes], Iterator[Spoilt]]
) -> None:
    body = GOOD[kind]
    content_type = json.loads(body)["mediaType"]
    with leaving(attacker.site):
        for what, spoilt in way(body):
            assert put(attacker, spoilt, content_type) == 400, (what, spoilt[:300])


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_written_oddly_and_means_one_thing_is_taken(attacker: Attacker, kind: str) -> None:
    body = GOOD[kind]
    document = json.loads(body)
    for written in (
        body,
        body + b"\n",
        b" \t\r\n" + body,
        json.dumps(document, indent=4).encode(),
        json.dumps({**document, "org.example": ["\U0001f6a2", 1e300, {"config": None}]}).encode(),
        body.replace(b'"mediaType"', rb'"m\u0065diaType"', 1),
    ):
        assert put(attacker, written, document["mediaType"]) == 201, written


TYPES = [media.OCI_MANIFEST, media.OCI_INDEX, media.DOCKER_MANIFEST, media.DOCKER_LIST]
OTHERS = [media.DOCKER_SCHEMA1, media.DOCKER_SCHEMA1_SIGNED, "application/json", "text/html", "*/*", media.OCI_LAYER]


@pytest.mark.parametrize("kind", GOOD)
def test_header_and_body_say_the_same_or_one_is_silent(attacker: Attacker, kind: str) -> None:
    """A Docker manifest always says what it is: so bytes that do not can be only one thing."""
    document = json.loads(GOOD[kind])
    own = document.pop("mediaType")
    for written, sent in itertools.product([None, "", *TYPES, *OTHERS], repeat=2):
        body = json.dumps(document if written is None else {"mediaType": written, **document}).encode()
        said = {one for one in (written, sent) if one}
        is_index = own in (media.OCI_INDEX, media.DOCKER_LIST)
        (type_,) = said if len(said) == 1 else ("",)
        taken = (
            type_ in TYPES
            and (type_ in (media.OCI_INDEX, media.DOCKER_LIST)) == is_index
            and (bool(written) or type_ in (media.OCI_MANIFEST, media.OCI_INDEX))
        )
        status = put(attacker, body, *([sent] if sent is not None else []))
        assert (status == 201) == taken, (written, sent)
        if taken:
            for reference in ("v1", digest(body)):
                reply = attacker.send("GET", f"/v2/{REPOSITORY}/manifests/{reference}".encode())
                assert reply.given("content-type") == type_


def test_a_type_is_read_as_a_header_is(attacker: Attacker) -> None:
    body = GOOD["an image"]
    for sent in (f"{media.OCI_MANIFEST}; charset=utf-8", media.OCI_MANIFEST.upper(), f"  {media.OCI_MANIFEST}\t"):
        assert put(attacker, body, sent) == 201
        reply = attacker.send("GET", f"/v2/{REPOSITORY}/manifests/v1".encode())
        assert reply.given("content-type") == media.OCI_MANIFEST
    for sent in (
        f"{media.OCI_MANIFEST}, {media.OCI_INDEX}",
        f"{media.OCI_MANIFEST} {media.OCI_INDEX}",
        "{}".format("a" * 9000),
    ):
        assert put(attacker, body, sent) == 400


def test_a_type_that_is_sent_twice_is_refused(attacker: Attacker) -> None:
    with leaving(attacker.site):
        for kind in GOOD.values():
            for pair in itertools.product(TYPES, repeat=2):
                assert put(attacker, kind, *pair) == 400
