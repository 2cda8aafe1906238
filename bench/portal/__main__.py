"""`python -m bench.portal`: seed a registry, open the portal in Chromium, print each figure beside its bound."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from bench.portal import figures
from bench.portal.seed import SIZES, seed
from tests.browser import world
from tests.browser.chromium import launched
from tests.browser.world import World
from tests.support.server import Server

RUNS = 5
"""Each time is the median of so many."""


def main() -> int:
    """0 when every figure keeps its bound."""
    with tempfile.TemporaryDirectory() as folder, Server.start(Path(folder) / "data") as server:
        made = world.build(server, Path(folder))
        seed(server)
        with launched() as browser:
            kept = [show(*row) for row in rows(browser, made)]
    return 0 if all(kept) else 1


Row = tuple[str, float, str, float, bool]
"""(what, figure, unit, bound, whether the bound is the least)."""


def rows(browser: Browser, made: World) -> list[Row]:
    """Every figure of the portal."""
    server = made.server
    script = figures.script_bytes(browser, server)
    paint = median(lambda: figures.first_paint(browser, server, slowed=4))
    found: list[Row] = [
        ("script of the first route, gzip", script / 1024, "KB", 120, False),
        ("first paint, processor slowed 4 times", paint, "ms", 1000, False),
        ("requests of an artifact's page", figures.artifact_requests(browser, made), "", 3, False),
    ]
    for size in SIZES:
        times, requests = zip(*(figures.first_rows(browser, server, size) for _ in range(RUNS)), strict=True)
        found += [
            (f"first rows of {size:,} tags", sorted(times)[RUNS // 2], "ms", 500, False),
            (f"requests for them, {size:,} tags", max(requests), "", 3, False),
            (f"scrolling through {size:,} tags", figures.frames(browser, server, size), "frames/s", 50, True),
        ]
    return found


def median(measure: Callable[[], float]) -> float:
    """Of `RUNS` times."""
    return sorted(measure() for _ in range(RUNS))[RUNS // 2]


def show(what: str, figure: float, unit: str, bound: float, least: bool) -> bool:
    """Print a row; whether the bound is kept."""
    kept = figure >= bound if least else figure <= bound
    print(
        f"{what:40} {figure:8,.0f} {unit:9} {'≥' if least else '≤'} {bound:5,.0f}  {'' if kept else 'MISSED'}",
        flush=True,
    )
    return kept


if __name__ == "__main__":
    sys.exit(main())
