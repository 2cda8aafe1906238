"""How the commands speak: results on stdout, everything else on stderr."""

from __future__ import annotations

import sys
from typing import Any


class Failure(Exception):
    """A command cannot do what it was asked; the text is one line for the one who asked."""


def say(text: str) -> None:
    """A result in words."""
    print(text)


def say_json(value: Any) -> None:
    """A result for programs: one JSON value."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def fail(text: str) -> None:
    """What went wrong, in one line."""
    from rich.console import Console
    from rich.text import Text

    line = " ".join(text.split())
    Console(stderr=True, soft_wrap=True, highlight=False).print(Text("error: ", style="bold red") + Text(line))


def show_password(username: str, password: str, *, stderr: bool = False) -> None:
    """A password that was made up, this once."""
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    lines = Text.assemble(
        ("user      ", "dim"),
        username,
        "\n",
        ("password  ", "dim"),
        (password, "bold"),
        "\n\nIt is shown this once and kept only as a hash.",
    )
    Console(stderr=stderr, highlight=False).print(Panel(lines, title="Roadstead made a password", expand=False))


def show_table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Rows under their columns; without lines, so that other programs can cut it."""
    widths = [max(len(row[i]) for row in (columns, *rows)) for i in range(len(columns))]
    for row in (columns, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
