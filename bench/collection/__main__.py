"""`python -m bench.collection`: a garbage collection among very many blobs.

1. Alone, as hard as it can: time, blobs a second, the server's memory at most.
2. Beside pulls and pushes: their throughput with it and without, by turns.
3. `--peer`: distribution's `registry garbage-collect`, which wants the registry stopped, on the same content.

Needs the Go tool, which builds the load maker and the peer.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.collection import stored
from bench.control_plane.quotas import ask
from bench.dataplane import tools
from bench.dataplane.maker import Maker
from bench.dataplane.peers import Roadstead

PULLERS, PUSHERS, PULL_SECONDS, PUSHES = 8, 8, 3, 300
REPOSITORIES = [f"bench1/load-{number}" for number in range(8)]
_fresh = itertools.count()


class Quick(Roadstead):
    """Files go as soon as their rows have gone."""

    def _env(self) -> dict[str, str]:
        return super()._env() | {"ROADSTEAD_COLLECTION_READER_SECONDS": "0.001"}


def main() -> None:
    """Print the three parts."""
    options = _options()
    kept = options.blobs - options.garbage
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    with tempfile.TemporaryDirectory(prefix="roadstead-bench-", ignore_cleanup_errors=True) as folder:
        server, maker = Quick(Path(folder) / "roadstead"), Maker(tools.load_maker(), Path(folder) / "lists")
        server.start()
        server.stop()
        stored.keep(server.folder / "data", kept)
        stored.throw_away(server.folder / "data", options.garbage)
        server.start()
        try:
            ours = alone(server, options)
            beside(server, maker, options)
        finally:
            server.stop()
        if options.peer:
            peer(Path(folder) / "peer", kept, options.garbage, ours)


def alone(server: Roadstead, options: argparse.Namespace) -> float:
    """Seconds of a collection with five workers."""
    server.forget_peak()
    began = time.monotonic()
    told = wait(server, collect(server, 5))
    seconds = time.monotonic() - began
    assert told["purged_blobs"] == options.garbage, told
    print(
        f"alone: {options.garbage:,} of {options.blobs:,} blobs in {seconds:.1f} s with their files,"
        f" {options.garbage / seconds:,.0f} a second; {server.peak():.0f} MiB at most"
    )
    return seconds


def beside(server: Roadstead, maker: Maker, options: argparse.Namespace) -> None:
    """Pulls and pushes a second, without and with a collection of one worker."""
    server.tokens.ready(REPOSITORIES)
    push(server, maker, 50)
    rates: dict[str, list[tuple[float, float]]] = {"pull": [], "push": []}
    for _ in range(options.repeats):
        server.stop()
        stored.throw_away(server.folder / "data", options.garbage)
        server.start()
        server.tokens.ready(REPOSITORIES)
        push(server, maker, 50)
        before = pull(server, maker), push(server, maker, PUSHES)
        gc_id = collect(server, 1)
        during = pull(server, maker), push(server, maker, PUSHES)
        still = ask(server, "GET", f"/system/gc/{gc_id}")["job_status"] == "Running"
        wait(server, gc_id)
        if not still:
            print("the collection ended before the load did: take more garbage")
        for name, pair in zip(rates, zip(before, during, strict=True), strict=True):
            rates[name].append(pair)
    for name, pairs in rates.items():
        without, beside_it = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(after / before for before, after in pairs)
        print(f"beside: {name} {without:,.0f}/s without, {beside_it:,.0f}/s with it, ratio {ratio:.2f} (goal 0.9)")


def pull(server: Roadstead, maker: Maker) -> float:
    """Manifests by tag, a second."""
    lines = [f"GET /v2/{name}/manifests/warm {server.tokens.of(name, 0)}" for name in REPOSITORIES]
    return maker.run(server, "requests", lines, clients=PULLERS, seconds=PULL_SECONDS).per_second


def push(server: Roadstead, maker: Maker, count: int) -> float:
    """Small images a second, under fresh tags; the first of a repository is `warm`."""
    first = [f"{name} warm {server.tokens.of(name, 0)}" for name in REPOSITORIES]
    where = itertools.islice(itertools.cycle(REPOSITORIES), count)
    lines = [f"{name} tag-{next(_fresh)} {server.tokens.of(name, 0)}" for name in where]
    if count < PUSHES:
        lines = first + lines
    return maker.run(server, "push", lines, clients=PUSHERS, size=4 << 10, config=True).per_second


def collect(server: Roadstead, workers: int) -> int:
    """Begin one; its id."""
    ask(server, "POST", "/system/gc/schedule", {"schedule": {"type": "Manual"}, "parameters": {"workers": workers}})
    return int(ask(server, "GET", "/system/gc?page_size=1")[0]["id"])


def wait(server: Roadstead, gc_id: int) -> dict[str, int]:
    """Until it has ended; what it did."""
    while (found := ask(server, "GET", f"/system/gc/{gc_id}"))["job_status"] in ("Pending", "Running"):
        time.sleep(0.5)
    assert found["job_status"] == "Success", found
    told: dict[str, int] = json.loads(found["job_parameters"])
    return told


def peer(folder: Path, kept: int, garbage: int, ours: float) -> None:
    """The offline collection of distribution, on files with the same names."""
    stored.lay_out(folder, kept, garbage)
    config = folder / "config.yml"
    config.write_text(f"version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: {folder}\n")
    began = time.monotonic()
    done = subprocess.run(
        [str(tools.distribution()), "garbage-collect", "--quiet", str(config)], capture_output=True, check=True
    )
    seconds = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    left = sum(1 for _ in (folder / "docker/registry/v2/blobs").rglob("data"))
    assert left < kept + kept // stored.BLOBS_OF_ONE + 2, (left, done.stderr[-500:])
    print(f"peer: {seconds:.1f} s with the registry stopped, {peak:.0f} MiB; ours takes {ours / seconds:.2f} of that")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.collection", description=__doc__)
    parser.add_argument("--blobs", type=int, default=1_000_000)
    parser.add_argument("--garbage", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3, help="pairs of runs beside load (default 3)")
    parser.add_argument("--peer", action="store_true", help="distribution's too: four files and folders a blob")
    return parser.parse_args()


if __name__ == "__main__":
    main()
