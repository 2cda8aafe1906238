"""Metadata and allowlists, whatever is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.domain.projects.allowlist import allowlist, kept, read
from roadstead.domain.projects.rules import RULES, checked, split
from roadstead.errors import Refusal
from tests.unit.refusals import refused

T = TypeVar("T")
ANYTHING = st.text(max_size=40)
VALUES = ["true", "FALSE", "0", "high", "None", "-1", "00012", "doublestar", "regex", "a/**"]


def outcome(work: Callable[[], T]) -> T | Refusal:
    """What comes back, or the refusal."""
    try:
        return work()
    except Refusal as refusal:
        return refusal


@given(st.sampled_from(sorted(RULES)), ANYTHING | st.sampled_from(VALUES))
def test_what_is_kept_is_taken_again_as_it_is(name: str, value: str) -> None:
    first = outcome(lambda: checked({name: value}))
    if isinstance(first, Refusal):
        assert first.code == "BAD_REQUEST"
        assert f"metadata.{name}" in first.message
    else:
        assert checked(first) == first


@given(ANYTHING.filter(lambda name: name not in RULES))
def test_a_name_that_is_not_known_is_refused(name: str) -> None:
    with refused("BAD_REQUEST", "use one of public"):
        checked({name: "true"})


@pytest.mark.parametrize(
    ("metadata", "public", "expected"),
    [
        ({}, None, None),
        ({}, True, True),
        ({"public": "true"}, None, True),
        ({"public": "false"}, True, False),
        ({"public": "1"}, False, True),
    ],
)
def test_metadata_say_first_whether_it_is_public(
    metadata: dict[str, str], public: bool | None, expected: bool | None
) -> None:
    assert split({**metadata, "auto_scan": "t"}, public) == (expected, {"auto_scan": "true"})


@given(st.lists(st.text(min_size=1, max_size=9), unique=True, max_size=5), st.none() | st.integers(0, 1 << 39))
def test_an_allowlist_is_read_as_it_was_kept(cves: list[str], expires_at: int | None) -> None:
    made = outcome(lambda: allowlist(cves, expires_at))
    if isinstance(made, Refusal):
        assert made.code == "BAD_REQUEST"
    else:
        again = read(kept(made, 7))
        assert (again.cves, again.expires_at, again.updated_at) == (tuple(cves), expires_at, 7)


def test_an_allowlist_has_bounds() -> None:
    for cves, expires_at in (([f"CVE-{n}" for n in range(5_001)], None), (["C" * 129], None), (["a"], -1)):
        with refused("BAD_REQUEST", "cve_allowlist"):
            allowlist(cves, expires_at)
    assert kept(None, 7) is None
    assert read(None).cves == ()
