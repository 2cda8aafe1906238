"""Garbage collection over the API: now and by the clock, what it did, its log, its end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.faults.client import Client
from tests.faults.images import make_image
from tests.support.api import Answer, Api
from tests.support.census import execute
from tests.support.patience import eventually
from tests.support.people import person
from tests.support.server import Server

GC = "/system/gc"
SCHEDULE = f"{GC}/schedule"


def start(admin: Api, **parameters: object) -> int:
    """A collection now; its id."""
    answer = admin.post(SCHEDULE, {"schedule": {"type": "Manual"}, "parameters": parameters})
    assert answer.status == 201, answer.body
    assert answer.headers["location"].startswith(f"/api/v2.0{GC}/")
    return answer.new_id


def ended(admin: Api, gc_id: int) -> dict[str, Any]:
    """As it is when it has ended."""
    assert eventually(lambda: admin.get(f"{GC}/{gc_id}").json["job_status"] not in ("Pending", "Running"), 60)
    found: dict[str, Any] = admin.get(f"{GC}/{gc_id}").json
    return found


def test_a_collection_now(server: Server, admin: Api) -> None:
    """Deleted for good, then collected: how much it freed is told, and the log says what it did."""
    client, image = Client(server, "library/collected"), make_image(5_000)
    assert client.push(image, "v1").status == 201
    assert client.ask("DELETE", f"manifests/{image.digest}").status == 202
    execute(server, "UPDATE trash SET expires_at = 1")
    execute(server, "UPDATE blob_lease SET expires_at = 1")
    dry = ended(admin, start(admin, dry_run=True))
    assert json.loads(dry["job_parameters"])["dry_run"] is True
    gc_id = start(admin, delete_untagged=False, workers=5)
    found = ended(admin, gc_id)
    told = json.loads(found["job_parameters"])
    assert found["job_status"] == "Success"
    assert (found["id"], found["job_name"], found["job_kind"]) == (gc_id, "GARBAGE_COLLECTION", "MANUAL")
    assert (found["schedule"]["type"], found["deleted"]) == ("Manual", False)
    assert told["freed_space"] >= sum(map(len, image.blobs))
    assert told["purged_blobs"] >= 2
    assert (told["workers"], told["delete_untagged"], told["dry_run"]) == (5, False, False)
    log = admin.get(f"{GC}/{gc_id}/log")
    assert log.headers["content-type"].startswith("text/plain")
    assert f"{told['freed_space']} bytes" in log.body.decode()
    listed = admin.get(GC, page_size=1)
    assert [one["id"] for one in listed.json] == [gc_id]
    assert int(listed.headers["x-total-count"]) >= 2
    actors = admin.get("/audit-logs", q="resource_type=garbage-collection").json
    assert {one["operation"] for one in actors} >= {"create"}


def test_untagged_artifacts_go_when_asked(server: Server, admin: Api) -> None:
    client, image = Client(server, "library/untagged"), make_image(100)
    assert client.push(image, "v1").status == 201
    assert client.ask("DELETE", "manifests/v1").status == 202
    execute(server, "UPDATE bare_manifest SET since = 1")
    execute(server, "UPDATE manifest SET pushed_at = 1")
    ended(admin, start(admin))
    assert client.ask("GET", f"manifests/{image.digest}").status == 200
    told = json.loads(ended(admin, start(admin, delete_untagged=True, workers=5))["job_parameters"])
    assert told["purged_manifests"] == 1
    assert client.ask("GET", f"manifests/{image.digest}").status == 404


def test_one_at_a_time_and_stopped(server: Server, admin: Api) -> None:
    assert admin.put("/jobservice/queues/GARBAGE_COLLECTION", {"action": "pause"}).status == 200
    gc_id = start(admin)
    again = admin.post(SCHEDULE, {"schedule": {"type": "Manual"}})
    assert again.error[:2] == (409, "CONFLICT")
    assert admin.put(SCHEDULE, {"schedule": {"type": "Manual"}}).status == 409
    assert admin.put(f"{GC}/{gc_id}").status == 200
    assert ended(admin, gc_id)["job_status"] == "Stopped"
    assert admin.put("/jobservice/queues/GARBAGE_COLLECTION", {"action": "resume"}).status == 200
    assert admin.put(SCHEDULE, {"schedule": {"type": "Manual"}}).status == 200
    assert eventually(lambda: admin.get(GC).json[0]["job_status"] == "Success", 60)


def test_a_schedule(admin: Api) -> None:
    none = admin.get(SCHEDULE)
    assert (none.status, none.json["schedule"]["type"]) == (200, "None")
    made = admin.post(
        SCHEDULE,
        {"schedule": {"type": "Daily", "cron": "0 0 3 * * *"}, "parameters": {"delete_untagged": True, "workers": 2}},
    )
    assert made.status == 201
    assert admin.post(SCHEDULE, {"schedule": {"type": "Hourly"}}).error[:2] == (409, "CONFLICT")
    found = admin.get(SCHEDULE).json
    assert (found["schedule"]["type"], found["schedule"]["cron"]) == ("Daily", "0 0 3 * * *")
    assert found["schedule"]["next_scheduled_time"].endswith("T03:00:00.000Z")
    assert json.loads(found["job_parameters"]) == {"delete_untagged": True, "dry_run": False, "workers": 2}
    assert admin.put(SCHEDULE, {"schedule": {"type": "Custom", "cron": "0 30 * * * *"}}).status == 200
    assert admin.get(SCHEDULE).json["schedule"]["cron"] == "0 30 * * * *"
    assert any(one["vendor_type"] == "GARBAGE_COLLECTION" for one in admin.get("/schedules").json)
    assert admin.put(SCHEDULE, {"schedule": {"type": "None"}}).status == 200
    assert admin.get(SCHEDULE).json["schedule"]["type"] == "None"


BAD: list[dict[str, object]] = [
    {},
    {"schedule": {"type": "Sometimes"}},
    {"schedule": {"type": "Custom"}},
    {"schedule": {"type": "Custom", "cron": "* * * * *"}},
    {"schedule": {"type": "Custom", "cron": "5 0 0 * * *"}},
    {"schedule": {"type": "Custom", "cron": "0 0 0 31 2 *"}},
    {"schedule": {"type": "Manual"}, "parameters": {"workers": 6}},
    {"schedule": {"type": "Manual"}, "parameters": {"workers": -1}},
    {"schedule": {"type": "Manual"}, "parameters": {"workers": "two"}},
    {"schedule": {"type": "Manual"}, "parameters": {"dry_run": "yes"}},
    {"schedule": {"type": "Manual"}, "parameters": [1]},
    {"schedule": "Manual"},
]


@pytest.mark.parametrize("body", BAD, ids=str)
def test_bad_input_changes_nothing(admin: Api, body: dict[str, object]) -> None:
    before = admin.get(GC).headers["x-total-count"]
    for answer in (admin.post(SCHEDULE, body), admin.put(SCHEDULE, body)):
        assert answer.error[:2] == (400, "BAD_REQUEST"), body
    assert admin.get(GC).headers["x-total-count"] == before
    assert admin.get(SCHEDULE).json["schedule"]["type"] == "None"


def test_what_is_not_there(admin: Api) -> None:
    for path in (f"{GC}/999999", f"{GC}/999999/log"):
        assert admin.get(path).error[:2] == (404, "NOT_FOUND")
    assert admin.put(f"{GC}/999999").error[:2] == (404, "NOT_FOUND")


CALLS = [
    ("GET", GC),
    ("GET", f"{GC}/1"),
    ("PUT", f"{GC}/1"),
    ("GET", f"{GC}/1/log"),
    ("GET", SCHEDULE),
    ("POST", SCHEDULE),
    ("PUT", SCHEDULE),
]


def test_only_for_those_who_run_the_system(server: Server, admin: Api, nobody: Api) -> None:
    anna = person(server, "anna")
    for method, path in CALLS:
        body = {"schedule": {"type": "Manual"}} if path == SCHEDULE and method != "GET" else None
        answers: list[Answer] = [nobody.call(method, path, body), anna.call(method, path, body)]
        assert [answer.status for answer in answers] == [401, 403], (method, path)
