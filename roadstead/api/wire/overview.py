"""Search, statistics and a project's summary as the contract writes them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.projects import Project, project_of
from roadstead.domain.overview.model import Found, FoundRepository, Statistics, Summary
from roadstead.domain.projects.model import Role
from roadstead.domain.quotas.model import STORAGE


class ProjectSummaryQuota(msgspec.Struct):
    """Bytes under the name `storage`; a limit of -1 is none."""

    hard: dict[str, int]
    used: dict[str, int]


class ProjectSummary(msgspec.Struct, omit_defaults=True):
    """A project in numbers."""

    repo_count: int
    project_admin_count: int | None = None
    maintainer_count: int | None = None
    developer_count: int | None = None
    guest_count: int | None = None
    limited_guest_count: int | None = None
    quota: ProjectSummaryQuota | None = None


def summary_of(found: Summary) -> ProjectSummary:
    """As it is answered."""
    answer = ProjectSummary(found.repositories)
    if (counts := found.members) is not None:
        answer.project_admin_count = counts.get(Role.projectAdmin, 0)
        answer.maintainer_count = counts.get(Role.maintainer, 0)
        answer.developer_count = counts.get(Role.developer, 0)
        answer.guest_count = counts.get(Role.guest, 0)
        answer.limited_guest_count = counts.get(Role.limitedGuest, 0)
    if found.quota is not None:
        answer.quota = ProjectSummaryQuota({STORAGE: found.quota.hard}, {STORAGE: found.quota.used})
    return answer


class SearchRepository(msgspec.Struct):
    """A repository that was found."""

    project_id: int
    project_name: str
    project_public: bool
    repository_name: str
    pull_count: int
    artifact_count: int


class Search(msgspec.Struct):
    """What was found."""

    project: list[Project]
    repository: list[SearchRepository]


def search_of(found: Found) -> Search:
    """As it is answered."""
    return Search([project_of(one) for one in found.projects], [_repository(one) for one in found.repositories])


def _repository(found: FoundRepository) -> SearchRepository:
    return SearchRepository(found.project_id, found.project, found.public, found.name, found.pulls, found.artifacts)


class Statistic(msgspec.Struct):
    """How much there is for the caller."""

    private_project_count: int
    private_repo_count: int
    public_project_count: int
    public_repo_count: int
    total_project_count: int
    total_repo_count: int
    total_storage_consumption: int


def statistic_of(found: Statistics) -> Statistic:
    """As it is answered."""
    return Statistic(
        private_project_count=found.private_projects,
        private_repo_count=found.private_repositories,
        public_project_count=found.public_projects,
        public_repo_count=found.public_repositories,
        total_project_count=found.private_projects + found.public_projects,
        total_repo_count=found.private_repositories + found.public_repositories,
        total_storage_consumption=found.storage,
    )
