"""People: made, found, changed and ended through the API; what each of them may do; what nobody may."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pytest

from tests.support.api import Answer, Api
from tests.support.census import rows
from tests.support.server import Server

PASSWORD = "Right-password-1"
OTHER = "Other-password-2"
numbers = count(1)


@pytest.fixture
def name() -> str:
    """A name that nobody has."""
    return f"person{next(numbers)}"


@pytest.fixture
def user(admin: Api, name: str) -> tuple[int, Api]:
    """(id, the user as a caller) of somebody without any right."""
    return make(admin, name), Api(admin.server, name, PASSWORD)


def make(admin: Api, name: str, **also: str) -> int:
    made = admin.post("/users", {"username": name, "password": PASSWORD, **also})
    assert made.status == 201, made.body
    return made.new_id


def entries(server: Server, resource: str) -> list[tuple[object, ...]]:
    sql = "SELECT actor, operation, resource, description, success FROM audit_log WHERE resource = '{}' ORDER BY id"
    return rows(server, sql.format(resource))


# ---- the last login

WAYS = ("/users/current", "/service/token?service=harbor-registry", "/v2/", "/c/login")


def sign_in(server: Server, name: str, way: str) -> Answer:
    """By name and password with a request, or as a browser does."""
    if way != "/c/login":
        return Api(server, name, PASSWORD).get(way)
    form = f"principal={name}&password={PASSWORD}".encode()
    return Api(server, None).post(way, form, {"Content-Type": "application/x-www-form-urlencoded"})


@pytest.mark.parametrize("way", WAYS)
def test_when_somebody_last_signed_in_is_shown(admin: Api, name: str, way: str) -> None:
    sent = {"username": name, "password": PASSWORD, "email": f"{name}@example.org", "realname": name}
    user = f"/users/{admin.post('/users', sent).new_id}"
    assert "last_login_at" not in admin.get(user).json  # never so far
    assert Api(admin.server, name, "Wrong-password-1").get("/users/current").status == 401
    assert "last_login_at" not in admin.get(user).json
    assert sign_in(admin.server, name, way).status == 200
    found = admin.get(user).json
    assert found["last_login_at"] >= found["creation_time"]
    (listed,) = admin.get("/users", q=f"username={name}").json
    assert listed == found


# ---- making


def test_an_administrator_makes_a_user_who_then_signs_in(admin: Api, name: str) -> None:
    sent = {
        "username": name,
        "password": PASSWORD,
        "email": f"{name}@example.org",
        "realname": "Ada 陈",
        "comment": "on leave",
        # what is not for the one who sends it to say
        "user_id": 999,
        "sysadmin_flag": True,
        "admin_role_in_auth": True,
        "creation_time": "2001-01-01T00:00:00Z",
        "password_hash": "x",
        "epoch": 7,
        "unknown": {"deep": [1]},
    }
    made = admin.post("/users", sent)
    assert made.status == 201
    assert made.headers["location"] == f"/api/v2.0/users/{made.new_id}"
    assert made.body == b""
    me = Api(admin.server, name, PASSWORD).get("/users/current").json
    assert me == admin.get(f"/users/{made.new_id}").json
    times = me.pop("creation_time"), me.pop("update_time"), me.pop("last_login_at")
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time) for time in times)
    assert not times[0].startswith("2001")
    assert me == {
        "user_id": made.new_id,
        "username": name,
        "email": f"{name}@example.org",
        "realname": "Ada 陈",
        "comment": "on leave",
        "sysadmin_flag": False,
        "admin_role_in_auth": False,
    }
    assert entries(admin.server, name) == [("admin", "create", name, "", 1)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "username"),
        ({"username": None, "password": None}, "username"),
        ({"username": "", "password": PASSWORD}, "username"),
        ({"username": "a,b", "password": PASSWORD}, "username"),
        ({"username": "a\u0000b", "password": PASSWORD}, "username"),
        ({"username": "x" * 256, "password": PASSWORD}, "username"),
        ({"username": "weak", "password": "weak"}, "8 to 128 characters"),
        ({"username": "weak"}, "8 to 128 characters"),
        ({"username": "weak", "password": PASSWORD, "email": "none"}, "e-mail"),
        ({"username": "weak", "password": PASSWORD, "email": "a@" + "b" * 254}, "e-mail"),
        ({"username": "weak", "password": PASSWORD, "realname": "x" * 256}, "real name"),
        ({"username": "weak", "password": PASSWORD, "comment": "a\u0000b"}, "comment"),
        ({"username": 7, "password": PASSWORD}, "$.username"),
        ({"username": "weak", "password": [PASSWORD]}, "$.password"),
        ([], "body"),
        (b"{", "body"),
        (b'{"username":"\xff"}', "body"),
        (b'{"username":"\\ud800"}', "body"),
        (b"", "body"),
    ],
)
def test_a_body_that_breaks_a_rule_makes_nobody(admin: Api, body: Any, words: str) -> None:
    before = admin.get("/users").headers["x-total-count"]
    answer = admin.post("/users", body)
    status, code, message = answer.error
    assert (status, code) == (400, "BAD_REQUEST")
    assert words in message
    assert PASSWORD not in message
    assert admin.get("/users").headers["x-total-count"] == before


def test_names_and_addresses_are_taken_once_and_free_again_after_the_end(admin: Api, name: str) -> None:
    first = make(admin, name, email=f"{name}@example.org")
    again = {"username": name, "password": PASSWORD}
    assert admin.post("/users", again).error == (409, "CONFLICT", "the username is taken")
    taken = {"username": f"{name}b", "password": PASSWORD, "email": f"{name}@example.org"}
    assert admin.post("/users", taken).error == (409, "CONFLICT", "the e-mail address is taken")
    make(admin, f"{name}c")
    make(admin, f"{name}d", email="")  # without an address, like the one before
    assert admin.delete(f"/users/{first}").status == 200
    second = make(admin, name, email=f"{name}@example.org")
    assert second > first
    assert admin.get(f"/users/{first}").error[:2] == (404, "NOT_FOUND")


def test_nobody_makes_an_account_of_their_own_unless_it_is_configured(nobody: Api, user: tuple[int, Api]) -> None:
    sent = {"username": "intruder", "password": PASSWORD, "sysadmin_flag": True}
    assert nobody.post("/users", sent).error[:2] == (401, "UNAUTHORIZED")
    assert user[1].post("/users", sent).error[:2] == (403, "FORBIDDEN")


# ---- lists


def test_a_list_is_filtered_sorted_and_paged(admin: Api, name: str) -> None:
    ids = [make(admin, f"{name}-{letter}", email=f"{letter}@{name}.org", comment=name) for letter in "cab"]
    of_ours = f"username=~{name}-"

    def names(**query: object) -> list[str]:
        return [one["username"].rpartition("-")[2] for one in admin.get("/users", None, **query).json]

    assert names(q=of_ours) == ["a", "b", "c"]
    assert names(q=of_ours, sort="-username") == ["c", "b", "a"]
    assert names(q=of_ours, sort="user_id") == ["c", "a", "b"]
    assert names(q=of_ours, sort="-creation_time") == ["b", "a", "c"]
    assert names(q=f"username={name}-a") == ["a"]
    assert names(q=f"email=b@{name}.org") == ["b"]
    assert names(q=f"{of_ours},comment={name},sysadmin_flag=false") == ["a", "b", "c"]
    assert names(q=f"user_id={{{ids[0]} {ids[2]}}}") == ["b", "c"]
    page = admin.get("/users", q=of_ours, page=2, page_size=2)
    assert [one["username"] for one in page.json] == [f"{name}-c"]
    assert page.headers["x-total-count"] == "3"
    assert 'rel="prev"' in page.headers["link"]
    unknown = admin.get("/users", q=f"{of_ours},password_hash=~argon,epoch=1", sort="password_hash")
    assert len(unknown.json) == 3
    assert "password_hash" in unknown.headers["warning"]
    assert "epoch" in unknown.headers["warning"]


@pytest.mark.parametrize(
    "query",
    [{"q": "user_id=x"}, {"q": "creation_time=soon"}, {"q": "x"}, {"page": 0}, {"page_size": 101}, {"page": "x"}],
)
def test_a_query_that_is_none_is_refused(admin: Api, query: dict[str, object]) -> None:
    assert admin.get("/users", None, **query).error[:2] == (400, "BAD_REQUEST")


def test_everybody_signed_in_finds_others_by_part_of_their_name(admin: Api, user: tuple[int, Api], name: str) -> None:
    other = make(admin, f"Found_{name}")
    found = user[1].get("/users/search", username=f"found_{name}")
    assert found.json == [{"user_id": other, "username": f"Found_{name}"}]
    assert found.headers["x-total-count"] == "1"
    assert user[1].get("/users/search", username="found%").json == []
    assert user[1].get("/users/search").error[:2] == (400, "BAD_REQUEST")
    page = user[1].get("/users/search", username="", page_size=1)
    assert (len(page.json), int(page.headers["x-total-count"]) > 1) == (1, True)


# ---- changing


def test_people_change_what_is_said_of_them(admin: Api, user: tuple[int, Api], name: str) -> None:
    user_id, own = user
    place = f"/users/{user_id}"
    sent = {"email": f"{name}@example.org", "realname": "Bo", "comment": "x", "sysadmin_flag": True, "username": "root"}
    assert own.put(place, sent).status == 200
    me = own.get(place).json
    assert (me["email"], me["realname"], me["comment"]) == (f"{name}@example.org", "Bo", "x")
    assert (me["sysadmin_flag"], me["username"]) == (False, name)
    assert own.put(place, {"realname": "Bob"}).status == 200
    assert admin.put(place, {"comment": ""}).status == 200
    me = own.get(place).json
    assert (me["email"], me["realname"], me.get("comment")) == (f"{name}@example.org", "Bob", None)
    assert own.put(place, {"email": ""}).status == 200
    assert "email" not in own.get(place).json
    assert own.put(place, {"email": "none"}).error[:2] == (400, "BAD_REQUEST")
    assert own.put(place, {"email": 7}).error[:2] == (400, "BAD_REQUEST")
    make(admin, f"{name}b", email=f"{name}b@example.org")
    status, code, message = own.put(place, {"email": f"{name}b@example.org"}).error
    assert (status, code) == (400, "BAD_REQUEST")
    assert "taken" in message
    assert [entry[0] for entry in entries(admin.server, name)] == ["admin", name, name, "admin", name]


def test_an_administrator_makes_others_administrators(admin: Api, user: tuple[int, Api]) -> None:
    user_id, own = user
    place = f"/users/{user_id}/sysadmin"
    assert own.put(place, {"sysadmin_flag": True}).error[:2] == (403, "FORBIDDEN")
    assert admin.put(place, {"sysadmin_flag": True}).status == 200
    assert own.get("/users").status == 200
    assert own.put(place, {"sysadmin_flag": True}).status == 200
    assert own.put(place, {"sysadmin_flag": False}).error[:2] == (403, "FORBIDDEN")  # nobody gives up their own
    assert own.put("/users/1/sysadmin", {"sysadmin_flag": False}).error[:2] == (403, "FORBIDDEN")
    assert admin.put("/users/1/sysadmin", {"sysadmin_flag": False}).error[:2] == (403, "FORBIDDEN")
    assert admin.get("/users/1").json["sysadmin_flag"] is True
    assert admin.put(place, {"sysadmin_flag": False}).status == 200
    assert own.get("/users").error[:2] == (403, "FORBIDDEN")
    assert admin.put(place, {"sysadmin_flag": "yes"}).error[:2] == (400, "BAD_REQUEST")
    assert admin.put("/users/99999/sysadmin", {"sysadmin_flag": True}).error[:2] == (404, "NOT_FOUND")


def test_a_new_password_of_ones_own_needs_the_old_one(admin: Api, user: tuple[int, Api], name: str) -> None:
    user_id, own = user
    place = f"/users/{user_id}/password"
    for wrong in ({"old_password": "Wrong-password-9"}, {"old_password": None}, {}):
        assert own.put(place, {"new_password": OTHER, **wrong}).error[:2] == (403, "FORBIDDEN")
    weak = own.put(place, {"old_password": PASSWORD, "new_password": "weak"})
    assert weak.error[:2] == (400, "BAD_REQUEST")
    same = own.put(place, {"old_password": PASSWORD, "new_password": PASSWORD})
    assert same.error == (400, "BAD_REQUEST", "the new password must differ from the old one")
    assert own.put(place, {"old_password": PASSWORD, "new_password": OTHER}).status == 200
    assert own.get("/users/current").error[:2] == (401, "UNAUTHORIZED")
    assert Api(own.server, name, OTHER).get("/users/current").json["user_id"] == user_id
    assert (name, "update", name, "password", 1) in entries(own.server, name)


def test_an_administrator_gives_others_a_new_password(admin: Api, user: tuple[int, Api], name: str) -> None:
    user_id, own = user
    place = f"/users/{user_id}/password"
    assert admin.put(place, {"new_password": PASSWORD}).error[:2] == (400, "BAD_REQUEST")  # it is what it was
    assert admin.put(place, {"new_password": OTHER}).status == 200
    assert own.get("/users/current").error[:2] == (401, "UNAUTHORIZED")
    assert Api(own.server, name, OTHER).get("/users/current").status == 200
    own_place = "/users/1/password"
    assert admin.put(own_place, {"new_password": OTHER}).error[:2] == (403, "FORBIDDEN")
    assert admin.put("/users/99999/password", {"new_password": OTHER}).error[:2] == (400, "BAD_REQUEST")


def test_a_new_password_ends_tokens_on_the_data_plane_at_once(admin: Api, user: tuple[int, Api], name: str) -> None:
    token = admin.server.token("repository:library/x:pull", name, PASSWORD)
    bearer = {"Authorization": f"Bearer {token}"}
    raw = Api(admin.server, None)
    assert data_plane(raw, bearer).status == 200
    assert admin.put(f"/users/{user[0]}/password", {"new_password": OTHER}).status == 200
    assert data_plane(raw, bearer).status == 401


def data_plane(api: Api, headers: dict[str, str]) -> Answer:
    """GET /v2/."""
    return api.get("/v2/", headers=headers)


def test_a_cli_secret_is_for_those_who_sign_in_elsewhere(admin: Api, user: tuple[int, Api]) -> None:
    user_id, own = user
    assert own.put(f"/users/{user_id}/cli_secret", {"secret": OTHER}).error[:2] == (412, "PRECONDITION")
    assert own.put("/users/1/cli_secret", {"secret": OTHER}).error[:2] == (403, "FORBIDDEN")
    assert admin.put(f"/users/{user_id}/cli_secret", {"secret": 7}).error[:2] == (400, "BAD_REQUEST")


# ---- ending


def test_who_is_deleted_is_gone_at_once(admin: Api, user: tuple[int, Api], name: str) -> None:
    user_id, own = user
    token = {"Authorization": f"Bearer {admin.server.token('repository:library/x:pull', name, PASSWORD)}"}
    assert data_plane(Api(admin.server, None), token).status == 200
    assert admin.delete(f"/users/{user_id}").status == 200
    assert own.get("/users/current").error[:2] == (401, "UNAUTHORIZED")
    assert data_plane(Api(admin.server, None), token).status == 401
    assert admin.delete(f"/users/{user_id}").error[:2] == (404, "NOT_FOUND")
    assert name not in [one["username"] for one in admin.get("/users", page_size=100).json]
    assert ("admin", "delete", name, "", 1) in entries(admin.server, name)


def test_nobody_ends_the_first_account_or_their_own(admin: Api, user: tuple[int, Api]) -> None:
    user_id, own = user
    assert admin.delete("/users/1").error[:2] == (403, "FORBIDDEN")
    admin.put(f"/users/{user_id}/sysadmin", {"sysadmin_flag": True})
    assert own.delete("/users/1").error[:2] == (403, "FORBIDDEN")
    assert own.delete(f"/users/{user_id}").error[:2] == (403, "FORBIDDEN")
    assert own.get("/users/current").status == 200
