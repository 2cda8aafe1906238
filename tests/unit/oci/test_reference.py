"""Names and tags: the grammar against examples, against a slow reader of it, and against bad input."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.errors import Refusal
from roadstead.oci.reference import (
    check_repository_name,
    check_tag,
    is_project_name,
    is_repository_name,
    is_tag,
)

ALPHANUMERIC = string.ascii_lowercase + string.digits
words = st.text(ALPHANUMERIC, min_size=1, max_size=6)
separators = st.one_of(st.sampled_from([".", "_", "__"]), st.integers(1, 5).map("-".__mul__))


@st.composite
def components(draw: st.DrawFn) -> str:
    text = draw(words)
    for _ in range(draw(st.integers(0, 3))):
        text += draw(separators) + draw(words)
    return text


@given(st.lists(components(), min_size=2, max_size=5).map("/".join).filter(lambda name: len(name) <= 255))
def test_names_made_by_the_grammar_are_names(name: str) -> None:
    assert is_repository_name(name)
    check_repository_name(name)


@given(st.text("ab01._-/A", max_size=14))
def test_names_are_those_of_a_slow_reader(name: str) -> None:
    assert is_repository_name(name) == (name.count("/") >= 1 and all(map(_is_component, name.split("/"))))


def _is_component(text: str) -> bool:
    """The grammar read as prose: words of letters and digits, between them one of the separators."""
    if not text or text[0] not in ALPHANUMERIC or text[-1] not in ALPHANUMERIC:
        return False
    gaps = "".join(character if character in "._-" else " " for character in text).split()
    known = all(gap in (".", "_", "__") or set(gap) == {"-"} for gap in gaps)
    return known and set(text) <= set(ALPHANUMERIC + "._-")


@given(st.text(max_size=300))
def test_any_text_is_a_name_or_refused(name: str) -> None:
    if is_repository_name(name):
        check_repository_name(name)
        assert is_project_name(name.partition("/")[0]) or "__" in name or "--" in name
    else:
        with pytest.raises(Refusal) as raised:
            check_repository_name(name)
        assert raised.value.code == "NAME_INVALID"
        assert raised.value.body()


@given(st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=128))
def test_tags_are_all_but_those_that_begin_with_a_mark(tag: str) -> None:
    assert is_tag(tag) == (tag[0] not in ".-")


@given(st.text(max_size=150))
def test_any_text_is_a_tag_or_refused(tag: str) -> None:
    if is_tag(tag):
        check_tag(tag)
        assert tag.isascii()
    else:
        with pytest.raises(Refusal) as raised:
            check_tag(tag)
        assert raised.value.code == "TAG_INVALID"
        assert raised.value.body()


@pytest.mark.parametrize(
    "name",
    ["library/alpine", "a/b", "0/1", "team.x/a_b/c__d/e---f/g.h", "a/" + "b" * 253, "/".join("a" * 128)],
)
def test_repository_names(name: str) -> None:
    assert is_repository_name(name)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("alpine", "names no project"),
        ("", "names no project"),
        ("a/" + "b" * 254, "at most 255"),
        pytest.param("a/" + "b-" * 500_000, "at most 255", id="a very long name"),
        ("library/", "lower case"),
        ("/alpine", "lower case"),
        ("library//alpine", "lower case"),
        ("Library/alpine", "lower case"),
        ("library/Alpine", "lower case"),
        ("library/alpine\n", "lower case"),
        ("library/a\0b", "lower case"),
        ("library/a..b", "lower case"),
        ("library/..", "lower case"),
        ("../etc/passwd", "lower case"),
        ("library/a___b", "lower case"),
        ("library/a._b", "lower case"),
        ("library/-a", "lower case"),
        ("library/a-", "lower case"),
        ("library/é", "lower case"),
        ("library/٣", "lower case"),
        ("library/a%2fb", "lower case"),
        ("library\\alpine", "names no project"),
        ("library/a:b", "lower case"),
    ],
)
def test_what_is_no_repository_name_is_refused_with_the_rule(name: str, rule: str) -> None:
    assert not is_repository_name(name)
    with pytest.raises(Refusal) as raised:
        check_repository_name(name)
    assert rule in raised.value.message
    assert len(raised.value.message) < 600


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("library", True),
        ("a", True),
        ("a.b_c-d", True),
        ("a" * 255, True),
        ("a" * 256, False),
        ("a__b", False),
        ("a--b", False),
        ("a/b", False),
        ("A", False),
        ("", False),
        (".a", False),
        ("a.", False),
        ("a\n", False),
    ],
)
def test_project_names(name: str, valid: bool) -> None:
    assert is_project_name(name) is valid


@pytest.mark.parametrize("tag", ["latest", "V1.0", "_", "_-.", "sha256-" + "0" * 64 + ".sig", "t" * 128])
def test_tags(tag: str) -> None:
    assert is_tag(tag)


@pytest.mark.parametrize(
    ("tag", "rule"),
    [
        ("", "letters, digits"),
        (".hidden", "the first neither"),
        ("-flag", "the first neither"),
        ("a b", "letters, digits"),
        ("a/b", "letters, digits"),
        ("a:b", "letters, digits"),
        ("a+b", "letters, digits"),
        ("latest\n", "letters, digits"),
        ("a\0", "letters, digits"),
        ("é", "letters, digits"),
        ("t" * 129, "at most 128"),
    ],
)
def test_what_is_no_tag_is_refused_with_the_rule(tag: str, rule: str) -> None:
    with pytest.raises(Refusal) as raised:
        check_tag(tag)
    assert rule in raised.value.message
