"""What a request may do, once it is known who sends it."""

from __future__ import annotations

import msgspec

from roadstead.domain.access.caller import Given
from roadstead.domain.access.roles import NONE
from roadstead.domain.identity.model import Account
from roadstead.domain.robots.model import Robot

Subject = Account | Robot
"""Who can sign in."""

Rights = dict[str, tuple[frozenset[str], int]]
"""repository -> (actions, the id of its project or 0)."""

NOTHING: tuple[frozenset[str], int] = (NONE, 0)


class Grant(msgspec.Struct):
    """The rights of one Authorization header.

    `account_id` 0 is no account: a robot, which has what it was `given`, or nobody known. `access`: repository ->
    (actions, id of its project, 0 when there is none); with `basic` it is filled as repositories are asked for.
    `expires_at` is wall time in seconds.

    A grant that is cached is good while `slot` of the generations still holds `generation`, each of
    `projects` (slot, generation) likewise, and `fresh_until` (monotonic seconds) is not past.
    """

    account_id: int
    username: str
    sysadmin: bool
    access: Rights
    catalog: bool
    expires_at: float
    slot: int
    generation: int
    fresh_until: float
    basic: bool = False
    bearer: bool = False
    projects: tuple[tuple[int, int], ...] = ()
    robot_id: int = 0
    given: tuple[Given, ...] = ()

    @property
    def owner(self) -> int:
        """Who owns what the request begins: an account's id, or below 0 that of a robot."""
        return self.account_id or -self.robot_id

    def allows(self, repository: str, action: str) -> bool:
        """Whether `access`, as it is filled, holds it."""
        return action in self.access.get(repository, NOTHING)[0]


def nobody() -> Grant:
    """Of a request without an Authorization header: no right to anything, public or not."""
    return Grant(0, "", False, {}, False, 0.0, 0, 0, 0.0)
