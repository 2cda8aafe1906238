"""Who calls, and what that allows."""

from __future__ import annotations

from typing import Literal

import msgspec

from roadstead.db.generations import Rights
from roadstead.domain.access.permissions import OF_ROLE, ON_PUBLIC, Permission
from roadstead.domain.audit.model import Actor
from roadstead.domain.projects.model import Role, Sight, Standing


class Given(msgspec.Struct, frozen=True):
    """Permissions of a robot: of kind `system` (namespace `/`) or `project` (namespace a name or `*`)."""

    kind: str
    namespace: str
    permissions: frozenset[Permission]

    def reaches(self, standing: Standing) -> bool:
        """Whether it is about this project."""
        return self.kind == "project" and self.namespace in ("*", standing.name)


class Caller(msgspec.Struct, frozen=True):
    """Somebody behind a request. `id` is the account's or the robot's, 0 for nobody known.

    `session` is the id of the session that the request came by, 0 when it brought a credential of its own.
    """

    kind: Literal["anonymous", "user", "robot"]
    id: int = 0
    name: str = ""
    sysadmin: bool = False
    address: str = ""
    session: int = 0
    given: tuple[Given, ...] = ()
    rights: Rights | None = None

    @property
    def known(self) -> bool:
        """Whether it is known who calls."""
        return self.kind != "anonymous"

    @property
    def account_id(self) -> int:
        """The account's id; 0 for robots and for nobody known."""
        return self.id if self.kind == "user" else 0

    @property
    def actor(self) -> Actor:
        """As the audit log names it."""
        return Actor(self.name or "anonymous", self.address, self.rights)

    @property
    def sight(self) -> Sight:
        """Which projects it may know of; a robot, those that it was given anything in."""
        names = {one.namespace for one in self.given if one.kind == "project"}
        everything = "*" in names or self.may_in_system("project", "list")
        return Sight(everything, self.account_id, tuple(sorted(names)))

    def may_in_system(self, resource: str, action: str) -> bool:
        """Whether it may do so with what belongs to no project."""
        return self.sysadmin or any(
            one.kind == "system" and (resource, action) in one.permissions for one in self.given
        )

    def may_in_project(self, standing: Standing, resource: str, action: str) -> bool:
        """Whether it may do so in the project, in which it stands so."""
        return self.sysadmin or (resource, action) in self.permissions_in(standing)

    def permissions_in(self, standing: Standing) -> frozenset[Permission]:
        """All that roles, publicity and a robot's own permissions give in the project; not a system administrator's."""
        of_roles = (OF_ROLE.get(Role(role), frozenset()) for role in standing.roles)
        of_robot = (one.permissions for one in self.given if one.reaches(standing))
        return frozenset[Permission]().union(ON_PUBLIC if standing.public else (), *of_roles, *of_robot)
