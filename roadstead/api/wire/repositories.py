"""Repositories, as the contract writes them; sizes and the last pull are additions."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso, iso_or_never
from roadstead.domain.catalog.repositories import Repository as Kept


class Repository(msgspec.Struct, omit_defaults=True):
    """A repository; what was not asked for is left out."""

    id: int
    project_id: int
    name: str
    artifact_count: int
    pull_count: int
    creation_time: str
    update_time: str
    description: str = ""
    size: int | None = None
    unique_size: int | None = None
    pull_time: str | None = None


class Written(msgspec.Struct):
    """What is read of a repository that is changed: the rest follows from what is pushed."""

    description: str = ""


def repository(kept: Kept) -> Repository:
    """As it is answered."""
    return Repository(
        id=kept.id,
        project_id=kept.project_id,
        name=kept.name,
        artifact_count=kept.artifacts,
        pull_count=kept.pulls,
        creation_time=iso(kept.created_at),
        update_time=iso(kept.updated_at),
        description=kept.description,
        size=kept.size,
        unique_size=kept.unique_size,
        pull_time=None if kept.pulled_at is None else iso_or_never(kept.pulled_at),
    )
