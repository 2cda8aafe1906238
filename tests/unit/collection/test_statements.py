"""A collection costs what was let go of, however much is stored."""

from __future__ import annotations

from pathlib import Path

from roadstead.db.database import Database
from tests.support.statements import Noting
from tests.unit.catalog.world import REPOSITORY, World, enter_world, make_world
from tests.unit.collection.collector import FAST, Notebook, collector

GARBAGE = 100


def store(world: World, count: int, first: int, *, kept: bool) -> None:
    """Rows of so many blobs, which one manifest keeps, or which something has just let go of."""
    numbers = "WITH RECURSIVE c(n) AS (SELECT {0} UNION ALL SELECT n + 1 FROM c WHERE n < {1}) SELECT n FROM c"
    some = numbers.format(first, first + count - 1)
    world.change(
        "INSERT INTO blob (digest, size, incarnation, created_at)"
        f" SELECT 'sha256:' || n, 1, '00000000000000000000000000000000', 0 FROM ({some}) AS x"
    )
    which = f"SELECT id FROM blob WHERE digest IN (SELECT 'sha256:' || n FROM ({some}) AS y)"
    if kept:
        world.change(
            "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id)"
            f" SELECT m.id, b.id, m.repository_id, m.project_id FROM manifest m CROSS JOIN ({which}) AS b"
        )
    else:
        world.change(f"INSERT INTO loose_blob (blob_id, since) SELECT id, 0 FROM ({which}) AS b")


def collected(world: World, first: int) -> int:
    """Statements of a collection of 100 blobs; no table is read from end to end for one of them."""
    store(world, GARBAGE, first, kept=False)
    noting = Noting(world.db)
    node = enter_world(noting, world.folder)
    assert collector(node).run(FAST, Notebook()).purged_blobs == GARBAGE
    own = [note for note in noting.notes if "loose_blob" in note.sql or " blob " in note.sql]
    assert own
    noting.notes = [note for note in own if "count(*)" not in note.sql]  # the notes themselves are counted
    assert noting.scans() == []
    return len(noting.notes)


def test_with_a_thousand_as_with_a_hundred_thousand_stored(database: Database, tmp_path: Path) -> None:
    world = make_world(database, tmp_path / "data")
    world.push_image(b"layer", tags=("v1",), repository=REPOSITORY)
    store(world, 1_000, 1, kept=True)
    few = collected(world, 1_000_001)
    store(world, 99_000, 2_000_001, kept=True)
    assert collected(world, 3_000_001) == few
    assert few < 20
