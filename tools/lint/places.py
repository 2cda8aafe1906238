"""The repository speaks of no one machine: no personal folders, no addresses of package registries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.lint.source import Finding, Source

PLACES = re.compile(
    r"(?<![\w.])/(?:work|root|Users)/|(?<![\w.])/home/\w|/tmp/(?:venv|brief)|[A-Z]:\\Users|"
    r"\b(?:pypi\.org|pythonhosted\.org|proxy\.golang\.org|sum\.golang\.org|registry\.npmjs\.org|"
    r"deb\.debian\.org|archive\.ubuntu\.com|crates\.io)\b"
)
# This file and its tests name what they look for.
OWN = ("tools/lint/places.py", "tests/unit/lint/test_places.py")


def check(source: Source) -> Iterator[Finding]:
    """Lines that name such a place."""
    if source.path in OWN:
        return
    for number, line in enumerate(source.lines, 1):
        if found := PLACES.search(line):
            yield source.found(number, "place", f"{found[0]} is a place of one machine, or a package registry")
