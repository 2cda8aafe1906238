"""Entries of the audit log, without I/O."""

from __future__ import annotations

import msgspec


class Actor(msgspec.Struct, frozen=True):
    """Who does something, by name, and the address the request came from (empty: from this machine's command line)."""

    name: str
    address: str = ""


CONSOLE = Actor("admin")
"""Whoever runs the command line on the server itself."""


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
