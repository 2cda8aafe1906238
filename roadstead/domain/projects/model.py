"""Projects, and what somebody is to one, without I/O."""

from __future__ import annotations

from enum import IntEnum

import msgspec

from roadstead.errors import Refusal
from roadstead.oci.reference import NAME_LENGTH, is_project_name


class Role(IntEnum):
    """What a member may be; the numbers are the API's and are kept in the database."""

    projectAdmin = 1  # noqa: N815 - the API's own words
    developer = 2
    guest = 3
    maintainer = 4
    limitedGuest = 5  # noqa: N815


class Project(msgspec.Struct, frozen=True):
    """A project; `owner_id` is the account that made it."""

    id: int
    name: str
    public: bool
    owner_id: int | None


class Standing(msgspec.Struct, frozen=True):
    """A project as one account sees it; `roles` are the ids of those that it has, itself and by its groups."""

    project_id: int
    name: str
    public: bool
    roles: tuple[int, ...] = ()


def check_project_name(name: str) -> None:
    """Raises Refusal BAD_REQUEST that names the rule."""
    if not is_project_name(name):
        raise Refusal(
            "BAD_REQUEST",
            f"a project name has 1 to {NAME_LENGTH} lower case letters and digits, "
            "joined one at a time by '.', '_' or '-'",
        )


def role_named(name: str) -> Role:
    """The role. Raises Refusal BAD_REQUEST that names those there are."""
    try:
        return Role[name]
    except KeyError:
        raise Refusal("BAD_REQUEST", f"{name!r} is no role: use one of {', '.join(Role.__members__)}") from None
