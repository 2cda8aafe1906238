"""Media types: which are manifests, RFC 6838's grammar, what a Content-Type boils down to."""

from __future__ import annotations

import pytest

from roadstead.oci import mediatypes


@pytest.mark.parametrize(
    ("media_type", "manifest", "index"),
    [
        (mediatypes.OCI_MANIFEST, True, False),
        (mediatypes.DOCKER_MANIFEST, True, False),
        (mediatypes.OCI_INDEX, True, True),
        (mediatypes.DOCKER_LIST, True, True),
        (mediatypes.DOCKER_SCHEMA1, False, False),
        (mediatypes.DOCKER_SCHEMA1_SIGNED, False, False),
        (mediatypes.OCI_CONFIG, False, False),
        (mediatypes.OCI_LAYER_ZSTD, False, False),
        ("application/json", False, False),
    ],
)
def test_kinds(media_type: str, manifest: bool, index: bool) -> None:
    assert mediatypes.is_manifest_type(media_type) is manifest
    assert mediatypes.is_index_type(media_type) is index


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("application/vnd.cncf.helm.config.v1+json", True),
        ("text/plain", True),
        ("a/b", True),
        ("x" * 127 + "/" + "y" * 127, True),
        ("x" * 128 + "/y", False),
        ("x/" + "y" * 128, False),
        ("application", False),
        ("application/", False),
        ("/json", False),
        ("a/b/c", False),
        ("a/b; charset=utf-8", False),
        ("a/b\n", False),
        ("a/ b", False),
        ("a/é", False),
        ("-a/b", False),
        ("", False),
    ],
)
def test_grammar(text: str, valid: bool) -> None:
    assert mediatypes.is_media_type(text) is valid


@pytest.mark.parametrize(
    ("content_type", "essence"),
    [
        (mediatypes.OCI_MANIFEST, mediatypes.OCI_MANIFEST),
        (mediatypes.OCI_MANIFEST + "; charset=utf-8", mediatypes.OCI_MANIFEST),
        (mediatypes.OCI_MANIFEST + " ;charset=utf-8;x=y", mediatypes.OCI_MANIFEST),
        ("Application/JSON", "application/json"),
        ("", ""),
        (";", ""),
    ],
)
def test_essence_of_a_content_type(content_type: str, essence: str) -> None:
    assert mediatypes.essence(content_type) == essence
