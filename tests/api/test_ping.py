"""What every call has: ids, errors in one form, methods, paths that lead nowhere."""

from __future__ import annotations

from tests.support.api import Api


def test_ping_answers_anybody(nobody: Api) -> None:
    answer = nobody.get("/ping", headers={"X-Request-Id": "story-1"})
    assert (answer.status, answer.body, answer.headers["x-request-id"]) == (200, b"Pong", "story-1")


def test_what_is_not_there_says_so_in_the_error_form(nobody: Api) -> None:
    assert nobody.get("/nowhere").error[:2] == (404, "NOT_FOUND")
    assert nobody.get("/ping/more").error[:2] == (404, "NOT_FOUND")


def test_a_method_that_is_not_there_names_those_that_are(nobody: Api) -> None:
    answer = nobody.delete("/ping")
    assert answer.error[:2] == (405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"] == "GET"


def test_a_wrong_password_is_never_passed_over(admin: Api) -> None:
    assert Api(admin.server, "admin", "wrong").get("/ping").error[:2] == (401, "UNAUTHORIZED")
