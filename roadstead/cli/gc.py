"""`roadstead gc`: collect what nothing keeps any more, now, beside a node that serves or without one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json

if TYPE_CHECKING:
    from roadstead.cli.system import System
    from roadstead.domain.collection.control import Control
    from roadstead.jobs.model import Task

LOOK_SECONDS = 0.2
LEAVE_SECONDS = 30.0
_interrupted: list[int] = []


def gc(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, change nothing.")] = False,
    delete_untagged: Annotated[
        bool, typer.Option("--delete-untagged", help="Let artifacts go that no tag names.")
    ] = False,
    workers: Annotated[
        int, typer.Option("--workers", metavar="1-5", help="Fifths of the time spent; the rest is left to others.")
    ] = 1,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Collect what nothing keeps any more. Pushes and pulls go on meanwhile; Ctrl-C stops it and loses nothing."""
    from roadstead.cli.console import Failure, say, say_json
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE
    from roadstead.domain.collection.control import Control
    from roadstead.domain.collection.model import Options, check
    from roadstead.jobs.model import SUCCESS
    from roadstead.settings import load

    _interrupt_later()
    options = check(Options(delete_untagged, dry_run, workers))
    with opened(data=data, database_url=database_url) as system:
        control = Control(system.db)
        gc_id = control.start(options, CONSOLE)
        try:
            with _working(system, load(data=data, database_url=database_url)):
                _follow(control, gc_id, silent=json)
        except KeyboardInterrupt:
            control.stop(gc_id, CONSOLE)
            raise
        found = control.get(gc_id)
    told: dict[str, Any] = found.told
    if found.execution.status != SUCCESS:
        raise Failure(f"garbage collection {gc_id}: {found.execution.status}: {found.execution.message or 'no reason'}")
    if json:
        say_json({"id": gc_id, "status": found.execution.status, **told})
        return
    verb = "would free" if dry_run else "freed"
    say(
        f"{verb} {told.get('freed_space', 0)} bytes of {told.get('purged_blobs', 0)} blobs,"
        f" {told.get('purged_manifests', 0)} untagged artifacts"
    )


def _interrupt_later() -> None:
    """Ctrl-C is noted and looked at between two looks, so what was started is stopped. A second one ends at once."""

    def note(signum: int, frame: object) -> None:
        _interrupted.append(signum)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, note)


@contextmanager
def _working(system: System, settings: Any) -> Iterator[None]:
    """A lane for this one kind of work in this process: a serving node may be quicker, or there may be none."""
    from roadstead.app import collection_of
    from roadstead.blobs.filesystem import Filesystem
    from roadstead.domain.collection.tasks import Collector
    from roadstead.jobs.workers import Workers

    kind = Collector(collection_of(settings, system.db, Filesystem(settings.folder))).kind()
    workers = Workers(system.db, [kind], {}, settings.folder / "run" / "nodes", lanes=1)
    workers.begin()
    try:
        yield
    finally:
        workers.end(LEAVE_SECONDS)


def _follow(control: Control, gc_id: int, *, silent: bool) -> None:
    """Until it has ended, with a bar on a terminal."""
    import sys

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    if silent or not sys.stderr.isatty():
        _wait(control, gc_id)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("collecting", total=None)
        for task in _looks(control, gc_id):
            numbers: dict[str, Any] = task.progress
            description = f"{numbers.get('blobs', 0)} blobs, {numbers.get('bytes', 0)} bytes"
            bar.update(shown, completed=numbers.get("done", 0), total=numbers.get("total"), description=description)


def _wait(control: Control, gc_id: int) -> None:
    for _ in _looks(control, gc_id):
        pass


def _looks(control: Control, gc_id: int) -> Iterator[Task]:
    """The work as it is, again and again until it has ended."""
    import time

    from roadstead.jobs.model import ENDED

    while (task := control.task(gc_id)) is not None and task.status not in ENDED:
        if _interrupted:
            raise KeyboardInterrupt
        yield task
        time.sleep(LOOK_SECONDS)
