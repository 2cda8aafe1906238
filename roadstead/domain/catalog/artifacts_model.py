"""Artifacts as lists and answers show them, without I/O. Times are milliseconds since the epoch, 0 for never."""

from __future__ import annotations

import msgspec

from roadstead.db.keyset import After
from roadstead.domain.labels.model import Label
from roadstead.oci.descriptor import Descriptor


class Wanted(msgspec.Struct, frozen=True):
    """What is to be told of each artifact; `inherited`: accessories of the indexes that list it."""

    tags: bool = True
    labels: bool = False
    accessories: bool = False
    inherited: bool = False
    immutable: bool = False


class Tag(msgspec.Struct, frozen=True):
    """A tag; `immutable` is False as well when nobody asked for it."""

    id: int
    repository_id: int
    artifact_id: int
    name: str
    pushed_at: int
    pulled_at: int
    immutable: bool = False


class Attached(msgspec.Struct, frozen=True):
    """An accessory beside its subject; `size` in bytes, with what it holds."""

    id: int
    subject_id: int
    subject_digest: str
    repository: str
    kind: str
    digest: str
    size: int
    pushed_at: int


class Listed(msgspec.Struct, frozen=True):
    """What an index lists. `child_id` is None for what is not here; `said` for what nobody has read."""

    parent_id: int
    child_id: int | None
    digest: str
    said: Descriptor | None = None


class Row(msgspec.Struct, frozen=True):
    """An artifact by itself. `extra_attrs` and `annotations` are JSON; `size` in bytes, with what it holds."""

    id: int
    project_id: int
    repository_id: int
    repository: str
    digest: str
    media_type: str
    config_media_type: str | None
    artifact_type: str | None
    kind: str | None
    size: int
    extra_attrs: str | None
    pushed_at: int
    pulled_at: int
    annotations: str | None


class Artifact(Row, frozen=True, kw_only=True):
    """An artifact with what hangs on it. `unique_size`: bytes that nothing else in the registry names, or None."""

    tags: list[Tag] = []
    labels: list[Label] = []
    accessories: list[Attached] = []
    inherited: list[Attached] = []
    references: list[Listed] = []
    unique_size: int | None = None


class Page(msgspec.Struct, frozen=True):
    """A page of artifacts; `total` of all pages, None when it was not counted; `after`: where the next one begins."""

    items: list[Artifact]
    total: int | None
    after: After | None
