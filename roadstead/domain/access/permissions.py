"""What each role may do, and what a robot may be given: the contract's own table, `permissions.json`."""

from __future__ import annotations

from pathlib import Path

import msgspec

from roadstead.domain.projects.model import Role

Permission = tuple[str, str]
"""(resource, action); the project itself is the resource `project`."""


class _Roles(msgspec.Struct):
    permissions: dict[str, dict[str, list[str]]]


class _Robots(msgspec.Struct):
    system: dict[str, list[str]]
    project: dict[str, list[str]]


class _Table(msgspec.Struct):
    project_roles: _Roles
    robot_permissions: _Robots


def _flat(resources: dict[str, list[str]]) -> frozenset[Permission]:
    return frozenset(
        ("project" if resource == "(project)" else resource, action)
        for resource, actions in resources.items()
        for action in actions
    )


_table = msgspec.json.decode(Path(__file__).with_name("permissions.json").read_bytes(), type=_Table)

OF_ROLE: dict[Role, frozenset[Permission]] = {
    Role[name]: _flat(resources) for name, resources in _table.project_roles.permissions.items()
}
ROBOT_SYSTEM = _flat(_table.robot_permissions.system)
"""What a robot of the system level may be given on the system."""
ROBOT_PROJECT = _flat(_table.robot_permissions.project)
"""What a robot may be given in a project."""
ON_PUBLIC = OF_ROLE[Role.limitedGuest] - {("configuration", "read"), ("quota", "read")}
"""What anybody may do in a public project, signed in or not."""
EVERYTHING = frozenset.union(ROBOT_PROJECT, *OF_ROLE.values())
"""What a system administrator may do in every project."""
