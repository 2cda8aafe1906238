"""Collection meets those who want to keep a blob at the same moment: either it stays, or they are told, or bring it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roadstead.db.database import Database, open_database
from roadstead.db.tx import Tx
from roadstead.domain.collection import store
from roadstead.domain.collection.blobs import collect_lot
from roadstead.errors import Refusal
from roadstead.kit import faults
from tests.support.content import CONFIG, image
from tests.support.databases import close_soon
from tests.support.postgres import Postgres
from tests.unit.catalog.world import REPOSITORY, World, make_world
from tests.unit.collection.collector import collect, end_leases, files

POINTS = ("collection.before-look", "collection.before-log", "collection.before-commit", "collection.after-commit")
OTHER = "library/other"
LAYER = b"wanted by two"
BRIEF, LONG = 0.2, 30.0


def at(monkeypatch: pytest.MonkeyPatch, point: str, work: Callable[[], object]) -> threading.Thread:
    """Run the work in a thread when collection gets to the point; it goes on when that is done, or waits for it."""
    thread = threading.Thread(target=work)
    begun = threading.Event()

    def reach(reached: str) -> None:
        if reached == point and not begun.is_set():
            begun.set()
            thread.start()
            thread.join(BRIEF)

    monkeypatch.setattr(faults, "reach", reach)
    return thread


@pytest.mark.parametrize("point", POINTS)
def test_the_same_bytes_come_again(world: World, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    digest = world.push_blob(LAYER)
    end_leases(world)
    thread = at(monkeypatch, point, lambda: world.push_blob(LAYER, OTHER))
    collect(world, reader_seconds=-1)
    thread.join(LONG)
    assert _whole(world, OTHER, digest)
    world.change("UPDATE unlink_log SET not_before = 0")
    collect(world, reader_seconds=-1)
    assert _whole(world, OTHER, digest)
    assert len(files(world)) == 1


@pytest.mark.parametrize("point", POINTS)
def test_a_mount(world: World, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    """Its source may give the blob out until the lease ends, which may be while it looks."""
    digest = world.push_blob(LAYER)
    world.change("UPDATE blob_lease SET expires_at = 1")
    world.change("DELETE FROM blob_lease")
    told: list[bool] = []
    _pretend_readable(world, monkeypatch)
    thread = at(monkeypatch, point, lambda: told.append(world.uploads.mount(OTHER, digest, REPOSITORY)))
    collect(world, reader_seconds=-1)
    thread.join(LONG)
    monkeypatch.undo()
    assert _whole(world, OTHER, digest) == told[0]


@pytest.mark.parametrize("point", POINTS)
def test_a_manifest_that_names_it(world: World, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    for blob in (CONFIG, LAYER):
        world.push_blob(blob)
    end_leases(world)
    told: list[str] = []
    _pretend_readable(world, monkeypatch)

    def put() -> None:
        try:
            told.append(world.push(image(LAYER), "v1"))
        except Refusal as refusal:
            told.append(refusal.code)

    thread = at(monkeypatch, point, put)
    collect(world, reader_seconds=-1)
    thread.join(LONG)
    monkeypatch.undo()
    assert told
    kept = told[0].startswith("sha256:")
    assert kept or told[0] == "MANIFEST_BLOB_UNKNOWN"
    assert (world.count("manifest"), world.count("manifest_blob")) == ((1, 2) if kept else (0, 0))


@pytest.fixture
def nodes(postgres: Postgres, tmp_path: Path) -> Iterator[tuple[World, Database]]:
    """A node on PostgreSQL, where transactions run side by side, and another one's database."""
    url = postgres.fresh()
    one, two = (open_database(url, tmp_path / "run") for _ in range(2))
    yield make_world(one, tmp_path / "data"), two
    close_soon(one)
    close_soon(two)


def test_what_is_let_go_of_while_it_looks_is_noted_again(nodes: tuple[World, Database]) -> None:
    """The first note is used up while the second keeper is on its way out: that leaves a note of its own."""
    world, other = nodes
    digest = world.push_blob(LAYER)
    world.push_blob(LAYER, OTHER)
    world.change("DELETE FROM blob_lease WHERE repository_id = (SELECT min(id) FROM repository)")

    def let_go(tx: Tx) -> None:
        tx.run("DELETE FROM blob_lease")
        lot = other.write(collect_lot, 0, 0.0)
        assert lot is not None
        assert lot.kept == 1

    world.db.write(let_go)
    assert world.count("loose_blob") == 1
    assert collect(world).purged_blobs == 1
    assert digest


def test_who_is_about_to_keep_is_left_alone(nodes: tuple[World, Database]) -> None:
    """Whether that comes to anything or not, the note stays until it is decided."""
    world, other = nodes
    world.push_blob(LAYER)
    end_leases(world)

    def about_to_keep(tx: Tx) -> None:
        tx.run(
            "INSERT INTO blob_lease (repository_id, blob_id, expires_at)"
            " SELECT r.id, b.id, 0 FROM repository r CROSS JOIN blob b"
        )
        lot = other.write(collect_lot, 0, 0.0)
        assert lot is not None
        assert (lot.blobs, lot.kept) == (0, 0)
        raise Undecided

    with pytest.raises(Undecided):
        world.db.write(about_to_keep)
    assert world.count("loose_blob") == 1
    assert collect(world).purged_blobs == 1


def test_two_collections_at_once_share_the_work(nodes: tuple[World, Database]) -> None:
    world, other = nodes
    for number in range(5):
        world.push_blob(b"%d" % number)
    end_leases(world)

    def first(tx: Tx) -> int:
        assert len(store.take_notes(tx, 0, 3)) == 3
        lot = other.write(collect_lot, 0, 0.0)
        assert lot is not None
        return lot.blobs

    assert world.db.write(first) == 2
    assert collect(world).purged_blobs == 3


def test_the_database_itself_keeps_what_is_on_lease(world: World) -> None:
    world.push_blob(LAYER)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        world.change("DELETE FROM blob")


class Undecided(Exception):
    """It came to nothing."""


def _whole(world: World, repository: str, digest: str) -> bool:
    try:
        blob = world.catalog.blob(repository, digest)
    except Refusal:
        return False
    return world.storage.size(blob.key) == blob.size


def _pretend_readable(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one sees it who looked a moment ago, when the lease was still there."""
    monkeypatch.setattr("roadstead.domain.catalog.store.READABLE", "(1 = 1 OR l_now IS NULL)".replace("l_now", "?"))
