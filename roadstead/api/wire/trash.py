"""The trash and the history of tags, as `additions.json` writes them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.catalog.trash_model import Restored, TagChange, Trashed


class TrashItem(msgspec.Struct):
    """An act of deletion that can be undone."""

    id: int
    kind: str
    repository: str
    name: str
    digest: str
    username: str
    reason: str
    artifact_count: int
    deletion_time: str
    expiry_time: str


class TrashRestored(msgspec.Struct):
    """What has come back."""

    repository: str
    artifact_count: int
    tags: list[str]
    skipped_tags: list[str]


class TagHistory(msgspec.Struct, omit_defaults=True):
    """What a tag pointed at from then on; without a digest it was deleted."""

    id: int
    operation: str
    username: str
    time: str
    digest: str | None = None


TOLD = 1_000
"""Most names of tags that an answer tells."""


def item(found: Trashed) -> TrashItem:
    """As it is answered."""
    return TrashItem(
        id=found.id,
        kind=found.kind,
        repository=found.repository,
        name=found.name,
        digest=found.digest or "",
        username=found.actor,
        reason=found.reason,
        artifact_count=found.artifacts,
        deletion_time=iso(found.deleted_at),
        expiry_time=iso(found.expires_at),
    )


def restored(found: Restored) -> TrashRestored:
    """As it is answered."""
    return TrashRestored(found.repository, found.artifacts, list(found.tags[:TOLD]), list(found.skipped[:TOLD]))


def change(found: TagChange) -> TagHistory:
    """As it is answered."""
    return TagHistory(
        id=found.id,
        operation="delete" if found.digest is None else "push",
        username=found.actor,
        time=iso(found.at),
        digest=found.digest,
    )
