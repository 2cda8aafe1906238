"""Manifests that are refused: each with the code, and a message that names the field and the rule."""

from __future__ import annotations

from typing import Any

import pytest

from roadstead.errors import Refusal
from roadstead.oci import mediatypes
from roadstead.oci.manifest import DEFAULT, ManifestLimits, parse_manifest
from tests.unit.oci.bodies import descriptor, encode, image, index

BIG = 2**63


def refusal(body: bytes, content_type: str | None = None, limits: ManifestLimits = DEFAULT) -> Refusal:
    with pytest.raises(Refusal) as raised:
        parse_manifest(body, content_type, limits)
    assert raised.value.body()  # fit for the wire
    assert len(raised.value.message) < 600
    return raised.value


def layer(**more: Any) -> dict[str, Any]:
    """An image whose second layer is spoilt by `more`."""
    spoilt = {name: value for name, value in (descriptor("x") | more).items() if value is not ...}
    return image(layers=[descriptor("base"), spoilt])


@pytest.mark.parametrize(
    ("document", "parts"),
    [
        ([], ["not a JSON object"]),
        (None, ["not a JSON object"]),
        ("text", ["not a JSON object"]),
        ({}, ["schemaVersion must be 2"]),
        (image(schemaVersion=...), ["schemaVersion must be 2"]),
        (image(schemaVersion=1), ["schema 1"]),
        (image(schemaVersion=3), ["schemaVersion must be 2"]),
        (image(schemaVersion="2"), ["schemaVersion must be 2"]),
        (image(schemaVersion=2.0), ["int", "$.schemaVersion"]),
        (image(mediaType=7), ["str", "$.mediaType"]),
        (image(mediaType=...), ["neither Content-Type nor mediaType"]),
        (image(mediaType="application/json"), ["application/json", "not a media type of manifests"]),
        (image(mediaType=mediatypes.OCI_LAYER), ["not a media type of manifests"]),
        (image(mediaType=mediatypes.OCI_MANIFEST.upper()), ["not a media type of manifests"]),
        (image(mediaType="x" * 100_000), ["not a media type of manifests"]),
        (image(mediaType=mediatypes.DOCKER_SCHEMA1), ["schema 1"]),
        (image(mediaType=mediatypes.DOCKER_SCHEMA1_SIGNED), ["schema 1"]),
        (image(config=...), ["config is missing"]),
        (image(config=None), ["config is missing"]),
        (image(config="sha256:x"), ["object", "$.config"]),
        (image(config={}), ["required field", "$.config"]),
        (image(layers=...), ["layers is missing"]),
        (image(layers={}), ["array", "$.layers"]),
        (image(layers=[None]), ["object", "$.layers[0]"]),
        (image(layers=[[]]), ["object", "$.layers[0]"]),
        (image(manifests=[]), ["manifests does not belong"]),
        (image() | index(mediaType=mediatypes.OCI_MANIFEST), ["manifests does not belong"]),
        (image() | index(), ["does not belong"]),
        (index(layers=[]), ["layers does not belong"]),
        (index(config=descriptor("c")), ["config does not belong"]),
        (index(manifests=...), ["manifests is missing"]),
        (index(manifests=[descriptor("x") | {"platform": []}]), ["$.manifests[0].platform"]),
        (index(manifests=[descriptor("x") | {"platform": {"os": 1}}]), ["$.manifests[0].platform.os"]),
        (layer(mediaType=...), ["mediaType", "required", "$.layers[1]"]),
        (layer(mediaType=""), ["length >= 1", "$.layers[1].mediaType"]),
        (layer(mediaType="x" * 256), ["length <= 255", "$.layers[1].mediaType"]),
        (layer(digest=...), ["digest", "required", "$.layers[1]"]),
        (layer(digest=None), ["str", "$.layers[1].digest"]),
        (layer(digest=""), ["ALGORITHM:HEX", "$.layers[1]"]),
        (layer(digest="sha256:abc"), ["64 hexadecimal digits", "$.layers[1]"]),
        (layer(digest="sha256:" + "A" * 64), ["lower case", "$.layers[1]"]),
        (layer(digest="md5:" + "a" * 32), ["one of sha256, sha512", "$.layers[1]"]),
        (layer(digest="x" * 100_000), ["ALGORITHM:HEX", "$.layers[1]"]),
        (layer(size=...), ["size", "required", "$.layers[1]"]),
        (layer(size=-1), [">= 0", "$.layers[1].size"]),
        (layer(size=-BIG * BIG), [">= 0", "$.layers[1].size"]),
        (layer(size=BIG), ["<= 9223372036854775807", "$.layers[1].size"]),
        (layer(size=10**4000), ["<= 9223372036854775807", "$.layers[1].size"]),
        (layer(size=1.0), ["int", "$.layers[1].size"]),
        (layer(size=True), ["int", "bool", "$.layers[1].size"]),
        (layer(size="1"), ["int", "$.layers[1].size"]),
        (layer(size=None), ["int", "$.layers[1].size"]),
        (layer(urls="https://example.com"), ["array", "$.layers[1].urls"]),
        (layer(urls=[1]), ["str", "$.layers[1].urls[0]"]),
        (layer(annotations={"a": 1}), ["str", "$.layers[1].annotations"]),
        (layer(annotations=[]), ["object", "$.layers[1].annotations"]),
        (image(annotations={"a": None}), ["str", "$.annotations"]),
        (image(annotations={"urls": None}), ["str", "$.annotations"]),
        (image(subject="x"), ["object", "$.subject"]),
        (image(subject=descriptor("s") | {"digest": "s"}), ["ALGORITHM:HEX", "$.subject"]),
        (image(artifactType=1), ["str", "$.artifactType"]),
        (image(artifactType="signature"), ["artifactType", "RFC 6838"]),
        (image(artifactType="a/b; c=d"), ["artifactType", "RFC 6838"]),
        (image(config=descriptor("{}", mediatypes.OCI_EMPTY)), ["artifactType is missing"]),
        (image(layers=[descriptor("x"), descriptor("x") | {"size": 9}]), ["two sizes, 1 and 9"]),
        (image(Layers=[]), ["'Layers' is not 'layers'"]),
        (index(MANIFESTS=[]), ["'MANIFESTS' is not 'manifests'"]),
        (image(mediatype="a/b"), ["'mediatype' is not 'mediaType'"]),
        (image(layers=[descriptor("x", Digest="y")]), ["'Digest' is not 'digest'"]),
        (image(layers=[descriptor("x") | {"dige\u017ft": "y"}]), ["is not 'digest'"]),  # folds to an s
        (image(subject=descriptor("x", SIZE=1)), ["'SIZE' is not 'size'"]),
        (image(annotations={"a": "\0"}), ["NUL"]),
        (image(extra={"\0": 1}), ["NUL"]),
        (image(annotations={"a": "\ud800"}), ["surrogate"]),
        (image(extra=[{"\udfff": 1}]), ["surrogate"]),
    ],
)
def test_the_message_names_field_and_rule(document: object, parts: list[str]) -> None:
    found = refusal(encode(document))
    assert (found.code, found.status) == ("MANIFEST_INVALID", 400)
    assert [part for part in parts if part not in found.message] == [], found.message


