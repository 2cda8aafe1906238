"""What a check is asked for and what it finds; without I/O."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

LISTED = 10_000
"""Findings that are listed one by one."""


class Options(msgspec.Struct, frozen=True):
    """`deep` reads every file whole. `reader_seconds`: so long the files that nobody needs stay after a repair."""

    repair: bool = False
    deep: bool = False
    reader_seconds: float = 1_200.0


class Finding(msgspec.Struct, frozen=True):
    """Something that is not as it must be: `kind`, which `subject`, what of it; `repaired` if it is right now."""

    kind: str
    subject: str
    detail: str
    repaired: bool = False


class Report(msgspec.Struct):
    """What was looked at, by name, and what was found, by kind; `found` lists it as far as it goes."""

    looked: dict[str, int] = {}
    counts: dict[str, int] = {}
    repaired: int = 0
    found: list[Finding] = []

    @property
    def total(self) -> int:
        """How much was found."""
        return sum(self.counts.values())

    def add(self, finding: Finding) -> None:
        """One more."""
        self.counts[finding.kind] = self.counts.get(finding.kind, 0) + 1
        self.repaired += finding.repaired
        if len(self.found) < LISTED:
            self.found.append(finding)

    def look(self, what: str, count: int) -> None:
        """So many more were looked at."""
        self.looked[what] = self.looked.get(what, 0) + count


Tell = Callable[[str, int], None]
"""Who is told how it goes: what is looked at, and how many more of it have been."""
