"""Robots over the API: who makes which, what they may do, how their secrets and they themselves end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api import Api
from tests.support.census import execute, rows
from tests.support.people import PASSWORD, join, person, project
from tests.support.server import Server

ABSENT = (404, "NOT_FOUND")
DENIED = (403, "FORBIDDEN")
WRONG = (400, "BAD_REQUEST")
PULL = {"resource": "repository", "action": "pull"}
PUSH = {"resource": "repository", "action": "push"}


@pytest.fixture(scope="module")
def owner(server: Server) -> Api:
    """Who administers the projects `team` and `other`."""
    ada = person(server, "ada")
    project(ada, "team")
    project(ada, "other")
    return ada


@pytest.fixture(scope="module")
def team(owner: Api) -> int:
    """The id of `team`."""
    return int(owner.get("/projects/team").json["project_id"])


def access(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    """As the API writes it."""
    return [{"resource": resource, "action": action} for resource, action in pairs]


def of_project(name: str, *may: dict[str, str], namespace: str = "team", **more: object) -> dict[str, Any]:
    """The body of a robot of a project."""
    given = {"kind": "project", "namespace": namespace, "access": list(may or (PULL,))}
    return {"name": name, "level": "project", "permissions": [given], **more}


def of_system(name: str, *permissions: dict[str, Any], **more: object) -> dict[str, Any]:
    """The body of a robot of the system."""
    given = permissions or ({"kind": "project", "namespace": "*", "access": [PULL]},)
    return {"name": name, "level": "system", "permissions": list(given), **more}


def made(server: Server, caller: Api, body: dict[str, Any]) -> tuple[int, Api]:
    """(id of a new robot, as whom to call)."""
    answer = caller.post("/robots", body)
    assert answer.status == 201, answer.body
    return answer.json["id"], Api(server, answer.json["name"], answer.json["secret"])


def test_a_robot_of_a_project_from_its_making_to_its_end(server: Server, owner: Api, team: int) -> None:
    answer = owner.post("/robots", of_project("ci", PULL, PUSH, description="builds", duration=7))
    assert (answer.status, answer.headers["location"]) == (201, f"/api/v2.0/robots/{answer.json['id']}")
    told = answer.json
    assert set(told) == {"id", "name", "secret", "creation_time", "expires_at"}
    assert (told["name"], len(told["secret"])) == ("robot$team+ci", 20)
    at = f"/robots/{told['id']}"
    one = owner.get(at).json
    assert one.pop("creation_time") == one.pop("update_time") == told["creation_time"]
    me = owner.get("/users/current").json["user_id"]
    assert one == {
        "id": told["id"],
        "name": "robot$team+ci",
        "description": "builds",
        "level": "project",
        "duration": 7,
        "editable": True,
        "disable": False,
        "expires_at": told["expires_at"],
        "permissions": [
            {
                "kind": "project",
                "namespace": "team",
                "access": [{**PULL, "effect": "allow"}, {**PUSH, "effect": "allow"}],
            }
        ],
        "creator_type": "local",
        "creator_ref": me,
    }
    listed = owner.get("/robots", q=f"Level=project,ProjectID={team}")
    assert [each["name"] for each in listed.json] == ["robot$team+ci"]
    robot = Api(server, told["name"], told["secret"])
    assert robot.get("/projects/team/repositories").status == 403  # repository list was not given
    assert owner.put(at, {**one, "disable": True}).status == 200
    assert robot.get("/users/current").status == 401
    listing = of_project("ci", *access(("repository", "list")))["permissions"]
    assert owner.put(at, {"disable": False, "permissions": listing}).status == 200
    assert robot.get("/projects/team/repositories").status == 200
    assert owner.get(at).json["last_used_for"].startswith("GET /api/v2.0/")
    assert owner.delete(at).status == 200
    assert robot.get("/projects/team/repositories").status == 401
    assert owner.get(at).error[:2] == ABSENT
    mine = "resource_type = 'robot' AND resource = 'robot$team+ci'"
    entries = rows(server, f"SELECT actor, operation FROM audit_log WHERE {mine} ORDER BY id")
    assert entries == [("ada", "create"), ("ada", "update"), ("ada", "update"), ("ada", "delete")]


def test_the_secret_is_kept_as_a_hash_and_told_once(server: Server, owner: Api) -> None:
    answer = owner.post("/robots", of_project("hush", secret="My-own-secret-1"))
    assert answer.json["secret"] == "My-own-secret-1"
    ((kept,),) = rows(server, f"SELECT secret_hash FROM robot WHERE id = {answer.json['id']}")
    assert str(kept).startswith("$argon2id$")
    assert b"ecret" not in owner.get(f"/robots/{answer.json['id']}").body
    for weak in ("short1A", "no-upper-case-1", "NO-LOWER-CASE-1", "No-digit-here", "x" * 129):
        assert owner.post("/robots", of_project("weak", secret=weak)).error[:2] == WRONG


def test_a_new_secret_ends_the_old_one_now_or_later(server: Server, owner: Api) -> None:
    robot_id, before = made(server, owner, of_project("renewed", *access(("repository", "list"))))
    name = "robot$team+renewed"
    at, mine = f"/robots/{robot_id}", "/projects/team/repositories"
    after = Api(server, name, owner.patch(at, {"secret": ""}).json["secret"])
    assert (before.get(mine).status, after.get(mine).status) == (401, 200)
    answer = owner.patch(at, {"secret": "Chosen-by-me-1", "overlap_seconds": 3600})
    assert (answer.status, answer.json) == (200, {})
    assert (after.get(mine).status, Api(server, name, "Chosen-by-me-1").get(mine).status) == (200, 200)
    execute(server, f"UPDATE robot SET old_secret_until = 1 WHERE id = {robot_id}")
    assert after.get(mine).status == 401
    assert owner.patch(at, {"secret": "weak"}).error[:2] == WRONG
    assert owner.patch(at, {"overlap_seconds": -1}).error[:2] == WRONG


def test_a_robot_ends_when_its_time_is_over(server: Server, owner: Api, admin: Api) -> None:
    robot_id, robot = made(server, owner, of_project("brief", *access(("repository", "list"))))
    assert owner.get(f"/robots/{robot_id}").json["duration"] == 30
    assert robot.get("/projects/team/repositories").status == 200
    execute(server, f"UPDATE robot SET expires_at = 1000 WHERE id = {robot_id}")
    assert robot.get("/projects/team/repositories").status == 401
    assert owner.put(f"/robots/{robot_id}", {"duration": -1}).status == 200
    assert owner.get(f"/robots/{robot_id}").json["expires_at"] == -1
    assert robot.get("/projects/team/repositories").status == 200
    for duration in (-2, 40_000):
        assert owner.post("/robots", of_project("long", duration=duration)).error[:2] == WRONG


@pytest.mark.parametrize(
    "body",
    [
        of_project("Upper"),
        of_project("with+plus"),
        of_project(""),
        of_project("x", {"resource": "repository", "action": "explode"}),
        of_project("x", {"resource": "user", "action": "list"}),
        of_project("x", {**PULL, "effect": "deny"}),
        of_project("x", namespace="*"),
        of_project("x", level="team"),
        {**of_project("x"), "permissions": []},
        {**of_project("x"), "permissions": of_project("x")["permissions"] * 2},
        {**of_project("x"), "permissions": [{"kind": "project", "namespace": "team", "access": []}]},
        {"name": "x", "level": "project"},
        of_project("x", description="d" * 1025),
    ],
)
def test_what_cannot_be_a_robot_is_refused(owner: Api, team: int, body: dict[str, Any]) -> None:
    before = owner.get("/robots", q=f"Level=project,ProjectID={team}").headers["x-total-count"]
    assert owner.post("/robots", body).error[:2] == WRONG
    assert owner.get("/robots", q=f"Level=project,ProjectID={team}").headers["x-total-count"] == before


def test_a_name_is_taken_once_in_each_project_and_the_system(admin: Api, owner: Api) -> None:
    assert owner.post("/robots", of_project("same")).status == 201
    assert owner.post("/robots", of_project("same")).error[:2] == (409, "CONFLICT")
    assert owner.post("/robots", of_project("same", namespace="other")).status == 201
    assert admin.post("/robots", of_system("same")).json["name"] == "robot$same"
    assert admin.post("/robots", of_system("same")).error[:2] == (409, "CONFLICT")


def test_name_and_level_stay(owner: Api, server: Server) -> None:
    robot_id, _ = made(server, owner, of_project("steady"))
    at = f"/robots/{robot_id}"
    before = owner.get(at).json
    for change in ({"name": "other"}, {"level": "system"}, {"permissions": of_system("x")["permissions"]}):
        assert owner.put(at, change).error[:2] == WRONG
    elsewhere = of_project("x", namespace="other")["permissions"]
    assert owner.put(at, {"permissions": elsewhere}).error[:2] == WRONG
    assert owner.put(at, {"creator_ref": 1, "id": 7, "expires_at": 5, "creator_type": "robot"}).status == 200
    after = owner.get(at).json
    assert {**after, "update_time": ""} == {**before, "update_time": ""}


@pytest.mark.parametrize("role", ["maintainer", "developer", "guest", None])
def test_only_who_administers_a_project_makes_its_robots(
    server: Server, owner: Api, team: int, role: str | None
) -> None:
    name = f"r-{role or 'stranger'}"
    caller = person(server, name)
    if role:
        join(owner, "team", name, role)
    robot_id, _ = made(server, owner, of_project(f"seen-by-{(role or 'nobody').lower()}"))
    sees = role is not None
    assert caller.post("/robots", of_project("mine")).error[:2] == DENIED
    assert caller.post("/robots", of_system("mine")).error[:2] == DENIED
    assert caller.get("/robots").error[:2] == DENIED
    assert caller.get("/robots", q=f"ProjectID={team}").status == (200 if sees else 403)
    at = f"/robots/{robot_id}"
    assert caller.get(at).status == (200 if sees else 404)
    for refused in (caller.put(at, {"disable": True}), caller.patch(at, {"secret": ""}), caller.delete(at)):
        assert refused.status == (403 if sees else 404)
    assert owner.get(at).json["disable"] is False


def test_nobody_known_sees_none(nobody: Api, owner: Api, server: Server) -> None:
    robot_id, _ = made(server, owner, of_project("hidden"))
    at = f"/robots/{robot_id}"
    answers = [nobody.get("/robots"), nobody.post("/robots", of_project("x")), nobody.get(at), nobody.delete(at)]
    assert {answer.status for answer in answers} == {401}


def test_robots_of_the_system_are_its_administrators(server: Server, admin: Api, owner: Api) -> None:
    lists = {"kind": "system", "namespace": "/", "access": access(("project", "list"), ("robot", "create"))}
    pulls = {"kind": "project", "namespace": "team", "access": access(("repository", "list"))}
    robot_id, robot = made(server, admin, of_system("wide", lists, pulls))
    assert owner.get(f"/robots/{robot_id}").error[:2] == ABSENT
    assert owner.delete(f"/robots/{robot_id}").error[:2] == ABSENT
    names = [one["name"] for one in admin.get("/robots", q="name=wide").json]
    assert names == ["robot$wide"]
    assert robot.get("/projects/team/repositories").status == 200
    assert robot.get("/projects/other/repositories").status == 403
    assert robot.get("/users").status == 403
    assert {"team", "other"} <= {one["name"] for one in robot.get("/projects").json}


def test_a_robot_gives_no_more_than_it_has(server: Server, admin: Api) -> None:
    own = {"kind": "system", "namespace": "/", "access": access(("robot", "create"), ("quota", "list"))}
    pulls = {"kind": "project", "namespace": "*", "access": [PULL]}
    robot_id, maker = made(server, admin, of_system("maker", own, pulls))
    child = maker.post("/robots", of_system("child", {"kind": "project", "namespace": "team", "access": [PULL]}))
    assert child.status == 201
    told = admin.get(f"/robots/{child.json['id']}").json
    assert (told["creator_type"], told["creator_ref"]) == ("robot", robot_id)
    for beyond in (
        {"kind": "project", "namespace": "team", "access": [PULL, PUSH]},
        {"kind": "system", "namespace": "/", "access": access(("user", "create"))},
    ):
        assert maker.post("/robots", of_system("beyond", beyond)).error[:2] == DENIED
    assert maker.post("/robots", of_project("beyond")).error[:2] == DENIED  # it may make none in a project


def test_a_robot_outlives_who_made_it_and_says_so(server: Server, admin: Api) -> None:
    leaver = person(server, "leaver")
    project_id = project(leaver, "left")
    own_id, robot = made(server, leaver, of_project("stays", *access(("repository", "list")), namespace="left"))
    account_id = leaver.get("/users/current").json["user_id"]
    assert admin.put(f"/users/{account_id}/sysadmin", {"sysadmin_flag": True}).status == 200
    makes = {"kind": "system", "namespace": "/", "access": access(("robot", "create"), ("quota", "list"))}
    maker_id, maker = made(server, leaver, of_system("leaves-too", makes))
    given = of_system("heir", {"kind": "system", "namespace": "/", "access": access(("quota", "list"))})
    child_id, _ = made(server, maker, given)
    for robot_id in (own_id, maker_id, child_id):
        assert "creator_deleted" not in admin.get(f"/robots/{robot_id}").json
    assert admin.delete(f"/users/{account_id}").status == 200
    told = admin.get(f"/robots/{own_id}").json
    assert (told["creator_deleted"], told["creator_ref"]) == (True, account_id)
    assert admin.get(f"/robots/{maker_id}").json["creator_deleted"] is True
    assert "creator_deleted" not in admin.get(f"/robots/{child_id}").json
    assert admin.delete(f"/robots/{maker_id}").status == 200
    of_projects = admin.get("/robots", q=f"Level=project,ProjectID={project_id}").json
    assert [one["creator_deleted"] for one in of_projects] == [True]
    gone = {one["name"]: one.get("creator_deleted", False) for one in admin.get("/robots", page_size=100).json}
    assert (gone["robot$heir"], gone["robot$maker"]) == (True, False)
    assert robot.get("/projects/left/repositories").status == 200  # it goes on


def test_a_project_made_again_is_another_one(server: Server, admin: Api, owner: Api) -> None:
    project(owner, "fleeting")
    given = {"kind": "project", "namespace": "fleeting", "access": access(("repository", "list"))}
    robot_id, robot = made(server, admin, of_system("faithful", given))
    own_id, _ = made(server, owner, of_project("own", namespace="fleeting"))
    assert robot.get("/projects/fleeting/repositories").status == 200
    assert owner.delete("/projects/fleeting").status == 200
    assert admin.get(f"/robots/{own_id}").error[:2] == ABSENT
    project(owner, "fleeting")
    assert robot.get("/projects/fleeting/repositories").status == 403
    assert admin.get(f"/robots/{robot_id}").json["permissions"] == []


def test_a_wrong_secret_and_an_unknown_robot_are_one_answer(server: Server, owner: Api) -> None:
    made(server, owner, of_project("real"))
    answers = {
        Api(server, name, "Wrong-secret-1").get("/users/current").body
        for name in ("robot$team+real", "robot$team+unreal", "robot$nowhere+real", "robot$", "robot$a+b+c", "nobody")
    }
    assert len(answers) == 1
    for _ in range(5):
        Api(server, "robot$team+real", "Wrong-secret-1").get("/users/current")
    answer = Api(server, "robot$team+real", "Wrong-secret-1").get("/users/current")
    assert (answer.status, "retry-after" in answer.headers) == (401, True)


def test_prefix_and_duration_are_configured(server: Server, admin: Api, owner: Api) -> None:
    assert admin.put("/configurations", {"robot_name_prefix": "bot-", "robot_token_duration": 3}).status == 200
    try:
        robot_id, robot = made(server, owner, of_project("named", *access(("repository", "list"))))
        assert owner.get(f"/robots/{robot_id}").json["name"] == "bot-team+named"
        assert owner.get(f"/robots/{robot_id}").json["duration"] == 3
        assert robot.get("/projects/team/repositories").status == 200
        person(server, "bot-human")  # a user may be called like that too
        assert Api(server, "bot-human", PASSWORD).get("/users/current").status == 200
    finally:
        assert admin.put("/configurations", {"robot_name_prefix": "robot$", "robot_token_duration": 30}).status == 200
    assert robot.get("/projects/team/repositories").status == 401


def test_lists_are_paged_sorted_and_searched(owner: Api) -> None:
    other = owner.get("/projects/other").json["project_id"]
    for name in ("p1", "p2", "p3"):
        assert owner.post("/robots", of_project(name, namespace="other")).status == 201
    asked = f"Level=project,ProjectID={other},name=~p"
    page = owner.get("/robots", q=asked, sort="-name", page_size=2)
    assert [one["name"] for one in page.json] == ["robot$other+p3", "robot$other+p2"]
    assert (page.headers["x-total-count"], 'rel="next"' in page.headers["link"]) == ("3", True)
    for wrong in ("Level=project", "Level=galaxy", "ProjectID=x"):
        assert owner.get("/robots", q=wrong).status in (400, 403), wrong
