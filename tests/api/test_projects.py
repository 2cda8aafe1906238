"""Projects: who makes them, who sees them, what may be said of them, how they end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api import Api
from tests.support.people import ROLES, join, person, project
from tests.support.server import Server


@pytest.fixture(scope="module")
def ada(server: Server) -> Api:
    """Somebody who makes projects."""
    return person(server, "ada")


@pytest.fixture(scope="module")
def eve(server: Server) -> Api:
    """Somebody who has no role anywhere."""
    return person(server, "eve")


@pytest.fixture(scope="module")
def team(server: Server, ada: Api) -> dict[str, Api]:
    """Everybody in their role in the private project `team`, which is ada's."""
    project(ada, "team")
    members = {role: person(server, f"a-{role}".lower()) for role in ROLES}
    for role in ROLES:
        join(ada, "team", f"a-{role}".lower(), role)
    return members


def shown(caller: Api, name: str) -> dict[str, Any]:
    """A project as the caller sees it."""
    answer = caller.get(f"/projects/{name}")
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json
    return found


def test_whoever_makes_a_project_owns_and_administers_it(ada: Api) -> None:
    made = ada.post("/projects", {"project_name": "first"})
    assert (made.status, made.body) == (201, b"")
    found = shown(ada, "first")
    assert made.headers["location"] == f"/api/v2.0/projects/{found['project_id']}"
    times = {found.pop("creation_time"), found.pop("update_time")}
    allowlist = found.pop("cve_allowlist")
    assert {allowlist.pop("creation_time"), allowlist.pop("update_time")} == times
    assert len(times) == 1
    assert next(iter(times)).endswith("Z")
    number = found.pop("project_id")
    assert found == {
        "name": "first",
        "owner_id": ada.get("/users/current").json["user_id"],
        "owner_name": "ada",
        "repo_count": 0,
        "metadata": {"public": "false"},
        "current_user_role_id": 1,
        "current_user_role_ids": [1],
    }
    assert allowlist == {"id": number, "project_id": number, "items": []}
    assert ada.get("/projects/first/summary").json["quota"] == {"hard": {"storage": -1}, "used": {"storage": 0}}


def test_the_location_may_be_asked_for_by_name(ada: Api) -> None:
    made = ada.post("/projects", {"project_name": "named"}, headers={"X-Resource-Name-In-Location": "true"})
    assert made.headers["location"] == "/api/v2.0/projects/named"


@pytest.mark.parametrize(
    ("asked", "public"),
    [
        ({"public": True}, "true"),
        ({"public": False}, "false"),
        ({"public": None, "metadata": None, "registry_id": None, "storage_limit": None}, "false"),
        ({"metadata": {"public": "true"}}, "true"),
        ({"metadata": {"public": "true"}, "public": False}, "true"),
        ({"metadata": {"public": "0"}, "public": True}, "false"),
        ({"metadata": {"auto_scan": "true"}, "public": True}, "true"),
    ],
)
def test_public_is_said_in_either_of_two_places(ada: Api, asked: dict[str, Any], public: str) -> None:
    project(ada, "open-or-not", **asked)
    assert shown(ada, "open-or-not")["metadata"]["public"] == public
    assert ada.delete("/projects/open-or-not").status == 200


