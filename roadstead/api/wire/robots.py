"""Robot accounts, as the contract writes them.

What a robot did last, whether its creator is gone, and `overlap_seconds`, are additions.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.robots.model import NEVER, PROJECT, SYSTEM
from roadstead.domain.robots.model import Permission as Given
from roadstead.domain.robots.model import Robot as Kept
from roadstead.errors import Refusal


class Access(msgspec.Struct, omit_defaults=True):
    """One thing that is allowed."""

    resource: str
    action: str
    effect: str = ""


class Permission(msgspec.Struct):
    """What is allowed in a namespace: `/` is the system, `*` every project, else a project's name."""

    kind: str
    namespace: str
    access: list[Access]


class Robot(msgspec.Struct, omit_defaults=True):
    """A robot; its secret is never told. `expires_at` in seconds since the epoch, -1 for never."""

    id: int
    name: str
    description: str
    level: str
    duration: int
    editable: bool
    disable: bool
    expires_at: int
    permissions: list[Permission]
    creator_type: str
    creator_ref: int
    creation_time: str
    update_time: str
    last_used_at: str | None = None
    last_used_for: str | None = None
    creator_deleted: bool = False


class RobotCreated(msgspec.Struct):
    """The only answer that holds the secret."""

    id: int
    name: str
    secret: str
    creation_time: str
    expires_at: int


class RobotSec(msgspec.Struct, omit_defaults=True):
    """A new secret, when it was made up."""

    secret: str | None = None


class RobotCreate(msgspec.Struct):
    """What is read of a robot that is made."""

    name: str
    level: str
    permissions: list[Permission]
    description: str = ""
    secret: str = ""
    disable: bool = False
    duration: int = 0


class Written(msgspec.Struct):
    """What is read of a robot that is changed; what is not sent stays as it was."""

    name: str | None = None
    level: str | None = None
    permissions: list[Permission] | None = None
    description: str | None = None
    disable: bool | None = None
    duration: int | None = None


class Renewal(msgspec.Struct):
    """What is read of a new secret; empty: one is made up."""

    secret: str = ""
    overlap_seconds: int = 0


def given(permissions: Iterable[Permission]) -> tuple[Given, ...]:
    """As robots are given them, projects by name alone. Raises Refusal BAD_REQUEST for what would not be kept."""
    if any(one.effect not in ("", "allow") for some in permissions for one in some.access):
        raise Refusal("BAD_REQUEST", "permissions: effect must be 'allow': what is not allowed is denied")
    return tuple(
        Given(one.kind, one.namespace, tuple(sorted({(each.resource, each.action) for each in one.access})))
        for one in permissions
    )


def robot(kept: Kept) -> Robot:
    """As it is answered."""
    return Robot(
        id=kept.id,
        name=kept.name,
        description=kept.description,
        level=SYSTEM if kept.project_id is None else PROJECT,
        duration=kept.days,
        editable=True,
        disable=kept.disabled,
        expires_at=_seconds(kept.ends_at),
        permissions=[
            Permission(one.kind, one.namespace, [Access(*each, "allow") for each in one.access])
            for one in kept.permissions
        ],
        creator_type="robot" if kept.maker.kind == "robot" else "local",
        creator_ref=kept.maker.id,
        creation_time=iso(kept.created_at),
        update_time=iso(kept.updated_at),
        last_used_at=iso(kept.seen_at) if kept.seen_at else None,
        last_used_for=kept.seen_doing or None,
        creator_deleted=kept.maker_gone,
    )


def created(kept: Kept, secret: str) -> RobotCreated:
    """As it is answered once."""
    return RobotCreated(kept.id, kept.name, secret, iso(kept.created_at), _seconds(kept.ends_at))


def _seconds(ends_at: int) -> int:
    return NEVER if ends_at == NEVER else ends_at // 1000
