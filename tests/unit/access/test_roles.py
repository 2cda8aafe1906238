"""Who may do what: the whole table."""

from __future__ import annotations

import pytest

from roadstead.domain.access.roles import ALL, NONE, allowed_actions
from roadstead.domain.projects.model import Role, Standing

PULL = frozenset({"pull"})
TABLE = [
    (Role.projectAdmin, ALL),
    (Role.maintainer, ALL),
    (Role.developer, frozenset({"pull", "push"})),
    (Role.guest, PULL),
    (Role.limitedGuest, PULL),
    (None, NONE),
]


@pytest.mark.parametrize(("role", "actions"), TABLE)
def test_a_role_allows(role: Role | None, actions: frozenset[str]) -> None:
    roles = () if role is None else (role,)
    assert allowed_actions(Standing(1, "team", False, roles), sysadmin=False) == actions
    assert allowed_actions(Standing(1, "team", True, roles), sysadmin=False) == actions | PULL
    assert allowed_actions(Standing(1, "team", False, roles), sysadmin=True) == ALL


def test_every_role_has_its_row() -> None:
    assert {role for role, _ in TABLE} == {*Role, None}


def test_an_absent_project_is_an_administrators_alone() -> None:
    assert allowed_actions(None, sysadmin=False) == NONE
    assert allowed_actions(None, sysadmin=True) == ALL


def test_the_numbers_are_the_ones_kept() -> None:
    assert {role.name: int(role) for role in Role} == {
        "projectAdmin": 1,
        "developer": 2,
        "guest": 3,
        "maintainer": 4,
        "limitedGuest": 5,
    }
