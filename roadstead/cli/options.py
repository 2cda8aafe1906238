"""The options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Data = Annotated[
    str | None,
    typer.Option("--data", help="The data folder (or ROADSTEAD_DATA).", metavar="FOLDER", show_default=False),
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        help="postgresql://… (or ROADSTEAD_DATABASE_URL, which `ps` does not show); else SQLite in the folder.",
        metavar="URL",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input; else one is made.")
]


def password_from_stdin() -> str:
    """The first line of standard input."""
    import sys

    return sys.stdin.readline().rstrip("\r\n")
