"""The queues of jobs as those see and hold them who look after the system; the clock that starts things."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.client import Client, Way
from tests.support.patience import eventually
from tests.support.server import Server

RETENTION = "RETENTION"
NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def pusher(server: Server) -> Iterator[Client]:
    """Who pushes, the administrator."""
    with Client(Way(server)) as client:
        yield client


def retention(admin: Api, name: str, cron: str = "") -> int:
    """A project with a policy that keeps everything; the policy's id."""
    project = admin.post("/projects", {"project_name": name}).new_id
    rule = {
        "template": "always",
        "action": "retain",
        "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": "**"}],
        "scope_selectors": {"repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "**"}]},
    }
    policy = {
        "algorithm": "or",
        "rules": [rule],
        "scope": {"level": "project", "ref": project},
        "trigger": {"kind": "Schedule", "settings": {"cron": cron}},
    }
    return admin.post("/retentions", policy).new_id


def queue(admin: Api, kind: str = RETENTION) -> Any:
    (found,) = [one for one in admin.get("/jobservice/queues").json if one["job_type"] == kind]
    return found


def act(api: Api, action: str, kind: str = RETENTION) -> int:
    return api.put(f"/jobservice/queues/{kind}", {"action": action}).status


def test_the_nodes_and_their_lanes_are_shown(admin: Api, server: Server) -> None:
    assert eventually(lambda: bool(admin.get("/jobservice/pools").json))
    (pool,) = admin.get("/jobservice/pools").json
    assert pool["pid"] == server.pid
    assert pool["concurrency"] == 2
    assert set(pool) == {"pid", "worker_pool_id", "start_at", "heartbeat_at", "concurrency", "host"}
    lanes = admin.get(f"/jobservice/pools/{pool['worker_pool_id']}/workers").json
    assert [one["pool_id"] for one in lanes] == [pool["worker_pool_id"]] * 2
    assert admin.get("/jobservice/pools/all/workers").json == lanes
    assert admin.get("/jobservice/pools/none/workers").error[:2] == (404, "NOT_FOUND")


@pytest.mark.parametrize("kind", [RETENTION, "retention", "all"])
def test_a_queue_pauses_and_is_resumed(admin: Api, kind: str) -> None:
    assert act(admin, "pause", kind) == 200
    assert queue(admin) == {"job_type": RETENTION, "count": 0, "latency": 0, "paused": True}
    assert act(admin, "pause", kind) == 200
    assert act(admin, "resume", kind) == 200
    assert queue(admin)["paused"] is False
    newest = admin.get("/auditlog-exts", sort="-op_time").json[0]
    assert (newest["operation"], newest["resource_type"], newest["resource"]) == ("resume", "job-queue", kind)


@pytest.fixture
def waiting(admin: Api, pusher: Client) -> Iterator[str]:
    """Jobs wait in a queue that pauses: where their executions are listed."""
    name = f"waits{next(NUMBERS)}"
    policy_id = retention(admin, name)
    for repository in ("one", "two"):
        pusher.push_image(f"{name}/{repository}", "v1", content.noise((name, repository)))
    assert act(admin, "pause") == 200
    assert admin.post(f"/retentions/{policy_id}/executions", {"dry_run": False}).status == 201
    yield f"/retentions/{policy_id}/executions"
    assert act(admin, "resume") == 200


def test_what_waits_in_a_queue_can_be_stopped(admin: Api, waiting: str) -> None:
    assert queue(admin)["count"] == 2
    assert act(admin, "stop") == 200
    assert queue(admin)["count"] == 0
    (execution,) = admin.get(waiting).json
    assert execution["status"] == "Stopped"


def test_what_waits_goes_on_when_the_queue_is_resumed(admin: Api, waiting: str) -> None:
    assert admin.get(waiting).json[0]["status"] != "Success"
    act(admin, "resume")
    assert eventually(lambda: admin.get(waiting).json[0]["status"] == "Success")


