"""What may be done on `/v2/`: derived from the table of permissions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roadstead.domain.access.caller import Given
from roadstead.domain.access.permissions import OF_ROLE, Permission
from roadstead.domain.projects.model import Role, Standing

PULL, PUSH, DELETE = "pull", "push", "delete"
ALL = frozenset({PULL, PUSH, DELETE})
NONE: frozenset[str] = frozenset()

# an action on `/v2/` -> every permission that it takes
_TAKES: dict[str, frozenset[Permission]] = {
    PULL: frozenset({("repository", "pull"), ("artifact", "read")}),
    PUSH: frozenset({("repository", "push"), ("artifact", "create"), ("tag", "create")}),
    DELETE: frozenset({("artifact", "delete"), ("tag", "delete")}),
}


def actions_of(permissions: Iterable[Permission]) -> frozenset[str]:
    """The actions that these permissions are enough for."""
    held = frozenset(permissions)
    return frozenset(action for action, takes in _TAKES.items() if takes <= held)


# of a robot, whose rights are said one by one, as the field's clients give them
_TAKES_OF_ROBOT: dict[str, Permission] = {
    PULL: ("repository", "pull"),
    PUSH: ("repository", "push"),
    DELETE: ("artifact", "delete"),
}

ACTIONS: dict[Role, frozenset[str]] = {role: actions_of(permissions) for role, permissions in OF_ROLE.items()}


def allowed_actions(standing: Standing | None, *, sysadmin: bool, given: Sequence[Given] = ()) -> frozenset[str]:
    """What may be done in a project's repositories; `standing` None: the project does not exist.

    `given` is what a robot has.
    """
    if sysadmin:
        return ALL
    if standing is None:
        return NONE
    of_roles = NONE.union(*(ACTIONS.get(Role(role), NONE) for role in standing.roles))
    own = {one for some in given if some.reaches(standing) for one in some.permissions}
    of_robot = frozenset(action for action, takes in _TAKES_OF_ROBOT.items() if takes in own)
    return of_roles | of_robot | ({PULL} if standing.public else NONE)
