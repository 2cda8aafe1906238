"""`python -m bench.control_plane.quotas`: what a limit costs pushes, alone and fifty at once.

Small images under fresh tags go to a project without a limit and to one with a limit that is far away, by turns.
Set ROADSTEAD_DATABASE_URL to an empty database to measure PostgreSQL. Needs the Go tool, which builds the load maker.
"""

from __future__ import annotations

import argparse
import base64
import itertools
import json
import statistics
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from bench.dataplane import tools
from bench.dataplane.maker import Maker
from bench.dataplane.peers import PASSWORD, Roadstead

FREE, LIMITED = "bench0", "bench1"
HARD = 1 << 50
CLIENTS = (1, 50)
REPOSITORIES = 8
SIZE = 4 << 10
_fresh = itertools.count()


def main() -> None:
    """Print pushes a second and their ratios."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="roadstead-bench-", ignore_cleanup_errors=True) as folder:
        server, maker = Roadstead(Path(folder) / "data"), Maker(tools.load_maker(), Path(folder) / "lists")
        server.start()
        try:
            set_limit(server, LIMITED)
            server.tokens.ready([name for project in (FREE, LIMITED) for name in names(project)])
            for project in (FREE, LIMITED):
                rate(server, maker, project, 1, 20)  # it is warm, and the configuration is there
            one, many = (measure(server, maker, clients, options.pushes, options.repeats) for clients in CLIENTS)
        finally:
            server.stop()
    print(f"{'clients':>8} {'no limit/s':>11} {'limit/s':>9} {'ratio':>6}")
    for clients, (free, limited) in zip(CLIENTS, (one, many), strict=True):
        print(f"{clients:>8} {free:>11.0f} {limited:>9.0f} {limited / free:>6.2f}")
    print(f"50 clients to 1: {many[0] / one[0]:.2f} without a limit, {many[1] / one[1]:.2f} with one")


def measure(server: Roadstead, maker: Maker, clients: int, pushes: int, repeats: int) -> tuple[float, float]:
    """Median pushes a second (without a limit, with one)."""
    pairs = [
        tuple(rate(server, maker, project, clients, pushes) for project in (FREE, LIMITED)) for _ in range(repeats)
    ]
    free, limited = zip(*pairs, strict=True)
    return statistics.median(free), statistics.median(limited)


def rate(server: Roadstead, maker: Maker, project: str, clients: int, pushes: int) -> float:
    """Pushes a second: a blob and a manifest each."""
    where = itertools.cycle(names(project))
    lines = [f"{name} tag-{next(_fresh)} {server.tokens.of(name, 0)}" for name in itertools.islice(where, pushes)]
    return maker.run(server, "push", lines, clients=clients, size=SIZE, config=True).per_second


def names(project: str) -> list[str]:
    """The repositories that are pushed to."""
    return [f"{project}/quota-{number}" for number in range(REPOSITORIES)]


def set_limit(server: Roadstead, project: str) -> None:
    """Far above what will be used."""
    project_id = ask(server, "GET", f"/projects/{project}")["project_id"]
    (quota,) = ask(server, "GET", f"/quotas?reference=project&reference_id={project_id}")
    ask(server, "PUT", f"/quotas/{quota['id']}", {"hard": {"storage": HARD}})


def ask(server: Roadstead, method: str, path: str, body: object = None) -> Any:
    """What the API answers the administrator."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{server.url}/api/v2.0{path}", data, method=method)
    request.add_header("authorization", "Basic " + base64.b64encode(f"admin:{PASSWORD}".encode()).decode())
    request.add_header("content-type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or b"null")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.control_plane.quotas", description=__doc__)
    parser.add_argument("--pushes", type=int, default=500, help="of one run (default 500)")
    parser.add_argument("--repeats", type=int, default=3, help="pairs of runs (default 3)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
