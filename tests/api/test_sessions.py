"""Signing in and out by browser: the cookie, the token that changes carry, what ends a session, and seeing them."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from roadstead.api.callers import SAFE
from roadstead.api.operations import ANSWERED
from roadstead.api.plane import TAGS
from tests.support.api import Api
from tests.support.browser import CSRF, FORM, Browser
from tests.support.census import execute, rows
from tests.support.server import PASSWORD, Server

OTHER = "Other-password-2"
numbers = count(1)


@pytest.fixture
def browser(server: Server) -> Browser:
    """Nobody yet."""
    return Browser(server)


@pytest.fixture
def ada(admin: Api) -> tuple[int, str]:
    """(id, name) of somebody without any right."""
    name = f"ada{next(numbers)}"
    return admin.post("/users", {"username": name, "password": PASSWORD}).new_id, name


def open_sessions(api: Api) -> list[int]:
    return [one["id"] for one in api.get("/users/current/sessions").json]


# ---- signing in and out


def test_a_person_signs_in_works_and_signs_out(browser: Browser, ada: tuple[int, str]) -> None:
    assert browser.get("/users/current").error[:2] == (401, "UNAUTHORIZED")
    answer = browser.sign_in(ada[1])
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["cache-control"] == "no-store"
    assert browser.get("/users/current").json["username"] == ada[1]
    assert browser.put(f"/users/{ada[0]}", {"comment": "by browser"}).status == 200
    sid = browser.sid
    assert browser.sign_out().status == 200
    assert browser.sid == ""
    assert "Max-Age=0" in browser.set_cookie
    browser.sid = sid  # a thief has kept it
    assert browser.get("/users/current").error[:2] == (401, "UNAUTHORIZED")
    assert browser.sign_out().status == 200
    sql = f"SELECT operation, actor, address, success FROM audit_log WHERE resource = '{ada[1]}' ORDER BY id"
    done = rows(browser.server, sql)
    assert done[1] == ("login", ada[1], "127.0.0.1", 1)
    assert done[-1] == ("logout", ada[1], "127.0.0.1", 1)


def test_the_cookie_is_for_this_site_and_no_script(browser: Browser) -> None:
    browser.sign_in()
    name, *flags = browser.set_cookie.split("; ")
    assert name == f"sid={browser.sid}"
    assert len(browser.sid) >= 43  # 256 bits
    assert flags == ["Path=/", "HttpOnly", "SameSite=Lax"]


def test_the_cookie_is_secure_where_browsers_come_by_https(tmp_path: Path) -> None:
    env = {"ROADSTEAD_EXTERNAL_URL": "https://registry.example.org"}
    with Server.start(tmp_path / "data", env=env) as server:
        browser = Browser(server)
        browser.sign_in()
        assert browser.set_cookie.endswith("; SameSite=Lax; Secure")
        assert browser.put("/users/1", {"comment": "x"}).status == 200
        own = {"Origin": "https://registry.example.org"}
        assert browser.put("/users/1", {"comment": "x"}, own).status == 200
        assert browser.put("/users/1", {"comment": "x"}, {"Origin": "https://example.org"}).status == 403


def test_the_database_keeps_only_a_hash_of_what_the_cookie_holds(browser: Browser) -> None:
    browser.sign_in()
    kept = rows(browser.server, "SELECT * FROM session")
    assert kept
    assert browser.sid not in str(kept)
    assert browser.token not in str(kept)
    assert browser.sid not in browser.server.log()


def test_a_login_always_has_a_new_id_and_ends_the_one_before(browser: Browser, ada: tuple[int, str]) -> None:
    planted = Browser(browser.server)
    planted.sign_in()
    before = planted.sid
    victim = Browser(browser.server)
    victim.sid = before  # whoever planted it knows it
    victim.sign_in(ada[1])
    assert victim.sid != before
    planted.sid = before
    assert planted.get("/users/current").error[:2] == (401, "UNAUTHORIZED")
    made_up = Browser(browser.server)
    made_up.sid = "A" * 43
    made_up.sign_in(ada[1])
    assert made_up.sid != "A" * 43
    first = made_up.sid
    made_up.sign_in(ada[1])
    assert made_up.sid != first


@pytest.mark.parametrize("fields", [{}, {"principal": "admin"}, {"password": PASSWORD}])
def test_a_form_without_a_field_says_which(browser: Browser, fields: dict[str, str]) -> None:
    assert browser.form("/c/login", None, **fields).error[:2] == (400, "BAD_REQUEST")


def test_what_is_no_form_is_refused(browser: Browser) -> None:
    for body in (b"\xff", b"principal=%ff&password=x", b"&".join([b"a=b"] * 101)):
        assert browser.call("POST", "/c/login", body, FORM).error[:2] == (400, "BAD_REQUEST")
    assert browser.call("POST", "/c/login", b"x" * 70_000, FORM).error[:2] == (413, "REQUEST_ENTITY_TOO_LARGE")
    assert browser.get("/c/login").error[:2] == (405, "METHOD_NOT_ALLOWED")
    assert browser.get("/c/nowhere").error[:2] == (404, "NOT_FOUND")


@pytest.mark.parametrize("sid", ["x", "A" * 43, "%00", "é", "A" * 5000, "'; --"])
def test_a_cookie_that_opens_nothing_is_nobody(browser: Browser, sid: str) -> None:
    headers = {"Cookie": f"sid={sid}".encode().decode("latin-1")}
    assert browser.get("/ping", headers=headers).status == 200
    assert CSRF.lower() not in browser.get("/ping", headers=headers).headers
    assert browser.get("/users/current", headers=headers).error[:2] == (401, "UNAUTHORIZED")
    assert browser.put("/users/1", {"comment": "x"}, headers=headers).error[:2] == (401, "UNAUTHORIZED")


# ---- changes that other sites might ask for


def test_every_answer_of_a_session_carries_its_token(browser: Browser) -> None:
    login = browser.sign_in()
    token = login.headers[CSRF.lower()]
    assert len(token) >= 43
    for path in ("/users/current", "/ping", "/users/99999", "/users?page=0"):
        assert browser.get(path).headers[CSRF.lower()] == token
    other = Browser(browser.server)
    other.sign_in()
    assert other.token != token
    assert CSRF.lower() not in Api(browser.server).get("/users/current").headers


def test_a_change_by_cookie_without_the_sessions_token_is_refused(browser: Browser, ada: tuple[int, str]) -> None:
    browser.sign_in(ada[1])
    other = Browser(browser.server)
    other.sign_in(ada[1])
    place, sent = f"/users/{ada[0]}", {"comment": "forged"}
    for token in ("", "x", "é", other.token, browser.token[:-1], browser.token + "x", browser.token.swapcase()):
        answer = browser.put(place, sent, {CSRF: token.encode().decode("latin-1")})
        assert answer.error[:2] == (403, "FORBIDDEN")
        assert CSRF in answer.error[2]
    assert "comment" not in browser.get(place).json
    assert browser.put(place, sent).status == 200
    basic = Api(browser.server, ada[1])
    assert basic.put(place, sent).status == 200  # needs none


UNSAFE = sorted(
    (one.operation.method, one.operation.path) for one in ANSWERED.values() if one.operation.method not in SAFE and TAGS
)


@pytest.mark.parametrize(("method", "path"), UNSAFE)
def test_no_operation_changes_anything_for_a_session_without_its_token(
    session_of_admin: Browser, method: str, path: str
) -> None:
    for name in ("project_name_or_id", "project_name", "repository_name"):
        path = path.replace("{" + name + "}", "library")
    parts = ["1" if part.startswith("{") else part for part in path.split("/")]
    below = "/api" if path.startswith("/portal/") else ""
    answer = session_of_admin.call(
        method, below + "/".join(parts), {} if method != "DELETE" else None, {CSRF: "forged"}
    )
    assert answer.error[:2] == (403, "FORBIDDEN")
    assert CSRF in answer.error[2]


@pytest.fixture(scope="module")
def session_of_admin(server: Server) -> Browser:
    """The first administrator's browser."""
    browser = Browser(server)
    browser.sign_in()
    return browser


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://evil.example.org"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_changes_nothing_whatever_it_makes_a_browser_send(
    browser: Browser, ada: tuple[int, str], headers: dict[str, str]
) -> None:
    place, sent = f"/users/{ada[0]}", {"comment": "forged"}
    assert Api(browser.server, ada[1]).put(place, sent, headers).error[:2] == (403, "FORBIDDEN")
    form = browser.form("/c/login", headers, principal=ada[1], password=PASSWORD)
    assert form.error[:2] == (403, "FORBIDDEN")
    assert browser.sid == ""
    browser.sign_in(ada[1])
    assert browser.put(place, sent, headers).error[:2] == (403, "FORBIDDEN")
    assert browser.get("/c/log_out", headers=headers).error[:2] == (403, "FORBIDDEN")
    assert "comment" not in browser.get(place).json


