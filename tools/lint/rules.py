"""All rules. Most look at one file by itself, the routes at the whole of the data plane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tools.lint import danger, docstrings, doors, guards, ignores, names, network, places, routes, size, sql
from tools.lint.source import Finding, Source

ONE_FILE: tuple[Callable[[Source], Iterator[Finding]], ...] = (
    danger.check,
    docstrings.check,
    doors.check,
    guards.check,
    ignores.check,
    names.check,
    network.check,
    places.check,
    size.check,
    sql.check,
)


def check(sources: Iterable[Source]) -> list[Finding]:
    """Every finding, in order of files and lines."""
    sources = list(sources)
    found = [finding for source in sources for rule in ONE_FILE for finding in rule(source)]
    found += routes.check(sources)
    return sorted(found, key=lambda finding: (finding.path, finding.line, finding.rule))
