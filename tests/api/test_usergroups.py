"""Groups that a directory keeps: made, found, renamed, ended; and what people may do by them."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.census import execute, rows
from tests.support.server import Server

PASSWORD = "Right-password-1"
numbers = count(1)


@pytest.fixture
def name() -> str:
    """A name that no group has."""
    return f"group{next(numbers)}"


@pytest.fixture(scope="module")
def bob(server: Server) -> Api:
    """Somebody without any right."""
    server.cli("user", "create", "bob", "--password-stdin", stdin=PASSWORD)
    return Api(server, "bob", PASSWORD)


def make(admin: Api, name: str, kind: int = 3, dn: str = "") -> int:
    made = admin.post("/usergroups", {"group_name": name, "group_type": kind, "ldap_group_dn": dn})
    assert made.status == 201, made.body
    return made.new_id


def test_a_group_is_made_read_renamed_and_ended(admin: Api, name: str) -> None:
    made = admin.post("/usergroups", {"group_name": name, "group_type": 3, "id": 77, "ldap_group_dn": "cn=x,dc=y"})
    assert made.status == 201
    place = f"/usergroups/{made.new_id}"
    assert made.headers["location"] == f"/api/v2.0{place}"
    assert admin.get(place).json == {"id": made.new_id, "group_name": name, "group_type": 3}
    assert admin.put(place, {"group_name": f"{name}-new", "group_type": 1, "id": 1}).status == 200
    assert admin.get(place).json == {"id": made.new_id, "group_name": f"{name}-new", "group_type": 3}
    assert admin.delete(place).status == 200
    assert admin.get(place).error[:2] == (404, "NOT_FOUND")
    assert admin.put(place, {"group_name": name}).error[:2] == (404, "NOT_FOUND")
    assert admin.delete(place).error[:2] == (400, "BAD_REQUEST")
    assert make(admin, f"{name}-new") > made.new_id
    sql = f"SELECT operation, resource FROM audit_log WHERE resource LIKE '{name}%' ORDER BY id"
    done = [("create", name), ("update", name), ("delete", f"{name}-new"), ("create", f"{name}-new")]
    assert rows(admin.server, sql) == done


def test_a_group_of_ldap_has_a_distinguished_name(admin: Api, name: str) -> None:
    dn = f"cn={name},ou=Groups,dc=example,dc=org"
    group = make(admin, "", 1, dn)
    assert admin.get(f"/usergroups/{group}").json == {
        "id": group,
        "group_name": name,
        "group_type": 1,
        "ldap_group_dn": dn,
    }
    again = {"group_name": f"{name}-b", "group_type": 1, "ldap_group_dn": dn.upper()}
    assert admin.post("/usergroups", again).error[:2] == (409, "CONFLICT")
    assert admin.get("/usergroups", ldap_group_dn=dn.replace("cn=", "CN=")).json[0]["id"] == group
    assert admin.get("/usergroups", ldap_group_dn=f"cn={name}").json == []


def test_a_name_is_taken_once_for_each_type(admin: Api, name: str) -> None:
    first, second = make(admin, name, 2), make(admin, name, 3)
    assert admin.post("/usergroups", {"group_name": name, "group_type": 2}).error[:2] == (409, "CONFLICT")
    other = make(admin, f"{name}b", 2)
    assert admin.put(f"/usergroups/{other}", {"group_name": name}).error[:2] == (400, "BAD_REQUEST")
    assert admin.get(f"/usergroups/{other}").json["group_name"] == f"{name}b"
    found = admin.get("/usergroups", group_name=name.upper())
    assert [one["id"] for one in found.json] == [first, second, other]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "group_type"),
        ({"group_name": "x", "group_type": 0}, "group_type"),
        ({"group_name": "x", "group_type": 4}, "group_type"),
        ({"group_name": "x", "group_type": "3"}, "$.group_type"),
        ({"group_name": "x", "group_type": 10**30}, "group_type"),
        ({"group_name": "", "group_type": 3}, "group_name"),
        ({"group_name": " x", "group_type": 3}, "group_name"),
        ({"group_name": "a\u0000b", "group_type": 2}, "group_name"),
        ({"group_name": "x" * 256, "group_type": 2}, "group_name"),
        ({"group_name": "x", "group_type": 1}, "ldap_group_dn"),
        ({"group_name": "x", "group_type": 1, "ldap_group_dn": "x"}, "ldap_group_dn"),
        ({"group_name": "x", "group_type": 1, "ldap_group_dn": "cn=a\u0000,dc=b"}, "ldap_group_dn"),
        ({"group_name": "x", "group_type": 1, "ldap_group_dn": "cn=" + "a" * 1100}, "ldap_group_dn"),
        ([1], "body"),
        (None, "body"),
    ],
)
def test_a_body_that_breaks_a_rule_makes_no_group(admin: Api, body: Any, words: str) -> None:
    before = admin.get("/usergroups").headers["x-total-count"]
    status, code, message = admin.post("/usergroups", body).error
    assert (status, code) == (400, "BAD_REQUEST")
    assert words in message
    assert admin.get("/usergroups").headers["x-total-count"] == before


def test_lists_are_paged_and_everybody_signed_in_finds_groups(admin: Api, bob: Api, name: str) -> None:
    ids = [make(admin, f"{name}-{letter}") for letter in "ba"]
    page = admin.get("/usergroups", group_name=f"{name}-", page_size=1, page=2)
    assert [one["id"] for one in page.json] == [ids[0]]
    assert page.headers["x-total-count"] == "2"
    found = bob.get("/usergroups/search", groupname=f"{name}-A")
    assert found.json == [{"id": ids[1], "group_name": f"{name}-a", "group_type": 3}]
    assert found.headers["x-total-count"] == "1"
    assert bob.get("/usergroups/search", groupname="_").json == []
    assert bob.get("/usergroups/search").error[:2] == (400, "BAD_REQUEST")


def test_groups_are_for_administrators(admin: Api, bob: Api, nobody: Api, name: str) -> None:
    group = make(admin, name)
    for api, status in ((nobody, 401), (bob, 403)):
        for of in (group, 99999):  # what is there and what is not, alike
            assert api.get(f"/usergroups/{of}").status == status
            assert api.put(f"/usergroups/{of}", {"group_name": "x"}).status == status
            assert api.delete(f"/usergroups/{of}").status == status
        assert api.get("/usergroups").status == status
        assert api.post("/usergroups", {"group_name": "x", "group_type": 3}).status == status
    assert nobody.get("/usergroups/search", groupname="x").status == 401
    assert admin.get(f"/usergroups/{group}").json["group_name"] == name


@pytest.mark.parametrize("of", ["x", "0", "-1", "9" * 30])
def test_an_id_that_is_none_is_no_group(admin: Api, of: str) -> None:
    for answer in (admin.get(f"/usergroups/{of}"), admin.put(f"/usergroups/{of}", {"group_name": "x"})):
        assert answer.status in (400, 404)
    assert admin.delete(f"/usergroups/{of}").status == 400


def test_who_is_in_a_group_may_what_the_group_may_until_it_ends(admin: Api, bob: Api, name: str) -> None:
    server = admin.server
    group, me = make(admin, name), bob.get("/users/current").json["user_id"]
    project = admin.post("/projects", {"project_name": name}).new_id
    execute(server, f"INSERT INTO account_group (account_id, group_id) VALUES ({me}, {group})")
    execute(server, f"INSERT INTO member (project_id, group_id, role, created_at) VALUES ({project}, {group}, 2, 0)")
    held = bob.get("/users/current/permissions", scope=f"/project/{project}", relative="true").json
    assert {"resource": "repository", "action": "push"} in held
    token = server.token(f"repository:{name}/app:pull,push", "bob", PASSWORD)
    bearer = {"Authorization": f"Bearer {token}"}
    nobody = Api(server, None)
    upload = f"/v2/{name}/app/blobs/uploads/"
    assert nobody.post(upload, b"", bearer).status == 202
    assert admin.delete(f"/usergroups/{group}").status == 200
    assert nobody.post(upload, b"", bearer).status == 401
    assert bob.get("/users/current/permissions", scope=f"/project/{project}").json == []
