"""`roadstead trash …`: what was deleted, put back or taken away for good."""

from __future__ import annotations

from typing import Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json

app = typer.Typer(help="What was deleted and can be restored.", no_args_is_help=True)

Project = Annotated[str, typer.Argument(metavar="PROJECT", help="The project.")]
PAGE = 1_000
"""Items that are read at once."""


@app.command("list")
def list_(
    project: Project,
    repository: Annotated[
        str | None, typer.Option("--repository", metavar="NAME", help="Only this one, without its project.")
    ] = None,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """List what can be restored, the newest first."""
    from roadstead.api.wire.times import iso
    from roadstead.cli.console import say_json, show_table
    from roadstead.cli.system import opened
    from roadstead.db.listing import Filter, Listing

    filters = () if repository is None else (Filter("repository", "is", (f"{project}/{repository}",)),)
    with opened(data=data, database_url=database_url) as system:
        items, _ = system.trash.page(system.projects.named(project), Listing(filters, page_size=PAGE))
    if json:
        say_json(items)
        return
    show_table(
        ("ID", "KIND", "REPOSITORY", "NAME", "DELETED", "BY", "WHY", "UNTIL"),
        [
            (
                str(one.id),
                one.kind,
                one.repository,
                "" if one.kind == "repository" else one.name,
                iso(one.deleted_at),
                one.actor,
                one.reason,
                iso(one.expires_at),
            )
            for one in items
        ],
    )


@app.command("restore")
def restore(
    project: Project,
    item: Annotated[int, typer.Argument(metavar="ID", help="As `roadstead trash list` tells it.")],
    skip_tags: Annotated[
        bool, typer.Option("--skip-tags", help="Leave tags that point elsewhere by now where they are.")
    ] = False,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Put back a tag, an artifact or a repository, as it was."""
    from roadstead.cli.console import say, say_json
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE

    with opened(data=data, database_url=database_url) as system:
        found = system.trash.restore(system.projects.named(project), item, CONSOLE, skip_tags=skip_tags)
    if json:
        say_json(found)
        return
    say(f"{found.repository}: {found.artifacts} artifacts and {len(found.tags)} tags are back")
    if found.skipped:
        say(f"left where they point by now: {' '.join(found.skipped)}")


@app.command("empty")
def empty(
    project: Project,
    item: Annotated[int | None, typer.Argument(metavar="[ID]", help="Only this.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything in the project's trash.")] = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Take away for good, before it expires."""
    from roadstead.cli.console import say
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE

    if (item is None) != everything:
        raise typer.BadParameter("give the ID of an item, or --all")
    with opened(data=data, database_url=database_url) as system:
        standing = system.projects.named(project)
        if item is None:
            count = system.trash.empty_all(standing, CONSOLE)
        else:
            system.trash.empty(standing, item, CONSOLE)
            count = 1
    say("1 item is gone for good" if count == 1 else f"{count} items are gone for good")
