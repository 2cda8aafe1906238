"""`roadstead fsck`: hold the database and the storage against one another, beside a node that serves or without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json

if TYPE_CHECKING:
    from roadstead.domain.fsck.model import Report

SHOWN = 100


def fsck(
    repair: Annotated[bool, typer.Option("--repair", help="Set right what can be.")] = False,
    deep: Annotated[bool, typer.Option("--deep", help="Read every file and compare it with its digest.")] = False,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Check that rows have their files and files their rows, that manifests keep what they name, and quotas' sums.

    The exit code is 0 when all is well or was repaired, 1 when something is left. Pushes and pulls go on meanwhile.
    """
    import msgspec

    from roadstead.blobs.filesystem import Filesystem
    from roadstead.cli.console import say_json
    from roadstead.cli.system import opened
    from roadstead.domain.fsck.model import Options
    from roadstead.domain.fsck.service import Fsck
    from roadstead.domain.journal.service import Journal

    with opened(data=data, database_url=database_url) as system:
        settings = system.settings
        options = Options(repair, deep, settings.collection.reader_seconds)
        storage = Filesystem(settings.folder)
        ours = not Journal(system.db, storage).foreign()
        with progress(silent=json) as tell:
            report = Fsck(system.db, storage).run(options, tell, ours=ours)
    if json:
        say_json({**msgspec.structs.asdict(report), "clean": report.total == report.repaired})
    else:
        _show(report)
    if report.total > report.repaired:
        raise typer.Exit(1)


@contextmanager
def progress(*, silent: bool) -> Iterator[Callable[[str, int], None]]:
    """A line for each kind of thing that is looked at, on a terminal."""
    import sys

    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    if silent or not sys.stderr.isatty():
        yield lambda what, count: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        lines: dict[str, TaskID] = {}

        def tell(what: str, count: int) -> None:
            if what not in lines:
                lines[what] = bar.add_task(what, total=None)
            bar.advance(lines[what], count)

        yield tell


def _show(report: Report) -> None:
    from roadstead.cli.console import say

    for one in report.found[:SHOWN]:
        say(f"{one.kind}: {one.subject}: {one.detail}" + (" (repaired)" if one.repaired else ""))
    if report.total > SHOWN:
        say(f"… and {report.total - SHOWN} more; --json lists them")
    looked = ", ".join(f"{count} {what}" for what, count in report.looked.items()) or "nothing"
    say(f"looked at {looked}: {report.total} findings, {report.repaired} repaired")