def test_metadata_and_allowlist_are_kept(ada: Api) -> None:
    metadata = {"severity": "HIGH", "prevent_vul": "True", "auto_scan": None, "retention_id": "7", "unheard_of": "x"}
    allowlist = {"items": [{"cve_id": "CVE-2024-1"}, {"cve_id": "CVE-2024-2"}], "expires_at": 1893456000, "id": 9}
    project(ada, "careful", metadata=metadata, cve_allowlist=allowlist)
    found = shown(ada, "careful")
    assert found["metadata"] == {"public": "false", "severity": "high", "prevent_vul": "true"}
    assert found["cve_allowlist"]["items"] == allowlist["items"]
    assert found["cve_allowlist"]["expires_at"] == 1893456000


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({}, "a project name has"),
        ({"project_name": None}, "a project name has"),
        ({"project_name": "Upper"}, "a project name has"),
        ({"project_name": "a/b"}, "a project name has"),
        ({"project_name": "x" * 256}, "a project name has"),
        ({"project_name": 7}, "project_name"),
        ({"project_name": "bad", "public": "yes"}, "public"),
        ({"project_name": "bad", "metadata": {"public": "perhaps"}}, "metadata.public"),
        ({"project_name": "bad", "metadata": {"public": True}}, "public"),
        ({"project_name": "bad", "metadata": {"severity": "awful"}}, "none, low, medium, high, critical"),
        ({"project_name": "bad", "metadata": {"proxy_speed_kb": "fast"}}, "whole number"),
        ({"project_name": "bad", "metadata": []}, "metadata"),
        ({"project_name": "bad", "registry_id": 1}, "registry_id"),
        ({"project_name": "bad", "cve_allowlist": {"items": [{"cve_id": "A"}, {"cve_id": "A"}]}}, "twice"),
        ({"project_name": "bad", "cve_allowlist": {"items": [{"cve_id": ""}]}}, "cve_id"),
        ({"project_name": "bad", "cve_allowlist": {"items": [{"cve_id": "A\n"}]}}, "cve_id"),
        ({"project_name": "bad", "cve_allowlist": {"items": [{}] * 5}}, "cve_id"),
        ({"project_name": "bad", "cve_allowlist": {"expires_at": 1 << 50}}, "expires_at"),
        ([], "object"),
        (b"{", "body"),
        (b"\xff", "body"),
        (b"", "body"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_makes_nothing(admin: Api, ada: Api, asked: Any, says: str) -> None:
    before = admin.get("/projects", page_size=100).json
    refused = ada.post("/projects", asked)
    assert refused.error[:2] == (400, "BAD_REQUEST")
    assert says in refused.error[2]
    assert admin.get("/projects", page_size=100).json == before


def test_a_name_is_there_once(ada: Api, eve: Api) -> None:
    assert eve.post("/projects", {"project_name": "library"}).error[:2] == (409, "CONFLICT")
    project(ada, "once")
    assert ada.post("/projects", {"project_name": "once"}).error[:2] == (409, "CONFLICT")


def test_nobody_makes_a_project_without_signing_in(nobody: Api) -> None:
    assert nobody.post("/projects", {"project_name": "mine"}).error[:2] == (401, "UNAUTHORIZED")


def test_a_limit_is_an_administrators_word(admin: Api, ada: Api) -> None:
    def limit(name: str) -> int:
        hard: int = admin.get(f"/projects/{name}/summary").json["quota"]["hard"]["storage"]
        return hard

    project(admin, "limited", storage_limit=1 << 40)
    project(admin, "usual", storage_limit=0)
    project(admin, "unlimited", storage_limit=-1)
    project(ada, "wished", storage_limit=1 << 40)
    assert [limit(name) for name in ("limited", "usual", "unlimited", "wished")] == [1 << 40, -1, -1, -1]
    for wrong in (-2, 1 << 63, -(1 << 70)):
        refused = admin.post("/projects", {"project_name": "bad", "storage_limit": wrong})
        assert refused.error[:2] == (400, "BAD_REQUEST")
        assert "storage_limit" in refused.error[2]


READ_ONLY = {
    "project_id": 1,
    "id": 1,
    "owner_id": 1,
    "owner_name": "admin",
    "name": "library",
    "repo_count": 9,
    "creation_time": "2001-01-01T00:00:00.000Z",
    "deleted": True,
    "current_user_role_id": 1,
    "updated_at": 0,
}


def test_what_is_not_the_callers_to_say_is_passed_over(ada: Api, eve: Api) -> None:
    project(ada, "modest", **READ_ONLY)
    before = shown(ada, "modest")
    assert (before["owner_name"], before["repo_count"]) == ("ada", 0)
    changed = ada.put(
        "/projects/modest", {**READ_ONLY, "project_name": "library", "storage_limit": 1, "registry_id": 5}
    )
    assert changed.status == 200
    after = shown(ada, "modest")
    assert {**after, "update_time": ""} == {**before, "update_time": ""}
    assert ada.get("/projects/modest/summary").json["quota"]["hard"] == {"storage": -1}
    assert eve.get(f"/projects/{before['project_id']}").status == 403


def test_what_is_said_of_a_project_may_change_bit_by_bit(ada: Api) -> None:
    project(ada, "changing", metadata={"severity": "low", "auto_scan": "true"})
    assert ada.put("/projects/changing", {"metadata": {"severity": "high"}}).status == 200
    assert shown(ada, "changing")["metadata"] == {"public": "false", "severity": "high", "auto_scan": "true"}
    assert (
        ada.put("/projects/changing", {"public": True, "cve_allowlist": {"items": [{"cve_id": "CVE-1"}]}}).status == 200
    )
    found = shown(ada, "changing")
    assert found["metadata"]["public"] == "true"
    assert found["cve_allowlist"]["items"] == [{"cve_id": "CVE-1"}]
    # a client may send back all that it got
    assert ada.put("/projects/changing", {**found, "metadata": {**found["metadata"], "public": "false"}}).status == 200
    assert shown(ada, "changing")["metadata"]["public"] == "false"
    assert ada.put("/projects/changing", {"cve_allowlist": {"items": None}}).status == 200
    assert shown(ada, "changing")["cve_allowlist"]["items"] == []
    assert ada.put("/projects/changing", {"metadata": {"public": "maybe"}}).error[:2] == (400, "BAD_REQUEST")


def test_projects_are_found_by_name_or_number(admin: Api) -> None:
    number = project(admin, "1234567")
    assert shown(admin, str(number))["name"] == "1234567"
    assert admin.get("/projects/1234567").error[:2] == (404, "NOT_FOUND")
    by_name = admin.get("/projects/1234567", headers={"X-Is-Resource-Name": "true"})
    assert by_name.json["project_id"] == number
    for odd in ("0", "-1", "9" * 30, "UPPER", "a%2Fb", "%FF"):
        assert admin.get(f"/projects/{odd}").status in (400, 404), odd


def test_a_project_ends_with_all_that_is_its_own(admin: Api, ada: Api, eve: Api) -> None:
    number = project(ada, "ending", metadata={"severity": "low"})
    join(ada, "ending", "eve", "developer")
    assert ada.get("/projects/ending/_deletable").json == {"deletable": True}
    assert ada.delete("/projects/ending").status == 200
    assert admin.get("/projects/ending").error[:2] == (404, "NOT_FOUND")
    assert ada.delete(f"/projects/{number}").error[:2] == (403, "FORBIDDEN")
    again = project(ada, "ending")
    assert again > number
    assert shown(ada, "ending")["metadata"] == {"public": "false"}
    assert eve.get("/projects/ending").status == 403
    assert admin.get(f"/projects/{number}").status == 404


# ---- who sees what

SEEN = [
    ("GET", "/projects/{}"),
    ("GET", "/projects/{}/summary"),
]
CHANGED: list[tuple[str, str, object]] = [
    ("PUT", "/projects/{}", {}),
    ("GET", "/projects/{}/_deletable", None),
]


def test_roles_say_who_may_what(admin: Api, nobody: Api, eve: Api, team: dict[str, Api]) -> None:
    for method, path in SEEN:
        for caller in (*team.values(), admin):
            assert caller.call(method, path.format("team")).status == 200
        assert eve.call(method, path.format("team")).status == 403
        assert nobody.call(method, path.format("team")).status == 401
    for method, path, body in CHANGED:
        for role, caller in team.items():
            expected = 200 if role == "projectAdmin" else 403
            assert caller.call(method, path.format("team"), body).status == expected, (role, method)
        assert admin.call(method, path.format("team"), body).status == 200
        assert eve.call(method, path.format("team"), body).status == 403
        assert nobody.call(method, path.format("team"), body).status == 401
    for role, caller in team.items():
        if role != "projectAdmin":
            assert caller.delete("/projects/team").error[:2] == (403, "FORBIDDEN")
    assert eve.delete("/projects/library").error[:2] == (403, "FORBIDDEN")
    assert nobody.delete("/projects/library").error[:2] == (401, "UNAUTHORIZED")


def test_everybody_sees_their_own_role(admin: Api, eve: Api, team: dict[str, Api]) -> None:
    for role, caller in team.items():
        for found in (shown(caller, "team"), *caller.get("/projects", name="team").json):
            assert (found["current_user_role_id"], found["current_user_role_ids"]) == (ROLES[role], [ROLES[role]])
    assert "current_user_role_id" not in shown(eve, "library")


def test_absent_and_private_are_the_same(admin: Api, nobody: Api, eve: Api, team: dict[str, Api]) -> None:
    for caller in (nobody, eve):
        for method, path, body in (
            ("GET", "/projects/{}", None),
            ("PUT", "/projects/{}", {"public": True}),
            ("DELETE", "/projects/{}", None),
            ("GET", "/projects/{}/_deletable", None),
            ("GET", "/projects/{}/summary", None),
            ("HEAD", "/projects?project_name={}", None),
            ("GET", "/projects?name={}", None),
            ("GET", "/search?q={}", None),
        ):
            replies = [caller.call(method, path.format(name), body) for name in ("team", "beam")]
            varying = ("date", "x-request-id", "content-length")
            seen = [
                (
                    one.status,
                    one.body.replace(b"beam", b"team"),
                    {k: v for k, v in one.headers.items() if k not in varying},
                )
                for one in replies
            ]
            assert seen[0] == seen[1], path
    assert admin.get("/projects/team").status == 200


def test_head_tells_of_what_the_caller_may_see(nobody: Api, ada: Api, eve: Api, team: dict[str, Api]) -> None:
    for caller, name, status in (
        (nobody, "library", 200),
        (nobody, "team", 404),
        (ada, "team", 200),
        (team["guest"], "team", 200),
        (eve, "team", 404),
        (eve, "Not-A-Name", 404),
    ):
        assert caller.call("HEAD", f"/projects?project_name={name}").status == status
    assert nobody.call("HEAD", "/projects").status == 400
