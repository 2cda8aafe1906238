"""Labels over the API: of the system and of projects, who may do what with them, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.census import execute, rows
from tests.support.client import Client, Way
from tests.support.people import ROLES, join, person, project
from tests.support.server import Server

ABSENT = (404, "NOT_FOUND")
DENIED = (403, "FORBIDDEN")
UNKNOWN = (401, "UNAUTHORIZED")


@pytest.fixture(scope="module")
def owner(server: Server) -> Api:
    """Somebody with two private projects, `team` and `other`."""
    ada = person(server, "ada")
    project(ada, "team")
    project(ada, "other")
    return ada


@pytest.fixture(scope="module")
def team(server: Server, owner: Api) -> int:
    """The id of `team`."""
    return int(owner.get("/projects/team").json["project_id"])


@pytest.fixture(scope="module")
def other(server: Server, owner: Api) -> int:
    """The id of `other`."""
    return int(owner.get("/projects/other").json["project_id"])


@pytest.fixture(scope="module")
def stranger(server: Server) -> Api:
    """Somebody who has no role anywhere."""
    return person(server, "eve")


def make(caller: Api, name: str, **more: object) -> int:
    """The id of a new label; of the system unless `project_id` is among `more`."""
    scope = {"scope": "p"} if "project_id" in more else {"scope": "g"}
    made = caller.post("/labels", {"name": name, **scope, **more})
    assert (made.status, made.body) == (201, b""), made.body
    assert made.headers["location"] == f"/api/v2.0/labels/{made.new_id}"
    return made.new_id


def names(caller: Api, **query: Any) -> list[str]:
    """Of the listed labels."""
    answer = caller.get("/labels", **query)
    assert answer.status == 200, answer.body
    return [one["name"] for one in answer.json]


def test_labels_of_a_project_and_of_the_system(admin: Api, owner: Api, team: int) -> None:
    of_team = owner.get(f"/labels/{make(owner, 'tested', project_id=team, color='#00ff7F', description='by us')}").json
    assert of_team.pop("creation_time") == of_team.pop("update_time")
    assert of_team == {
        "id": of_team["id"],
        "name": "tested",
        "description": "by us",
        "color": "#00ff7F",
        "scope": "p",
        "project_id": team,
    }
    of_all = owner.get(f"/labels/{make(admin, 'approved')}").json
    assert (of_all["scope"], of_all["color"], "project_id" in of_all) == ("g", "", False)
    assert of_all["creation_time"].endswith("Z")


def test_a_name_is_free_in_every_other_scope(admin: Api, owner: Api, team: int, other: int) -> None:
    for caller, of in ((admin, {}), (owner, {"project_id": team}), (owner, {"project_id": other})):
        label_id = make(caller, "same", **of)
        scope = {"scope": "p", **of} if of else {"scope": "g"}
        again = caller.post("/labels", {"name": "same", **scope})
        assert again.error[:2] == (409, "CONFLICT")
        assert "same" in again.error[2]
        second = make(caller, "different", **of)
        assert caller.put(f"/labels/{second}", {"name": "same"}).error[:2] == (409, "CONFLICT")
        assert caller.get(f"/labels/{second}").json["name"] == "different"
        assert caller.put(f"/labels/{label_id}", {"name": "same", "color": "#000000"}).status == 200
    make(owner, "Same", project_id=team)  # case counts


def test_a_change_replaces_texts_and_keeps_the_scope(owner: Api, team: int, other: int) -> None:
    label_id = make(owner, "before", project_id=team, color="#123456", description="old")
    body = {"name": "after", "id": 1, "scope": "g", "project_id": other, "creation_time": "2001-01-01T00:00:00Z"}
    before = owner.get(f"/labels/{label_id}").json
    assert owner.put(f"/labels/{label_id}", body).body == b""
    after = owner.get(f"/labels/{label_id}").json
    assert after.pop("update_time") >= before.pop("update_time")
    assert after == {**before, "name": "after", "color": "", "description": ""}


def test_deleting_a_label_takes_it_off_artifacts(owner: Api, team: int, server: Server) -> None:
    label_id = make(owner, "short-lived", project_id=team)
    with Client(Way(server)) as client:
        client.push_image("team/app", "v1", content.noise("layer"))
    execute(server, f"INSERT INTO manifest_label SELECT m.id, {label_id}, 0 FROM manifest m")
    assert owner.delete(f"/labels/{label_id}").status == 200
    assert rows(server, f"SELECT count(*) FROM manifest_label WHERE label_id = {label_id}") == [(0,)]
    for answer in (
        owner.get(f"/labels/{label_id}"),
        owner.delete(f"/labels/{label_id}"),
        owner.put(f"/labels/{label_id}", {"name": "x"}),
    ):
        assert answer.error[:2] == ABSENT


# ---- lists


def test_lists_are_of_one_scope(admin: Api, owner: Api, stranger: Api, server: Server) -> None:
    listed = project(owner, "listed")
    made = [make(owner, name, project_id=listed) for name in ("b_two", "A-one", "c%three")]
    make(admin, "everybodys")
    assert names(owner, scope="p", project_id=listed) == ["A-one", "b_two", "c%three"]
    assert names(owner, project_id=listed) == ["A-one", "b_two", "c%three"]
    assert names(owner, scope="p", project_id=listed, sort="-name") == ["c%three", "b_two", "A-one"]
    assert names(owner, scope="p", project_id=listed, sort="creation_time,id") == ["b_two", "A-one", "c%three"]
    assert names(owner, scope="p", project_id=listed, name="ONE") == ["A-one"]
    assert names(owner, scope="p", project_id=listed, name="_") == ["b_two"]
    assert names(owner, scope="p", project_id=listed, name="%") == ["c%three"]
    assert names(owner, scope="p", project_id=listed, q="name=~t") == ["b_two", "c%three"]
    assert names(owner, scope="p", project_id=listed, q="name=b_two") == ["b_two"]
    assert names(owner, scope="p", project_id=listed, q=f"id={made[1]}") == ["A-one"]
    page = owner.get("/labels", scope="p", project_id=listed, page=2, page_size=2)
    assert [one["name"] for one in page.json] == ["c%three"]
    assert page.headers["x-total-count"] == "3"
    assert 'rel="prev"' in page.headers["link"]
    assert "everybodys" in names(stranger, scope="g")
    assert "everybodys" in names(stranger, page_size=100)
    assert not set(names(stranger, scope="g", page_size=100)) & {"A-one", "b_two"}
    assert "secret" in owner.get("/labels", scope="g", q="secret=1").headers["warning"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"scope": "x"}, "scope"),
        ({"scope": "p"}, "project_id"),
        ({"scope": "p", "project_id": 0}, "project_id"),
        ({"scope": "p", "project_id": -1}, "project_id"),
        ({"scope": "p", "project_id": "team"}, "project_id"),
        ({"scope": "p", "project_id": 10**30}, "project_id"),
        ({"q": "name"}, "q"),
        ({"q": "creation_time=x"}, "creation_time"),
        ({"page": 0}, "page"),
        ({"page_size": 101}, "page_size"),
    ],
)
def test_questions_that_are_none(admin: Api, query: dict[str, Any], field: str) -> None:
    answer = admin.get("/labels", **query)
    assert answer.error[:2] == (400, "BAD_REQUEST")
    assert field in answer.error[2]


# ---- rights


def test_what_each_role_may(server: Server, owner: Api, team: int) -> None:
    label_id = make(owner, "roles", project_id=team)
    for role in ROLES:
        member = person(server, f"l-{role}".lower())
        join(owner, "team", f"l-{role}".lower(), role)
        changes = role in ("projectAdmin", "maintainer")
        reads = role != "limitedGuest"
        listed = member.get("/labels", scope="p", project_id=team)
        assert listed.status == (200 if reads else 403), role
        assert member.get(f"/labels/{label_id}").status == (200 if reads else 404), role
        body = {"name": f"by-{role}", "scope": "p", "project_id": team}
        made = member.post("/labels", body)
        assert made.status == (201 if changes else 403), role
        changed = member.put(f"/labels/{label_id}", {"name": "roles"})
        assert changed.status == (200 if changes else 403 if reads else 404), role
        mine = made.new_id if changes else label_id
        assert member.delete(f"/labels/{mine}").status == (200 if changes else 403 if reads else 404), role
        assert member.post("/labels", {"name": f"by-{role}", "scope": "g"}).error[:2] == DENIED
    assert owner.get(f"/labels/{label_id}").json["name"] == "roles"


def test_the_labels_of_the_system_are_read_by_all_and_changed_by_administrators(
    admin: Api, owner: Api, nobody: Api
) -> None:
    label_id = make(admin, "theirs")
    assert owner.get(f"/labels/{label_id}").json["name"] == "theirs"
    for caller, code in ((owner, DENIED), (nobody, UNKNOWN)):
        assert caller.post("/labels", {"name": "mine", "scope": "g"}).error[:2] == code
        assert caller.put(f"/labels/{label_id}", {"name": "mine"}).error[:2] == code
        assert caller.delete(f"/labels/{label_id}").error[:2] == code
    for path in (f"/labels/{label_id}", "/labels/999999", "/labels?scope=g", "/labels?scope=p&project_id=1"):
        assert nobody.get(path).error[:2] == UNKNOWN
    assert admin.get(f"/labels/{label_id}").json["name"] == "theirs"


def test_another_projects_label_is_as_one_that_is_not_there(owner: Api, stranger: Api, team: int) -> None:
    label_id = make(owner, "hidden", project_id=team)

    def answers(of: int) -> list[tuple[int, str, str]]:
        calls = (
            stranger.get(f"/labels/{of}"),
            stranger.put(f"/labels/{of}", {"name": "x"}),
            stranger.delete(f"/labels/{of}"),
        )
        return [(status, code, text.replace(str(of), "ID")) for status, code, text in (one.error for one in calls)]

    assert answers(label_id) == answers(999_999)
    assert owner.get(f"/labels/{label_id}").status == 200


def test_another_project_is_as_one_that_is_not_there(stranger: Api, team: int) -> None:
    for of in (team, 999_999):
        assert stranger.get("/labels", scope="p", project_id=of).error[:2] == DENIED
        assert stranger.post("/labels", {"name": "x", "scope": "p", "project_id": of}).error[:2] == DENIED


def test_an_administrator_is_told_that_a_project_is_not_there(admin: Api) -> None:
    for answer in (
        admin.get("/labels", scope="p", project_id=999_999),
        admin.post("/labels", {"name": "x", "scope": "p", "project_id": 999_999}),
    ):
        assert answer.error[:2] == (400, "BAD_REQUEST")
        assert "999999" in answer.error[2]


# ---- what is refused


def test_texts_that_are_none_change_nothing(owner: Api, team: int, server: Server) -> None:
    label_id = make(owner, "steady", project_id=team)
    before = rows(server, "SELECT * FROM label ORDER BY id"), rows(server, "SELECT count(*) FROM audit_log")
    bad: list[tuple[Any, str]] = [
        ({"name": ""}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 129}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"name": 5}, "name"),
        ({"name": None}, "name"),
        ({}, "name"),
        ({"name": "x", "color": "red"}, "color"),
        ({"name": "x", "color": "#12345"}, "color"),
        ({"name": "x", "color": "#1234567"}, "color"),
        ({"name": "x", "color": "#00000g"}, "color"),
        ({"name": "x", "color": 5}, "color"),
        ({"name": "x", "description": "y" * 1025}, "description"),
        ({"name": "x", "description": "\0"}, "description"),
        ({"name": "x", "description": []}, "description"),
        ([], ""),
        (b"", ""),
        (b"{", ""),
        (b'{"name": "\xff"}', ""),
    ]
    for body, field in bad:
        of_team = {"scope": "p", "project_id": team, **body} if isinstance(body, dict) else body
        for answer in (owner.post("/labels", of_team), owner.put(f"/labels/{label_id}", body)):
            assert answer.error[:2] == (400, "BAD_REQUEST"), body
            assert field in answer.error[2]
    for scope in ({"scope": "x"}, {"scope": "p"}, {"scope": "p", "project_id": "x"}, {"scope": "p", "project_id": -1}):
        assert owner.post("/labels", {"name": "x", **scope}).error[:2] == (400, "BAD_REQUEST"), scope
    plain = owner.post("/labels", {"name": "x"}, headers={"Content-Type": "text/plain"})
    assert plain.status == 415
    assert (rows(server, "SELECT * FROM label ORDER BY id"), rows(server, "SELECT count(*) FROM audit_log")) == before


def test_names_of_all_kinds_come_back_as_they_were(owner: Api, team: int) -> None:
    for name in ("x" * 128, "标签", "<script>alert(1)</script>", "a,b=~[1 2]", "'; DROP TABLE label; --", "e\u0301🏷"):
        label_id = make(owner, name, project_id=team, description=name)
        found = owner.get(f"/labels/{label_id}").json
        assert (found["name"], found["description"]) == (name, name)


@pytest.mark.parametrize("label_id", [0, -1, 10**18, 10**30, "x"])
def test_a_label_that_is_not_there(admin: Api, label_id: object) -> None:
    assert admin.get(f"/labels/{label_id}").error[:2] == ABSENT
    assert admin.put(f"/labels/{label_id}", {"name": "x"}).status in (400, 404)
    assert admin.delete(f"/labels/{label_id}").status in (400, 404)


def test_every_change_is_in_the_audit_log(owner: Api, server: Server) -> None:
    audited = project(owner, "audited")
    label_id = make(owner, "one", project_id=audited)
    owner.put(f"/labels/{label_id}", {"name": "two"})
    owner.put(f"/labels/{label_id}", {"name": "two", "color": "#000000"})
    owner.delete(f"/labels/{label_id}")
    sql = "SELECT actor, operation, resource, description FROM audit_log WHERE resource_type = 'label'"
    assert rows(server, f"{sql} AND project_id = {audited} ORDER BY id") == [
        ("ada", "create", "one", ""),
        ("ada", "update", "one", "now two"),
        ("ada", "update", "two", ""),
        ("ada", "delete", "two", ""),
    ]
