"""`roadstead jobs …`: what runs and waits; stop it, read its log, pause and resume."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roadstead.cli.system import System
    from roadstead.domain.queues.service import Queues
    from roadstead.jobs.model import Task

app = typer.Typer(help="Jobs: what runs, what waits, what has ended.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(metavar="ID", help="The job's number, as `jobs list` shows it.", min=1)]
KIND = "A kind of jobs such as GARBAGE_COLLECTION, `all`, or `scheduler`: what starts jobs by the clock."
Name = Annotated[str, typer.Argument(metavar="KIND", help=KIND)]
FOLLOW_SECONDS = 0.5
COLORS = {"Running": "cyan", "Success": "green", "Error": "red", "Stopped": "yellow"}


@app.command("list")
def list_jobs(
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Of this kind only.")] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="STATUS", help="Pending, Scheduled, Running, Stopped, Error, Success."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="At most so many.", min=1, max=10_000)] = 20,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """List jobs, the last first."""
    from roadstead.cli.console import say_json
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        tasks = _queues(system).jobs.recent(limit, kind, status)
    if json:
        say_json([_plain(task) for task in tasks])
    else:
        _show(tasks)


@app.command("stop")
def stop(job: Id, json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Stop a job: at once where it waits, as soon as it looks where it runs."""
    from roadstead.cli.console import say, say_json
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE

    with opened(data=data, database_url=database_url) as system:
        queues = _queues(system)
        queues.stop_job(job, CONSOLE)
        status = queues.jobs.task(job).status
    if json:
        say_json({"id": job, "status": status})
    else:
        say(f"job {job} was asked to stop" if status == "Running" else f"job {job}: {status}")


@app.command("log")
def log(
    job: Id,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until the job has ended.")] = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Read a job's log. With --follow the exit code is 1 unless the job ends in success."""
    import sys

    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        for lines in _pieces(_queues(system), job, follow):
            sys.stdout.write(lines)
            sys.stdout.flush()
        if follow and (status := _queues(system).jobs.task(job).status) != "Success":
            from roadstead.cli.console import Failure

            raise Failure(f"job {job}: {status}")


@app.command("pause")
def pause(kind: Name, json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Let nothing of a kind begin any more; what runs goes on."""
    _act("pause", kind, json, data, database_url)


@app.command("resume")
def resume(kind: Name, json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Let it begin again."""
    _act("resume", kind, json, data, database_url)


def _act(action: str, kind: str, json: bool, data: str | None, database_url: str | None) -> None:
    from roadstead.cli.console import say, say_json
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE

    with opened(data=data, database_url=database_url) as system:
        _queues(system).act(action, kind, CONSOLE)
    if json:
        say_json({"kind": kind, "paused": action == "pause"})
    else:
        say(f"{kind} {'pauses' if action == 'pause' else 'goes on'}")


def _queues(system: System) -> Queues:
    from roadstead.app import assemble, kinds_of
    from roadstead.domain.queues.service import Queues

    kinds = kinds_of(assemble(system.settings, system.db), system.db)
    return Queues(system.db, [kind.name for kind in kinds])


def _pieces(queues: Queues, job: int, follow: bool) -> Iterator[str]:
    """The log, in pieces of whole lines."""
    import time

    after = 0
    while True:
        over = not follow or queues.jobs.task(job).ended_at is not None  # asked first: what was logged before is seen
        for row_id, lines in queues.jobs.log_rows(job, after):
            after = row_id
            yield lines
        if over:
            queues.jobs.task(job)  # a job that does not exist has no log
            return
        time.sleep(FOLLOW_SECONDS)


def _plain(task: Task) -> dict[str, object]:
    shown = ("id", "execution_id", "kind", "status", "message", "run_count", "progress", "extra")
    times = ("created_at", "started_at", "ended_at")
    return {name: getattr(task, name) for name in shown} | {name: _time(getattr(task, name)) for name in times}


def _time(milliseconds: int | None) -> str | None:
    from datetime import UTC, datetime

    if milliseconds is None:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _show(tasks: list[Task]) -> None:
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("ID", "KIND", "STATUS", "RUNS", "BEGAN", "ENDED", "TELLS"):
        table.add_column(name, overflow="fold", no_wrap=name != "TELLS")
    for task in tasks:
        tells = task.message or " ".join(f"{name}={value}" for name, value in {**task.progress, **task.extra}.items())
        table.add_row(
            str(task.id),
            Text(task.kind),
            Text(task.status, style=COLORS.get(task.status, "")),
            str(task.run_count),
            _time(task.started_at) or "-",
            _time(task.ended_at) or "-",
            Text(tells),
        )
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)
