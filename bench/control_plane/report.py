"""The printed tables: times and rates of a large instance beside a small one, and whether the goals are met."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from rich.table import Table

from bench.dataplane.maker import Load
from bench.dataplane.report import show as show_table

RATIO_GOAL = 1.5
"""A median may be so many times that of the small one."""
TIME_GOAL = 5.0
"""Milliseconds of a median."""


@dataclass
class Outcome:
    """Runs by turns. Only what is `timed` has goals."""

    name: str
    about: str
    small: list[Load]
    large: list[Load]
    timed: bool = True

    @property
    def ratio(self) -> float:
        """Of the median times, large to small."""
        return _middle([b.p50_ms / a.p50_ms for a, b in self._pairs])

    @property
    def p99_ratio(self) -> float:
        """Of the 99th percentiles."""
        return _middle([b.p99_ms / a.p99_ms for a, b in self._pairs])

    @property
    def rate_ratio(self) -> float:
        """Of the requests a second."""
        return _middle([b.per_second / a.per_second for a, b in self._pairs])

    @property
    def met(self) -> bool:
        """Whether both goals are."""
        return not self.timed or (self.ratio <= RATIO_GOAL and _middle([one.p50_ms for one in self.large]) <= TIME_GOAL)

    @property
    def _pairs(self) -> list[tuple[Load, Load]]:
        return list(zip(self.small, self.large, strict=True))


def show(title: str, outcomes: list[Outcome]) -> None:
    """Milliseconds of each operation; goals: 1.5 times the small one's median, and 5 ms."""
    headings = ("small p50", "p99", "large p50", "p99", "p50 ratio", "p99 ratio", "met")
    table = _table(title, "operation", headings)
    for one in outcomes:
        times = [_middle([run.p50_ms for run in one.small]), _middle([run.p99_ms for run in one.small])]
        times += [_middle([run.p50_ms for run in one.large]), _middle([run.p99_ms for run in one.large])]
        figures = [f"{time:.2f}" for time in times]
        met = "yes" if one.met else "NO"
        table.add_row(one.name, one.about, *figures, f"{one.ratio:.2f}", f"{one.p99_ratio:.2f}", met)
    show_table(table)


def show_rates(title: str, outcomes: list[Outcome]) -> None:
    """Requests a second of each."""
    table = _table(title, "request", ("small", "large", "ratio"))
    for one in outcomes:
        rates = [f"{_middle([run.per_second for run in runs]):,.0f}" for runs in (one.small, one.large)]
        table.add_row(one.name, one.about, *rates, f"{one.rate_ratio:.2f}")
    show_table(table)


def _table(title: str, what: str, headings: tuple[str, ...]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(what)
    table.add_column("")
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def _middle(figures: list[float]) -> float:
    return statistics.median(figures)
