"""Patterns of names: what they mean, what is refused, and that none of them takes long."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.kit.globs import PatternError, compiled, matches

YES = [
    ("**", "team/app"),
    ("**", ""),
    ("*", "v1.0-rc_1"),
    ("v*", "v"),
    ("v?.*", "v1.22"),
    ("{v*,release-*}", "release-7"),
    ("{v{1,2},x}.0", "v2.0"),
    ("[0-9].[!0-9]", "1.x"),
    ("[^a-c]", "d"),
    ("[a-]", "-"),
    ("a/*/c", "a/b/c"),
    ("a/**/c", "a/c"),
    ("a/**/c", "a/b/b/c"),
    ("**/c", "c"),
    ("a/**", "a/b/c"),
    ("a**", "a/b"),
    (r"\*", "*"),
    (r"[\]]", "]"),
    ("a,b}", "a,b}"),
    ("{,x}y", "y"),
]
NO = [
    ("*", "team/app"),
    ("?", "/"),
    ("?", ""),
    ("[!a]", "/"),
    ("v*", "V1"),
    ("v1", "v10"),
    ("a/**/c", "ac"),
    ("a/**/c", "a/bc"),
    ("a/**", "a"),
    ("*/*", "a/b/c"),
    ("{a,b}", "ab"),
    ("v1.0", "v1x0"),
]


@pytest.mark.parametrize(("pattern", "name"), YES)
def test_it_is_meant(pattern: str, name: str) -> None:
    assert matches(pattern, name)


@pytest.mark.parametrize(("pattern", "name"), NO)
def test_it_is_not_meant(pattern: str, name: str) -> None:
    assert not matches(pattern, name)


@pytest.mark.parametrize("pattern", ["", "[", "[]", "[a", "{a", "{a,{b}", "a\\", "[z-a]", "x" * 1025, "\0", "{" * 11])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compiled(pattern)


@given(
    st.text(alphabet="ab/*?", max_size=12).filter(lambda text: text and "**" not in text), st.text("ab/", max_size=8)
)
def test_stars_and_marks_are_as_in_a_regular_expression(pattern: str, name: str) -> None:
    as_regex = "".join({"*": "[^/]*", "?": "[^/]"}.get(c, c) for c in pattern)
    assert matches(pattern, name) == (re.fullmatch(as_regex, name) is not None)


@given(st.text("ab*/", max_size=8).filter(bool), st.text("ab?", max_size=8).filter(bool), st.text("ab/", max_size=8))
def test_braces_are_either(one: str, other: str, name: str) -> None:
    assert matches(f"{{{one},{other}}}", name) == (matches(one, name) or matches(other, name))


@given(st.text(max_size=40).filter(lambda text: "\0" not in text and text))
def test_every_name_can_be_meant_to_the_letter(name: str) -> None:
    assert matches("".join(f"\\{c}" for c in name), name)


@given(st.text("[]{}*?\\,ab-!^/", max_size=40), st.text("ab/", max_size=20))
def test_whatever_is_written_is_answered(pattern: str, name: str) -> None:
    with contextlib.suppress(PatternError):
        assert matches(pattern, name) in (True, False)


def test_no_pattern_takes_long() -> None:
    """What would take a backtracking matcher longer than the universe is old."""
    assert not matches("*a" * 300 + "b", "a" * 255)
    assert not matches("{a,*}" * 150 + "b", "a" * 255)
    assert not matches("**/a" * 200 + "b", "a/" * 127)


@given(st.characters(max_codepoint=255, exclude_characters="\0"), st.sampled_from(["+-9", ".-0", "/-z", "#-/", "/"]))
def test_a_class_is_never_a_slash(name: str, ranges: str) -> None:
    low, high = ranges[0], ranges[-1]
    assert matches(f"[{ranges}]", name) == (low <= name <= high and name != "/")
    assert matches(f"[^{ranges}]", name) == (not low <= name <= high and name != "/")
