"""The command `roadstead`."""

from __future__ import annotations


def main() -> None:
    """The entry point; what a command needs is imported when that command runs."""
    from roadstead.cli.run import run

    run()
