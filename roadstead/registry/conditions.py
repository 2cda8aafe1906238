"""Conditional requests (RFC 9110 §13): `If-None-Match` and `If-Range`; content has an entity tag and no date."""

from __future__ import annotations

from roadstead.registry.http import Request
from roadstead.registry.shelf import Entry
from roadstead.server.http import Answer


def not_modified(request: Request, digest: str) -> bool:
    """Whether the client has the content already."""
    asked = request.text(b"if-none-match")
    if asked is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    return "*" in tags or f'"{digest}"' in tags


def same_still(request: Request, digest: str) -> bool:
    """Whether a Range counts (§13.1.5): without If-Range, or when it names what there is, compared strongly."""
    asked = request.text(b"if-range")
    return asked is None or asked.strip() == f'"{digest}"'


def entry_answer(request: Request, entry: Entry) -> Answer:
    """The entry as 200, or 304 when the client has it."""
    if not_modified(request, entry.digest):
        return Answer(304, [field for field in entry.headers if field[0] != b"content-type"])
    return Answer(200, entry.headers, entry.body)