@pytest.mark.parametrize(
    ("document", "content_type", "part"),
    [
        (image(), mediatypes.DOCKER_MANIFEST, "is not the Content-Type"),
        (image(), mediatypes.OCI_INDEX, "is not the Content-Type"),
        (index(), mediatypes.OCI_MANIFEST, "is not the Content-Type"),
        (image(mediaType=...), mediatypes.OCI_INDEX, "manifests is missing"),
        (index(mediaType=...), mediatypes.OCI_MANIFEST, "config is missing"),
        (image(mediaType=...), "", "neither Content-Type nor mediaType"),
        (image(mediaType=...), mediatypes.DOCKER_MANIFEST, "mediaType is missing"),
        (image(mediaType=None), mediatypes.DOCKER_MANIFEST, "mediaType is missing"),
        (index(mediaType=...), mediatypes.DOCKER_LIST, "mediaType is missing"),
        (image(), "application/json", "'application/json' is not a media type of manifests"),
        (image(), "application/octet-stream", "is not a media type of manifests"),
        (image(), mediatypes.DOCKER_SCHEMA1_SIGNED, "schema 1"),
        ({"schemaVersion": 1, "fsLayers": []}, mediatypes.DOCKER_SCHEMA1, "schema 1"),
        (image(), "\r\n\0", "is not a media type of manifests"),
    ],
)
def test_body_and_content_type_agree(document: object, content_type: str, part: str) -> None:
    found = refusal(encode(document), content_type)
    assert (found.code, found.status) == ("MANIFEST_INVALID", 400)
    assert part in found.message


LIMITS = ManifestLimits(size=3000, depth=8, containers=40, descriptors=10, annotations=100)


def nested(levels: int) -> dict[str, Any]:
    """An image that is `levels` deep."""
    deep: list[Any] = []
    for _ in range(levels - 2):
        deep = [deep]
    return image(extra=deep)


@pytest.mark.parametrize(
    ("least", "most", "part"),
    [
        (nested(9), nested(8), "deeper than 8 levels"),
        (image(extra=[[]] * 36), image(extra=[[]] * 34), "more than 40 JSON objects and arrays"),
        (image(layers=[descriptor("x")] * 10), image(layers=[descriptor("x")] * 9), "than 10 descriptors"),
        (image(annotations={"a": "é" * 50}), image(annotations={"a": "é" * 49}), "more than 100 bytes"),
        (
            image(annotations={"a": "b" * 49}, subject=None, config=descriptor("c", annotations={"a": "b" * 50})),
            image(annotations={"a": "b" * 49}, subject=None, config=descriptor("c", annotations={"a": "b" * 49})),
            "more than 100 bytes",
        ),
    ],
)
def test_limits_are_exact(least: object, most: object, part: str) -> None:
    """`least` is just over the limit, `most` just within."""
    parse_manifest(encode(most), None, LIMITS)
    found = refusal(encode(least), None, LIMITS)
    assert found.code == "MANIFEST_INVALID"
    assert part in found.message


def test_the_size_is_exact_and_has_its_own_code() -> None:
    body = encode(image())
    parse_manifest(body.ljust(DEFAULT.size), None)
    found = refusal(body.ljust(DEFAULT.size + 1))
    assert (found.code, found.status) == ("REQUEST_ENTITY_TOO_LARGE", 413)
    assert "4194304 bytes" in found.message


def test_brackets_in_strings_are_not_depth() -> None:
    brackets = '[{"\\' * 100
    assert parse_manifest(encode(image(annotations={"a": brackets})), None).annotations["a"] == brackets
