"""`python -m tools.permissions [zh-CN]`: who may do what, as tables for the documentation, made from the code.

Operations come from the guards that are declared with them, roles and robots from the table of permissions.
`docs/en/permissions.md` and `docs/zh-CN/permissions.md` hold them; `python -m tools.pages` brings those up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from roadstead.api import plane
from roadstead.api.operations import ANSWERED, Answered
from roadstead.domain.access.permissions import EVERYTHING, OF_ROLE, ON_PUBLIC, ROBOT_PROJECT, ROBOT_SYSTEM, Permission
from roadstead.domain.access.roles import ACTIONS, ALL, PULL
from roadstead.domain.projects.model import Role
from tools.permissions_texts import NOTES, TEXTS

ROLES = (Role.limitedGuest, Role.guest, Role.developer, Role.maintainer, Role.projectAdmin)
YES, OWN, NO = "✓", "○", ""
assert plane.TAGS  # importing them fills ANSWERED


def tables(language: str) -> str:
    """The page's part that is made: three tables under their headings, `language` `en` or `zh-CN`."""
    texts = TEXTS[language]
    people = [texts["nobody"], texts["somebody"], *(role.name for role in ROLES), texts["administrator"]]
    parts = [
        f"## {texts['operations']}\n\n{texts['about operations']}\n\n",
        _table([texts["operation"], texts["permission"], *people, texts["robot"]], _operations(language)),
        f"\n## {texts['permissions']}\n\n{texts['about permissions']}\n\n",
        _table([texts["permission"], *people, texts["robot in project"], texts["robot in system"]], _permissions()),
        f"\n## {texts['data plane']}\n\n",
        _table(["`/v2/`", *people], _data_plane()),
    ]
    return "".join(parts)


def _operations(language: str) -> Iterator[list[str]]:
    for name, one in sorted(ANSWERED.items(), key=lambda item: (item[1].operation.path, item[1].operation.method)):
        note = f" {NOTES[language][name]}" if name in NOTES[language] else ""
        said = f"`{one.guard.resource}:{one.guard.action}`" if one.guard.resource else ""
        yield [f"`{one.operation.method} {one.operation.path}`{note}", said, *cells(name, one)]


def cells(name: str, one: Answered) -> list[str]:
    """Nobody known, anybody signed in, the roles, the system's administrator, a robot that was given it.

    The handlers of a few operations know more than their guards say; they are named here.
    """
    guard, permission = one.guard, (one.guard.resource, one.guard.action)
    known = len(ROLES) + 1  # who is signed in, whatever the role
    if guard.kind == "anyone":
        return [YES] * (known + 3)
    if name == "getPermissions":
        return [NO] * known + [YES, YES, NO]
    if name == "setUserSysAdmin":
        return [NO] * (known + 1) + [YES, NO]
    if name == "createProject":
        return [NO] + [YES] * (known + 2)
    if guard.kind == "signed in":
        return [NO] + [YES] * (known + 2)
    robot = _mark(permission in ROBOT_SYSTEM or (guard.kind != "system" and permission in ROBOT_PROJECT))
    if guard.kind == "system" or name == "createUser":
        return [NO] * (known + 1) + [YES, _mark(permission in ROBOT_SYSTEM)]
    if guard.kind == "oneself":
        return [NO] + [OWN] * known + [YES, _mark(permission in ROBOT_SYSTEM)]
    everybody = _mark(permission in ON_PUBLIC)
    return [everybody, everybody, *(_mark(permission in OF_ROLE[role]) for role in ROLES), YES, robot]


def _permissions() -> Iterator[list[str]]:
    for permission in sorted(EVERYTHING | ROBOT_SYSTEM):
        everybody = _mark(permission in ON_PUBLIC)
        roles = (_mark(permission in OF_ROLE[role]) for role in ROLES)
        robots = _mark(permission in ROBOT_PROJECT), _mark(permission in ROBOT_SYSTEM)
        yield [_written(permission), everybody, everybody, *roles, YES, *robots]


def _data_plane() -> Iterator[list[str]]:
    for action in sorted(ALL, reverse=True):
        everybody = _mark(action == PULL)
        yield [action, everybody, everybody, *(_mark(action in ACTIONS[role]) for role in ROLES), YES]


def _mark(held: bool) -> str:
    return YES if held else NO


def _written(permission: Permission) -> str:
    return f"`{permission[0]}:{permission[1]}`"


def _table(heads: Iterable[str], rows: Iterable[list[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(tables(sys.argv[1] if len(sys.argv) > 1 else "en"))
