"""Deleting a repository: gone at once, cleared in small steps, by whoever is there to do it."""

from __future__ import annotations

import threading

import pytest

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog import repositories, repositories_removal, write_store
from roadstead.domain.catalog.repositories import Repositories
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.catalog.trash_model import KEPT
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms
from tests.support import content

ADA = Actor("ada", "192.0.2.1")
IMAGE = "application/vnd.oci.image.manifest.v1+json"
ARTIFACTS = 120
"""More than two steps."""


@pytest.fixture
def standing(database: Database) -> Standing:
    """The project `p` with the repositories `p/app` and `p/rest`, which share a blob."""
    return Standing(database.write(fill), "p", True)


def fill(tx: Tx) -> int:
    """The project's id. Of each two images, an index lists the first one."""
    project_id: int = tx.value("INSERT INTO project (name, created_at) VALUES ('p', 1) RETURNING id")
    shared = blob(tx, "shared", 1_000)
    for name, many in (("p/app", ARTIFACTS), ("p/rest", 2)):
        repository_id = tx.value(
            "INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, ?, 1, 1) RETURNING id",
            project_id,
            name,
        )
        before = 0
        for n in range(many):
            manifest_id = tx.value(
                "INSERT INTO manifest (project_id, repository_id, digest, media_type, size, pushed_at, kind)"
                " VALUES (?, ?, ?, ?, 10, ?, 'IMAGE') RETURNING id",
                project_id,
                repository_id,
                content.digest(f"{name} {n}".encode()),
                IMAGE,
                n,
            )
            tx.run("INSERT INTO manifest_body (manifest_id, body) VALUES (?, ?)", manifest_id, b"{}")
            for blob_id in (shared, blob(tx, f"{name} {n}: layer", 100)):
                tx.run(
                    "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id) VALUES (?, ?, ?, ?)",
                    manifest_id,
                    blob_id,
                    repository_id,
                    project_id,
                )
            if n % 2:
                tx.run("INSERT INTO manifest_child (parent_id, child_id) VALUES (?, ?)", before, manifest_id)
            tx.run(
                "INSERT INTO tag (repository_id, name, manifest_id, pushed_at) VALUES (?, ?, ?, 1)",
                repository_id,
                f"t{n}",
                manifest_id,
            )
            tx.run(
                "INSERT INTO tag_history (repository_id, name, digest, actor, at) VALUES (?, ?, 'x', 'a', 1)",
                repository_id,
                f"t{n}",
            )
            before = manifest_id
        tx.run(
            "INSERT INTO blob_lease (repository_id, blob_id, expires_at) VALUES (?, ?, ?)",
            repository_id,
            blob(tx, f"{name} lease", 7),
            1 << 50,
        )
    tx.run("INSERT INTO quota (project_id, created_at, updated_at) VALUES (?, 1, 1)", project_id)
    held = (
        "SELECT e.project_id, b.digest, b.size FROM manifest_blob e JOIN blob b ON b.id = e.blob_id"
        " UNION SELECT project_id, digest, size FROM manifest"
        " UNION SELECT r.project_id, b.digest, b.size FROM blob_lease l"
        " JOIN repository r ON r.id = l.repository_id JOIN blob b ON b.id = l.blob_id"
    )
    tx.run(f"INSERT INTO project_content (project_id, digest, size) {held}")
    tx.run(
        "INSERT INTO quota_usage (project_id, slot, used)"
        " SELECT project_id, 0, sum(size) FROM project_content GROUP BY project_id"
    )
    return project_id


def blob(tx: Tx, name: str, size: int) -> int:
    """The id of a new blob."""
    blob_id: int = tx.value(
        "INSERT INTO blob (digest, size, incarnation, created_at) VALUES (?, ?, ?, 1) RETURNING id",
        content.digest(name.encode()),
        size,
        name,
    )
    return blob_id


def left(database: Database) -> dict[str, int]:
    """Rows of each table, and the bytes that are counted."""
    tables = ("repository", "manifest", "manifest_body", "manifest_blob", "manifest_child", "tag", "tag_history")
    more = ("blob_lease", "project_content", "repository_removal")
    found = {one: database.read(_count, one) for one in (*tables, *more)}
    return {**found, "used": int(database.read(lambda tx: tx.value("SELECT sum(used) FROM quota_usage")))}


