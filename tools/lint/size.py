"""One idea a file: what has grown beyond a few screens holds more than one."""

from __future__ import annotations

from collections.abc import Iterator

from tools.lint.source import Finding, Source

MOST = 350
CODE = (".py", ".go", ".ts", ".tsx", ".sh")
MADE = ("web/src/api/schema.d.ts",)
"""By a program, from what is counted elsewhere."""


def check(source: Source) -> Iterator[Finding]:
    """Files of more than `MOST` lines."""
    if source.path.endswith(CODE) and source.path not in MADE and len(source.lines) > MOST:
        yield source.found(len(source.lines), "size", f"{len(source.lines)} lines; at most {MOST}")
