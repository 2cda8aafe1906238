"""The referrers answer: an index that a client, and our own reader, understands."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from roadstead.oci.manifest import parse_manifest
from roadstead.oci.mediatypes import OCI_INDEX, OCI_MANIFEST
from roadstead.oci.referrers import Referrer, referrers_index
from tests.unit.oci.bodies import digest


def test_no_referrers_are_an_empty_index() -> None:
    body = referrers_index([])
    assert json.loads(body) == {"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": []}
    assert parse_manifest(body, OCI_INDEX).children == ()


def test_a_referrer_is_described_whole_and_without_empty_fields() -> None:
    signature = Referrer(digest("s"), OCI_MANIFEST, 7, "application/vnd.example.signature", {"a": "é"})
    bare = Referrer(digest("b"), OCI_MANIFEST, 8, None, {})
    assert json.loads(referrers_index(iter([signature, bare])))["manifests"] == [
        {
            "mediaType": OCI_MANIFEST,
            "digest": digest("s"),
            "size": 7,
            "artifactType": "application/vnd.example.signature",
            "annotations": {"a": "é"},
        },
        {"mediaType": OCI_MANIFEST, "digest": digest("b"), "size": 8},
    ]


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(st.lists(st.tuples(st.integers(0, 99), texts, st.dictionaries(texts, texts, max_size=3)), max_size=5))
def test_our_own_reader_finds_what_was_written(rows: list[tuple[int, str, dict[str, str]]]) -> None:
    referrers = [
        Referrer(digest(str(size)), OCI_MANIFEST, size, artifact_type, annotations)
        for size, artifact_type, annotations in rows
    ]
    children = parse_manifest(referrers_index(referrers), None).children
    assert [(one.digest, one.size, one.artifact_type or "", one.annotations or {}) for one in children] == [
        (one.digest, one.size, one.artifact_type or "", one.annotations or {}) for one in referrers
    ]
