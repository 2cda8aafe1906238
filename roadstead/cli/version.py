"""`roadstead version`."""

from __future__ import annotations

from roadstead.cli.options import Json


def version(json: Json = False) -> None:
    """Say which version this is."""
    import platform

    from roadstead import __version__
    from roadstead.cli.console import say, say_json

    if json:
        from roadstead.db.migrate import HEAD

        say_json({"version": __version__, "schema": HEAD, "python": platform.python_version()})
    else:
        say(f"roadstead {__version__}")
