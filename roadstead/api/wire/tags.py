"""Tags, as the contract writes them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso, iso_or_never
from roadstead.domain.catalog.artifacts_model import Tag as Kept


class Tag(msgspec.Struct):
    """A tag; `immutable` is told only to those who ask."""

    id: int
    repository_id: int
    artifact_id: int
    name: str
    push_time: str
    pull_time: str
    immutable: bool


class Written(msgspec.Struct):
    """What is read of a tag that is made: the rest follows from the path."""

    name: str


def tag(kept: Kept) -> Tag:
    """As it is answered."""
    return Tag(
        id=kept.id,
        repository_id=kept.repository_id,
        artifact_id=kept.artifact_id,
        name=kept.name,
        push_time=iso(kept.pushed_at),
        pull_time=iso_or_never(kept.pulled_at),
        immutable=kept.immutable,
    )
