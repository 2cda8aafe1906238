"""Manifests that real tools push are taken, with what they name."""

from __future__ import annotations

from typing import Any

import pytest

from roadstead.oci import mediatypes
from roadstead.oci.manifest import Manifest, parse_manifest
from tests.unit.oci.bodies import descriptor, digest, encode, image, index

FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
COSIGN = "application/vnd.dev.cosign.simplesigning.v1+json"
HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json"
BUILD_CACHE = "application/vnd.buildkit.cacheconfig.v0"
EMPTY = descriptor("{}", mediatypes.OCI_EMPTY)


def read(document: object, content_type: str | None = None) -> Manifest:
    return parse_manifest(encode(document), content_type)


def docker_image() -> dict[str, Any]:
    return image(
        mediaType=mediatypes.DOCKER_MANIFEST,
        config=descriptor("config", mediatypes.DOCKER_CONFIG),
        layers=[descriptor("base", mediatypes.DOCKER_LAYER_GZIP)],
    )


def attested_index() -> dict[str, Any]:
    """An index as build tools write it with provenance: the attestation runs on unknown/unknown."""
    unknown = {"architecture": "unknown", "os": "unknown"}
    about = {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": digest("amd64"),
    }
    return index(
        manifests=[
            descriptor("amd64", mediatypes.OCI_MANIFEST, platform={"architecture": "amd64", "os": "linux"}),
            descriptor("attestation", mediatypes.OCI_MANIFEST, platform=unknown, annotations=about),
        ]
    )


@pytest.mark.parametrize(
    ("document", "content_type", "media_type", "artifact_type", "blobs"),
    [
        pytest.param(image(), mediatypes.OCI_MANIFEST, mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG,
                     ["config", "base", "application"], id="oci image"),
        pytest.param(image(mediaType=...), mediatypes.OCI_MANIFEST, mediatypes.OCI_MANIFEST,
                     mediatypes.OCI_CONFIG, ["config", "base", "application"], id="oci, silent body"),
        pytest.param(image(), None, mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG,
                     ["config", "base", "application"], id="oci, silent header"),
        pytest.param(image(), mediatypes.OCI_MANIFEST + "; charset=utf-8", mediatypes.OCI_MANIFEST,
                     mediatypes.OCI_CONFIG, ["config", "base", "application"], id="with a parameter"),
        pytest.param(docker_image(), mediatypes.DOCKER_MANIFEST, mediatypes.DOCKER_MANIFEST,
                     mediatypes.DOCKER_CONFIG, ["config", "base"], id="docker schema 2"),
        pytest.param(image(layers=[]), None, mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG, ["config"],
                     id="no layers"),
        pytest.param(image(layers=None), None, mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG, ["config"],
                     id="no layers, as Go writes an empty list"),
        pytest.param(image(layers=[descriptor("base")] * 3), None, mediatypes.OCI_MANIFEST,
                     mediatypes.OCI_CONFIG, ["config", "base"], id="one layer three times"),
        pytest.param(image(config=descriptor("{}", HELM_CONFIG), layers=[descriptor("chart", "a/b")]), None,
                     mediatypes.OCI_MANIFEST, HELM_CONFIG, ["{}", "chart"], id="helm chart"),
        pytest.param(image(layers=[descriptor("payload", COSIGN, annotations={"signature": "MEU="})]), None,
                     mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG, ["config", "payload"], id="cosign"),
        pytest.param(image(config=EMPTY | {"data": "e30="}, layers=[EMPTY], artifactType="application/x.y"),
                     None, mediatypes.OCI_MANIFEST, "application/x.y", ["{}"], id="artifact without content"),
        pytest.param(image(artifactType=""), None, mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG,
                     ["config", "base", "application"], id="empty artifact type"),
        pytest.param(image(layers=[descriptor("w", FOREIGN, urls=["https://example.com/w"])]), None,
                     mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG, ["config"], id="foreign layer"),
        pytest.param(image(layers=[descriptor("w", FOREIGN, urls=None)]), None,
                     mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG, ["config", "w"], id="foreign, no urls"),
        pytest.param(image(layers=[descriptor("w", urls=["https://example.com/w"])]), None,
                     mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG, ["config", "w"], id="urls, not foreign"),
        pytest.param(image(extra=[{"a": [1.5, None, 10**4000]}], layers=[descriptor("x", extra=[])]), None,
                     mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG, ["config", "x"], id="unknown fields"),
        pytest.param(image(annotations={"Layers": "x", "\uffff": "\U0001f6a2"}), None,
                     mediatypes.OCI_MANIFEST, mediatypes.OCI_CONFIG, ["config", "base", "application"],
                     id="any annotation"),
        pytest.param(index(), mediatypes.OCI_INDEX, mediatypes.OCI_INDEX, None, [], id="oci index"),
        pytest.param(index(mediaType=mediatypes.DOCKER_LIST), mediatypes.DOCKER_LIST, mediatypes.DOCKER_LIST,
                     None, [], id="docker list"),
        pytest.param(index(manifests=None), None, mediatypes.OCI_INDEX, None, [], id="empty index of Go"),
        pytest.param(index(config=None, layers=None), None, mediatypes.OCI_INDEX, None, [],
                     id="index, the image's fields null"),
        pytest.param(index(artifactType="a/b"), None, mediatypes.OCI_INDEX, "a/b", [], id="typed index"),
        pytest.param(attested_index(), None, mediatypes.OCI_INDEX, None, [], id="index with attestations"),
        pytest.param(index(manifests=[descriptor("layer"), descriptor("cache", BUILD_CACHE)]), None,
                     mediatypes.OCI_INDEX, None, ["layer", "cache"], id="build cache"),
    ],
)  # fmt: skip
def test_what_tools_push_is_taken(
    document: object, content_type: str | None, media_type: str, artifact_type: str | None, blobs: list[str]
) -> None:
    found = read(document, content_type)
    assert found.media_type == media_type
    assert found.artifact_type == artifact_type
    assert [blob.digest for blob in found.blobs] == sorted(map(digest, blobs))


