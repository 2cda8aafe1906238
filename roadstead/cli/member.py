"""`roadstead project member …`: who is what in a project."""

from __future__ import annotations

from typing import Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json

Project = Annotated[str, typer.Argument(metavar="PROJECT")]
User = Annotated[str, typer.Argument(metavar="USER")]
Role = Annotated[
    str, typer.Argument(metavar="ROLE", help="projectAdmin, maintainer, developer, guest or limitedGuest.")
]


def member(project: Project, user: User, role: Role, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Give a user a role in a project; it takes the place of the one they had."""
    from roadstead.cli.console import say
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        system.projects.set_member(project, user, role)
    say(f"{user} is {role} of project {project}")


def members(project: Project, json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """List who is what in a project."""
    from roadstead.cli.console import say_json, show_table
    from roadstead.cli.system import opened
    from roadstead.db.listing import ALL

    with opened(data=data, database_url=database_url) as system:
        _, found = system.projects.members.page(system.projects.named(project), "", (ALL, 0))
    if json:
        say_json(found)
    else:
        rows: list[tuple[str, ...]] = [("group" if one.is_group else "user", one.name, one.role.name) for one in found]
        show_table(("KIND", "NAME", "ROLE"), rows)


def dismiss(project: Project, user: User, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Take a user out of a project."""
    from roadstead.cli.console import say
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        system.projects.remove_member(project, user)
    say(f"{user} is no member of project {project}")
