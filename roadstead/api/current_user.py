"""user: who it is that calls, and what they may do."""

from __future__ import annotations

import re

from roadstead.api.call import Call
from roadstead.api.guards import SIGNED_IN
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.user import Permission, user_resp
from roadstead.domain.access.permissions import EVERYTHING, ROBOT_SYSTEM
from roadstead.errors import Refusal

_PROJECT = re.compile(r"/project/([^/]+)/?")
SYSTEM = "/system"


@operation("getCurrentUserInfo", SIGNED_IN)
def get_current_user_info(call: Call) -> Reply:
    """The caller, who is no robot."""
    if not call.caller.account_id:
        raise Refusal("PRECONDITION", f"{call.caller.name} is a robot, and no user")
    return Reply(body=user_resp(call.services.people.profile(call.caller.account_id)))


@operation("getCurrentUserPermissions", SIGNED_IN)
def get_current_user_permissions(call: Call) -> Reply:
    """What the caller may do in a scope: `/project/ID`, or the system. `relative` leaves the scope's own path out."""
    caller, scope = call.caller, call.text("scope") or SYSTEM
    if scope.rstrip("/") in ("", SYSTEM):
        held = frozenset(one for one in ROBOT_SYSTEM if caller.may_in_system(*one))
        return Reply(body=_permissions(held, SYSTEM, call.flag("relative")))
    found = _PROJECT.fullmatch(scope)
    standing = call.services.projects.standing(caller.account_id, found[1]) if found else None
    if standing is None:
        return Reply(body=[])
    held = EVERYTHING if caller.sysadmin else caller.permissions_in(standing)
    return Reply(body=_permissions(held, f"/project/{standing.project_id}", call.flag("relative")))


def _permissions(held: frozenset[tuple[str, str]], scope: str, relative: bool) -> list[Permission]:
    itself = scope.strip("/").partition("/")[0]  # the project itself is written as the scope, or `.`
    found = []
    for resource, action in held:
        if resource == itself:
            found.append(Permission("." if relative else scope, action))
        else:
            found.append(Permission(resource if relative else f"{scope}/{resource}", action))
    return sorted(found)
