"""Several nodes: a task that a node left behind is taken up by another, and no run speaks for a task it has lost."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.jobs import lookout
from roadstead.jobs.lookout import Lookout
from roadstead.jobs.model import MANUAL, SUCCESS, Kind, NewTask, Stopped
from roadstead.jobs.presence import Presence
from roadstead.jobs.queue import Jobs
from roadstead.jobs.run import Run
from tests.support.patience import eventually
from tests.unit.jobs.conftest import Node, ended

KIND = Kind("work", lambda run: None, runs=2, lease_seconds=30.0)


class Steady:
    """Stands for the steady clock of who listens."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> Steady:
    """Time passes by hand, for listeners."""
    clock = Steady()
    monkeypatch.setattr(lookout, "elapsed", clock)
    return clock


class Party:
    """A node without threads: each step by hand."""

    def __init__(self, database: Database, folder: Path, name: str, kind: Kind = KIND) -> None:
        self.db = database
        self.presence = Presence(folder, name)
        self.lookout = Lookout(database, self.presence, {kind.name: kind}, [])

    def claim(self) -> Run | None:
        """A run of the next task."""
        claim = self.lookout.claim(KIND.name)
        return None if claim is None else Run(self.db, claim, self.presence.node, 30.0, threading.Event())

    def listen(self) -> None:
        """Look at what the others do."""
        self.lookout.end_silent(self.lookout.look([]).running, set())


@pytest.fixture
def first(database: Database, tmp_path: Path) -> Party:
    """A node."""
    return Party(database, tmp_path / "nodes", "first")


@pytest.fixture
def second(database: Database, tmp_path: Path) -> Party:
    """Another."""
    return Party(database, tmp_path / "nodes", "second")


def start(jobs: Jobs, count: int = 1) -> int:
    return jobs.start("WORK", 1, MANUAL, "ann", [NewTask("work")] * count)


def statuses(jobs: Jobs, execution_id: int) -> list[tuple[str, int]]:
    return [(task.status, task.run_count) for task in jobs.tasks(execution_id, Listing())[0]]


def test_a_silent_node_loses_its_task_after_the_lease(jobs: Jobs, first: Party, second: Party, steady: Steady) -> None:
    execution_id = start(jobs)
    lost = first.claim()
    assert lost is not None
    second.listen()
    steady.now += 29
    second.listen()
    assert second.claim() is None
    steady.now += 2
    second.listen()
    run = second.claim()
    assert run is not None
    assert (run.task_id, run.run_count) == (lost.task_id, 2)
    lost.log("I am still there")
    lost.beat()
    with pytest.raises(Stopped):
        lost.check()
    assert not lost.leave("Error", "spoken by the dead", 1)
    with pytest.raises(Stopped):
        jobs.db.write(lost.hold)
    with pytest.raises(Stopped):
        lost.add([NewTask("work")])
    run.check()
    assert run.leave(SUCCESS, "", 0)
    assert statuses(jobs, execution_id) == [(SUCCESS, 2)]
    assert "".join(jobs.log(run.task_id)) == ""


def test_a_node_that_beats_keeps_its_task(jobs: Jobs, first: Party, second: Party, steady: Steady) -> None:
    start(jobs)
    run = first.claim()
    assert run is not None
    for _ in range(20):
        second.listen()
        steady.now += 20
        run.beat()
    second.listen()
    assert second.claim() is None
    run.check()


def test_a_task_that_kills_its_nodes_ends_in_error(jobs: Jobs, first: Party, second: Party, steady: Steady) -> None:
    execution_id = start(jobs)
    for _ in range(2):
        assert first.claim() is not None
        second.listen()
        steady.now += 31
        second.listen()
    assert second.claim() is None
    assert statuses(jobs, execution_id) == [("Error", 2)]
    execution = jobs.execution(execution_id)
    assert (execution.status, execution.ended_at is not None) == ("Error", True)
    assert "fell silent" in execution.message


def test_what_a_silent_node_was_asked_to_stop_has_stopped(
    jobs: Jobs, first: Party, second: Party, steady: Steady
) -> None:
    execution_id = start(jobs)
    assert first.claim() is not None
    jobs.stop(execution_id, "ann")
    second.listen()
    steady.now += 31
    second.listen()
    assert jobs.execution(execution_id).status == "Stopped"


def test_a_node_that_crashed_on_this_machine_is_not_waited_for(jobs: Jobs, first: Party, second: Party) -> None:
    start(jobs)
    first.presence.begin()
    assert first.claim() is not None
    second.listen()
    assert second.claim() is None
    first.presence.end()  # what the system does for a process that was killed, but that the file stays
    (first.presence.folder / "first").write_bytes(Path("/proc/sys/kernel/random/boot_id").read_bytes())
    second.listen()
    assert second.claim() is not None


def test_every_task_is_run_once_by_many_nodes(jobs: Jobs, node: Node) -> None:
    seen: list[int] = []
    count = 40
    execution_id = start(jobs, count)
    for _ in range(4):
        node([Kind("work", lambda run: seen.append(run.task_id), at_once=3)], lanes=3)
    assert ended(jobs, execution_id) == SUCCESS
    assert len(seen) == len(set(seen)) == count
    assert jobs.execution(execution_id).metrics == {SUCCESS: count}


def test_work_commits_only_while_the_task_is_its_own(jobs: Jobs, node: Node) -> None:
    done: list[str] = []

    def work(run: Run) -> None:
        def commit(tx: Tx) -> None:
            run.hold(tx)
            done.append("held")

        jobs.db.write(commit)

    node([Kind("work", work)])
    assert ended(jobs, start(jobs)) == SUCCESS
    assert done == ["held"]


def test_one_node_takes_no_more_of_a_kind_than_it_may(jobs: Jobs, node: Node) -> None:
    go, at_once, most = threading.Event(), [0], [0]
    lock = threading.Lock()

    def work(run: Run) -> None:
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        go.wait(20)
        with lock:
            at_once[0] -= 1

    node([Kind("work", work, at_once=2)], lanes=4)
    execution_id = start(jobs, 5)
    assert eventually(lambda: at_once[0] == 2)
    go.set()
    assert ended(jobs, execution_id) == SUCCESS
    assert most[0] == 2