def test_the_own_site_is_no_other(browser: Browser, ada: tuple[int, str]) -> None:
    own = {"Origin": f"http://{browser.server.host}", "Sec-Fetch-Site": "same-origin"}
    assert browser.form("/c/login", own, principal=ada[1], password=PASSWORD).status == 200
    assert browser.put(f"/users/{ada[0]}", {"comment": "x"}, own).status == 200
    del own["Sec-Fetch-Site"]
    assert browser.put(f"/users/{ada[0]}", {"comment": "x"}, own).status == 200


# ---- ends


def test_a_session_ends_with_the_password(admin: Api, browser: Browser, ada: tuple[int, str]) -> None:
    browser.sign_in(ada[1])
    assert admin.put(f"/users/{ada[0]}/password", {"new_password": OTHER}).status == 200
    assert browser.get("/users/current").error[:2] == (401, "UNAUTHORIZED")
    browser.sign_in(ada[1], OTHER)
    own = browser.put(f"/users/{ada[0]}/password", {"old_password": OTHER, "new_password": PASSWORD})
    assert own.status == 200
    assert browser.get("/users/current").error[:2] == (401, "UNAUTHORIZED")


def test_a_session_ends_with_the_account(admin: Api, browser: Browser, ada: tuple[int, str]) -> None:
    browser.sign_in(ada[1])
    admin.server.cli("user", "disable", ada[1])
    assert browser.get("/users/current").error[:2] == (401, "UNAUTHORIZED")
    assert browser.sign_in(ada[1]).error[:2] == (401, "UNAUTHORIZED")
    admin.server.cli("user", "enable", ada[1])
    assert browser.get("/users/current").error[:2] == (401, "UNAUTHORIZED")
    browser.sign_in(ada[1])
    assert admin.delete(f"/users/{ada[0]}").status == 200
    assert browser.get("/users/current").error[:2] == (401, "UNAUTHORIZED")


