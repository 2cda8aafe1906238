"""`roadstead project …`: make and list projects, and say who is what in them."""

from __future__ import annotations

from typing import Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json

app = typer.Typer(help="Projects and their members.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The project.")]
Public = Annotated[bool, typer.Option("--public", help="Everybody may pull.")]


@app.command("create")
def create(
    name: Name,
    public: Public = False,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Make a project."""
    from roadstead.cli.console import say, say_json
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        project = system.projects.create(name, public=public)
    if json:
        say_json(project)
    else:
        say(f"project {project.name} made, {_who(project.public)}")


@app.command("list")
def list_(json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """List the projects."""
    from roadstead.cli.console import say_json, show_table
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        projects = system.projects.all()
    if json:
        say_json(projects)
    else:
        show_table(("ID", "NAME", "MAY PULL"), [(str(p.id), p.name, _who(p.public)) for p in projects])


@app.command("member")
def member(
    project: Annotated[str, typer.Argument(metavar="PROJECT")],
    user: Annotated[str, typer.Argument(metavar="USER")],
    role: Annotated[
        str, typer.Argument(metavar="ROLE", help="projectAdmin, maintainer, developer, guest or limitedGuest.")
    ],
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Give a user a role in a project; it takes the place of the one they had."""
    from roadstead.cli.console import say
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        system.projects.set_member(project, user, role)
    say(f"{user} is {role} of project {project}")


def _who(public: bool) -> str:
    return "everybody" if public else "members"