def test_one_job_is_stopped_and_its_log_read(admin: Api, waiting: str) -> None:
    (execution,) = admin.get(waiting).json
    tasks = f"{waiting}/{execution['id']}/tasks"
    first, second = (one["id"] for one in admin.get(tasks).json)
    assert admin.put(f"/jobservice/jobs/{first}").status == 200
    assert admin.put(f"/jobservice/jobs/{first}").status == 200
    act(admin, "resume")
    assert eventually(lambda: admin.get(waiting).json[0]["status"] == "Stopped")
    assert {one["id"]: one["status"] for one in admin.get(tasks).json} == {first: "Stopped", second: "Success"}
    log = admin.get(f"/jobservice/jobs/{second}/log")
    assert log.headers["content-type"].startswith("text/plain")
    assert log.body.endswith(b"\n")
    assert admin.get(f"/jobservice/jobs/{first}/log").body == b""


def test_only_known_actions_on_known_queues(admin: Api) -> None:
    assert admin.put(f"/jobservice/queues/{RETENTION}", {"action": "burn"}).error[:2] == (422, "UNPROCESSABLE_ENTITY")
    assert admin.put(f"/jobservice/queues/{RETENTION}", {}).status == 422
    assert admin.put(f"/jobservice/queues/{RETENTION}", {"action": 7}).status == 422
    assert admin.put("/jobservice/queues/NONE", {"action": "stop"}).error[:2] == (404, "NOT_FOUND")
    assert admin.put("/jobservice/queues/scheduler", {"action": "stop"}).status == 422
    assert admin.get("/schedules/NONE/paused").status == 404


def test_the_scheduler_pauses_by_itself(admin: Api) -> None:
    assert admin.get("/schedules/all/paused").json == {"paused": False}
    assert act(admin, "pause", "scheduler") == 200
    assert admin.get("/schedules/all/paused").json == {"paused": True}
    assert admin.get(f"/schedules/{RETENTION}/paused").json == {"paused": True}
    assert queue(admin)["paused"] is False
    assert act(admin, "resume", "scheduler") == 200
    assert admin.get("/schedules/all/paused").json == {"paused": False}
    act(admin, "pause")
    assert admin.get("/schedules/all/paused").json == {"paused": False}
    assert admin.get(f"/schedules/{RETENTION}/paused").json == {"paused": True}
    act(admin, "resume")


def test_schedules_are_listed_by_pages(admin: Api) -> None:
    first, second = retention(admin, "hourly", "0 0 * * * *"), retention(admin, "nightly", "0 30 2 * * *")
    everything = admin.get("/schedules", page_size=100).json
    mine = [one for one in everything if one["vendor_type"] == RETENTION]  # policies without a time have none
    assert [(one["vendor_id"], one["cron"]) for one in mine] == [(first, "0 0 * * * *"), (second, "0 30 2 * * *")]
    assert set(mine[0]) == {"id", "vendor_type", "vendor_id", "cron", "update_time"}
    answer = admin.get("/schedules", page_size=1)
    assert answer.headers["x-total-count"] == str(len(everything))
    assert 'rel="next"' in answer.headers["link"]
    pages = [admin.get("/schedules", page=page, page_size=1).json for page in range(1, len(everything) + 1)]
    assert [one for page in pages for one in page] == everything
    assert admin.get("/schedules", page_size=-1).status in (400, 422)


def test_absent_jobs(admin: Api) -> None:
    for job in ("999999", "x", "9" * 40, "-1"):
        assert admin.put(f"/jobservice/jobs/{job}").error[:2] == (404, "NOT_FOUND")
        assert admin.get(f"/jobservice/jobs/{job}/log").error[:2] == (404, "NOT_FOUND")


CALLS = (
    ("GET", "/jobservice/pools", None),
    ("GET", "/jobservice/pools/all/workers", None),
    ("GET", "/jobservice/queues", None),
    ("PUT", "/jobservice/queues/all", {"action": "pause"}),
    ("PUT", "/jobservice/jobs/1", None),
    ("GET", "/jobservice/jobs/1/log", None),
    ("GET", "/schedules", None),
    ("GET", "/schedules/all/paused", None),
)


def test_it_is_for_those_who_look_after_the_system(admin: Api, nobody: Api, server: Server) -> None:
    made = {"username": "ann", "password": "Ann12345", "email": "ann@example.org", "realname": "Ann"}
    assert admin.post("/users", made).status == 201
    for method, path, body in CALLS:
        assert nobody.call(method, path, body).status == 401
        assert Api(server, "ann", "Ann12345").call(method, path, body).status == 403
    assert queue(admin)["paused"] is False