def test_rights_of_a_session_are_those_of_now(admin: Api, browser: Browser, ada: tuple[int, str]) -> None:
    browser.sign_in(ada[1])
    assert browser.get("/users").status == 403
    admin.put(f"/users/{ada[0]}/sysadmin", {"sysadmin_flag": True})
    assert browser.get("/users").status == 200
    admin.put(f"/users/{ada[0]}/sysadmin", {"sysadmin_flag": False})
    assert browser.get("/users").status == 403


def test_a_session_that_is_not_used_ends(browser: Browser, ada: tuple[int, str]) -> None:
    browser.sign_in(ada[1])
    execute(browser.server, f"UPDATE session SET seen_at = seen_at - 3590000 WHERE account_id = {ada[0]}")
    assert browser.get("/users/current").status == 200  # and so it lives on
    assert browser.get("/users/current").status == 200
    execute(browser.server, f"UPDATE session SET seen_at = seen_at - 3601000 WHERE account_id = {ada[0]}")
    assert browser.get("/users/current").error[:2] == (401, "UNAUTHORIZED")


# ---- seeing and ending them


def test_people_see_where_they_are_signed_in_and_end_that(server: Server, ada: tuple[int, str]) -> None:
    here, there = Browser(server), Browser(server, "203.0.113.7")
    here.headers["User-Agent"], there.headers["User-Agent"] = "Here/1.0", "There/2.0"
    here.sign_in(ada[1])
    there.sign_in(ada[1])
    answer = here.get("/users/current/sessions")
    assert answer.headers["x-total-count"] == "2"
    found = {one["user_agent"]: one for one in answer.json}
    assert set(found) == {"Here/1.0", "There/2.0"}
    assert [found[agent]["current"] for agent in ("Here/1.0", "There/2.0")] == [True, False]
    assert found["There/2.0"]["address"] == "203.0.113.7"
    assert found["There/2.0"]["creation_time"] <= found["There/2.0"]["seen_time"] < found["There/2.0"]["expiry_time"]
    assert here.get(f"/users/{ada[0]}/sessions").json == answer.json
    assert here.delete(f"/users/current/sessions/{found['There/2.0']['id']}").status == 200
    assert there.get("/users/current").status == 401
    assert open_sessions(here) == [found["Here/1.0"]["id"]]
    for _ in range(2):
        Browser(server).sign_in(ada[1])
    assert len(open_sessions(here)) == 3
    assert here.delete("/users/current/sessions").status == 200
    assert open_sessions(here) == [found["Here/1.0"]["id"]]
    assert here.delete(f"/users/current/sessions/{found['Here/1.0']['id']}").status == 200
    assert here.get("/users/current").status == 401


