"""`python -m bench.control_plane`: the API with very much stored beside itself with little, on both databases."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.bulk import opened
from bench.control_plane import report
from bench.control_plane.instance import Instance
from bench.control_plane.operations import ASKS, BUSY, LOG, Ask
from bench.control_plane.report import Outcome
from bench.control_plane.seed import LARGE, SMALL, Scale, enter
from bench.dataplane import tools
from bench.dataplane.maker import Maker
from tests.support.postgres import Postgres

ENGINES = ("sqlite", "postgres")
QUICK = Scale(20_000, 40, 60)
PARTS = ("operations", "rates", "log")


def main() -> int:
    """Exit status 0 when every goal is met, 1 otherwise."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers are stopped on the way out
    outcomes: dict[str, list[Outcome]] = {}
    large = QUICK if options.quick else Scale(options.artifacts, LARGE.projects, LARGE.people)
    with tempfile.TemporaryDirectory(prefix="roadstead-bench-", ignore_cleanup_errors=True) as made:
        folder = options.work.absolute() if options.work else Path(made)
        for engine in options.engines:
            _measure(engine, folder / engine, large, options, outcomes)
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(outcomes), indent=1))
    return 0 if all(outcome.met for rows in outcomes.values() for outcome in rows) else 1


def _measure(
    engine: str, folder: Path, scale: Scale, options: argparse.Namespace, outcomes: dict[str, list[Outcome]]
) -> None:
    """The tables of one database."""
    maker = Maker(tools.load_maker(), folder / "lists")
    with _urls(engine) as urls:
        small = Instance(folder / "small", urls[0], SMALL, maker, options.requests)
        large = Instance(folder / "large", urls[1], scale, maker, options.requests)
        title = f"{engine}, {scale.artifacts:,} artifacts beside {SMALL.artifacts:,}"
        with _running(small), _running(large):
            large.forget_peak()
            if "operations" in options.parts:
                outcomes[title] = [_times(ask, small, large, options.repeats) for ask in ASKS]
                report.show(title, outcomes[title])
            if "rates" in options.parts:
                rates = outcomes[f"{engine}: requests a second"] = [_rates(ask, small, large, options) for ask in BUSY]
                report.show_rates(f"{title}: requests a second over 32 connections", rates)
            print(f"Memory of the server with {scale.artifacts:,} artifacts: at most {large.peak():.0f} MiB")
        if "log" in options.parts:
            _log(engine, large, small, options, outcomes)


def _log(
    engine: str, large: Instance, small: Instance, options: argparse.Namespace, outcomes: dict[str, list[Outcome]]
) -> None:
    """Lists of a very long audit log."""
    _say(f"{options.log:,} entries of the audit log …")
    with opened(large.database_url, ["audit_log"]) as bulk:
        bulk.run("DELETE FROM audit_log")
        enter(bulk, options.log)
    with _running(small), _running(large):
        title = f"{engine}, audit log of {options.log:,} entries beside {SMALL.artifacts:,}"
        outcomes[title] = [_times(ask, small, large, options.repeats) for ask in LOG]
        report.show(title, outcomes[title])


def _times(ask: Ask, small: Instance, large: Instance, repeats: int) -> Outcome:
    """By turns, after a run on each that does not count."""
    _say(f"{ask.name} …")
    for one in (small, large):
        one.one_by_one(ask)
    pairs = [(small.one_by_one(ask), large.one_by_one(ask)) for _ in range(repeats)]
    return Outcome(ask.name, f"{ask.method}, {ask.caller}", [a for a, _ in pairs], [b for _, b in pairs])


def _rates(ask: Ask, small: Instance, large: Instance, options: argparse.Namespace) -> Outcome:
    _say(f"{ask.name}, many at once …")
    for one in (small, large):
        one.at_once(ask, 0.3)
    pairs = [(small.at_once(ask, options.seconds), large.at_once(ask, options.seconds)) for _ in range(options.repeats)]
    return Outcome(ask.name, ask.caller, [a for a, _ in pairs], [b for _, b in pairs], timed=False)


@contextlib.contextmanager
def _urls(engine: str) -> Iterator[tuple[str | None, str | None]]:
    """Of a small and of a large database; None: a file in the instance's folder."""
    if engine == "sqlite":
        yield None, None
        return
    server = Postgres()
    server.start()
    try:
        yield server.fresh(), server.fresh()
    finally:
        server.stop()


@contextlib.contextmanager
def _running(instance: Instance) -> Iterator[None]:
    _say(f"{instance.scale.artifacts:,} artifacts …")
    instance.begin()
    try:
        yield
    finally:
        instance.stop()


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.control_plane", description=__doc__)
    parser.add_argument("--engines", type=_Some(ENGINES), default=ENGINES, help=f"some of {','.join(ENGINES)}")
    parser.add_argument("--parts", type=_Some(PARTS), default=PARTS, help=f"some of {','.join(PARTS)}")
    parser.add_argument("--artifacts", type=int, default=LARGE.artifacts, help="of the large one (default 1,000,000)")
    parser.add_argument("--log", type=int, default=10_000_000, help="entries of the audit log (default 10,000,000)")
    parser.add_argument("--requests", type=int, default=500, help="of a run over one connection (default 500)")
    parser.add_argument("--repeats", type=int, default=3, help="pairs of runs a row (default 3)")
    parser.add_argument("--seconds", type=float, default=3.0, help="of a run with 32 connections (default 3)")
    parser.add_argument("--quick", action="store_true", help="20,000 artifacts: shows that everything works")
    parser.add_argument("--work", type=Path, help="folder whose SQLite databases are used again by the next run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    return parser.parse_args()


class _Some:
    """Names with commas between them, all of these."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known

    def __call__(self, text: str) -> list[str]:
        names = text.split(",")
        if unknown := set(names) - set(self.known):
            raise argparse.ArgumentTypeError(f"no such name: {', '.join(sorted(unknown))}")
        return names


if __name__ == "__main__":
    sys.exit(main())
