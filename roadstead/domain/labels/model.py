"""Labels and the rules of their texts, without I/O. Times are milliseconds since the epoch (UTC)."""

from __future__ import annotations

import re

import msgspec

from roadstead.errors import Refusal

NAME = 128
DESCRIPTION = 1024
"""Most characters."""

_COLOR = re.compile(r"(#[0-9A-Fa-f]{6})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Text(msgspec.Struct, frozen=True):
    """What people write of a label; `color` is `#RRGGBB` or empty."""

    name: str
    description: str = ""
    color: str = ""


class Label(msgspec.Struct, frozen=True):
    """A label; `project_id` is None for one of the system."""

    id: int
    text: Text
    project_id: int | None
    created_at: int
    updated_at: int


def check(text: Text) -> None:
    """Raises Refusal BAD_REQUEST that names field and rule."""
    if not 0 < len(text.name) <= NAME or not text.name.strip() or _CONTROL.search(text.name):
        raise Refusal("BAD_REQUEST", f"name must have 1 to {NAME} characters, without control characters")
    if len(text.description) > DESCRIPTION or "\0" in text.description:
        raise Refusal("BAD_REQUEST", f"description may have up to {DESCRIPTION} characters, without NUL")
    if not _COLOR.fullmatch(text.color):
        raise Refusal("BAD_REQUEST", "color must be like #0065AB, or empty")


def absent(label_id: int) -> Refusal:
    """NOT_FOUND, also for those that the caller may not know of."""
    return Refusal("NOT_FOUND", f"label {label_id} does not exist")
