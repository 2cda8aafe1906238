"""permissions: what robots may be given."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import SIGNED_IN
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.permissions import Permissions
from roadstead.api.wire.user import Permission
from roadstead.domain.access.permissions import ROBOT_PROJECT, ROBOT_SYSTEM


@operation("getPermissions", SIGNED_IN)
def get_permissions(call: Call) -> Reply:
    """For administrators everything, for those who administer a project what belongs to projects."""
    if not call.caller.sysadmin and not call.services.projects.administers(call.caller.account_id):
        raise call.denied()
    system = ROBOT_SYSTEM if call.caller.sysadmin else ()
    return Reply(body=Permissions(_sorted(system), _sorted(ROBOT_PROJECT)))


def _sorted(permissions: frozenset[tuple[str, str]] | tuple[()]) -> list[Permission]:
    return [Permission(*one) for one in sorted(permissions)]
