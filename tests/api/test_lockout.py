"""Wrong passwords: counted for a name and an address, the same at every door, and telling nothing."""

from __future__ import annotations

import base64
from collections.abc import Callable
from itertools import count
from urllib.parse import urlencode

import pytest

from tests.support.api import Answer, Api
from tests.support.browser import FORM, Browser
from tests.support.census import execute, rows
from tests.support.server import PASSWORD, Server

WRONG = "Wrong-password-1"
FREE = 5
numbers = count(1)

Try = Callable[[Api, str, str, str], Answer]


def by_api(api: Api, name: str, password: str, address: str) -> Answer:
    return api.get("/users/current", headers={**basic(name, password), **from_(address)})


def by_login(api: Api, name: str, password: str, address: str) -> Answer:
    body = urlencode({"principal": name, "password": password}).encode()
    return api.call("POST", "/c/login", body, {**FORM, **from_(address)})


def by_data_plane(api: Api, name: str, password: str, address: str) -> Answer:
    return api.get("/v2/", headers={**basic(name, password), **from_(address)})


def by_token(api: Api, name: str, password: str, address: str) -> Answer:
    return api.get("/service/token?service=harbor-registry", headers={**basic(name, password), **from_(address)})


def by_token_form(api: Api, name: str, password: str, address: str) -> Answer:
    body = urlencode({"grant_type": "password", "username": name, "password": password}).encode()
    return api.call("POST", "/service/token", body, {**FORM, **from_(address)})


DOORS: list[Try] = [by_api, by_login, by_data_plane, by_token, by_token_form]


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def from_(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


@pytest.fixture
def address() -> str:
    """An address that nobody has come from."""
    return f"198.51.{next(numbers)}.1"


@pytest.fixture
def name(admin: Api) -> str:
    """Somebody new."""
    name = f"mallory{next(numbers)}"
    assert admin.post("/users", {"username": name, "password": PASSWORD}).status == 201
    return name


def said(answer: Answer) -> tuple[int, bytes, set[str]]:
    """What an answer says: status, body, which headers."""
    return answer.status, answer.body, set(answer.headers)


@pytest.mark.parametrize("door", DOORS)
def test_after_five_failures_even_the_right_password_waits(nobody: Api, name: str, address: str, door: Try) -> None:
    wrong = [door(nobody, name, WRONG, address) for _ in range(FREE)]
    assert {answer.status for answer in wrong} == {401}
    assert all("retry-after" not in answer.headers for answer in wrong)
    for other in DOORS:
        locked = other(nobody, name, PASSWORD, address)
        assert locked.status == 401
        assert 0 < int(locked.headers["retry-after"]) <= 30
    locked = door(nobody, name, PASSWORD, address)
    assert (locked.status, locked.body) == (401, wrong[0].body)  # only the header tells
    assert door(nobody, name, PASSWORD, "203.0.113.9").status == 200  # who is elsewhere gets in


@pytest.mark.parametrize("door", DOORS)
def test_a_name_that_nobody_has_is_answered_and_locked_like_any_other(
    nobody: Api, name: str, address: str, door: Try
) -> None:
    absent = f"{name}-absent"
    for _ in range(FREE + 2):
        real, none = door(nobody, name, WRONG, address), door(nobody, absent, WRONG, address)
        assert said(real) == said(none)
    assert real.headers["retry-after"]


def test_a_right_password_begins_the_count_anew(nobody: Api, name: str, address: str) -> None:
    for _ in range(3):
        for _ in range(FREE - 1):
            assert by_api(nobody, name, WRONG, address).status == 401
        assert by_api(nobody, name, PASSWORD, address).status == 200


def test_a_new_password_from_the_administrator_ends_the_wait(admin: Api, nobody: Api, name: str, address: str) -> None:
    for _ in range(FREE):
        by_api(nobody, name, WRONG, address)
    assert by_api(nobody, name, PASSWORD, address).status == 401
    (user,) = admin.get("/users/search", username=name).json
    assert admin.put(f"/users/{user['user_id']}/password", {"new_password": "Other-password-2"}).status == 200
    assert by_api(nobody, name, "Other-password-2", address).status == 200


def test_an_attacker_keeps_the_administrator_out_nowhere_else(server: Server, nobody: Api) -> None:
    assert Api(server).get("/users/current").status == 200
    assert by_login(nobody, "admin", WRONG, "192.0.2.1").status == 401
    execute(server, "UPDATE login_failure SET failures = 49 WHERE address = ''")  # from many addresses, lately
    assert by_login(nobody, "admin", WRONG, "192.0.2.2").status == 401
    stranger = by_login(nobody, "admin", PASSWORD, "203.0.113.77")
    assert stranger.status == 401
    assert 0 < int(stranger.headers["retry-after"]) <= 60  # whom it has never come from, waits a little
    assert Api(server).get("/users/current").status == 200  # where it has signed in before, nothing waits


def test_who_found_an_open_browser_cannot_guess_the_old_password(server: Server, name: str, address: str) -> None:
    browser = Browser(server, address)
    browser.sign_in(name)
    place = f"/users/{browser.get('/users/current').json['user_id']}/password"
    sent = {"old_password": WRONG, "new_password": "Other-password-2"}
    for _ in range(FREE):
        answer = browser.put(place, sent)
        assert answer.error[:2] == (403, "FORBIDDEN")
    answer = browser.put(place, {**sent, "old_password": PASSWORD})
    assert answer.error[:2] == (403, "FORBIDDEN")
    assert answer.headers["retry-after"]


def test_what_came_of_a_login_stands_in_the_audit_log(server: Server, nobody: Api, name: str, address: str) -> None:
    by_login(nobody, name, PASSWORD, address)
    for _ in range(30):
        by_login(nobody, name, WRONG, address)
    sql = (
        "SELECT actor, address, operation, resource_type, success, at / 1000 FROM audit_log"
        f" WHERE resource = '{name}' AND address = '{address}' ORDER BY id"
    )
    found = rows(server, sql)
    assert found[0][:5] == (name, address, "login", "user", 1)
    failed = found[1:]
    assert failed
    assert {row[:5] for row in failed} == {(name, address, "login", "user", 0)}
    assert len(failed) <= int(str(failed[-1][5])) - int(str(failed[0][5])) + 2  # one a second
    assert WRONG not in str(rows(server, "SELECT * FROM audit_log"))
    assert WRONG not in server.log()


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "\u202eevil", "é" * 300])
def test_a_name_that_is_none_is_a_name_that_nobody_has(nobody: Api, name: str, address: str) -> None:
    ordinary = by_login(nobody, "nobody-here", WRONG, address)
    for _ in range(FREE):
        assert by_login(nobody, name, WRONG, address).body == ordinary.body
    assert by_login(nobody, name, WRONG, address).headers["retry-after"]
