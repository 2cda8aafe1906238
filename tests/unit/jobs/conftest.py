"""Nodes that work on jobs of a database of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from roadstead.db.database import Database
from roadstead.jobs.model import Kind
from roadstead.jobs.queue import Jobs
from roadstead.jobs.schedules import Starter
from roadstead.jobs.workers import Workers
from tests.support.patience import eventually

Node = Callable[..., Workers]


@pytest.fixture
def jobs(database: Database) -> Jobs:
    """The service."""
    return Jobs(database)


@pytest.fixture
def node(database: Database, tmp_path: Path) -> Iterator[Node]:
    """`node([Kind(…)])`: a node that works from now on, until the test ends."""
    begun: list[Workers] = []

    def begin(kinds: Sequence[Kind], starters: Mapping[str, Starter] | None = None, lanes: int = 2) -> Workers:
        workers = Workers(database, kinds, starters or {}, tmp_path / "nodes", lanes)
        begun.append(workers)
        workers.begin()
        return workers

    yield begin
    for one in begun:
        one.ask()
    for one in begun:
        one.end(20)


def ended(jobs: Jobs, execution_id: int) -> str:
    """The status in which the execution ends."""
    assert eventually(lambda: jobs.execution(execution_id).ended_at is not None)
    return jobs.execution(execution_id).status
