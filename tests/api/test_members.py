"""Who is what in a project, and that it counts at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.people import PASSWORD, ROLES, join, person, project
from tests.support.server import Server

PATH = "/projects/crew/members"


@pytest.fixture(scope="module")
def cat(server: Server) -> Api:
    """Who administers the project `crew`."""
    caller = person(server, "cat")
    project(caller, "crew")
    return caller


@pytest.fixture(scope="module")
def dan(server: Server, cat: Api) -> Api:
    """Somebody to be a member."""
    return person(server, "dan")


@pytest.fixture(autouse=True)
def alone(cat: Api) -> Iterator[None]:
    """Before and after, cat is the only member."""
    yield
    for one in cat.get(PATH, page_size=100).json:
        if one["entity_name"] != "cat":
            assert cat.delete(f"{PATH}/{one['id']}").status == 200


def member(caller: Api, **asked: Any) -> int:
    """The id of a new member of `crew`."""
    made = caller.post(PATH, {"role_id": 2, **asked})
    assert made.status == 201, made.body
    return made.new_id


def group(admin: Api, name: str, kind: int = 3) -> int:
    """The id of a new group."""
    made = admin.post("/usergroups", {"group_name": name, "group_type": kind})
    assert made.status == 201, made.body
    return made.new_id


def test_from_joining_to_leaving(cat: Api, dan: Api) -> None:
    number = cat.get("/projects/crew").json["project_id"]
    made = cat.post(PATH, {"role_id": 2, "member_user": {"username": "dan"}})
    assert (made.status, made.body) == (201, b"")
    mid = made.new_id
    assert made.headers["location"] == f"/api/v2.0/projects/crew/members/{mid}"
    expected = {
        "id": mid,
        "project_id": number,
        "entity_name": "dan",
        "entity_id": dan.get("/users/current").json["user_id"],
        "entity_type": "u",
        "role_id": 2,
        "role_name": "developer",
    }
    assert cat.get(f"{PATH}/{mid}").json == expected
    assert cat.put(f"{PATH}/{mid}", {"role_id": 4}).status == 200
    assert cat.get(f"{PATH}/{mid}").json == {**expected, "role_id": 4, "role_name": "maintainer"}
    assert dan.get("/projects/crew").json["current_user_role_id"] == 4
    assert cat.delete(f"{PATH}/{mid}").status == 200
    assert cat.get(f"{PATH}/{mid}").error[:2] == (404, "NOT_FOUND")
    assert dan.get("/projects/crew").status == 403


def test_an_account_by_its_id(cat: Api, dan: Api) -> None:
    number = dan.get("/users/current").json["user_id"]
    mid = member(cat, member_user={"user_id": number}, role_id=5)
    assert cat.get(f"{PATH}/{mid}").json["role_name"] == "limitedGuest"


def test_a_group_by_id_by_name_and_by_its_place_in_ldap(admin: Api, cat: Api) -> None:
    mid = member(cat, member_group={"id": group(admin, "sailors")}, role_id=3)
    found = cat.get(f"{PATH}/{mid}").json
    assert (found["entity_name"], found["entity_type"], found["role_name"]) == ("sailors", "g", "guest")
    group(admin, "cooks", 2)
    member(cat, member_group={"group_name": "cooks", "group_type": 2})
    dn = "cn=stokers,ou=ships,dc=example,dc=org"
    mid = member(cat, member_group={"ldap_group_dn": dn})
    assert cat.get(f"{PATH}/{mid}").json["entity_name"] == "stokers"
    (made,) = [one for one in admin.get("/usergroups", page_size=100).json if one["group_name"] == "stokers"]
    assert (made["group_type"], made["ldap_group_dn"]) == (1, dn)
    again = cat.post(PATH, {"role_id": 1, "member_group": {"ldap_group_dn": dn.upper()}})
    assert again.error[:2] == (409, "CONFLICT")
    project(cat, "other-crew")
    by_name = {"role_id": 2, "member_group": {"group_name": "stokers", "group_type": 1}}
    assert cat.post("/projects/other-crew/members", by_name).status == 201


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"role_id": 2}, "member_user"),
        ({"role_id": 2, "member_user": {}}, "member_user"),
        ({"role_id": 2, "member_user": None, "member_group": None}, "member_user"),
        ({"role_id": 2, "member_user": {"username": "dan"}, "member_group": {"id": 1}}, "one of"),
        ({"role_id": 2, "member_user": {"username": "nobody-of-that-name"}}, "nobody-of-that-name"),
        ({"role_id": 2, "member_user": {"user_id": 99999}}, "99999"),
        ({"role_id": 2, "member_user": {"user_id": -1}}, "above 0"),
        ({"role_id": 2, "member_user": {"user_id": 1 << 70}}, ""),
        ({"role_id": 2, "member_group": {"id": 99999}}, "99999"),
        ({"role_id": 2, "member_group": {"group_name": "no-such-group", "group_type": 2}}, "no-such-group"),
        ({"role_id": 2, "member_group": {"group_name": "no-such-group"}}, "no-such-group"),
        ({"role_id": 2, "member_group": {"ldap_group_dn": "stokers"}}, "ldap_group_dn"),
        ({"member_user": {"username": "dan"}}, "role_id"),
        ({"role_id": 0, "member_user": {"username": "dan"}}, "role_id"),
        ({"role_id": 6, "member_user": {"username": "dan"}}, "1 projectAdmin"),
        ({"role_id": "2", "member_user": {"username": "dan"}}, "role_id"),
        ([], "object"),
        (b"{", "body"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_makes_nobody_a_member(cat: Api, dan: Api, asked: Any, says: str) -> None:
    refused = cat.post(PATH, asked)
    assert refused.error[:2] == (400, "BAD_REQUEST")
    assert says in refused.error[2]
    assert [one["entity_name"] for one in cat.get(PATH).json] == ["cat"]


def test_a_project_that_is_not_there_has_no_members(admin: Api, cat: Api) -> None:
    asked = {"role_id": 2, "member_user": {"username": "cat"}}
    assert admin.get("/projects/no-such/members").error[:2] == (404, "NOT_FOUND")
    assert admin.post("/projects/no-such/members", asked).error[:2] == (400, "BAD_REQUEST")  # the contract has no 404
    assert cat.post("/projects/no-such/members", asked).error[:2] == (403, "FORBIDDEN")


def test_everybody_is_a_member_once(admin: Api, cat: Api, dan: Api) -> None:
    mid = member(cat, member_user={"username": "dan"})
    again = cat.post(PATH, {"role_id": 1, "member_user": {"username": "dan"}})
    assert again.error[:2] == (409, "CONFLICT")
    assert cat.get(f"{PATH}/{mid}").json["role_id"] == 2


def test_members_of_another_project_are_not_there(admin: Api, cat: Api, dan: Api) -> None:
    project(dan, "elsewhere")
    (theirs,) = dan.get("/projects/elsewhere/members").json
    for mid in (theirs["id"], 0, -1, 99999, 10**17):
        for caller in (cat, admin):
            for answer in (
                caller.get(f"{PATH}/{mid}"),
                caller.put(f"{PATH}/{mid}", {"role_id": 5}),
                caller.delete(f"{PATH}/{mid}"),
            ):
                assert answer.error[:2] == (404, "NOT_FOUND")
    assert dan.get("/projects/elsewhere/members").json == [theirs]
    for odd in ("x", "9" * 30, "1.5"):
        assert cat.get(f"{PATH}/{odd}").status in (400, 422)


def test_a_role_that_is_none_changes_nothing(cat: Api, dan: Api) -> None:
    mid = member(cat, member_user={"username": "dan"})
    wrong: list[object] = [{}, {"role_id": 0}, {"role_id": 6}, {"role_id": "1"}, {"role_id": None}, [], b"{"]
    for body in wrong:
        assert cat.put(f"{PATH}/{mid}", body).error[:2] == (400, "BAD_REQUEST")
    # what is not the request's to say
    assert cat.put(f"{PATH}/{mid}", {"role_id": 3, "id": 1, "project_id": 1, "entity_id": 1}).status == 200
    found = cat.get(f"{PATH}/{mid}").json
    assert (found["id"], found["entity_name"], found["role_id"]) == (mid, "dan", 3)


def test_the_list_goes_in_pages_and_by_names(server: Server, admin: Api, cat: Api, dan: Api) -> None:
    for name in ("list-one", "list-two"):
        person(server, name)
        join(cat, "crew", name, "guest")
    member(cat, member_group={"id": group(admin, "list-three")})
    found = cat.get(PATH, entityname="LIST-")
    assert [one["entity_name"] for one in found.json] == ["list-one", "list-two", "list-three"]
    assert found.headers["x-total-count"] == "3"
    page = cat.get(PATH, entityname="list-", page_size=2, page=2)
    assert [one["entity_name"] for one in page.json] == ["list-three"]
    assert 'rel="prev"' in page.headers["link"]
    assert cat.get(PATH, entityname="l%st").json == []
    number = next(one["entity_id"] for one in found.json if one["entity_name"] == "list-one")
    assert admin.delete(f"/users/{number}").status == 200
    assert [one["entity_name"] for one in cat.get(PATH, entityname="list-").json] == ["list-two", "list-three"]


def test_roles_say_who_may_what(server: Server, admin: Api, nobody: Api, cat: Api, dan: Api) -> None:
    mid = member(cat, member_user={"username": "dan"})
    eve = person(server, "eve")
    callers = [(admin, "all"), (eve, "none"), (nobody, "none")]
    for role in ROLES:
        callers.append(
            (person(server, f"m-{role}".lower()), {"projectAdmin": "all", "limitedGuest": "none"}.get(role, "read"))
        )
        join(cat, "crew", f"m-{role}".lower(), role)
    for caller, may in callers:
        denied = 401 if caller is nobody else 403
        reads = {caller.get(PATH).status, caller.get(f"{PATH}/{mid}").status}
        assert reads == ({denied} if may == "none" else {200})
        other = {"role_id": 3, "member_user": {"username": "eve"}}
        changes = [caller.put(f"{PATH}/{mid}", {"role_id": 3}).status, (made := caller.post(PATH, other)).status]
        if may == "all":
            changes.append(caller.delete(f"{PATH}/{made.new_id}").status)
        assert changes == ([200, 201, 200] if may == "all" else [denied, denied])


# ---- on `/v2/`, with a token that is out already

TAGS = "/v2/crew/app/tags/list"
MAY, MAY_NOT = 404, 401  # the repository is not there: whoever may pull is told so


def test_who_leaves_pulls_no_more(server: Server, cat: Api, dan: Api) -> None:
    mid = member(cat, member_user={"username": "dan"})
    token = {"Authorization": f"Bearer {server.token('repository:crew/app:pull,push', 'dan', PASSWORD)}"}
    assert dan.call("GET", TAGS, headers=token).status == MAY
    assert cat.put(f"{PATH}/{mid}", {"role_id": 3}).status == 200
    assert dan.call("POST", "/v2/crew/app/blobs/uploads/", headers=token).status == MAY_NOT
    assert dan.call("GET", TAGS, headers=token).status == MAY
    assert cat.delete(f"{PATH}/{mid}").status == 200
    assert dan.call("GET", TAGS, headers=token).status == MAY_NOT
    assert dan.call("GET", TAGS).status == 403


def test_a_project_that_closes_is_closed_at_once(server: Server, cat: Api, nobody: Api) -> None:
    token = {"Authorization": f"Bearer {server.token('repository:crew/app:pull', None)}"}
    assert nobody.call("GET", TAGS, headers=token).status == MAY_NOT
    assert cat.put("/projects/crew", {"metadata": {"public": "true"}}).status == 200
    token = {"Authorization": f"Bearer {server.token('repository:crew/app:pull', None)}"}
    assert nobody.call("GET", TAGS, headers=token).status == MAY
    assert cat.put("/projects/crew/metadatas/public", {"public": "false"}).status == 200
    assert nobody.call("GET", TAGS, headers=token).status == MAY_NOT


def test_nothing_old_counts_in_a_project_made_again(server: Server, cat: Api, dan: Api) -> None:
    project(cat, "phoenix")
    mid = join(cat, "phoenix", "dan", "developer")
    tags = "/v2/phoenix/app/tags/list"
    token = {"Authorization": f"Bearer {server.token('repository:phoenix/app:pull', 'dan', PASSWORD)}"}
    assert dan.call("GET", tags, headers=token).status == MAY
    assert cat.delete("/projects/phoenix").status == 200
    assert dan.call("GET", tags, headers=token).status == MAY_NOT
    project(cat, "phoenix")
    assert dan.call("GET", tags, headers=token).status == MAY_NOT
    assert cat.get(f"/projects/phoenix/members/{mid}").status == 404
    join(cat, "phoenix", "dan", "developer")
    assert dan.call("GET", tags, headers=token).status == MAY_NOT
    fresh = server.token("repository:phoenix/app:pull", "dan", PASSWORD)
    assert dan.call("GET", tags, headers={"Authorization": f"Bearer {fresh}"}).status == MAY
