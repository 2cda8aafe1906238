"""What the catalog knows, without I/O. Times are milliseconds since the epoch (UTC)."""

from __future__ import annotations

import msgspec


class Place(msgspec.Struct, frozen=True):
    """A repository that exists: its ids and its full name `project/path…`.

    `hard`: what its project may hold, in bytes, as a push reads it; -1 for any amount.
    """

    id: int
    project_id: int
    name: str
    hard: int = -1


class Accessory(msgspec.Struct, frozen=True):
    """That an artifact belongs to the one with the digest `of`, as what: `signature.cosign`, …"""

    kind: str
    of: str


class Findings(msgspec.Struct, frozen=True):
    """What an artifact is. `extra_attrs`: JSON, as the API gives it out.

    `content_size`: bytes of the manifest, its configuration and layers; what an index lists is not in it.
    """

    kind: str
    config_media_type: str | None
    extra_attrs: str | None
    content_size: int
    accessory: Accessory | None


class Addition(msgspec.Struct, frozen=True):
    """What an artifact has to say beyond its attributes; `media_type` as a Content-Type."""

    content: bytes
    media_type: str


class StoredManifest(msgspec.Struct, frozen=True):
    """A manifest with its bytes, as a repository gives it out."""

    project_id: int
    digest: str
    media_type: str
    body: bytes


class StoredBlob(msgspec.Struct, frozen=True):
    """A blob as a repository may give it out; `key` is its place in the storage.

    `damaged`: the bytes there are known not to be it.
    """

    project_id: int
    digest: str
    size: int
    key: str
    damaged: bool = False


class LiveBlob(msgspec.Struct, frozen=True):
    """The row of a digest: how many bytes it has, which incarnation of it counts, whether that is damaged."""

    size: int
    incarnation: str
    damaged: bool = False


class Arrival(msgspec.Struct, frozen=True):
    """A blob of `size` bytes that came to a repository; its own file is `incarnation`, unless `whole` names another.

    `whole`: the incarnation that is live under this digest and whose file is there, whole.
    `damaged`: the live incarnation whose file is not.
    """

    repository: str
    digest: str
    size: int
    incarnation: str
    lease_seconds: int
    whole: str | None = None
    damaged: str | None = None


class Page(msgspec.Struct, frozen=True):
    """A page of names; `more` when others follow the last one."""

    items: list[str]
    more: bool


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """An artifact as rules about what stays see it; times are the latest of it and its tags, 0 for never pulled."""

    id: int
    digest: str
    pushed_at: int
    pulled_at: int
    tags: tuple[str, ...]
