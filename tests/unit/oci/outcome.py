"""A call that may be refused, as a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from roadstead.errors import Refusal

P = ParamSpec("P")
T = TypeVar("T")


def outcome(call: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T | Refusal:
    """What the call gives back, or the Refusal it raises, made sure to be fit for the wire."""
    try:
        return call(*arguments, **named)
    except Refusal as refusal:
        refusal.body().decode()
        return refusal
