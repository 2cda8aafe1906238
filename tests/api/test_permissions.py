"""What robots may be given, and what a caller may do: both as the contract's table says."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from roadstead.domain.access import permissions
from tests.support.api import Api
from tests.support.server import Server

PASSWORD = "Right-password-1"
TABLE = json.loads(Path(permissions.__file__).with_name("permissions.json").read_text())
ROLES = TABLE["project_roles"]
numbers = count(1)


def flat(resources: dict[str, list[str]], prefix: str = "") -> list[dict[str, str]]:
    """As the API lists them."""
    found = [{"resource": prefix + one, "action": action} for one, actions in resources.items() for action in actions]
    return sorted(found, key=lambda one: (one["resource"], one["action"]))


@pytest.fixture(scope="module")
def bob(server: Server) -> Api:
    """Somebody without any right."""
    server.cli("user", "create", "bob", "--password-stdin", stdin=PASSWORD)
    return Api(server, "bob", PASSWORD)


def project_of(admin: Api, role: int | None = None, **metadata: str) -> int:
    """A new project in which bob has the role."""
    made = admin.post("/projects", {"project_name": f"project{next(numbers)}", "metadata": metadata})
    assert made.status == 201, made.body
    if role is not None:
        member = {"role_id": role, "member_user": {"username": "bob"}}
        assert admin.post(f"/projects/{made.new_id}/members", member).status == 201
    return made.new_id


def held(api: Api, scope: str | None = None, **query: object) -> Any:
    if scope is not None:
        query["scope"] = scope
    answer = api.get("/users/current/permissions", None, **query)
    assert answer.status == 200
    return answer.json


def test_what_robots_may_be_given(admin: Api, bob: Api, nobody: Api) -> None:
    table = TABLE["robot_permissions"]
    assert admin.get("/permissions").json == {"system": flat(table["system"]), "project": flat(table["project"])}
    assert nobody.get("/permissions").error[:2] == (401, "UNAUTHORIZED")
    assert bob.get("/permissions").error[:2] == (403, "FORBIDDEN")
    project_of(admin, ROLES["ids"]["maintainer"])
    assert bob.get("/permissions").error[:2] == (403, "FORBIDDEN")
    project_of(admin, ROLES["ids"]["projectAdmin"])
    assert bob.get("/permissions").json == {"system": [], "project": flat(table["project"])}


@pytest.mark.parametrize("role", ROLES["ids"])
def test_a_member_may_what_the_role_may(admin: Api, bob: Api, role: str) -> None:
    project = project_of(admin, ROLES["ids"][role])
    resources = dict(ROLES["permissions"][role])
    itself = resources.pop("(project)")
    relative = held(bob, f"/project/{project}", relative="true")
    assert relative == flat({**resources, ".": itself})
    absolute = held(bob, f"/project/{project}")
    expected = flat(resources, f"/project/{project}/") + flat({f"/project/{project}": itself})
    assert sorted(map(str, absolute)) == sorted(map(str, expected))


def test_who_has_no_role_may_see_what_is_public(admin: Api, bob: Api) -> None:
    private, public = project_of(admin), project_of(admin, public="true")
    assert held(bob, f"/project/{private}") == []
    seen = held(bob, f"/project/{public}", relative="true")
    assert {"resource": "repository", "action": "pull"} in seen
    assert {"resource": "repository", "action": "push"} not in seen


def test_an_administrator_may_everything(admin: Api) -> None:
    project = project_of(admin)
    everything = held(admin, f"/project/{project}", relative="true")
    for role in ROLES["ids"]:
        resources = dict(ROLES["permissions"][role])
        resources["."] = resources.pop("(project)")
        assert all(one in everything for one in flat(resources))
    system = flat(TABLE["robot_permissions"]["system"])
    assert held(admin, "/system", relative="true") == system
    assert held(admin) == flat(TABLE["robot_permissions"]["system"], "/system/")


@pytest.mark.parametrize("scope", ["/project/99999", "/project/", "/project", "x", "/project/1/2", "/system/x", "/"])
def test_a_scope_that_is_none_holds_nothing(bob: Api, scope: str) -> None:
    assert held(bob, scope) == []


def test_a_flag_must_be_one(bob: Api, nobody: Api) -> None:
    assert bob.get("/users/current/permissions", relative="maybe").error[:2] == (400, "BAD_REQUEST")
    assert nobody.get("/users/current/permissions").error[:2] == (401, "UNAUTHORIZED")