def test_sessions_of_others_are_for_administrators(admin: Api, server: Server, ada: tuple[int, str]) -> None:
    browser, eve = Browser(server), Browser(server)
    browser.sign_in(ada[1])
    name = f"eve{next(numbers)}"
    admin.post("/users", {"username": name, "password": PASSWORD})
    eve.sign_in(name)
    (session,) = open_sessions(browser)
    assert eve.get(f"/users/{ada[0]}/sessions").status == 403
    assert eve.delete(f"/users/{ada[0]}/sessions/{session}").status == 403
    assert eve.delete(f"/users/{ada[0]}/sessions").status == 403
    assert eve.delete(f"/users/current/sessions/{session}").error[:2] == (404, "NOT_FOUND")
    assert admin.delete(f"/users/current/sessions/{session}").error[:2] == (404, "NOT_FOUND")
    assert admin.delete("/users/99999/sessions").error[:2] == (404, "NOT_FOUND")
    assert browser.get("/users/current").status == 200
    assert [one["id"] for one in admin.get(f"/users/{ada[0]}/sessions").json] == [session]
    assert admin.delete(f"/users/{ada[0]}/sessions/{session}").status == 200
    assert browser.get("/users/current").status == 401
    browser.sign_in(ada[1])
    assert admin.delete(f"/users/{ada[0]}/sessions").status == 200
    assert browser.get("/users/current").status == 401
    assert eve.get("/users/current").status == 200


# ---- names that are taken


def test_whether_a_name_is_taken_is_for_administrators(admin: Api, browser: Browser, ada: tuple[int, str]) -> None:
    admin.put(f"/users/{ada[0]}", {"email": f"{ada[1]}@example.org"})
    asks = [
        ("username", ada[1], b"true"),
        ("username", "nobody-here", b"false"),
        ("username", "a\0b", b"false"),
        ("email", f"{ada[1]}@example.org", b"true"),
        ("email", ada[1], b"false"),
        ("email", "", b"false"),
    ]
    for target, value, _ in asks:
        assert browser.form("/c/userExists", target=target, value=value).error[:2] == (412, "PRECONDITION")
    browser.sign_in(ada[1])
    assert browser.form("/c/userExists", target="username", value="admin").error[:2] == (412, "PRECONDITION")
    browser.sign_in()
    for target, value, said in asks:
        answer = browser.form("/c/userExists", target=target, value=value)
        assert (answer.status, answer.body, answer.headers["content-type"]) == (200, said, "application/json")
    assert browser.form("/c/userExists", target="password_hash", value="x").error[:2] == (400, "BAD_REQUEST")
    assert browser.form("/c/userExists", target="username").error[:2] == (400, "BAD_REQUEST")
    assert browser.form("/c/userExists", {CSRF: "x"}, target="username", value="admin").error[:2] == (403, "FORBIDDEN")
