"""Runs rows: the two servers by turns, so that what disturbs the machine disturbs both."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.dataplane import process
from bench.dataplane.maker import Load
from bench.dataplane.rows import Crowd, Row, Side, Work

DISTURBED = 0.15
"""A run during which others took more than this share of the processors is made again …"""
TRIES = 3
"""… so many times in all; the least disturbed one counts."""


@dataclass(frozen=True)
class Run:
    """What one run saw."""

    load: Load
    rss: float  # MiB at the peak
    cpu: float  # seconds the server took
    foreign: float  # share of the processors that went to neither server nor load

    def figure(self, name: str) -> float:
        value: float = getattr(self.load, name)
        return value


@dataclass(frozen=True)
class Spread:
    """Median, least and greatest of the ratios of paired runs."""

    median: float
    least: float
    most: float

    @staticmethod
    def of(ratios: list[float]) -> Spread:
        return Spread(statistics.median(ratios), min(ratios), max(ratios))


@dataclass(frozen=True)
class Outcome:
    """A row, measured: paired runs of ours and theirs."""

    name: str
    about: str
    figure: str
    goal: float | None
    ours: list[Run]
    theirs: list[Run]
    memory_goal: float | None = None

    @property
    def ratio(self) -> Spread:
        """Ours to theirs: more is better."""
        return self._ratios(lambda run: run.figure(self.figure))

    @property
    def p99(self) -> Spread:
        """Ours to theirs: less is better."""
        return self._ratios(lambda run: run.load.p99_ms)

    @property
    def memory(self) -> Spread:
        """Ours to theirs: less is better."""
        return self._ratios(lambda run: run.rss)

    @property
    def failed(self) -> tuple[int, int]:
        """Pieces of work that went wrong, ours and theirs."""
        ours, theirs = (sum(run.load.failed for run in side) for side in (self.ours, self.theirs))
        return ours, theirs

    @property
    def met(self) -> bool:
        """Whether every goal of the row is reached."""
        fast = self.goal is None or self.ratio.median >= self.goal
        lean = self.memory_goal is None or self.memory.median <= self.memory_goal
        return fast and lean and not self.failed[0]

    def _ratios(self, figure: Callable[[Run], float]) -> Spread:
        pairs = zip(map(figure, self.ours), map(figure, self.theirs), strict=True)
        return Spread.of([ours / theirs if theirs else 0.0 for ours, theirs in pairs])


def compare(row: Row, ours: Side, theirs: Side, repeats: int) -> Outcome:
    """The row on both, by turns, after a short run on each that does not count."""
    for side in (ours, theirs):
        _ready(side)
        row.work(_short(side))
    pairs = [(measure(ours, row.work), measure(theirs, row.work)) for _ in range(repeats)]
    return Outcome(
        row.name,
        row.about,
        row.figure,
        row.goal,
        [a for a, _ in pairs],
        [b for _, b in pairs],
        row.memory_goal,
    )


def interference(crowd: Crowd, row: Row, side: Side, repeats: int) -> Outcome:
    """The row on one server by turns with the crowd held there (outcome's ours) and alone (theirs)."""
    alone, beside = [], []
    _ready(side)
    row.work(_short(side))
    for _ in range(repeats):
        alone.append(measure(side, row.work))
        with side.maker.hold(side.peer, crowd.lines(side), **crowd.flags(side.content)):
            beside.append(measure(side, row.work))
    name, about = f"{crowd.name}, {row.name}", f"{row.about} beside {crowd.about}"
    return Outcome(name, about, row.figure, crowd.goal, beside, alone)


def measure(side: Side, work: Work) -> Run:
    """One run, made again when others disturbed it."""
    runs: list[Run] = []
    patience = side.content.scale.patience
    while len(runs) < (TRIES if patience else 1) and not any(run.foreign < DISTURBED for run in runs):
        _ready(side)
        _settle(patience)
        runs.append(_once(side, work))
    return min(runs, key=lambda run: run.foreign)


def _once(side: Side, work: Work) -> Run:
    pid = side.peer.pid
    side.peer.forget_peak()
    server, machine, own, clock = process.cpu(pid), process.machine(), _own(), time.monotonic()
    load = work(side)
    took = (time.monotonic() - clock) * (os.cpu_count() or 1)
    server = process.cpu(pid) - server
    foreign = process.machine() - machine - server - (_own() - own)
    return Run(load, side.peer.peak(), server, max(foreign, 0.0) / took)


def _own() -> float:
    """Processor seconds of this driver and of its finished load makers."""
    return sum(os.times()[:4])


def _ready(side: Side) -> None:
    side.peer.tokens.ready(side.content.all)


def _short(side: Side) -> Side:
    scale = replace(side.content.scale, seconds=0.4, transfers=1, images=32, pulls=8, pushes=4)
    return replace(side, content=replace(side.content, scale=scale))


def _settle(patience: float) -> None:
    """Wait until the disk has what it was given and the processors are nearly idle, or patience (s) ends."""
    os.sync()
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = process.machine()
        time.sleep(0.2)
        if process.machine() - before < 0.1 * 0.2 * (os.cpu_count() or 1):
            return
