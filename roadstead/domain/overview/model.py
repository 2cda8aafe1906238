"""Answers at a glance, without I/O."""

from __future__ import annotations

import msgspec

from roadstead.domain.projects.model import Detail, Role
from roadstead.domain.quotas.model import Usage


class Summary(msgspec.Struct, frozen=True):
    """A project in numbers; None for what the caller may not know."""

    repositories: int
    members: dict[Role, int] | None
    quota: Usage | None


class FoundRepository(msgspec.Struct, frozen=True):
    """A repository that a search found."""

    name: str
    project_id: int
    project: str
    public: bool
    pulls: int
    artifacts: int


class Found(msgspec.Struct, frozen=True):
    """What a search found, each by name."""

    projects: list[Detail]
    repositories: list[FoundRepository]


class Statistics(msgspec.Struct, frozen=True):
    """How much the caller sees; `storage` in bytes, 0 for those who do not see everything."""

    public_projects: int
    public_repositories: int
    private_projects: int
    private_repositories: int
    storage: int
