"""A domain reaches another only through its `service.py`, and may name its `model.py`'s types."""

from __future__ import annotations

from collections.abc import Iterator

from tools.lint.source import Finding, Source

OPEN = {"service", "model"}


def check(source: Source) -> Iterator[Finding]:
    """Imports of another domain's inner files."""
    if source.room != "domain" or not source.is_python:
        return
    own = source.path.split("/")[2]
    for line, name in source.imports():
        parts = name.split(".")
        if parts[:2] != ["roadstead", "domain"] or len(parts) < 4 or parts[2] == own:
            continue
        if parts[3] not in OPEN:
            yield source.found(line, "door", f"{own} reaches into {parts[2]}: ask its service")
