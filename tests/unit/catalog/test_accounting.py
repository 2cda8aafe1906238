"""What a project holds, when those who count and those who release meet in the middle of their transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.catalog import accounting, accounting_store
from roadstead.domain.catalog.model import Place
from roadstead.domain.quotas.model import spoken
from roadstead.errors import Refusal
from tests.support.statements import Noting

SHARED, ONE, TWO = "sha256:shared", "sha256:one", "sha256:two"
MOMENT = 0.3
"""Seconds in which a transaction that does not wait, though it should, goes wrong."""


@pytest.fixture
def place(database: Database) -> Place:
    """A repository in which manifest 1 names the shared blob and its own, all of it counted."""
    return database.write(_prepare)


def _prepare(tx: Tx) -> Place:
    project_id = tx.value("INSERT INTO project (name, created_at) VALUES ('team', 0) RETURNING id")
    tx.run("INSERT INTO quota (project_id, created_at, updated_at) VALUES (?, 0, 0)", project_id)
    sql = "INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, 'team/app', 0, 1) RETURNING id"
    place = Place(int(tx.value(sql, project_id)), int(project_id), "team/app")
    for digest, size in ((SHARED, 100), (ONE, 10), (TWO, 1)):
        tx.run("INSERT INTO blob (digest, size, incarnation, created_at) VALUES (?, ?, 'x', 0)", digest, size)
    push(tx, place, "m1", ONE)
    return place


def push(tx: Tx, place: Place, manifest: str, own: str) -> None:
    """A manifest of 1000 bytes that names the shared blob and one of its own."""
    manifest_id = tx.value(
        "INSERT INTO manifest (repository_id, project_id, digest, media_type, size, pushed_at)"
        " VALUES (?, ?, ?, 'x', 1000, 0) RETURNING id",
        place.id,
        place.project_id,
        manifest,
    )
    tx.run(
        "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id)"
        " SELECT ?, id, ?, ? FROM blob WHERE digest IN (?, ?)",
        manifest_id,
        place.id,
        place.project_id,
        SHARED,
        own,
    )
    accounting.count(tx, place, {manifest: 1000, SHARED: 100, own: {ONE: 10, TWO: 1}[own]})


def delete(tx: Tx, place: Place, manifest: str) -> None:
    """The manifest goes, and what it alone named is released."""
    manifest_id = tx.value("SELECT id FROM manifest WHERE digest = ?", manifest)
    held = accounting.digests_of(tx, [manifest_id])
    tx.run("DELETE FROM manifest WHERE id = ?", manifest_id)
    accounting.release(tx, place.project_id, held)


def held(database: Database) -> set[str]:
    """Digests that are counted; their sum is what is used."""

    def read(tx: Tx) -> set[str]:
        rows = tx.all("SELECT digest, size FROM project_content")
        assert sum(size for _, size in rows) == (tx.value("SELECT sum(used) FROM quota_usage") or 0)
        return {digest for digest, _ in rows}

    return database.read(read)


def meet(database: Database, first: Callable[[Tx], None], second: Callable[[Tx], None]) -> None:
    """The second begins when the first has done all but commit."""
    done, go = threading.Event(), threading.Event()

    def work(tx: Tx) -> None:
        first(tx)
        done.set()
        assert go.wait(30)

    with ThreadPoolExecutor(2) as pool:
        one: Future[None] = pool.submit(database.write, work)
        assert done.wait(30)
        two: Future[None] = pool.submit(database.write, second)
        threading.Timer(MOMENT, go.set).start()
        one.result(30)
        two.result(30)


def test_a_delete_waits_for_a_push_that_names_the_same(database: Database, place: Place) -> None:
    meet(database, lambda tx: push(tx, place, "m2", TWO), lambda tx: delete(tx, place, "m1"))
    assert held(database) == {"m2", SHARED, TWO}


def test_a_push_waits_for_a_delete_and_counts_anew(database: Database, place: Place) -> None:
    meet(database, lambda tx: delete(tx, place, "m1"), lambda tx: push(tx, place, "m2", TWO))
    assert held(database) == {"m2", SHARED, TWO}


def test_the_last_of_two_deletes_at_once_releases(database: Database, place: Place) -> None:
    database.write(push, place, "m2", TWO)
    assert held(database) == {"m1", "m2", SHARED, ONE, TWO}
    meet(database, lambda tx: delete(tx, place, "m1"), lambda tx: delete(tx, place, "m2"))
    assert held(database) == set()


def test_the_same_pushed_at_once_counts_once(database: Database, place: Place) -> None:
    def again(tx: Tx) -> None:
        accounting.count(tx, place, {"m2": 1000, TWO: 1, SHARED: 100})

    meet(database, again, again)
    assert held(database) == {"m1", "m2", SHARED, ONE, TWO}


def test_a_lease_that_is_renewed_meanwhile_does_not_end(database: Database, place: Place) -> None:
    def lease(tx: Tx) -> None:
        tx.run("INSERT INTO blob_lease SELECT ?, id, 1 FROM blob WHERE digest = ?", place.id, TWO)
        accounting.count(tx, place, {TWO: 1})

    def renew(tx: Tx) -> None:
        tx.run("UPDATE blob_lease SET expires_at = 99")
        accounting.count(tx, place, {TWO: 1})

    database.write(lease)
    due = database.read(accounting_store.expired_leases, 5, 10)
    assert [row[:2] for row in due] == [(place.project_id, place.id)]

    def end(tx: Tx) -> None:
        accounting.end_leases(tx, place.project_id, due, 5)

    meet(database, renew, end)
    assert TWO in held(database)
    assert database.write(accounting.end_leases, place.project_id, due, 99) == 1
    assert TWO not in held(database)


def test_a_limit_counts_that_was_set_after_the_push_began(database: Database, place: Place) -> None:
    assert place.hard == -1
    database.write(lambda tx: tx.run("UPDATE quota SET hard = 1120"))
    with pytest.raises(Refusal, match=r"11 bytes more do not fit, 1.1 KiB \(1110 bytes\)"):
        database.write(accounting.count, place, {"m2": 11})
    assert held(database) == {"m1", SHARED, ONE}


def test_counting_takes_few_statements_whatever_the_number_of_layers(database: Database, place: Place) -> None:
    watched = Noting(database)
    layers = {f"sha256:{n:03}": 5 for n in range(400)}

    def statements(contents: dict[str, int]) -> int:
        watched.notes.clear()
        watched.write(accounting.count, place, contents)
        return len(watched.notes)

    assert statements({TWO: 1}) == 2  # a blob that is new here
    assert statements({TWO: 1}) == 2  # and one that is not
    assert statements({}) == 0
    assert statements(layers) == 2
    assert statements({"m2": 1000, SHARED: 100, TWO: 1}) == 3  # a manifest of blobs that were counted as they came
    assert statements({"m3": 1000, **layers}) == 3
    watched.notes.clear()
    watched.write(accounting.release, place.project_id, [*layers, "m2"])
    assert len(watched.notes) == 4
    assert not watched.scans()


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1024, "1.0 KiB (1024 bytes)"),
        (1610612736, "1.5 GiB (1610612736 bytes)"),
        (1 << 60, "1024.0 PiB (1152921504606846976 bytes)"),
    ],
)
def test_sizes_are_spoken(size: int, text: str) -> None:
    assert spoken(size) == text
