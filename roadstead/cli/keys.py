"""`roadstead keys …`: the keys that sign tokens, and those that seal secrets."""

from __future__ import annotations

import typer

from roadstead.cli.options import Data, Json

app = typer.Typer(help="The keys that sign tokens, and those that seal secrets.", no_args_is_help=True)


@app.command("rotate")
def rotate(json: Json = False, data: Data = None) -> None:
    """Make a new key, which signs from now on. Tokens of the older keys stay valid until they expire.

    An older key's file in the folder `keys` may be removed once its last token has expired.
    """
    from roadstead.cli.console import say, say_json
    from roadstead.cli.system import key_ring, nothing_here
    from roadstead.settings import load

    settings = load(data=data)
    if not (settings.folder / "keys").is_dir():
        raise nothing_here(settings)
    key = key_ring(settings).rotate()
    if json:
        say_json({"id": key.id, "algorithm": key.algorithm})
    else:
        say(f"key {key.id} ({key.algorithm}) signs from now on")


@app.command("reseal")
def reseal(json: Json = False, data: Data = None) -> None:
    """Make a new key for secrets in the database, and seal all of them with it.

    The lines below the first of `keys/secrets.key` are older keys: they may be removed once this is done.
    """
    from roadstead.cli.console import Failure, say, say_json
    from roadstead.cli.system import opened
    from roadstead.domain.audit.model import CONSOLE
    from roadstead.domain.config.service import Configuration
    from roadstead.kit.sealing import Sealer, SealError
    from roadstead.settings import load

    with opened(data=data) as system:
        try:
            count = Configuration(system.db, Sealer(load(data=data).secrets_file)).reseal(CONSOLE)
        except SealError as e:
            raise Failure(str(e)) from e
    if json:
        say_json({"sealed": count})
    else:
        say(f"{count} secrets are sealed with a new key")
