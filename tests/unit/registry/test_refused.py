"""Who is told to come back later is told when."""

from __future__ import annotations

import pytest

from roadstead.errors import CODES, Refusal
from roadstead.registry.http import refused

LATER = (429, 503)


@pytest.mark.parametrize("code", CODES)
def test_later_has_a_time(code: str) -> None:
    answer = refused(Refusal(code))
    times = [value for name, value in answer.headers if name == b"retry-after"]
    assert len(times) == (answer.status in LATER)
    assert all(int(value) > 0 for value in times)


def test_the_refusals_own_time_counts() -> None:
    answer = refused(Refusal("TOOMANYREQUESTS", headers=((b"retry-after", b"77"),)))
    assert [value for name, value in answer.headers if name == b"retry-after"] == [b"77"]
