"""Operations and routes say who may call them, or the lint says which do not."""

from __future__ import annotations

import pytest

from tools.lint import guards
from tools.lint.source import Source

OPERATION = """
AT = "project_name"
LIST = project("label", "list")

@operation("ListLabels", LIST)
def list_labels(call: Call) -> Reply: ...

@operation("getUser", oneself("user", "read"))
def get_user(call: Call) -> Reply: ...

@operation("getPing", ANYONE)
def ping(call: Call) -> Reply: ...

@operation("getStatistic", SIGNED_IN)
def statistic(call: Call) -> Reply: ...

def _inner(call: Call) -> Reply: ...

def full_name(call: Call) -> str: ...
"""
ROUTES = """
ROUTES: dict[str, dict[str, Route]] = {
    "/c/login": {"POST": Route(anyone, signing.login)},
    "/c/userExists": {"POST": Route(who_asks_for_names, signing.user_exists)},
}
"""


def found(text: str, path: str = "roadstead/api/labels.py") -> list[str]:
    return [finding.message for finding in guards.check(Source(path, text))]


def test_all_fit() -> None:
    assert found(OPERATION) == []
    assert found(ROUTES, "roadstead/portal/plane.py") == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"ListLabels", LIST', '"ListLabels"', "list_labels has no guard"),
        ('@operation("ListLabels", LIST)\n', "", "list_labels takes a call and is no operation"),
        ('"ListLabels", LIST', '"ListLabels", lambda call: None', "ListLabels: lambda call: None is no guard"),
        ('oneself("user", "read")', "EVERYBODY", "getUser: EVERYBODY is no guard"),
        ('oneself("user", "read")', "ANYONE", "getUser is open to anyone"),
        ('LIST = project("label", "list")', "LIST = ANYONE", "ListLabels is open to anyone"),
    ],
)
def test_an_operation_without_a_guard(before: str, after: str, told: str) -> None:
    (message,) = found(OPERATION.replace(before, after))
    assert message.startswith(told)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Route(anyone, signing.login)", "signing.login", "/c/login has no guard"),
        ("Route(anyone, signing.login)", "Route(lambda *_: None, signing.login)", "/c/login has no guard"),
        ("who_asks_for_names", "anyone", "/c/userExists is open to anyone"),
        ('"/c/login"', "LOGIN", "ROUTES: write out"),
        ("ROUTES:", "OTHER:", "ROUTES is not there"),
    ],
)
def test_a_route_without_a_guard(before: str, after: str, told: str) -> None:
    messages = found(ROUTES.replace(before, after), "roadstead/portal/plane.py")
    assert messages[0].startswith(told)


def test_a_handler_that_looks_for_its_caller_itself() -> None:
    text = "from roadstead.api.callers import find_caller\n"
    assert len(found(text, "roadstead/portal/signing.py")) == 1
    assert found(text, "roadstead/portal/guards.py") == []
