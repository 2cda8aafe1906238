"""What a collection is asked to do, and what it has done; without I/O."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from roadstead.errors import Refusal

KIND = "GARBAGE_COLLECTION"
"""The kind of its tasks, and the vendor of its executions and of its schedule."""
MOST_WORKERS = 5


class Times(msgspec.Struct, frozen=True):
    """Seconds: how long a file outlives its row, for those who read it; how long what is untagged is left alone."""

    reader_seconds: float = 1_200.0
    untagged_seconds: float = 7_200.0


class Options(msgspec.Struct, frozen=True):
    """`workers`: 1 to 5 fifths of the time are spent working, the rest is left to pushes and pulls.

    `dry_run` looks and changes nothing. `delete_untagged` lets artifacts go that no tag names.
    """

    delete_untagged: bool = False
    dry_run: bool = False
    workers: int = 1


def check(options: Options) -> Options:
    """The same. Raises Refusal BAD_REQUEST."""
    if not 1 <= options.workers <= MOST_WORKERS:
        raise Refusal("BAD_REQUEST", f"workers: {options.workers} is not between 1 and {MOST_WORKERS}")
    return options


class Tally(msgspec.Struct):
    """What was done so far, or would be.

    `freed_space`: bytes of `purged_blobs`; `ended`: uploads and leases that had expired.
    """

    purged_blobs: int = 0
    freed_space: int = 0
    purged_manifests: int = 0
    kept_blobs: int = 0
    ended: int = 0
    unlinked_files: int = 0


class Lot(msgspec.Struct, frozen=True):
    """One step: where the next begins, how many notes it looked at, what of them went and what stays."""

    last: int
    notes: int
    blobs: int = 0
    bytes: int = 0
    kept: int = 0


class Step(msgspec.Struct, frozen=True):
    """Work that is done again and again, and says how much it did: less than `full` once nothing waits."""

    work: Callable[[], int]
    full: int = 1


class Watch(Protocol):
    """Who is told how it goes."""

    def log(self, line: str) -> None:
        """A line for people."""

    def progress(self, **numbers: object) -> None:
        """How far it is."""

    def extra(self, **values: object) -> None:
        """What is kept of it."""

    def check(self) -> None:
        """Raises when it is to stop."""
