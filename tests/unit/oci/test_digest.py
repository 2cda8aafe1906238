"""Digests: the grammar, what is refused and why, hashes of known content."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.errors import Refusal
from roadstead.oci.digest import ALGORITHMS, digest_of, hasher, is_digest_like, parse_digest
from tests.unit.oci.outcome import outcome

EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@st.composite
def digests(draw: st.DrawFn) -> tuple[str, str]:
    algorithm = draw(st.sampled_from(sorted(ALGORITHMS)))
    length = ALGORITHMS[algorithm]
    return algorithm, draw(st.text("0123456789abcdef", min_size=length, max_size=length))


@given(digests())
def test_parts_of_a_digest_come_back(parts: tuple[str, str]) -> None:
    assert parse_digest(":".join(parts)) == parts
    assert is_digest_like(":".join(parts))


@given(st.binary(max_size=200), st.sampled_from(sorted(ALGORITHMS)))
def test_digest_of_content_is_a_digest(data: bytes, algorithm: str) -> None:
    text = digest_of(data, algorithm)
    assert parse_digest(text)[0] == algorithm
    piecewise = hasher(algorithm)
    piecewise.update(data[:7])
    piecewise.update(data[7:])
    assert text == f"{algorithm}:{piecewise.hexdigest()}"


@given(st.text(max_size=200))
def test_any_text_is_a_digest_or_refused(text: str) -> None:
    found = outcome(parse_digest, text)
    if isinstance(found, Refusal):
        assert (found.code, found.status) == ("DIGEST_INVALID", 400)
    else:
        algorithm, value = found
        assert re.fullmatch("[0-9a-f]+", value)
        assert len(value) == ALGORITHMS[algorithm]


def test_known_digests() -> None:
    assert digest_of(b"") == EMPTY
    assert digest_of(b"abc", "sha512").startswith("sha512:ddaf35a193617abacc417349ae204131")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "ALGORITHM:HEX"),
        ("latest", "ALGORITHM:HEX"),
        (EMPTY.removeprefix("sha256:"), "ALGORITHM:HEX"),
        ("md5:d41d8cd98f00b204e9800998ecf8427e", "one of sha256, sha512"),
        ("SHA256" + EMPTY.removeprefix("sha256"), "one of sha256, sha512"),
        (" " + EMPTY, "one of sha256, sha512"),
        ("sha256:", "64 hexadecimal digits, here are 0"),
        (EMPTY[:-1], "64 hexadecimal digits, here are 63"),
        (EMPTY + "0", "64 hexadecimal digits, here are 65"),
        (EMPTY + "\n", "64 hexadecimal digits, here are 65"),
        ("sha512" + EMPTY.removeprefix("sha256"), "128 hexadecimal digits, here are 64"),
        (EMPTY.upper().replace("SHA", "sha"), "lower case"),
        (EMPTY[:-1] + "g", "0-9 and a-f"),
        (EMPTY[:-1] + "\0", "0-9 and a-f"),
        (EMPTY[:-1] + "\u0665", "0-9 and a-f"),  # a digit, but Arabic
        ("sha256:" + "../" * 21 + "a", "0-9 and a-f"),
    ],
)
def test_what_is_no_digest_is_refused_with_the_rule(text: str, rule: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_digest(text)
    assert raised.value.code == "DIGEST_INVALID"
    assert rule in raised.value.message


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(Refusal) as raised:
        parse_digest("x" * 1_000_000)
    assert len(raised.value.message) < 400


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "SHA256", "", "shake_128"])
def test_unregistered_algorithms_have_no_hash(algorithm: str) -> None:
    with pytest.raises(Refusal) as raised:
        hasher(algorithm)
    assert raised.value.code == "DIGEST_INVALID"


@pytest.mark.parametrize("tag", ["latest", "v1.0", "sha256-abc.sig", ""])
def test_tags_are_not_meant_as_digests(tag: str) -> None:
    assert not is_digest_like(tag)
