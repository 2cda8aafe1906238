"""What becomes of tasks: they are done, tried again, given up, stopped, given back; each execution sums its own."""

from __future__ import annotations

import threading

import pytest

from roadstead.db.listing import Listing
from roadstead.errors import Refusal
from roadstead.jobs import lane
from roadstead.jobs.model import MANUAL, Kind, NewTask
from roadstead.jobs.queue import Jobs
from roadstead.jobs.run import Run
from tests.support.patience import eventually
from tests.unit.jobs.conftest import Node, ended


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another try comes at once."""
    monkeypatch.setattr(lane, "wait_seconds", lambda failures, luck: 0.001)


def begin(jobs: Jobs, *tasks: NewTask) -> int:
    return jobs.start("WORK", 7, MANUAL, "ann", list(tasks))


def test_a_job_is_done_and_tells_of_itself(jobs: Jobs, node: Node) -> None:
    def work(run: Run) -> None:
        run.log(f"hello {run.payload['name']}")
        run.progress(done=3, of=3)
        run.extra(freed=12)

    node([Kind("greet", work)])
    execution_id = begin(jobs, NewTask("greet", {"name": "bob"}, {"kept": True}))
    assert ended(jobs, execution_id) == "Success"
    (task,), total = jobs.tasks(execution_id, Listing())
    assert (total, task.status, task.run_count) == (1, "Success", 1)
    assert task.progress == {"done": 3, "of": 3}
    assert task.extra == {"kept": True, "freed": 12}
    assert "".join(jobs.log(task.id)).endswith("Z hello bob\n")
    assert jobs.execution(execution_id, "WORK", 7).metrics == {"Success": 1}
    assert [one.id for one in jobs.executions(Listing(), "WORK", 7)[0]] == [execution_id]
    with pytest.raises(Refusal, match="does not exist"):
        jobs.execution(execution_id, "OTHER")


def test_a_job_that_fails_is_tried_again_and_given_up_in_the_end(jobs: Jobs, node: Node) -> None:
    def work(run: Run) -> None:
        if run.payload["good"] != run.run_count:
            raise ValueError("not yet")

    node([Kind("try", work, runs=3)])
    good, bad = begin(jobs, NewTask("try", {"good": 3})), begin(jobs, NewTask("try", {"good": 9}))
    assert (ended(jobs, good), ended(jobs, bad)) == ("Success", "Error")
    (task,), _ = jobs.tasks(bad, Listing())
    assert (task.run_count, task.message) == (3, "ValueError: not yet")
    assert "".join(jobs.log(task.id)).count("not yet") == 3


def test_an_execution_is_what_its_tasks_are(jobs: Jobs, node: Node) -> None:
    def work(run: Run) -> None:
        if run.payload["bad"]:
            raise Refusal("BAD_REQUEST", "never")

    node([Kind("part", work, at_once=2)])
    execution_id = begin(jobs, *(NewTask("part", {"bad": i == 4}) for i in range(12)))
    assert ended(jobs, execution_id) == "Error"
    assert jobs.execution(execution_id).metrics == {"Success": 11, "Error": 1}
    assert ended(jobs, begin(jobs)) == "Success"


def test_a_running_job_is_asked_to_stop_and_those_that_wait_end(jobs: Jobs, node: Node) -> None:
    runs = threading.Event()

    def work(run: Run) -> None:
        runs.set()
        while True:
            run.check()

    node([Kind("long", work)])
    execution_id = begin(jobs, NewTask("long"), NewTask("long"), NewTask("long", delay_seconds=999))
    assert runs.wait(20)
    jobs.stop(execution_id, "ann")
    assert ended(jobs, execution_id) == "Stopped"
    assert jobs.execution(execution_id).metrics == {"Stopped": 3}
    assert jobs.execution(execution_id).message


def test_one_key_is_carried_once_at_a_time(jobs: Jobs, node: Node) -> None:
    first = begin(jobs, NewTask("one", only_one="gc"))
    with pytest.raises(Refusal) as refused:
        begin(jobs, NewTask("one"), NewTask("one", only_one="gc"))
    assert refused.value.status == 409
    assert jobs.executions(Listing())[1] == 1  # nothing of the refused one is left
    node([Kind("one", lambda run: None)])
    assert ended(jobs, first) == "Success"
    assert ended(jobs, begin(jobs, NewTask("one", only_one="gc"))) == "Success"


def test_a_job_adds_tasks_to_its_execution(jobs: Jobs, node: Node) -> None:
    def split(run: Run) -> None:
        run.add([NewTask("part"), NewTask("part")])

    node([Kind("split", split), Kind("part", lambda run: None)])
    execution_id = begin(jobs, NewTask("split"))
    assert ended(jobs, execution_id) == "Success"
    assert jobs.execution(execution_id).metrics == {"Success": 3}


def test_larger_priorities_go_first_then_the_older(jobs: Jobs, node: Node) -> None:
    seen: list[object] = []
    begin(jobs, *(NewTask("note", {"name": name}, priority=p) for name, p in (("a", 0), ("b", 5), ("c", 0), ("d", 5))))
    node([Kind("note", lambda run: seen.append(run.payload["name"]))])
    assert eventually(lambda: len(seen) == 4)
    assert seen == ["b", "d", "a", "c"]


def test_what_runs_when_a_node_ends_is_done_by_another(jobs: Jobs, node: Node) -> None:
    runs = threading.Event()

    def first(run: Run) -> None:
        runs.set()
        while True:
            run.check()

    leaving = node([Kind("work", first, runs=1)])
    execution_id = begin(jobs, NewTask("work"))
    assert runs.wait(20)
    leaving.end(20)
    (task,), _ = jobs.tasks(execution_id, Listing())
    assert (task.status, task.run_count) == ("Pending", 1)
    node([Kind("work", lambda run: None, runs=1)])
    assert ended(jobs, execution_id) == "Success"