def _count(tx: Tx, table: str) -> int:
    return int(tx.value(f"SELECT count(*) FROM {table}"))


ONLY_THE_REST = {
    "repository": 1,
    "manifest": 2,
    "manifest_body": 2,
    "manifest_blob": 4,
    "manifest_child": 1,
    "tag": 2,
    "tag_history": 2,
    "blob_lease": 1,
    "project_content": 6,
    "repository_removal": 0,
    "used": 1_000 + 2 * 110 + 7,
}


def test_nothing_is_left_and_the_rest_is_untouched(database: Database, standing: Standing) -> None:
    Repositories(database).delete(standing, "p/app", ADA)
    assert left(database) == ONLY_THE_REST
    deleted = database.read(lambda tx: tx.all("SELECT payload FROM outbox WHERE kind = 'ManifestDeleted' LIMIT 1000"))
    assert len(deleted) == ARTIFACTS
    assert all('"p/app"' in payload and '"ada"' in payload and '["t' in payload for (payload,) in deleted)


def test_it_is_gone_before_it_is_cleared_and_anybody_clears_it(
    database: Database, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repositories, "CLEARING_SECONDS", 0.0)
    before = database.generations.of("repository:p/app")
    Repositories(database).delete(standing, "p/app", ADA)
    assert database.generations.of("repository:p/app") != before
    assert left(database)["manifest"] > 2
    with pytest.raises(Refusal, match="NAME_UNKNOWN"):
        Catalog(database).manifest("p/app", "t1")
    with pytest.raises(Refusal, match="NOT_FOUND"):
        Repositories(database).one(standing, "p/app")
    found, total = Repositories(database).of_project(standing, Listing())
    assert ([one.name for one in found], total) == (["p/rest"], 1)
    assert Catalog(database).repositories("", 10).items == ["p/rest"]
    elsewhere = Repositories(database)
    while elsewhere.clear_deleted():
        pass
    assert left(database) == ONLY_THE_REST


def test_many_may_clear_at_once(database: Database, standing: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repositories, "CLEARING_SECONDS", 0.0)
    Repositories(database).delete(standing, "p/app", ADA)

    def clear() -> None:
        while Repositories(database).clear_deleted():
            pass

    threads = [threading.Thread(target=clear) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert left(database) == ONLY_THE_REST


def test_a_step_takes_a_bounded_part(database: Database, standing: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repositories, "CLEARING_SECONDS", 0.0)
    Repositories(database).delete(standing, "p/app", ADA)
    before = left(database)["manifest"]
    assert before == 2 + ARTIFACTS - repositories_removal.MANIFESTS
    assert Repositories(database).clear_deleted() == 1
    assert left(database)["manifest"] == before - repositories_removal.MANIFESTS


def test_what_comes_in_while_it_loses_its_name_goes_too(
    database: Database, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = database.write(repositories_removal.take_away, standing, "p/app", ADA, KEPT)
    late = (
        "INSERT INTO manifest (project_id, repository_id, digest, media_type, size, pushed_at)"
        " VALUES (?, ?, 'sha256:late', ?, 1, 1)"
    )
    while database.write(repositories_removal.clear_step, taken) and left(database)["tag_history"] > 2:
        pass
    database.write(lambda tx: tx.run(late, standing.project_id, taken, IMAGE))
    while Repositories(database).clear_deleted():
        pass
    assert left(database) == ONLY_THE_REST


def test_the_name_is_free_at_once(database: Database, standing: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repositories, "CLEARING_SECONDS", 0.0)
    Repositories(database).delete(standing, "p/app", ADA)
    place = database.write(Catalog.place_in, "p/app")
    database.write(write_store.mark_changed, place.id, now_ms())
    assert Repositories(database).one(standing, "p/app").artifacts == 0
    with pytest.raises(Refusal, match="NOT_FOUND"):
        Repositories(database).delete(Standing(standing.project_id + 1, "q", True), "p/app", ADA)
