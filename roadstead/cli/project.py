"""`roadstead project …`: make, list, change and end projects."""

from __future__ import annotations

from typing import Annotated

import typer

from roadstead.cli import member
from roadstead.cli.options import Data, DatabaseUrl, Json

app = typer.Typer(help="Projects and their members.", no_args_is_help=True)
app.command("member")(member.member)
app.command("members")(member.members)
app.command("dismiss")(member.dismiss)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The project.")]
Public = Annotated[bool, typer.Option("--public", help="Everybody may pull.")]


@app.command("create")
def create(
    name: Name,
    public: Public = False,
    storage_limit: Annotated[
        int | None, typer.Option("--storage-limit", metavar="BYTES", help="-1: no limit.", show_default=False)
    ] = None,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Make a project."""
    from roadstead.cli.console import say, say_json
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE
    from roadstead.domain.identity.service import FIRST
    from roadstead.domain.projects.model import Wish

    with opened(data=data, database_url=database_url) as system:
        project = system.projects.make(Wish(name, public, storage=storage_limit), FIRST, CONSOLE)
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


@app.command("show")
def show(name: Name, json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Show all about a project."""
    from roadstead.cli.console import say, say_json
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        found = system.projects.detail(system.projects.named(name))
    if json:
        say_json(found)
        return
    say(f"project       {found.name} ({found.id})")
    say(f"owner         {found.owner or ''}")
    say(f"may pull      {_who(found.public)}")
    say(f"repositories  {found.repositories}")
    for key, value in found.metadata.items():
        say(f"{key}  {value}")


@app.command("update")
def update(
    name: Name,
    public: Annotated[
        bool | None, typer.Option("--public/--private", help="Everybody may pull, or members.", show_default=False)
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Metadata.", show_default=False)
    ] = None,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Change what is said of a project."""
    from roadstead.cli.console import say
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE
    from roadstead.domain.projects.model import Change

    metadata = {key: value for key, _, value in (one.partition("=") for one in set_ or ())}
    with opened(data=data, database_url=database_url) as system:
        system.projects.change(system.projects.named(name), Change(public, metadata), CONSOLE)
    say(f"project {name} changed")


@app.command("delete")
def delete(name: Name, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """End a project that has no repositories."""
    from roadstead.cli.console import say
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        system.projects.delete(name)
    say(f"project {name} deleted")


def _who(public: bool) -> str:
    return "everybody" if public else "members"
