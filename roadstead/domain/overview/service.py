"""What others may ask to see at a glance. Every call blocks: a worker thread's work."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.overview import store
from roadstead.domain.overview.model import Found, FoundRepository, Statistics, Summary
from roadstead.domain.projects.model import Sight, Standing
from roadstead.domain.projects.service import counts_in, found_in, member_counts_in, repository_count_in
from roadstead.domain.quotas.service import usage

MOST = 100
"""Projects and repositories, each, that a search gives back."""


class Overview:
    """Reads over several domains, each on one snapshot."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def search(self, sight: Sight, part: str) -> Found:
        """The first projects and repositories, by name, whose names hold `part`."""
        return self.db.read(_search, sight, part)

    def statistics(self, sight: Sight) -> Statistics:
        """Numbers of what is seen."""
        return self.db.read(_statistics, sight)

    def summary(self, standing: Standing, *, members: bool, quota: bool) -> Summary:
        """A project in numbers; of members and quota only if the caller may know them."""
        return self.db.read(_summary, standing.project_id, members, quota)


def _search(tx: Tx, sight: Sight, part: str) -> Found:
    repositories = [
        FoundRepository(name, project_id, project, bool(public), pulls, artifacts)
        for name, project_id, project, public, pulls, artifacts in store.repositories(tx, sight, part, MOST)
    ]
    return Found(found_in(tx, sight, part, MOST), repositories)


def _statistics(tx: Tx, sight: Sight) -> Statistics:
    storage = store.storage(tx) if sight.everything else 0
    return Statistics(*counts_in(tx, sight, public=True), *counts_in(tx, sight, public=False), storage)


def _summary(tx: Tx, project_id: int, members: bool, quota: bool) -> Summary:
    return Summary(
        repository_count_in(tx, project_id),
        member_counts_in(tx, project_id) if members else None,
        usage(tx, project_id) if quota else None,
    )
