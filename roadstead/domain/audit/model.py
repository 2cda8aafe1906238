"""Entries of the audit log, without I/O."""

from __future__ import annotations

import msgspec

from roadstead.db.generations import Rights


class Actor(msgspec.Struct, frozen=True):
    """Who does something, by name, and the address the request came from (empty: from this machine's command line).

    `rights` are as they were before it was looked at what the caller may do; None: nobody's rights are in question.
    """

    name: str
    address: str = ""
    rights: Rights | None = None


CONSOLE = Actor("admin")
"""Whoever runs the command line on the server itself."""


EVENT_TYPES = tuple(
    f"{operation}_{resource}"
    for resource, operations in {
        "artifact": ("create", "update", "delete", "pull", "restore"),
        "configuration": ("update",),
        "immutable-tag": ("create", "update", "delete"),
        "job": ("stop",),
        "job-queue": ("stop", "pause", "resume"),
        "label": ("create", "update", "delete"),
        "member": ("create", "update", "delete"),
        "metadata": ("create", "update", "delete"),
        "project": ("create", "update", "delete"),
        "quota": ("update",),
        "repository": ("update", "delete", "restore"),
        "robot": ("create", "update", "delete"),
        "tag": ("create", "delete", "restore"),
        "tag-retention": ("create", "update", "delete", "operate"),
        "trash": ("delete",),
        "user": ("create", "update", "delete", "login", "logout"),
        "user-group": ("create", "update", "delete"),
    }.items()
    for operation in operations
)
"""Everything that is written down, as `disabled_audit_log_event_types` names it."""


class Entry(msgspec.Struct, frozen=True):
    """One thing that was done or tried.

    `operation`: create, update, delete, pull, push, login, logout…; `resource_type`: artifact, project, user…;
    `resource`: its name, such as `library/app:v1`; `project_id` 0 belongs to no project.
    """

    actor: Actor
    operation: str
    resource_type: str
    resource: str
    project_id: int = 0
    description: str = ""
    success: bool = True


class Logged(msgspec.Struct, frozen=True):
    """An entry as it is shown; `at` in milliseconds since the epoch."""

    id: int
    at: int
    actor: str
    operation: str
    resource_type: str
    resource: str
    description: str
    success: bool


class Old(msgspec.Struct, frozen=True):
    """An entry that is old enough; `at` in milliseconds since the epoch."""

    at: int
    id: int
    operation: str
    resource_type: str
