"""Expect a refusal by its code and words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from roadstead.errors import Refusal


@contextmanager
def refused(code: str, words: str = "") -> Iterator[None]:
    """What is done inside must raise a Refusal with this code, whose message holds these words."""
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.code == code
    assert words in caught.value.message
