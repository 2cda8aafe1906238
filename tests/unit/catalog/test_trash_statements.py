"""What deleting and restoring ask of the database: as much for fifty tags as for one, all of it by indexes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from roadstead.db.database import Database
from roadstead.db.listing import Filter, Listing
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE
from roadstead.domain.catalog.artifacts import Artifacts
from roadstead.domain.catalog.repositories import Repositories
from roadstead.domain.catalog.trash import Trash
from roadstead.domain.catalog.trash_model import Keeping
from roadstead.domain.projects.model import Standing
from tests.support.content import digest
from tests.support.statements import Noting

ARTIFACTS = 100
STANDING = Standing(1, "p", True)
KEPT = Keeping(7, in_quota=True)


def fill(tx: Tx, tags: int) -> None:
    """The project `p` with `p/app`: a hundred images of three blobs, each with so many tags and two labels."""
    project_id = tx.value("INSERT INTO project (name, created_at) VALUES ('p', 1) RETURNING id")
    assert project_id == STANDING.project_id
    tx.run("INSERT INTO quota (project_id, created_at, updated_at) VALUES (?, 1, 1)", project_id)
    repository_id = tx.value(
        "INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, 'p/app', 1, 1) RETURNING id",
        project_id,
    )
    for label in ("one", "two"):
        tx.run("INSERT INTO label (name, created_at, updated_at) VALUES (?, 1, 1)", label)
    numbers = range(ARTIFACTS)
    blobs = [(digest(f"{n}".encode()), f"{n}") for n in range(ARTIFACTS + 2)]
    tx.many("INSERT INTO blob (digest, size, incarnation, created_at) VALUES (?, 7, ?, 1)", blobs)
    tx.many(
        "INSERT INTO manifest (repository_id, project_id, digest, media_type, size, pushed_at, kind)"
        " VALUES (?, ?, ?, 'x', 2, 1, 'IMAGE')",
        [(repository_id, project_id, name(n)) for n in numbers],
    )
    first = int(tx.value("SELECT min(id) FROM manifest"))
    low = int(tx.value("SELECT min(id) FROM blob"))
    ids = range(first, first + ARTIFACTS)
    tx.many("INSERT INTO manifest_body (manifest_id, body) VALUES (?, ?)", [(one, b"{}") for one in ids])
    tx.many(
        "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id) VALUES (?, ?, ?, ?)",
        [(first + n, low + one, repository_id, project_id) for n in numbers for one in (n, ARTIFACTS, ARTIFACTS + 1)],
    )
    tx.run("INSERT INTO manifest_label SELECT m.id, l.id, 1 FROM manifest m, label l")
    tx.many(
        "INSERT INTO tag (repository_id, name, manifest_id, pushed_at) VALUES (?, ?, ?, 1)",
        [(repository_id, f"t{n}-{one}", first + n) for n in numbers for one in range(tags)],
    )
    # All but the first belong to it: an artifact with many parts.
    tx.run(
        "UPDATE manifest SET accessory_of = ?, accessory_kind = 'subject.accessory', listed = 0 WHERE digest <> ?",
        name(0),
        name(0),
    )


def name(n: int) -> str:
    """The digest of one of the images."""
    return digest(f"manifest {n}".encode())


def cost(watched: Noting, work: Callable[[], object]) -> int:
    """Statements that it takes."""
    before = len(watched.notes)
    work()
    return len(watched.notes) - before


def both_ways(database: Database, tags: int, whole: bool) -> tuple[int, int, int, Noting]:
    """(statements of deleting, of restoring, of deleting and emptying again, the notebook)."""
    database.write(fill, tags)
    watched = Noting(database)
    repositories = Repositories(watched, KEPT)
    trash, artifacts = Trash(watched, repositories), Artifacts(watched, KEPT)

    def delete() -> None:
        if whole:
            repositories.delete(STANDING, "p/app", CONSOLE)
        else:
            artifacts.delete(STANDING, "p/app", name(0), CONSOLE)

    def newest() -> int:
        return trash.page(STANDING, Listing())[0][0].id

    deleting = cost(watched, delete)
    assert trash.one(STANDING, newest()).artifacts == ARTIFACTS
    restoring = cost(watched, lambda: trash.restore(STANDING, newest(), CONSOLE))
    assert database.read(lambda tx: tx.value("SELECT count(*) FROM tag")) == tags * ARTIFACTS
    delete()
    emptying = cost(watched, lambda: trash.empty(STANDING, newest(), CONSOLE))
    assert database.read(lambda tx: tx.value("SELECT count(*) FROM trash_tag")) == 0
    return deleting, restoring, emptying, watched


@pytest.mark.parametrize("whole", [False, True], ids=["artifact", "repository"])
@pytest.mark.parametrize("tags", [1, 50])
def test_many_tags_cost_as_much_as_one(database: Database, tags: int, whole: bool) -> None:
    deleting, restoring, emptying, watched = both_ways(database, tags, whole)
    assert deleting <= (85 if whole else 50), deleting
    assert restoring <= (80 if whole else 65), restoring
    assert emptying <= (60 if whole else 25), emptying  # the history goes by the thousand
    # A repository's row takes the uploads in progress along, which are few.
    assert [one for one in watched.scans() if not one.startswith("SCAN upload")] == []


def test_lists_of_the_trash_and_of_history_are_served_by_indexes(database: Database) -> None:
    database.write(fill, 1)
    watched = Noting(database)
    artifacts, trash = Artifacts(watched, KEPT), Trash(watched, Repositories(watched, KEPT))
    for filters in ((), (Filter("repository", "is", ("p/app",)),), (Filter("kind", "is", ("tag",)),)):
        before = len(watched.notes)
        trash.page(STANDING, Listing(filters))
        assert len(watched.notes) == before + 2
        trash.page(STANDING, Listing(filters, (("repository", True),)))
    artifacts.remove_tag(STANDING, "p/app", name(3), "t3-0", CONSOLE)
    assert cost(watched, lambda: artifacts.tag_history(STANDING, "p/app", "t3-0", Listing())) == 2
    assert watched.scans() == []
