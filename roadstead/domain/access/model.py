"""What a request may do, once it is known who sends it."""

from __future__ import annotations

import msgspec

from roadstead.domain.access.roles import NONE

Rights = dict[str, tuple[frozenset[str], int]]
"""repository -> (actions, the id of its project or 0)."""

NOTHING: tuple[frozenset[str], int] = (NONE, 0)


class Grant(msgspec.Struct):
    """The rights of one Authorization header.

    `account_id` 0 is nobody known. `access`: repository -> (actions, id of its project, 0 when there is
    none); with `basic` it is filled as repositories are asked for. `expires_at` is wall time in seconds.

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

    def allows(self, repository: str, action: str) -> bool:
        """Whether `access`, as it is filled, holds it."""
        return action in self.access.get(repository, NOTHING)[0]


def nobody() -> Grant:
    """Of a request without an Authorization header: no right to anything, public or not."""
    return Grant(0, "", False, {}, False, 0.0, 0, 0, 0.0)
