"""`roadstead keys …`: the keys that sign tokens."""

from __future__ import annotations

import typer

from roadstead.cli.options import Data, Json

app = typer.Typer(help="The keys that sign tokens.", no_args_is_help=True)


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
