"""Where a page begins: a text that comes back as it was given, and nothing else does."""

from __future__ import annotations

import base64
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.db.keyset import After, condition, read_token
from roadstead.db.listing import Column
from roadstead.errors import Refusal

WHOLE = st.integers(-(2**63), 2**63 - 1)
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
AFTER = st.builds(After, TEXT, st.booleans(), WHOLE | TEXT, WHOLE)


@given(AFTER)
def test_a_token_comes_back_as_it_was_given(after: After) -> None:
    token = after.token()
    assert read_token(token) == after
    assert token.isascii()
    assert not set(token) & set("+/=&?# ")


@given(st.text() | AFTER.map(lambda after: after.token()[:-1]) | AFTER.map(lambda after: f"{after.token()}A"))
def test_any_other_text_is_refused_and_breaks_nothing(token: str) -> None:
    with suppress(Refusal):
        read_token(token)


@pytest.mark.parametrize(
    "said",
    [
        ["push_time", True, 2**63, 1],
        ["push_time", True, 1, -(2**63) - 1],
        ["push_time", True, 1.5, 1],
        ["push_time", True, None, 1],
        ["push_time", 1, 1, 1],
        ["push_time", True, "nul\0", 1],
        ["push_time", True],
        {"name": "push_time"},
        7,
    ],
)
def test_what_no_column_can_hold_is_refused(said: object) -> None:
    token = base64.urlsafe_b64encode(msgspec.json.encode(said)).decode()
    with pytest.raises(Refusal, match="page_token"):
        read_token(token)


@pytest.mark.parametrize(
    ("after", "fits"),
    [
        (After("size", True, 5, 1), True),
        (After("size", False, 5, 1), False),
        (After("id", True, 5, 1), False),
        (After("size", True, "5", 1), False),
    ],
)
def test_a_place_is_one_in_its_own_order(after: After, fits: bool) -> None:
    column = Column("m.size", "number")
    if fits:
        assert condition(after, "size", column, True, "m.id") == (" AND (m.size, m.id) < (?, ?)", [5, 1])
    else:
        with pytest.raises(Refusal, match="page_token"):
            condition(after, "size", column, True, "m.id")