def test_an_image_gives_its_fields() -> None:
    subject = descriptor("subject", mediatypes.OCI_MANIFEST)
    found = read(image(subject=subject, annotations={"a": "b"}))
    assert found.config is not None
    assert found.subject is not None
    assert (found.config.digest, found.config.size) == (digest("config"), 6)
    assert [layer.digest for layer in found.layers] == [digest("base"), digest("application")]
    assert found.subject.digest == digest("subject")
    assert found.annotations == {"a": "b"}
    assert found.children == ()


def test_a_subject_is_no_content() -> None:
    assert digest("s") not in {blob.digest for blob in read(image(subject=descriptor("s"))).blobs}


def test_an_index_gives_its_children_with_platforms() -> None:
    windows = {"architecture": "amd64", "os": "windows", "os.version": "10.0", "os.features": ["win32k"]}
    found = read(index(manifests=[descriptor("w", mediatypes.DOCKER_MANIFEST, platform=windows)]))
    platform = found.children[0].platform
    assert platform is not None
    assert (platform.architecture, platform.os, platform.os_version) == ("amd64", "windows", "10.0")
    assert platform.os_features == ("win32k",)
    assert found.layers == ()


def test_nested_indexes_are_children() -> None:
    found = read(index(manifests=[descriptor("i", mediatypes.OCI_INDEX)]))
    assert [child.digest for child in found.children] == [digest("i")]
    assert found.loose == ()


def test_foreign_layers_are_told_apart() -> None:
    layers = [descriptor("w", FOREIGN, urls=["https://example.com/w"]), descriptor("base")]
    assert [blob.digest for blob in read(image(layers=layers)).foreign] == [digest("w")]


def test_a_layer_foreign_and_plain_at_once_is_required() -> None:
    found = read(image(layers=[descriptor("w", FOREIGN, urls=["https://example.com/w"]), descriptor("w")]))
    assert digest("w") in {blob.digest for blob in found.blobs}
    assert found.foreign == ()


def test_digests_of_sha512_are_taken() -> None:
    long = "sha512:" + "a" * 128
    found = read(image(layers=[descriptor("x") | {"digest": long}]))
    assert found.layers[0].digest == long
