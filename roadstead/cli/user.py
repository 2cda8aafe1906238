"""`roadstead user …`: make accounts, change their passwords, close and open them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl, Json, PasswordStdin, password_from_stdin

if TYPE_CHECKING:
    from roadstead.cli.system import System
    from roadstead.domain.identity.model import Account

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
    from roadstead.domain.audit.model import CONSOLE
    from roadstead.domain.identity.model import Details, check_email

    if email is not None:
        check_email(email)
    given, password = _password(password_stdin)
    with opened(data=data, database_url=database_url) as system:
        details = Details(email=email)
        account = system.identity.create(name, password, details=details, sysadmin=admin, actor=CONSOLE)
    shown = None if given else password
    if json:
        say_json({"id": account.id, "username": name, "sysadmin": admin, "password": shown})
        return
    if shown is not None:
        show_password(name, shown)
    say(f"user {name} made")


@app.command("list")
def list_users(json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """List the accounts by name."""
    from roadstead.cli.console import say_json, show_table
    from roadstead.cli.system import opened

    with opened(data=data, database_url=database_url) as system:
        profiles = list(system.people.all())
    if json:
        shown = ("id", "username", "email", "realname", "sysadmin", "disabled")
        say_json([{name: getattr(one, name) for name in shown} for one in profiles])
        return
    rows: list[tuple[str, ...]] = [
        (
            str(one.id),
            one.username,
            one.email or "-",
            "administrator" if one.sysadmin else "-",
            "disabled" if one.disabled else "-",
        )
        for one in profiles
    ]
    show_table(("ID", "NAME", "E-MAIL", "RIGHTS", "STATE"), rows)


@app.command("password")
def password(
    name: Name,
    password_stdin: PasswordStdin = False,
    json: Json = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Change a password. Tokens and sessions end at once, and nobody waits for wrong passwords any more."""
    from roadstead.cli.console import say, say_json, show_password
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE

    given, new = _password(password_stdin)
    with opened(data=data, database_url=database_url) as system:
        account = _account(system, name)
        system.identity.set_password(account.id, new, actor=CONSOLE)
    if json:
        say_json({"id": account.id, "username": name, "password": None if given else new})
        return
    if not given:
        show_password(name, new)
    say(f"password of {name} changed")


@app.command("disable")
def disable(name: Name, json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Close an account. Tokens and sessions end at once; nothing else of it is lost."""
    _set_disabled(name, True, json, data, database_url)


@app.command("enable")
def enable(name: Name, json: Json = False, data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Open an account again."""
    _set_disabled(name, False, json, data, database_url)


def _set_disabled(name: str, disabled: bool, json: bool, data: str | None, database_url: str | None) -> None:
    from roadstead.cli.console import say, say_json
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE

    with opened(data=data, database_url=database_url) as system:
        account = _account(system, name)
        system.identity.disable(account.id, disabled, actor=CONSOLE)
    if json:
        say_json({"id": account.id, "username": name, "disabled": disabled})
        return
    say(f"user {name} {'disabled' if disabled else 'enabled'}")


def _account(system: System, name: str) -> Account:
    from roadstead.cli.console import Failure

    account = system.identity.by_name(name)
    if account is None:
        raise Failure(f"there is no account {name!r}")
    return account


def _password(from_stdin: bool) -> tuple[bool, str]:
    """(whether it was given, the password)."""
    if from_stdin:
        return True, password_from_stdin()
    from roadstead.domain.identity.service import Identity

    return False, Identity.made_password()
