"""The commands by name, and what becomes of their failures: one line on stderr, exit code 1 or 2."""

from __future__ import annotations

import sys

import typer

from roadstead.cli import fsck, gc, init, jobs, keys, project, reindex, retention, serve, trash, user, version
from roadstead.cli.console import Failure, fail

BAD_INPUT, FAILED, INTERRUPTED = 2, 1, 130

# The command line's own complaints: the base of BadParameter in whichever parser typer carries.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    help="Roadstead: a registry for container images and other OCI artifacts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("init")(init.init)
app.command("version")(version.version)
app.command("gc")(gc.gc)
app.command("fsck")(fsck.fsck)
app.command("reindex")(reindex.reindex)
app.add_typer(project.app, name="project")
app.add_typer(user.app, name="user")
app.add_typer(keys.app, name="keys")
app.add_typer(jobs.app, name="jobs")
app.add_typer(retention.app, name="retention")
app.add_typer(trash.app, name="trash")


def run() -> None:
    """Run the command that `sys.argv` names, and exit."""
    try:
        code = app(prog_name="roadstead", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except Exception as e:
        code = _failed(e)
    sys.exit(code if isinstance(code, int) else 0)


def _failed(e: Exception) -> int:
    """Say why, in one line, and give the exit code; what is no failure but a fault of ours is raised again."""
    from roadstead.db.tx import Unavailable
    from roadstead.errors import Refusal
    from roadstead.settings import SettingsError

    if isinstance(e, _UsageError):
        text = e.format_message() if hasattr(e, "format_message") else str(e)
        if text:  # none: a group without a command, whose help was shown
            fail(f"{text.rstrip('.')}. See `roadstead --help`.")
        return BAD_INPUT
    if isinstance(e, Refusal):
        fail(e.message)
        return BAD_INPUT if e.status == 400 else FAILED
    if isinstance(e, SettingsError):
        fail(str(e))
        return BAD_INPUT
    if isinstance(e, Unavailable):
        fail(f"the database is not available: {e}")
        return FAILED
    if isinstance(e, Failure | OSError):
        fail(str(e))
        return FAILED
    raise e
