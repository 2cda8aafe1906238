"""Who may make projects, as the policy and a robot's permissions say."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from roadstead.api.call import Call
from roadstead.api.contract import operations
from roadstead.api.projects import create_project
from roadstead.api.services import Services
from roadstead.db.database import Database
from roadstead.domain.access.caller import Caller, Given
from roadstead.domain.access.permissions import Permission
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.model import Policy, Sight
from roadstead.domain.projects.service import Projects
from roadstead.server.http import Request
from tests.unit.refusals import refused


def robot(kind: str, namespace: str, *permissions: Permission) -> Caller:
    """A robot that was given these."""
    return Caller("robot", 7, "robot$seven", given=(Given(kind, namespace, frozenset(permissions)),))


MAKER = robot("system", "/", ("project", "create"))
OTHER = robot("system", "/", ("project", "list"))
BOB, ROOT = Caller("user", 2, "bob"), Caller("user", 1, "root", sysadmin=True)


@pytest.fixture
def projects(database: Database) -> Projects:
    """With the accounts root and bob; administrators alone make projects."""
    for name in ("root", "bob"):
        Identity(database).create(name, "Right-password-1")
    return Projects(database, lambda: Policy(everybody_makes=False))


def make(projects: Projects, caller: Caller) -> int:
    """The status of `createProject`."""
    services = cast(Services, SimpleNamespace(projects=projects))
    call = Call(services, cast(Request, None), operations()["createProject"], {}, b'{"project_name":"made"}')
    call.caller = caller
    return create_project(call).status


def test_only_those_who_may(projects: Projects) -> None:
    for caller, code in ((BOB, "FORBIDDEN"), (OTHER, "FORBIDDEN"), (Caller("anonymous"), "UNAUTHORIZED")):
        with refused(code):
            make(projects, caller)
    assert projects.by_name("made") is None
    assert make(projects, ROOT) == 201


def test_what_a_robot_makes_is_the_first_administrators(projects: Projects) -> None:
    assert make(projects, MAKER) == 201
    detail = projects.detail(projects.named("made"))
    assert (detail.owner, projects.standings(1, ["made"])["made"].roles) == ("root", (1,))


@pytest.mark.parametrize(
    ("caller", "sight"),
    [
        (Caller("anonymous"), Sight()),
        (BOB, Sight(account_id=2)),
        (ROOT, Sight(everything=True, account_id=1)),
        (MAKER, Sight()),
        (OTHER, Sight(everything=True)),
        (robot("project", "team", ("repository", "pull")), Sight(names=("team",))),
        (robot("project", "*", ("repository", "pull")), Sight(everything=True, names=("*",))),
    ],
)
def test_what_each_may_know_of(caller: Caller, sight: Sight) -> None:
    assert caller.sight == sight
