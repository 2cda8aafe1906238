"""I8, F15, F19, F24: whatever is killed, stopped or set wrong, every job ends, and none runs twice at once.

What jobs did is read from a table that only they write to.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadstead.db.database import Database, open_database
from roadstead.jobs import schedules
from roadstead.jobs.model import MANUAL, SUCCESS, NewTask
from roadstead.jobs.queue import Jobs
from roadstead.kit.clock import now_ms
from tests.support.databases import close_soon
from tests.support.patience import eventually
from tests.support.postgres import Postgres

pytestmark = pytest.mark.faults

SECONDS = 60.0
HOUR = 3_600_000


class Node:
    """A process that works on jobs."""

    def __init__(self, url: str, folder: Path, name: str, hours: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.job_node", url, str(folder), name, str(hours)], stdout=subprocess.PIPE
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"ready\n"

    def send(self, number: int) -> None:
        self.process.send_signal(number)

    def end(self) -> None:
        """SIGTERM, and wait."""
        if self.process.poll() is None:
            self.send(signal.SIGCONT)
            self.send(signal.SIGTERM)
        self.process.wait(30)
        if self.process.stdout is not None:
            self.process.stdout.close()


class World:
    """The database with its story, and nodes on it: on this machine unless `far`."""

    def __init__(self, db: Database, url: str, folder: Path) -> None:
        self.db = db
        self.jobs = Jobs(db)
        self.url = url
        self.folder = folder
        self.nodes: list[Node] = []
        db.write(
            lambda tx: (
                tx.run("CREATE TABLE story (at SERIAL, task_id BIGINT, run BIGINT, node TEXT, what TEXT)")
                if url.startswith("postgres")
                else tx.run("CREATE TABLE story (at INTEGER PRIMARY KEY, task_id, run, node, what)")
            )
        )

    def node(self, name: str, *, far: bool = False, hours: int = 0) -> Node:
        """A node that works from now on; its clock is set to and fro by so many hours."""
        node = Node(self.url, self.folder / (name if far else "here"), name, hours)
        self.nodes.append(node)
        return node

    def start(self, count: int, steps: int) -> int:
        return self.jobs.start("STORY", 1, MANUAL, "ann", [NewTask("STORY", {"steps": steps})] * count)

    def told(self, what: str = "") -> list[tuple[int, int, str, str]]:
        """(task, run, node, what) in the order of time, of steps that begin like that."""
        rows = self.db.read(lambda tx: tx.all("SELECT task_id, run, node, what FROM story ORDER BY at"))
        return [(task, run, node, text) for task, run, node, text in rows if text.startswith(what)]

    def ended(self, execution_id: int) -> str:
        assert eventually(lambda: self.jobs.execution(execution_id).ended_at is not None, SECONDS), self.told()
        return self.jobs.execution(execution_id).status

    def check(self, count: int) -> None:
        """So many tasks came to their end, and no run told anything after a later one had begun.

        A node that dies between the last thing that a job does and the word that it is done leaves it to be done again.
        """
        ends = [(task, run) for task, run, _, _ in self.told("END")]
        assert len(ends) == len(set(ends))
        assert len({task for task, _ in ends}) == len({task for task, *_ in self.told()}) == count
        latest: dict[int, int] = {}
        for task, run, _, _ in self.told():
            assert run >= latest.get(task, 0), self.told()
            latest[task] = run


@pytest.fixture
def world(database: Database, database_url: str, tmp_path: Path) -> Iterator[World]:
    """Nothing works yet."""
    world = World(database, database_url, tmp_path)
    yield world
    for node in world.nodes:
        node.end()


@pytest.fixture
def far_world(postgres: Postgres, tmp_path: Path) -> Iterator[World]:
    """The same on PostgreSQL, for nodes on several machines."""
    url = postgres.fresh()
    db = open_database(url, tmp_path / "run")
    world = World(db, url, tmp_path)
    yield world
    for node in world.nodes:
        node.end()
    close_soon(db)


def test_another_takes_up_what_a_killed_node_worked_on(world: World) -> None:
    die_and_go_on(world, far=False)


def test_another_machine_takes_up_what_a_killed_node_worked_on(far_world: World) -> None:
    die_and_go_on(far_world, far=True)


def die_and_go_on(world: World, *, far: bool) -> None:
    first = world.node("first", far=far)
    execution_id = world.start(4, steps=12)
    assert eventually(lambda: len(world.told("STEP")) > 4)
    first.send(signal.SIGKILL)
    first.process.wait()
    world.node("second", far=far)
    assert world.ended(execution_id) == SUCCESS
    world.check(4)
    assert {node for _, _, node, _ in world.told("END")} == {"second"}


def test_a_node_that_was_stopped_for_long_does_not_go_on_with_what_it_lost(far_world: World) -> None:
    world = far_world
    first = world.node("first", far=True)
    execution_id = world.start(2, steps=40)
    assert eventually(lambda: len(world.told("STEP")) > 4)
    first.send(signal.SIGSTOP)
    world.node("second", far=True)
    assert eventually(lambda: any(node == "second" for _, _, node, _ in world.told("STEP")), SECONDS)
    first.send(signal.SIGCONT)
    assert world.ended(execution_id) == SUCCESS
    world.check(2)


def test_a_node_that_ends_gives_its_tasks_to_others_at_once(world: World) -> None:
    first = world.node("first", far=True)
    execution_id = world.start(2, steps=30)
    assert eventually(lambda: len(world.told("STEP")) > 4)
    first.end()
    assert first.process.returncode == 0
    assert world.jobs.execution(execution_id).metrics == {"Pending": 2}
    world.node("second", far=True)
    assert world.ended(execution_id) == SUCCESS
    world.check(2)


def test_three_nodes_share_the_work_while_one_after_the_other_is_killed(world: World) -> None:
    execution_id = world.start(40, steps=8)
    for name in ("a", "b", "c"):
        world.node(name)
    kill_after(world, 0, 6)
    world.node("d")
    kill_after(world, 1, 12)
    world.node("e")
    assert world.ended(execution_id) == SUCCESS
    world.check(40)


def kill_after(world: World, number: int, done: int) -> None:
    assert eventually(lambda: len(world.told("END")) >= done, SECONDS)
    world.nodes[number].send(signal.SIGKILL)
    world.nodes[number].process.wait()


def test_two_schedulers_fire_once(far_world: World) -> None:
    world = far_world
    for policy in range(5):
        world.db.write(schedules.set_schedule, "STORY", policy, "Hourly", "", {}, now_ms() - 30 * HOUR)
    world.node("first")
    world.node("second", far=True)
    assert eventually(lambda: len(world.told("END")) == 5, SECONDS)
    time.sleep(1)
    world.check(5)


@pytest.mark.parametrize("hours", [1, -1])
def test_clocks_of_nodes_may_be_set_by_an_hour(far_world: World, hours: int) -> None:
    world = far_world
    world.node("right")
    world.node("wrong", far=True, hours=hours)
    execution_id = world.start(6, steps=30)
    assert world.ended(execution_id) == SUCCESS
    world.check(6)
    assert {run for _, run, _, _ in world.told()} == {1}
    assert {node for _, _, node, _ in world.told("END")} == {"right", "wrong"}
