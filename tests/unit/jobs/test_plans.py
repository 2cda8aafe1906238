"""What jobs ask of the database: indexes bear it, and it stays the same however many wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from roadstead.db.database import Database
from roadstead.db.listing import Filter, Listing
from roadstead.db.sqlite import SqliteDatabase
from roadstead.db.tx import Row
from roadstead.jobs import monitor, queue, schedules, work_store
from roadstead.jobs.clockwork import Clockwork
from roadstead.jobs.model import ERROR, MANUAL, SUCCESS, Kind, NewTask
from roadstead.jobs.queue import Jobs
from tests.support.explain import toil
from tests.support.statements import Noting
from tests.unit.jobs.test_nodes import Party, start

SMALL = ("FROM worker_pool", "FROM schedule", "FROM paused")
"""Tables of few rows."""
PARTS = ("FROM task WHERE status = 'Running'", "FROM task WHERE status = 'Pending' GROUP BY", "SELECT EXISTS")
"""What is read from end to end: an index of nothing but the rows that are asked for."""


@pytest.fixture
def noting(database: Database) -> Noting:
    """The database with a notebook."""
    return Noting(database)


def ways(noting: Noting, url: str) -> list[tuple[str, str]]:
    found = [(way, note.sql) for note in noting.notes for way in toil(url, note, possible=True)]
    return [(way, sql) for way, sql in found if not any(part in sql for part in (*SMALL, *PARTS))]


def grow(database: Database, jobs: Jobs) -> None:
    """So much that a planner thinks twice."""
    for policy in range(300):
        jobs.start("WORK", 2 + policy, MANUAL, "ann", [NewTask("work")] * 10)
    database.write(lambda tx: tx.run("ANALYZE"))


def test_what_a_node_looks_at_is_in_small_indexes(database: Database, jobs: Jobs) -> None:
    grow(database, jobs)
    (sql, args), plan = outlook(database), "EXPLAIN"
    if isinstance(database, SqliteDatabase):
        plan = "EXPLAIN QUERY PLAN"
    told = "\n".join(str(row) for row in database.read(lambda tx: tx.all(f"{plan} {sql}", *args)))
    for index in ("task_later", "task_running", "task_waiting"):
        assert index in told
    assert "TEMP B-TREE" not in told
    assert "Seq Scan on task" not in told


def outlook(database: Database) -> tuple[str, Row]:
    noting = Noting(database)
    noting.read(work_store.outlook, ["work", "other"], [])
    return noting.notes[0].sql, noting.notes[0].args


def work(noting: Noting, jobs: Jobs, party: Party) -> None:
    """From the queue to the end, and what people ask meanwhile."""
    party.lookout.promote()
    party.lookout.look(["work", "other"])
    run = party.claim()
    assert run is not None
    party.listen()
    run.log("x")
    run.beat()
    run.add([NewTask("work"), NewTask("work", only_one="x")])
    run.leave(ERROR, "no", 1)
    jobs.execution(run.execution_id)
    jobs.tasks(run.execution_id, Listing())
    jobs.tasks(run.execution_id, Listing(filters=(Filter("status", "is", (SUCCESS,)),)))
    jobs.executions(Listing(), "WORK", 1)
    list(jobs.log(run.task_id))
    jobs.stop_task(run.task_id + 1)
    jobs.stop(run.execution_id)
    noting.write(monitor.pause, ["other"])
    noting.write(monitor.resume, ["other"])
    noting.read(monitor.pools)
    monitor.stop_waiting(cast("Database", noting), ["other"], "ann")
    jobs.forget(1 << 60, ["WORK"], 1)


def test_indexes_bear_it(noting: Noting, database_url: str, first_on: Callable[[], Party]) -> None:
    jobs = Jobs(cast("Database", noting))
    start(jobs, 3)
    noting.write(schedules.set_schedule, "WORK", 1, "Hourly", "", {}, 0)
    Clockwork(cast("Database", noting), {"WORK": lambda tx, row: None}).fire_due()
    work(noting, jobs, first_on())
    grow(noting.db, jobs)
    assert ways(noting, database_url) == []


def test_it_takes_as_many_statements_however_many_wait(noting: Noting, first_on: Callable[[], Party]) -> None:
    jobs, party, counts = Jobs(cast("Database", noting)), first_on(), []
    for more in (10, 2_000):
        execution_id = start(jobs, more)
        noting.notes.clear()
        party.lookout.look(["work"])
        run = party.claim()
        assert run is not None
        run.leave(SUCCESS, "", 0)
        counts.append(len(noting.notes))
        jobs.stop(execution_id)
    assert counts[0] == counts[1] <= 8


def test_a_thousand_tasks_are_made_in_few_statements(noting: Noting) -> None:
    noting.write(queue.start, "WORK", 1, MANUAL, "ann", [NewTask("work")] * 1_000)
    assert len(noting.notes) == 2


@pytest.fixture
def first_on(noting: Noting, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Party]:
    """A node on the noting database."""

    def make() -> Party:
        kind = Kind("work", lambda run: None, lease_seconds=30.0)
        return Party(cast("Database", noting), tmp_path_factory.mktemp("nodes"), "first", kind)

    return make
