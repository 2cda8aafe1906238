"""JSON of one meaning: random texts and hostile ones end in a value or a Refusal, never otherwise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.errors import Refusal
from roadstead.oci import mediatypes, strictjson
from roadstead.oci.manifest import DEFAULT, parse_manifest
from tests.unit.oci.bodies import descriptor, digest, encode, image, index
from tests.unit.oci.outcome import outcome

SIZE = DEFAULT.size

texts = st.text(max_size=6)
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4))
FIELDS = ["schemaVersion", "mediaType", "config", "layers", "manifests", "subject", "annotations",
          "artifactType", "digest", "size", "urls", "platform", "Layers"]  # fmt: skip
likely = st.recursive(
    st.one_of(scalars, st.just(2), st.just(digest("x")), st.sampled_from(sorted(mediatypes.MANIFEST_TYPES))),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5)
        | st.fixed_dictionaries({"mediaType": texts, "digest": st.just(digest("x")), "size": inner})
    ),
)


def refused(body: bytes) -> str:
    with pytest.raises(Refusal) as raised:
        parse_manifest(body, mediatypes.OCI_MANIFEST)
    assert raised.value.code == "MANIFEST_INVALID"
    return raised.value.message


@given(st.binary(max_size=60))
def test_any_bytes_are_refused(body: bytes) -> None:
    assert refused(body)


@given(values)
def test_any_json_is_refused(value: object) -> None:
    assert refused(encode(value))


@given(
    st.sampled_from([image(), index()]),
    st.dictionaries(st.sampled_from(FIELDS), likely, max_size=4),
)
def test_manifests_with_odd_fields_are_read_or_refused(whole: dict[str, Any], odd: dict[str, Any]) -> None:
    found = outcome(parse_manifest, encode(whole | odd), None)
    if isinstance(found, Refusal):
        assert found.code == "MANIFEST_INVALID"
    else:
        assert found.media_type in mediatypes.MANIFEST_TYPES
        assert [blob.digest for blob in found.blobs] == sorted({blob.digest for blob in found.blobs})


@given(values)
def test_what_is_read_is_what_was_written(value: object) -> None:
    written = json.dumps(value)
    read = outcome(strictjson.read, written.encode(), 32, 1000)
    if isinstance(read, Refusal):
        assert "NUL" in read.message or "surrogate" in read.message
    else:
        assert read == json.loads(written)


@given(values.map(lambda value: json.dumps(value, ensure_ascii=False)), st.data())
def test_depth_is_that_of_a_slow_reader(text: str, data: st.DataObject) -> None:
    depth = data.draw(st.integers(0, 5))
    deepest = _depth(json.loads(text))
    found = outcome(strictjson.read, text.encode(errors="replace"), depth, 1000)
    too_deep = isinstance(found, Refusal) and "deeper" in found.message
    assert too_deep == (deepest > depth)


def _depth(value: object) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def doubled(document: object, name: str) -> bytes:
    """The document with one more field `name`, null, in the object that has it first."""
    return encode(document).replace(f'"{name}":'.encode(), f'"{name}": null, "{name}":'.encode(), 1)


@pytest.mark.parametrize(
    ("document", "name"),
    [
        *((image(), name) for name in ("schemaVersion", "mediaType", "config", "layers", "digest", "size")),
        (index(), "manifests"),
        (index(), "architecture"),
        (image(subject=descriptor("s")), "subject"),
        (image(annotations={"a": "b"}), "a"),
        (image(layers=[descriptor("x", annotations={"deep": "b"})]), "deep"),
        (image(extra=[[{"unknown": [{"deeper": 1}]}]]), "deeper"),
    ],
)
def test_doubled_names_are_refused_at_every_level(document: object, name: str) -> None:
    parse_manifest(encode(document), None)
    assert f"the name {name!r} occurs twice" in refused(doubled(document, name))


def test_a_name_doubled_by_an_escape_is_doubled() -> None:
    body = encode(image()).replace(b'"layers":', b'"l\\u0061yers": [], "layers":')
    assert "the name 'layers' occurs twice" in refused(body)


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"{} {}", "not JSON"),
        (b"{'a': 1}", "not JSON"),
        (b'{"a": 1,}', "not JSON"),
        (b'{"a": 01}', "not JSON"),
        (b'{"a": "\n"}', "not JSON"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": -Infinity}', "-Infinity is no number"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b'{"a": "\xff"}', "not UTF-8, at byte 7"),
        (b'{"a": "\xed\xa0\x80"}', "not UTF-8"),  # a surrogate
        (b'{"a": "\xc0\x80"}', "not UTF-8"),  # NUL the long way
        ("{}".encode("utf-16"), "not UTF-8"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too many digits"),
    ],
)
def test_texts_that_readers_take_differently_are_refused(body: bytes, part: str) -> None:
    assert part in refused(body)


def fill(unit: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    """As many units as make up the largest body that is read."""
    return before + unit * ((SIZE - len(before) - len(after)) // len(unit)) + after


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(fill(b"["), id="arrays that open"),
        pytest.param(b"[" * (SIZE // 2) + b"]" * (SIZE // 2), id="arrays that close again"),
        pytest.param(fill(b'{"a":'), id="objects that open"),
        pytest.param(b"[" * 40_000 + b"]" * 40_000, id="deep, few enough"),
        pytest.param(b'{"schemaVersion":2,"x":' + b'{"a":' * 40 + b"1" + b"}" * 41, id="just too deep"),
        pytest.param(fill(b"[],", b"[", b"0]"), id="many arrays"),
        pytest.param(fill(b'{"a":{}},', b"[", b"0]"), id="many objects"),
        pytest.param(fill(b'\\"', b'"'), id="a string of quotes without end"),
        pytest.param(fill(b'"'), id="quotes"),
        pytest.param(fill(b"\\"), id="backslashes"),
        pytest.param(fill(b'"[', b"["), id="quotes and brackets"),
        pytest.param(fill(b"9"), id="one number"),
        pytest.param(fill(b"9" * 4000 + b",", b"[", b"0]"), id="long numbers"),
        pytest.param(fill(b"1e400,", b"[", b"0]"), id="numbers beyond floats"),
        pytest.param(fill(b'"\\ud800",', b"[", b"0]"), id="half surrogates"),
        pytest.param(fill(b" "), id="nothing but space"),
        pytest.param(fill(b"]"), id="brackets that close"),
    ],
)
def test_the_largest_hostile_texts_are_refused(body: bytes) -> None:
    assert refused(body)


def test_a_name_doubled_among_very_many_is_found() -> None:
    names = ",".join(f'"{number}":1' for number in range(200_000))
    assert "the name '199999' occurs twice" in refused(f'{{{names},"199999":1}}'.encode())
