"""Purging the audit log over the API, and the sweep of executions that the clock starts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.api import Answer, Api
from tests.support.census import execute, rows
from tests.support.patience import eventually
from tests.support.people import person
from tests.support.server import Server

PURGE = "/system/purgeaudit"
SCHEDULE = f"{PURGE}/schedule"
OLD = 1_000_000_000_000
"""In 2001."""


def remember(server: Server, *events: tuple[str, str], at: int = OLD) -> None:
    """Entries that were written then."""
    for operation, resource_type in events:
        execute(
            server,
            "INSERT INTO audit_log (at, actor, address, operation, resource_type, resource, description, success)"
            f" VALUES ({at}, 'old', '', '{operation}', '{resource_type}', 'r', '', 1)",
        )


def left(server: Server) -> list[tuple[object, ...]]:
    """(operation, resource type) of the entries of old that are there."""
    return sorted(rows(server, "SELECT operation, resource_type FROM audit_log WHERE actor = 'old'"))


def run(admin: Api, **parameters: object) -> dict[str, Any]:
    """One purge, as it is when it has ended; what it has told is under `told`."""
    answer = admin.post(SCHEDULE, {"schedule": {"type": "Manual"}, "parameters": parameters})
    assert answer.status == 201, answer.body
    at = f"{PURGE}/{answer.new_id}"
    assert eventually(lambda: admin.get(at).json["job_status"] not in ("Pending", "Running"), 60)
    found: dict[str, Any] = admin.get(at).json
    assert found["job_status"] == "Success"
    return {**found, "told": json.loads(found["job_parameters"])}


def test_old_entries_of_some_types_go(server: Server, admin: Api) -> None:
    execute(server, "DELETE FROM audit_log WHERE actor = 'old'")
    events = [("create", "artifact"), ("pull", "artifact"), ("pull", "artifact"), ("create", "project")]
    remember(server, *events)
    wanted = {"audit_retention_hour": 24, "include_event_types": "pull_artifact,create_project"}
    dry = run(admin, **wanted, dry_run=True)
    assert (dry["told"]["purged"], dry["told"]["dry_run"]) == (3, True)
    assert left(server) == sorted(events)
    now = len(admin.get("/audit-logs", page_size=100).json)
    done = run(admin, **wanted)
    assert (done["job_name"], done["job_kind"], done["schedule"]["type"]) == ("PURGE_AUDIT_LOG", "MANUAL", "Manual")
    assert (done["told"]["purged"], done["told"]["kept"]) == (3, 1)
    assert left(server) == [("create", "artifact")]
    assert len(admin.get("/audit-logs", page_size=100).json) == now - 2  # and an entry of the purge itself came
    log = admin.get(f"{PURGE}/{done['id']}/log")
    assert log.headers["content-type"].startswith("text/plain")
    assert "purged 3 of 4" in log.body.decode()
    assert admin.get(PURGE).json[0]["id"] == done["id"]
    assert run(admin, audit_retention_hour=24, include_operations="create,delete,pull")["told"]["purged"] == 1
    assert left(server) == []


def test_young_entries_stay(server: Server, admin: Api) -> None:
    told = run(admin, audit_retention_hour=1, include_operations="create,delete,update,pull,stop")["told"]
    assert told["purged"] == 0
    assert admin.get("/audit-logs", q="resource_type=purge-audit").json


def test_a_lot_goes_in_small_lots(server: Server, admin: Api) -> None:
    """Many more than a lot holds, all at one moment."""
    some = ", ".join(["(1, 'old', '', 'pull', 'artifact', 'r', '', 1)"] * 1_234)
    execute(
        server,
        "INSERT INTO audit_log (at, actor, address, operation, resource_type, resource, description, success)"
        f" VALUES {some}",
    )
    assert run(admin, audit_retention_hour=9, include_operations="pull")["told"]["purged"] == 1_234
    assert left(server) == []


def test_a_schedule(admin: Api) -> None:
    assert admin.get(SCHEDULE).json["schedule"]["type"] == "None"
    parameters = {"audit_retention_hour": 168, "include_event_types": "create_artifact, pull_artifact"}
    weekly = {"schedule": {"type": "Weekly", "cron": "0 0 3 * * 1"}, "parameters": parameters}
    assert admin.post(SCHEDULE, weekly).status == 201
    assert admin.post(SCHEDULE, weekly).error[:2] == (409, "CONFLICT")
    found = admin.get(SCHEDULE).json
    assert (found["schedule"]["type"], found["schedule"]["cron"]) == ("Weekly", "0 0 3 * * 1")
    kept = {"audit_retention_hour": 168, "dry_run": False, "include_event_types": "create_artifact,pull_artifact"}
    assert json.loads(found["job_parameters"]) == kept
    assert admin.put(SCHEDULE, {"schedule": {"type": "Hourly"}, "parameters": parameters}).status == 200
    assert admin.get(SCHEDULE).json["schedule"]["type"] == "Hourly"
    assert admin.put(SCHEDULE, {"schedule": {"type": "None"}}).status == 200
    assert admin.get(SCHEDULE).json["schedule"]["type"] == "None"


def test_one_is_stopped(server: Server, admin: Api) -> None:
    assert admin.put("/jobservice/queues/PURGE_AUDIT_LOG", {"action": "pause"}).status == 200
    body = {
        "schedule": {"type": "Manual"},
        "parameters": {"audit_retention_hour": 1, "include_operations": "pull"},
    }
    purge_id = admin.post(SCHEDULE, body).new_id
    assert admin.post(SCHEDULE, body).error[:2] == (409, "CONFLICT")
    assert admin.put(f"{PURGE}/{purge_id}").status == 200
    assert admin.get(f"{PURGE}/{purge_id}").json["job_status"] == "Stopped"
    assert admin.put("/jobservice/queues/PURGE_AUDIT_LOG", {"action": "resume"}).status == 200


GOOD = {"audit_retention_hour": 1, "include_operations": "pull"}
BAD: list[dict[str, object]] = [
    {"audit_retention_hour": 0},
    {"audit_retention_hour": 240_001},
    {"audit_retention_hour": "24"},
    {"audit_retention_hour": True},
    {"audit_retention_hour": None},
    {"include_operations": 7},
    {"include_operations": ""},
    {"include_operations": "pull;drop"},
    {"dry_run": "yes"},
]


@pytest.mark.parametrize("wrong", BAD, ids=str)
def test_bad_input_changes_nothing(admin: Api, wrong: dict[str, object]) -> None:
    before = admin.get(PURGE).headers["x-total-count"]
    for kind in ("Manual", "Daily"):
        body = {"schedule": {"type": kind}, "parameters": {**GOOD, **wrong}}
        assert admin.post(SCHEDULE, body).error[:2] == (400, "BAD_REQUEST")
        assert admin.put(SCHEDULE, body).error[:2] == (400, "BAD_REQUEST")
    assert admin.post(SCHEDULE, {"parameters": GOOD}).error[:2] == (400, "BAD_REQUEST")
    assert admin.get(PURGE).headers["x-total-count"] == before
    assert admin.get(SCHEDULE).json["schedule"]["type"] == "None"


def test_what_is_not_there_and_who_may(server: Server, admin: Api, nobody: Api) -> None:
    for path in (f"{PURGE}/999999", f"{PURGE}/999999/log"):
        assert admin.get(path).error[:2] == (404, "NOT_FOUND")
    assert admin.put(f"{PURGE}/999999").error[:2] == (404, "NOT_FOUND")
    anna = person(server, "anna")
    for method, path in (("GET", PURGE), ("GET", SCHEDULE), ("POST", SCHEDULE), ("PUT", f"{PURGE}/1")):
        answers: list[Answer] = [nobody.call(method, path, {}), anna.call(method, path, {})]
        assert [answer.status for answer in answers] == [401, 403], (method, path)


def test_executions_of_old_are_swept_by_the_clock(server: Server, admin: Api) -> None:
    """The sweep has a schedule from the start; it takes what ended more than thirty days ago."""
    old = run(admin, **GOOD)["id"]
    execute(server, f"UPDATE execution SET ended_at = {OLD} WHERE id = {old}")
    young = run(admin, **GOOD)["id"]
    execute(server, "UPDATE schedule SET next_at = 1 WHERE vendor_type = 'EXECUTION_SWEEP'")
    assert eventually(lambda: admin.get(f"{PURGE}/{old}").status == 404, 90)
    assert admin.get(f"{PURGE}/{young}").status == 200
