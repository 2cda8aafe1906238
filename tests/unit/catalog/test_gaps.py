"""Gaps: what a manifest names before it is there, with `sparse_manifests`, and how edges take their place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from roadstead.db.database import open_database
from roadstead.kit import faults
from roadstead.oci.digest import digest_of
from tests.support.content import CONFIG, image, index, noise
from tests.support.databases import close_soon
from tests.support.patience import eventually
from tests.support.postgres import Postgres
from tests.unit.catalog.world import EVE, REPOSITORY, World, make_world
from tests.unit.refusals import refused

LAYER = noise("layer")
IMAGE = image(LAYER)
INDEX = index(IMAGE)


def gaps(world: World) -> set[tuple[str, str]]:
    """(manifest, what it waits for)."""
    rows = world.rows("SELECT m.digest, g.digest FROM manifest_gap g JOIN manifest m ON m.id = g.manifest_id")
    return {(manifest, digest) for manifest, digest in rows}


def test_each_gap_closes_when_its_content_arrives(world: World) -> None:
    top = world.push(INDEX, "v1", sparse=True)
    assert gaps(world) == {(top, digest_of(IMAGE))}
    child = world.push(IMAGE, sparse=True)
    assert gaps(world) == {(child, digest_of(LAYER)), (child, digest_of(CONFIG))}
    with refused("UNSUPPORTED", f"is part of the index {top}"):
        world.catalog.delete(REPOSITORY, child, EVE)
    world.push_blob(LAYER)
    assert gaps(world) == {(child, digest_of(CONFIG))}
    world.push_blob(CONFIG, "library/other")
    assert gaps(world) == {(child, digest_of(CONFIG))}
    assert world.uploads.mount(REPOSITORY, digest_of(CONFIG), "library/other")
    assert gaps(world) == set()
    world.change("UPDATE blob_lease SET expires_at = 1")
    for blob in (CONFIG, LAYER):
        with refused("UNSUPPORTED", f"is part of manifest {child}"):
            world.catalog.delete_blob(REPOSITORY, digest_of(blob))


def test_many_may_wait_for_the_same(world: World) -> None:
    indexes = [world.push(index(IMAGE, annotations={"n": str(n)}), sparse=True) for n in range(3)]
    for blob in (CONFIG, LAYER):
        world.push_blob(blob)
    world.push(IMAGE)
    assert gaps(world) == set()
    assert world.count("manifest_child") == 3
    for digest in indexes:
        world.catalog.delete(REPOSITORY, digest, EVE)
    assert world.count("manifest") == 0  # what nothing else named went with the last of them


def test_a_manifest_that_goes_waits_no_more(world: World) -> None:
    world.catalog.delete(REPOSITORY, world.push(INDEX, sparse=True), EVE)
    assert gaps(world) == set()


def test_without_the_setting_nothing_waits(world: World) -> None:
    world.push(INDEX, "v1", sparse=True)
    with refused("MANIFEST_BLOB_UNKNOWN", "push it first"):
        world.push(INDEX, "v2")
    with refused("MANIFEST_BLOB_UNKNOWN", "push it first"):
        world.push(IMAGE)


# ---- both come at once, which only PostgreSQL lets happen: SQLite has one writer at a time


@pytest.fixture
def served(postgres: Postgres, tmp_path: Path) -> Iterator[World]:
    """The world on PostgreSQL."""
    db = open_database(postgres.fresh(), tmp_path / "run")
    yield make_world(db, tmp_path / "data")
    close_soon(db)


def overlap(
    world: World, monkeypatch: pytest.MonkeyPatch, first: Callable[[], object], second: Callable[[], object]
) -> None:
    """`first` halts before its commit until `second` has ended or waits for it."""
    there, go = threading.Event(), threading.Event()

    def reach(point: str) -> None:
        if point.endswith("before-commit") and not there.is_set():
            there.set()
            assert go.wait(60)

    def waits() -> bool:
        asked = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        return bool(world.rows(asked))

    monkeypatch.setattr(faults, "reach", reach)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(first)
        try:
            assert there.wait(60)
            two = pool.submit(second)
            assert eventually(lambda: two.done() or waits())
        finally:
            go.set()
        one.result()
        two.result()


@pytest.mark.parametrize("content_first", [True, False])
def test_an_index_and_its_image_at_once_know_each_other(
    served: World, monkeypatch: pytest.MonkeyPatch, content_first: bool
) -> None:
    for blob in (CONFIG, LAYER):
        served.push_blob(blob)
    works = [lambda: served.push(INDEX, sparse=True), lambda: served.push(IMAGE)]
    overlap(served, monkeypatch, *(reversed(works) if content_first else works))
    assert gaps(served) == set()
    with refused("UNSUPPORTED", "is part of the index"):
        served.catalog.delete(REPOSITORY, digest_of(IMAGE), EVE)


@pytest.mark.parametrize("content_first", [True, False])
def test_an_image_and_its_layer_at_once_know_each_other(
    served: World, monkeypatch: pytest.MonkeyPatch, content_first: bool
) -> None:
    served.push_blob(CONFIG)
    works = [lambda: served.push(IMAGE, sparse=True), lambda: served.push_blob(LAYER)]
    overlap(served, monkeypatch, *(reversed(works) if content_first else works))
    assert gaps(served) == set()
    with refused("UNSUPPORTED", "is part of manifest"):
        served.catalog.delete_blob(REPOSITORY, digest_of(LAYER))
