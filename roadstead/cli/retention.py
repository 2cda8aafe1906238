"""`roadstead retention …`: what a project's rules keep, tried without removing anything, or run now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json

if TYPE_CHECKING:
    from roadstead.cli.system import System
    from roadstead.domain.projects.model import Standing
    from roadstead.domain.retention.model import Policy

app = typer.Typer(help="Rules that say which artifacts stay.", no_args_is_help=True)

Project = Annotated[str, typer.Argument(metavar="PROJECT", help="The project.")]
SHOWN = 1_000


@app.command("show")
def show(project: Project, json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Show a project's rules."""
    from roadstead.cli.console import say, say_json, show_table
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        _, policy = _policy(system, project)
    if json:
        say_json(policy)
        return
    say(f"runs  {policy.cron or 'by hand only'}")
    show_table(
        ("RULE", "KEEP", "TAGS", "REPOSITORIES", "STATE"),
        [
            (
                str(rule.id),
                rule.told,
                ", ".join(f"{one.decoration} {one.pattern}" for one in rule.tag_selectors),
                ", ".join(f"{one.decoration} {one.pattern}" for some in rule.scope_selectors.values() for one in some),
                "disabled" if rule.disabled else "in force",
            )
            for rule in policy.rules
        ],
    )


@app.command("try")
def try_(
    project: Project,
    repository: Annotated[
        str | None, typer.Option("--repository", metavar="NAME", help="Only this one, without its project.")
    ] = None,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Tell what would go and what would stay, and why. Nothing is removed."""
    from roadstead.cli.console import say, say_json, show_table
    from roadstead.cli.system import opened
    from roadstead.domain.retention.verdict import judge

    with opened(data=data, database_url=database_url) as system:
        standing, policy = _policy(system, project)
        names = system.db.read(lambda tx: list(system.catalog.repositories_in(tx, standing.project_id)))
        wanted = [name for name in names if repository in (None, name.partition("/")[2])]
        verdicts = [judge(system.catalog, policy, name) for name in wanted]
    rows: list[tuple[str, ...]] = [
        (verdict.repository, ", ".join(one.tags) or "(untagged)", one.digest, _told(verdict.stays.get(one.id)))
        for verdict in verdicts
        for one in verdict.candidates
    ]
    if json:
        say_json([dict(zip(("repository", "tags", "digest", "verdict"), row, strict=True)) for row in rows])
        return
    show_table(("REPOSITORY", "TAGS", "DIGEST", "VERDICT"), rows[:SHOWN])
    if len(rows) > SHOWN:
        say(f"… and {len(rows) - SHOWN} more: --json tells all")
    say(f"{sum(len(one.leaving) for one in verdicts)} of {len(rows)} artifacts would go")


def _told(why: str | None) -> str:
    return f"stays by {why}" if why else "goes"


def _policy(system: System, project: str) -> tuple[Standing, Policy]:
    from roadstead.errors import Refusal

    standing = system.projects.named(project)
    policy = system.retention.of_project(standing.project_id)
    if policy is None:
        raise Refusal("NOT_FOUND", f"project {project} has no retention policy: make one in the portal or by the API")
    return standing, policy
