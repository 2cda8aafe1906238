"""Times as the contract writes them."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(milliseconds: int) -> str:
    """RFC 3339 in UTC with milliseconds: `2024-05-01T12:30:00.000Z`."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


NEVER = "0001-01-01T00:00:00.000Z"
"""What clients of the contract take for no time at all."""


def iso_or_never(milliseconds: int) -> str:
    """The same; 0 is never."""
    return iso(milliseconds) if milliseconds else NEVER
