"""Robot accounts and the rules of what is said of them, without I/O. Times are milliseconds since the epoch (UTC)."""

from __future__ import annotations

import msgspec

from roadstead.errors import Refusal
from roadstead.oci.reference import NAME_LENGTH, is_project_name

NEVER = -1
"""As a duration in days, and as the time at which a robot ends."""
LONGEST = 36_500
DAY = 86_400_000
DESCRIPTION = 1024
"""Most days, milliseconds of one, most characters."""
OVERLAP = 7 * 86_400
"""Most seconds for which an old secret stays good."""
SYSTEM, PROJECT = "system", "project"
"""Levels of robots, kinds of permissions."""
ON_SYSTEM, EVERYWHERE = "/", "*"
"""Namespaces of permissions on the system, and in every project."""


class Policy(msgspec.Struct, frozen=True):
    """What robots' names begin with, and days that one lives unless its maker says otherwise."""

    prefix: str = "robot$"
    days: int = 30


class Permission(msgspec.Struct, frozen=True):
    """What a robot may do in one namespace: pairs of resource and action.

    `project_id` is the project's, 0 for `ON_SYSTEM` and `EVERYWHERE`: a project made again is another one.
    """

    kind: str
    namespace: str
    access: tuple[tuple[str, str], ...]
    project_id: int = 0


class Maker(msgspec.Struct, frozen=True):
    """Who made a robot: the id of a `user` or a `robot`, which may be gone."""

    kind: str
    id: int


class Draft(msgspec.Struct, frozen=True):
    """What is asked of a new robot, in the project of `project_id` or (None) of the system; `secret` None: made up."""

    name: str
    project_id: int | None
    permissions: tuple[Permission, ...]
    description: str = ""
    days: int = 0
    disabled: bool = False
    secret: str | None = None


class Change(msgspec.Struct, frozen=True):
    """What is asked of one that is there; None: as it was."""

    permissions: tuple[Permission, ...] | None = None
    description: str | None = None
    days: int | None = None
    disabled: bool | None = None


class Robot(msgspec.Struct, frozen=True):
    """A robot. `name` is whole, with prefix and project; `short` is what its maker called it.

    `epoch` moves when tokens given before must end. `ends_at` may be `NEVER`; `seen_at` 0 is never.
    """

    id: int
    name: str
    short: str
    project_id: int | None
    project: str | None
    description: str
    days: int
    ends_at: int
    disabled: bool
    permissions: tuple[Permission, ...]
    maker: Maker
    epoch: int
    created_at: int
    updated_at: int
    seen_at: int
    seen_doing: str
    maker_gone: bool

    def is_good(self, now: int) -> bool:
        """Whether it is neither disabled nor past its end."""
        return not self.disabled and (self.ends_at == NEVER or now < self.ends_at)


def check_name(name: str) -> None:
    """Raises Refusal BAD_REQUEST that names the rule."""
    if not is_project_name(name):
        raise Refusal(
            "BAD_REQUEST",
            f"name: a robot has 1 to {NAME_LENGTH} lower case letters and digits, joined one at a time by '.', '_' or"
            " '-'; prefix and project are put before it",
        )


def check_days(days: int) -> None:
    """Raises Refusal BAD_REQUEST unless it is a number of days, or `NEVER`."""
    if days != NEVER and not 0 < days <= LONGEST:
        raise Refusal("BAD_REQUEST", f"duration: -1 for ever, or 1 to {LONGEST} days")


def check_description(description: str) -> None:
    """Raises Refusal BAD_REQUEST that names the rule."""
    if len(description) > DESCRIPTION or "\0" in description:
        raise Refusal("BAD_REQUEST", f"description: at most {DESCRIPTION} characters, without NUL")


def ends_at(begun_at: int, days: int) -> int:
    """When a robot of that age ends."""
    return NEVER if days == NEVER else begun_at + days * DAY


def absent(robot_id: int) -> Refusal:
    """NOT_FOUND, also for those that the caller may not know of."""
    return Refusal("NOT_FOUND", f"robot {robot_id} does not exist")
