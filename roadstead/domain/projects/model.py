"""Projects, and what somebody is to one, without I/O."""

from __future__ import annotations

from enum import IntEnum

import msgspec

from roadstead.domain.projects.allowlist import Allowlist
from roadstead.errors import Refusal
from roadstead.oci.reference import NAME_LENGTH, is_project_name

UNLIMITED = -1


class Role(IntEnum):
    """What a member may be; the numbers are the API's and are kept in the database."""

    projectAdmin = 1  # noqa: N815 - the API's own words
    developer = 2
    guest = 3
    maintainer = 4
    limitedGuest = 5  # noqa: N815


HIGHEST_FIRST = (Role.projectAdmin, Role.maintainer, Role.developer, Role.guest, Role.limitedGuest)


class Project(msgspec.Struct, frozen=True):
    """A project; `owner_id` is the account that made it."""

    id: int
    name: str
    public: bool
    owner_id: int | None


class Policy(msgspec.Struct, frozen=True):
    """Who may make projects, and how many bytes each may hold unless an administrator says otherwise."""

    everybody_makes: bool = True
    storage: int = UNLIMITED


class Wish(msgspec.Struct, frozen=True):
    """What a new project is to be. `public` among the metadata goes before `public`; None is not public.

    `storage` in bytes, -1 without a limit; None is what the policy gives.
    """

    name: str
    public: bool | None = None
    metadata: dict[str, str] = {}
    allowlist: Allowlist | None = None
    storage: int | None = None


class Change(msgspec.Struct, frozen=True):
    """What of a project is to be another: None leaves it as it is, and so does metadata that has not the name."""

    public: bool | None = None
    metadata: dict[str, str] = {}
    allowlist: Allowlist | None = None


class Detail(msgspec.Struct, frozen=True):
    """All about a project, as one caller sees it. Times in milliseconds since the epoch.

    `roles`: the ids of the caller's own, highest first; `repositories` how many it has.
    """

    id: int
    name: str
    public: bool
    owner_id: int | None
    owner: str | None
    created_at: int
    updated_at: int
    metadata: dict[str, str]
    allowlist: Allowlist
    roles: tuple[int, ...] = ()
    repositories: int = 0


class Sight(msgspec.Struct, frozen=True):
    """Which projects somebody may know of: everything, or what is public, where the account has a role, and `names`."""

    everything: bool = False
    account_id: int = 0
    names: tuple[str, ...] = ()


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


def absent(name: str) -> Refusal:
    """The refusal for a project that does not exist, or no longer."""
    return Refusal("NOT_FOUND", f"project {name} does not exist")


def check_storage(storage: int) -> None:
    """Raises Refusal BAD_REQUEST unless it is a limit in bytes."""
    if storage != UNLIMITED and not 0 < storage < 1 << 63:
        raise Refusal("BAD_REQUEST", "storage_limit: -1 for no limit, or a number of bytes above 0")


def role_numbered(number: int) -> Role:
    """The role. Raises Refusal BAD_REQUEST that names those there are."""
    try:
        return Role(number)
    except ValueError:
        known = ", ".join(f"{role.value} {role.name}" for role in Role)
        raise Refusal("BAD_REQUEST", f"role_id: {number} is no role: use one of {known}") from None


def role_named(name: str) -> Role:
    """The role. Raises Refusal BAD_REQUEST that names those there are."""
    try:
        return Role[name]
    except KeyError:
        raise Refusal("BAD_REQUEST", f"{name!r} is no role: use one of {', '.join(Role.__members__)}") from None
