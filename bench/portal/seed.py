"""Repositories with very many tags: a few images that were pushed, and the tags put straight into the database."""

from __future__ import annotations

from bench.bulk import opened
from tests.browser.world import PROJECT
from tests.support.client import Client, Way
from tests.support.content import noise
from tests.support.server import Server

SIZES = (10_000, 100_000)
"""Tags in a repository."""
IMAGES = 20


def name(size: int) -> str:
    """The repository's path in its project."""
    return f"tags-{size}"


def seed(server: Server) -> None:
    """Fill a running server, which is stopped meanwhile."""
    with Client(Way(server)) as client:
        for size in SIZES:
            for number in range(IMAGES):
                client.push_image(f"{PROJECT}/{name(size)}", f"v{number}", noise((size, number)))
    server.stop()
    with opened(f"sqlite:///{server.data / 'roadstead.db'}", ["tag"]) as bulk:
        for size in SIZES:
            path = f"{PROJECT}/{name(size)}"
            bulk.run(
                "INSERT INTO tag (repository_id, name, manifest_id, pushed_at) "
                f"WITH RECURSIVE n(i) AS (SELECT {IMAGES} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {size}) "
                "SELECT t.repository_id, 'v' || n.i, t.manifest_id, t.pushed_at + n.i FROM n "
                f"JOIN tag t ON t.name = 'v' || (n.i % {IMAGES}) JOIN repository r ON r.id = t.repository_id "
                f"WHERE r.name = '{path}'"
            )
    server.restart()
