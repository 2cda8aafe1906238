"""A collector as a node has one, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from roadstead.domain.collection.model import Options, Step, Tally, Times
from roadstead.domain.collection.service import Collection
from roadstead.domain.uploads.sweep import Sweep
from tests.unit.catalog.world import World

FAST = Options(workers=5)


class Stop(Exception):
    """Somebody asked to."""


@dataclass
class Notebook:
    """`Watch` that keeps what it is told, and stops after so many looks."""

    stop_after: int = 1_000_000
    lines: list[str] = field(default_factory=list)
    numbers: list[dict[str, object]] = field(default_factory=list)
    kept: dict[str, object] = field(default_factory=dict)

    def log(self, line: str) -> None:
        self.lines.append(line)

    def progress(self, **numbers: object) -> None:
        self.numbers.append(numbers)

    def extra(self, **values: object) -> None:
        self.kept.update(values)

    def check(self) -> None:
        self.stop_after -= 1
        if self.stop_after < 0:
            raise Stop


def collector(world: World, reader_seconds: float = 1_200.0, untagged_seconds: float = 7_200.0) -> Collection:
    """Of this world's database and folder."""
    sweep = Sweep(world.db, world.storage, world.limits.upload_seconds, 0.0)
    times = Times(reader_seconds, untagged_seconds)
    ending = (Step(sweep.end_sessions), Step(sweep.end_leases))
    return Collection(world.db, world.catalog, ending, Step(sweep.unlink_due), times)


def collect(world: World, options: Options = FAST, reader_seconds: float = 1_200.0) -> Tally:
    """One collection."""
    return collector(world, reader_seconds).run(options, Notebook())


def end_leases(world: World) -> None:
    """Time passes: no lease is left, as the sweep leaves it."""
    world.change("UPDATE blob_lease SET expires_at = 1")
    while world.catalog.end_leases(100):
        pass


def files(world: World) -> set[str]:
    """Names of the finished blobs' files."""
    return set(world.storage.keys())
