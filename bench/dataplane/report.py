"""The tables: ratios with their spread, goals, memory. Rates are in the JSON file only."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.dataplane.runner import Outcome, Spread


def ratios(title: str, outcomes: list[Outcome], ours: str, theirs: str) -> Table:
    """A row each: ratio, goal, met, p99, peak memory."""
    table = Table(title=title, title_justify="left")
    table.add_column("row")
    table.add_column("what")
    for heading in (f"{ours} / {theirs}", "goal", "met", "p99 ratio", "peak RSS ratio", "MiB"):
        table.add_column(heading, justify="right")
    for outcome in outcomes:
        wrong = outcome.failed[0]
        table.add_row(
            outcome.name,
            outcome.about,
            _spread(outcome.ratio),
            "" if outcome.goal is None else f"≥ {outcome.goal:g}",
            _met(outcome) + (f" {wrong} failed" if wrong else ""),
            _spread(outcome.p99),
            _spread(outcome.memory) + (f" (≤ {outcome.memory_goal:g})" if outcome.memory_goal else ""),
            f"{_most(outcome.ours)} / {_most(outcome.theirs)}",
        )
    return table


def crowds(title: str, ours: list[Outcome], theirs: list[Outcome]) -> Table:
    """Rates beside a crowd as a share of those without it."""
    table = Table(title=title, title_justify="left")
    table.add_column("row")
    table.add_column("what")
    for heading in ("Roadstead, held / alone", "goal", "met", "distribution, held / alone"):
        table.add_column(heading, justify="right")
    for mine, peer in zip(ours, theirs, strict=True):
        goal = f"≥ {mine.goal:g}"
        table.add_row(mine.name, mine.about, _spread(mine.ratio), goal, _met(mine), _spread(peer.ratio))
    return table


def storms(title: str, outcomes: list[Outcome]) -> Table:
    """All at once: what failed, and the times beside the other's."""
    table = Table(title=title, title_justify="left")
    table.add_column("row")
    table.add_column("what")
    for heading in ("failed", "failed, distribution", "rate ratio", "p99 ratio", "peak RSS ratio"):
        table.add_column(heading, justify="right")
    for outcome in outcomes:
        mine, peer = outcome.failed
        table.add_row(
            outcome.name,
            outcome.about,
            str(mine),
            str(peer),
            _spread(outcome.ratio),
            _spread(outcome.p99),
            _spread(outcome.memory),
        )
    return table


def disturbed(outcomes: list[Outcome]) -> str:
    """A line on how quiet the machine was."""
    worst = max((run.foreign for o in outcomes for run in (*o.ours, *o.theirs)), default=0.0)
    return f"Others on this machine took at most {worst:.0%} of its processors during a run that counts."


def to_json(path: Path, tables: dict[str, list[Outcome]]) -> None:
    """Everything, rates and all."""
    path.write_text(
        json.dumps({title: [_plain(outcome) for outcome in rows] for title, rows in tables.items()}, indent=1)
    )


def show(table: Table) -> None:
    """Print it as wide as it is, also into a file."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=180)
    console.print(table)


def _plain(outcome: Outcome) -> dict[str, Any]:
    plain = asdict(outcome)
    for run in (*plain["ours"], *plain["theirs"]):
        run["load"].pop("digests")
    spreads = {"ratio": outcome.ratio, "p99_ratio": outcome.p99, "memory_ratio": outcome.memory}
    return plain | {name: asdict(spread) for name, spread in spreads.items()} | {"met": outcome.met}


def _spread(spread: Spread) -> str:
    return f"{spread.median:.2f} ({spread.least:.2f}…{spread.most:.2f})"


def _met(outcome: Outcome) -> str:
    return "yes" if outcome.met else "NO"


def _most(runs: list[Any]) -> str:
    return f"{max(run.rss for run in runs):.0f}"
