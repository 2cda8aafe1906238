"""What a robot may be given, and by whom: nobody gives more than they have."""

from __future__ import annotations

from collections.abc import Iterable

from roadstead.domain.access.caller import Caller, Given
from roadstead.domain.access.permissions import ROBOT_PROJECT, ROBOT_SYSTEM
from roadstead.domain.robots.model import EVERYWHERE, ON_SYSTEM, PROJECT, SYSTEM, Permission, Robot
from roadstead.errors import Refusal

MOST = 500
"""Namespaces that one robot is given something in."""


def given_to(robot: Robot) -> tuple[Given, ...]:
    """A robot's permissions, as a caller has them."""
    return tuple(Given(one.kind, one.namespace, frozenset(one.access)) for one in robot.permissions)


def caller_of(robot: Robot, address: str) -> Caller:
    """The robot behind a request."""
    return Caller("robot", robot.id, robot.name, False, address, given=given_to(robot))


def check_permissions(permissions: Iterable[Permission]) -> None:
    """Raises Refusal BAD_REQUEST that names what no robot may be given."""
    asked = tuple(permissions)
    if not 0 < len(asked) <= MOST:
        raise Refusal("BAD_REQUEST", f"permissions: 1 to {MOST} namespaces")
    if len({(one.kind, one.namespace) for one in asked}) < len(asked):
        raise Refusal("BAD_REQUEST", "permissions: each kind and namespace once")
    for one in asked:
        if one.kind not in (SYSTEM, PROJECT):
            raise Refusal("BAD_REQUEST", f"permissions: kind must be {SYSTEM!r} or {PROJECT!r}")
        if (one.kind == SYSTEM) != (one.namespace == ON_SYSTEM):
            rule = f"namespace must be {ON_SYSTEM!r} for kind {SYSTEM!r}, a project's name or {EVERYWHERE!r} for others"
            raise Refusal("BAD_REQUEST", f"permissions: {rule}")
        if not one.access:
            raise Refusal("BAD_REQUEST", f"permissions: access of {one.namespace[:255]} must not be empty")
        unknown = set(one.access) - (ROBOT_SYSTEM if one.kind == SYSTEM else ROBOT_PROJECT)
        if unknown:
            resource, action = min(unknown)
            text = f"{resource[:64]}:{action[:64]} cannot be given to a robot in {one.kind}, see /api/v2.0/permissions"
            raise Refusal("BAD_REQUEST", f"permissions: {text}")


def check_giver(caller: Caller, permissions: Iterable[Permission]) -> None:
    """The caller, who may make robots there, gives these.

    Only who administers a project or the system makes robots there as a person: they have all that robots can be
    given there. Raises Refusal FORBIDDEN when a robot gives what it has not itself.
    """
    if caller.kind != "robot":
        return
    for one in permissions:
        has = {
            permission
            for own in caller.given
            if own.kind == one.kind and own.namespace in (one.namespace, *([EVERYWHERE] if one.kind == PROJECT else []))
            for permission in own.permissions
        }
        if beyond := set(one.access) - has:
            resource, action = min(beyond)
            text = f"{caller.name} has not {resource}:{action} in {one.namespace}, so it cannot give it"
            raise Refusal("FORBIDDEN", text)
