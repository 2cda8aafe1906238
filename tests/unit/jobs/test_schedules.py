"""What the clock starts: once a fire whatever the nodes; late and once what was missed; however clocks are set."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.errors import Refusal
from roadstead.jobs import clockwork, monitor, queue, schedules
from roadstead.jobs.clockwork import Clockwork
from roadstead.jobs.model import SCHEDULE, SCHEDULER, NewTask
from roadstead.jobs.queue import Jobs
from roadstead.jobs.schedules import ScheduleRow
from tests.support.clock import Clock

HOUR = 3_600_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The wall clock of the nodes, at a full hour."""
    clock = Clock()
    clock.now -= clock.now % HOUR
    monkeypatch.setattr(clockwork, "now_ms", clock)
    return clock


def starter(tx: Tx, row: ScheduleRow) -> None:
    queue.start(tx, row.vendor_type, row.vendor_id, SCHEDULE, "", [NewTask("work", row.payload)])


@pytest.fixture
def node(database: Database) -> Clockwork:
    """A node's."""
    return Clockwork(database, {"WORK": starter})


def put(
    database: Database, clock: Clock, kind: str = "Hourly", cron: str = "", payload: dict[str, object] | None = None
) -> None:
    database.write(schedules.set_schedule, "WORK", 1, kind, cron, payload or {}, clock.now)


def count(jobs: Jobs) -> int:
    return jobs.executions(Listing(), "WORK", 1)[1]


def test_it_fires_when_the_time_has_come(database: Database, jobs: Jobs, node: Clockwork, clock: Clock) -> None:
    put(database, clock, payload={"deep": True})
    clock.now += HOUR - 1
    node.fire_due()
    assert count(jobs) == 0
    clock.now += 1
    node.fire_due()
    node.fire_due()
    (execution,), total = jobs.executions(Listing(), "WORK", 1)
    assert (total, execution.started_by) == (1, SCHEDULE)
    assert jobs.tasks(execution.id, Listing())[0][0].payload == {"deep": True}


def test_two_schedulers_fire_once(database: Database, jobs: Jobs, clock: Clock) -> None:
    put(database, clock)
    clock.now += HOUR
    nodes = [Clockwork(database, {"WORK": starter}) for _ in range(4)]
    at_once = threading.Barrier(len(nodes))

    def fire(one: Clockwork) -> None:
        at_once.wait()
        one.fire_due()

    threads = [threading.Thread(target=fire, args=(one,)) for one in nodes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(jobs) == 1


def test_what_was_missed_runs_once(database: Database, jobs: Jobs, node: Clockwork, clock: Clock) -> None:
    put(database, clock)
    clock.now += 30 * HOUR + 1
    node.fire_due()
    node.fire_due()
    assert count(jobs) == 1
    clock.now += HOUR
    node.fire_due()
    assert count(jobs) == 2


def test_a_clock_that_is_set_back_fires_nothing_twice(
    database: Database, jobs: Jobs, node: Clockwork, clock: Clock
) -> None:
    put(database, clock)
    clock.now += HOUR
    node.fire_due()
    clock.now -= HOUR
    for _ in range(4):
        node.fire_due()
        clock.now += HOUR // 4
    assert count(jobs) == 1
    clock.now += HOUR  # and one that is set forward costs no more than one fire
    node.fire_due()
    assert count(jobs) == 2


def test_a_fire_that_cannot_start_is_told_of_and_the_next_comes(database: Database, jobs: Jobs, clock: Clock) -> None:
    def refuse(tx: Tx, row: ScheduleRow) -> None:
        starter(tx, row)
        raise Refusal("CONFLICT", "the same is under way already")

    def fail(tx: Tx, row: ScheduleRow) -> None:
        raise ValueError("no")

    put(database, clock)
    for work, message in (
        (refuse, "not started: the same is under way already"),
        (fail, "not started: ValueError: no"),
    ):
        clock.now += HOUR
        node = Clockwork(database, {"WORK": work})
        node.fire_due()
        node.fire_due()
        execution = jobs.executions(Listing(), "WORK", 1)[0][0]
        assert (execution.status, execution.message, execution.metrics) == ("Error", message, {})
    assert count(jobs) == 2


def test_the_scheduler_pauses(database: Database, jobs: Jobs, node: Clockwork, clock: Clock) -> None:
    put(database, clock)
    database.write(monitor.pause, [SCHEDULER])
    clock.now += 5 * HOUR
    node.fire_due()
    assert count(jobs) == 0
    database.write(monitor.resume, [SCHEDULER])
    node.fire_due()
    assert count(jobs) == 1


def test_a_policy_has_one_schedule(database: Database, clock: Clock) -> None:
    find: Callable[[], ScheduleRow | None] = lambda: database.read(schedules.find, "WORK", 1)  # noqa: E731
    put(database, clock, "Daily")
    first = find()
    put(database, clock, "Custom", "0 15 * * * *")
    second = find()
    assert first is not None
    assert second is not None
    assert (first.id, first.cron) == (second.id, "0 0 0 * * *")
    assert (second.kind, second.cron, second.next_at) == ("Custom", "0 15 * * * *", clock.now + HOUR // 4)
    put(database, clock, "None")
    assert find() is None
    for kind, cron in (("Custom", ""), ("Custom", "5 0 * * * *"), ("Yearly", ""), ("Daily", "* * * * *")):
        with pytest.raises(Refusal) as refused:
            put(database, clock, kind, cron)
        assert refused.value.status == 400
        assert "schedule." in refused.value.message
