"""Which role may pull, push and delete: derived from one table of permissions."""

from __future__ import annotations

from roadstead.domain.projects.model import Role, Standing

PULL, PUSH, DELETE = "pull", "push", "delete"
ALL = frozenset({PULL, PUSH, DELETE})
NONE: frozenset[str] = frozenset()

# role -> what it may do with the repositories, artifacts and tags of its project
_READER = {"repository": {"list", "pull", "read"}, "artifact": {"list", "read"}, "tag": {"list"}}
_WRITER = {
    "repository": _READER["repository"] | {"create", "push", "update"},
    "artifact": _READER["artifact"] | {"create"},
    "tag": _READER["tag"] | {"create"},
}
_KEEPER = {resource: actions | {"delete"} for resource, actions in _WRITER.items()}

PERMISSIONS: dict[Role, dict[str, set[str]]] = {
    Role.projectAdmin: _KEEPER,
    Role.maintainer: _KEEPER,
    Role.developer: _WRITER,
    Role.guest: _READER,
    Role.limitedGuest: _READER,
}

# an action on `/v2/` -> every permission that it takes
_TAKES = {
    PULL: {("repository", "pull"), ("artifact", "read")},
    PUSH: {("repository", "push"), ("artifact", "create"), ("tag", "create")},
    DELETE: {("artifact", "delete"), ("tag", "delete")},
}

ACTIONS: dict[Role, frozenset[str]] = {
    role: frozenset(
        action for action, takes in _TAKES.items() if all(verb in resources[resource] for resource, verb in takes)
    )
    for role, resources in PERMISSIONS.items()
}


def allowed_actions(standing: Standing | None, *, sysadmin: bool) -> frozenset[str]:
    """What may be done in a project's repositories; `standing` None: the project does not exist."""
    if sysadmin:
        return ALL
    if standing is None:
        return NONE
    of_role = NONE if standing.role is None else ACTIONS.get(Role(standing.role), NONE)
    return of_role | {PULL} if standing.public else of_role
