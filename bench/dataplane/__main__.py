"""`python -m bench.dataplane`: both servers, every row, the tables."""

from __future__ import annotations

import argparse
import contextlib
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.dataplane import certificate, grow, report, tools
from bench.dataplane.maker import Maker
from bench.dataplane.peers import Distribution, Peer, Roadstead
from bench.dataplane.rows import CROWDS, GROWTH, GROWTH_GOAL, ROWS, STORMS, Row, Side
from bench.dataplane.runner import Outcome, compare, interference
from bench.dataplane.seed import QUICK, Scale, seed
from bench.dataplane.tokens import TokenServer

NAMES = [row.name for row in (*ROWS, *STORMS)] + [crowd.name for crowd in CROWDS]


def main() -> int:
    """Exit status 0 when every goal is met, 1 otherwise."""
    options = _options()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    scale = QUICK if options.quick else Scale()
    if options.patience is not None:
        scale = replace(scale, patience=options.patience)
    tables: dict[str, list[Outcome]] = {}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers are stopped on the way out
    try:
        with _folder(options.work) as folder:
            maker = Maker(tools.load_maker(), folder / "lists")
            (_growth if options.growth else _beside)(options, folder, maker, scale, tables)
    finally:
        if options.json:
            report.to_json(options.json, tables)
    outcomes = [outcome for rows in tables.values() for outcome in rows]
    print(report.disturbed(outcomes))
    return 0 if all(outcome.met for outcome in outcomes) else 1


def _beside(
    options: argparse.Namespace, folder: Path, maker: Maker, scale: Scale, tables: dict[str, list[Outcome]]
) -> None:
    """The tables of Roadstead beside distribution."""
    program = tools.distribution()
    theirs: Peer = Distribution(folder / "distribution", program, TokenServer() if options.auth else None)
    ours: Peer = Distribution(folder / "itself", program, None) if options.itself else Roadstead(folder / "roadstead")
    kind = ("TLS" if options.tls else "plain") + (", distribution with tokens" if options.auth else "")
    pair = certificate.write(folder) if options.tls else None
    with _running(ours, pair), _running(theirs, pair):
        a, b = (Side(peer, seed(peer, maker, scale), maker) for peer in (ours, theirs))
        if a.content != b.content:
            raise RuntimeError("the two servers do not hold the same content")
        wanted = [row for row in ROWS if row.name in options.rows]
        tables[kind] = _rows(wanted, a, b, options.repeats, 1.0 if options.tls else None)
        report.show(report.ratios(f"Rates ({kind})", tables[kind], "Roadstead", "distribution"))
        if storms := [row for row in STORMS if row.name in options.rows]:
            tables[f"{kind}: all at once"] = _rows(storms, a, b, options.repeats, None)
            report.show(report.storms(f"All at once ({kind})", tables[f"{kind}: all at once"]))
        if held := [crowd for crowd in CROWDS if crowd.name in options.rows]:
            cases = [(crowd, row) for crowd in held for row in ROWS if row.name in crowd.rows]
            mine = [interference(crowd, row, a, options.repeats) for crowd, row in cases]
            peer = [interference(crowd, row, b, options.repeats) for crowd, row in cases]
            tables[f"{kind}: held / alone"] = mine
            report.show(report.crowds(f"Beside a crowd ({kind})", mine, peer))


def _growth(
    options: argparse.Namespace, folder: Path, maker: Maker, scale: Scale, tables: dict[str, list[Outcome]]
) -> None:
    """The table of a Roadstead that holds very many artifacts beside one that holds few."""
    few, many = Roadstead(folder / "few"), Roadstead(folder / "many")
    with _running(few), _running(many):
        small, large = (Side(peer, seed(peer, maker, scale), maker) for peer in (few, many))
        many.stop()
        large.content = grow.grow(many, large.content, options.growth)
        many.start()
        wanted = [row for row in ROWS if row.name in GROWTH and row.name in options.rows]
        rows = _rows(wanted, large, small, options.repeats, GROWTH_GOAL)
    title = f"{options.growth:,} artifacts"
    tables[title] = rows
    report.show(report.ratios(f"Growth: {title} stored beside a few", rows, "many", "few"))


def _rows(rows: list[Row], a: Side, b: Side, repeats: int, goal: float | None) -> list[Outcome]:
    """The rows, one after another; goal, when given, stands for that of each row."""
    outcomes = []
    for row in rows:
        print(f"{row.name}: {row.about} …", file=sys.stderr, flush=True)
        outcomes.append(compare(row if goal is None else replace(row, goal=goal), a, b, repeats))
    return outcomes


@contextlib.contextmanager
def _running(peer: Peer, pair: tuple[Path, Path] | None = None) -> Iterator[None]:
    peer.start(pair)
    try:
        yield
    finally:
        peer.stop()


@contextlib.contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """A folder for both servers: the one given, kept with its content, or one for this run."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="roadstead-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.dataplane", description=__doc__)
    parser.add_argument("--rows", type=_names, default=NAMES, help=f"some of {','.join(NAMES)}")
    parser.add_argument("--tls", action="store_true", help="both servers over TLS; the goal is 1 everywhere")
    parser.add_argument("--auth", action="store_true", help="distribution with token authentication")
    parser.add_argument("--growth", type=int, metavar="N", help="Roadstead with N artifacts beside one with few")
    parser.add_argument("--itself", action="store_true", help="distribution beside itself: shows the noise")
    parser.add_argument("--quick", action="store_true", help="small content, short runs: shows that all works")
    parser.add_argument("--repeats", type=int, default=3, help="pairs of runs a row (default 3)")
    parser.add_argument(
        "--patience",
        type=float,
        metavar="S",
        help="wait so long for a quiet machine before a run; 0 = never, and make no disturbed run again",
    )
    parser.add_argument("--work", type=Path, help="folder whose seeded content is used again by the next run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(NAMES):
        raise argparse.ArgumentTypeError(f"no such row: {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    sys.exit(main())
