"""`roadstead user …`: make accounts and change their passwords."""

from __future__ import annotations

from typing import Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json, PasswordStdin, password_from_stdin

app = typer.Typer(help="The people who log in.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The username.")]


@app.command("create")
def create(
    name: Name,
    password_stdin: PasswordStdin = False,
    admin: Annotated[bool, typer.Option("--admin", help="A system administrator.")] = False,
    email: Annotated[str | None, typer.Option("--email", metavar="ADDRESS", show_default=False)] = None,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Make an account."""
    from roadstead.cli.console import say, say_json, show_password
    from roadstead.cli.system import opened

    given, password = _password(password_stdin)
    with opened(data=data, database_url=database_url) as system:
        account = system.identity.create(name, password, email=email, sysadmin=admin)
    shown = None if given else password
    if json:
        say_json({"id": account.id, "username": name, "sysadmin": admin, "password": shown})
        return
    if shown is not None:
        show_password(name, shown)
    say(f"user {name} made")


@app.command("password")
def password(
    name: Name,
    password_stdin: PasswordStdin = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Change a password. Tokens given before end at once."""
    from roadstead.cli.console import Failure, say, show_password
    from roadstead.cli.system import opened

    given, new = _password(password_stdin)
    with opened(data=data, database_url=database_url) as system:
        account = system.identity.by_name(name)
        if account is None:
            raise Failure(f"there is no account {name!r}")
        system.identity.set_password(account.id, new)
    if not given:
        show_password(name, new)
    say(f"password of {name} changed")


def _password(from_stdin: bool) -> tuple[bool, str]:
    """(whether it was given, the password)."""
    if from_stdin:
        return True, password_from_stdin()
    from roadstead.domain.identity.service import Identity

    return False, Identity.made_password()
