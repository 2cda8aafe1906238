"""`roadstead reindex`: a lost database is made again from the storage and the journal that lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json

if TYPE_CHECKING:
    from roadstead.domain.journal.reindex import Made, Reindex

SHOWN = 50


def reindex(
    journal: Annotated[
        str | None,
        typer.Option("--journal", metavar="NAME", help="Which, where several lie in the storage; `none`: blobs alone."),
    ] = None,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Make projects, repositories, manifests and tags again, in an empty database that nobody serves meanwhile.

    Users, members, robots, labels, policies and logs are not in the storage. The first administrator is made anew;
    HARBOR_ADMIN_PASSWORD sets the password. The exit code is 1 when something could not be made.
    """
    from roadstead.blobs.filesystem import Filesystem
    from roadstead.cli.console import say_json, show_password
    from roadstead.cli.fsck import progress
    from roadstead.cli.system import begun
    from roadstead.db.tx import Tx
    from roadstead.domain.access.first_start import ADMIN
    from roadstead.domain.journal.reindex import Reindex
    from roadstead.settings import load

    settings = load(data=data, database_url=database_url)
    with begun(settings) as system:
        work = Reindex(system.db, Filesystem(settings.folder), system.projects)
        chosen = _chosen(work, journal)
        password = settings.admin_password or system.identity.made_password()
        password_hash = system.identity.hashed(password)
        made_first: list[bool] = []

        def first(tx: Tx) -> None:
            made_first[:] = [system.identity.create_first(ADMIN, password_hash, tx)]

        with progress(silent=json) as tell:
            made = work.run(chosen, tell, first)
    shown = password if made_first == [True] and settings.admin_password is None else None
    if json:
        import msgspec

        say_json({**msgspec.structs.asdict(made), "username": ADMIN, "password": shown})
    else:
        if shown is not None:
            show_password(ADMIN, shown)
        _show(made)
    if made.lost or made.waiting:
        raise typer.Exit(1)


def _chosen(work: Reindex, journal: str | None) -> str:
    """Raises Failure unless it is plain which journal is meant."""
    from roadstead.cli.console import Failure

    found = work.journals()
    if journal == "none":
        return ""
    if journal is None and len(found) == 1:
        return next(iter(found))
    if journal in found:
        return str(journal)
    names = ", ".join(f"{name} ({count} segments)" for name, count in sorted(found.items()))
    raise Failure(
        f"--journal: name one of {names}"
        if found
        else "no journal lies in the storage; --journal none makes blobs alone"
    )


def _show(made: Made) -> None:
    from roadstead.cli.console import say

    for line in made.lost[:SHOWN]:
        say(f"lost: {line}")
    if len(made.lost) > SHOWN:
        say(f"… and {len(made.lost) - SHOWN} more; --json lists them")
    say(
        f"made {made.projects} projects, {made.repositories} repositories, {made.manifests} manifests,"
        f" {made.tags} tags, {made.blobs} blobs; {made.waiting} pieces of content are missing"
    )
    say("users, members, robots, labels, policies and logs are not in the storage: make them again")
