"""What the catalog knows, without I/O. Times are milliseconds since the epoch (UTC)."""

from __future__ import annotations

import time

import msgspec


def now_ms() -> int:
    """Now, in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


class Place(msgspec.Struct, frozen=True):
    """A repository that exists: its ids and its full name `project/path…`."""

    id: int
    project_id: int
    name: str


class StoredManifest(msgspec.Struct, frozen=True):
    """A manifest with its bytes, as a repository gives it out."""

    project_id: int
    digest: str
    media_type: str
    body: bytes


class StoredBlob(msgspec.Struct, frozen=True):
    """A blob as a repository may give it out; `key` is its place in the storage."""

    project_id: int
    digest: str
    size: int
    key: str


class Page(msgspec.Struct, frozen=True):
    """A page of names; `more` when others follow the last one."""

    items: list[str]
    more: bool
