"""Whatever the stores ask is answered by indexes, on both databases, however much is stored."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest
from msgspec.structs import replace

from roadstead.db.database import open_database
from roadstead.db.tx import Tx
from roadstead.domain.catalog import store, write_store
from roadstead.domain.uploads import store as uploads_store
from tests.support.content import absent
from tests.support.databases import close_soon
from tests.support.explain import toil
from tests.support.statements import Noting, Statement
from tests.unit.catalog.grown import SUBJECT, UNTAGGED, digest, grow

NOW = 10**13
UPLOAD = f"{5:032x}"
REPOSITORY = "project2/app1"
MANIFEST = write_store.NewManifest(
    project_id=1,
    repository_id=1,
    digest=absent("new"),
    media_type="type",
    size=10,
    artifact_type=None,
    subject_digest=None,
    annotations=None,
    kind="IMAGE",
    config_media_type=None,
    extra_attrs=None,
    content_size=10,
    accessory_kind=None,
    accessory_of=None,
    listed=1,
    pushed_at=NOW,
)

# Every function of the stores, with arguments that make it give all its statements.
CALLS: dict[Callable[..., object], tuple[object, ...]] = {
    store.project_and_repository: ("project2", REPOSITORY),
    store.repository: (REPOSITORY,),
    store.manifest_by_tag: (REPOSITORY, "v7"),
    store.manifest_by_digest: (REPOSITORY, digest(7)),
    store.blob: (REPOSITORY, digest(7), NOW),
    store.live_blob: (digest(7),),
    store.blobs: (1, [digest(7), digest(8)], NOW),
    store.holders: (digest(1), NOW, 200),
    store.manifests: (1, [digest(7), digest(8)]),
    store.tag_names: (1, "v5", 10_000),
    store.repository_names: ("project2", 10_000),
    store.referrers: (1, SUBJECT, None, "", 10_000),
    write_store.add_repository: (1, "project1/new", NOW),
    write_store.hold_repository: (1,),
    write_store.mark_changed: (1, NOW),
    write_store.add_manifest: (MANIFEST, b"{}", True),
    write_store.add_edges: (7, 1, [9, 10]),
    write_store.add_children: (7, [9, 10]),
    write_store.add_gaps: (7, 1, [absent("a"), absent("b")]),
    write_store.close_blob_gaps: (1, absent(4), 9),
    write_store.close_child_gaps: (1, absent(8), 9),
    write_store.set_tag: (1, "v7", 8, NOW),
    write_store.add_history: (1, "v7", digest(8), "admin", NOW),
    write_store.add_histories: (1, [("v7", digest(8))], "admin", NOW),
    write_store.delete_tag: (1, "v9"),
    write_store.delete_tags_of: ([10],),
    write_store.hold_manifest: (1, digest(7)),
    write_store.parent_of: (5,),
    write_store.delete_manifests: ([UNTAGGED],),
    write_store.keeper_of: (1, 7),
    write_store.find_blob: (digest(7),),
    write_store.add_blob: (absent("new"), 10, UPLOAD, NOW),
    write_store.move_blob: (7, 10, UPLOAD),
    write_store.lease_blob: (1, 7, NOW),
    write_store.end_lease: (1, 7),
    write_store.log_unlink: (["path"], NOW),
    write_store.due_unlinks: (200, 200),
    write_store.forget_unlinks: ([1, 2],),
    write_store.announce: ([(NOW, "ManifestPushed", "{}")],),
    write_store.forget_events: (NOW, 200),
    uploads_store.begun_by: (7, 1_000),
    uploads_store.add: ("f" * 32, 1, 7, NOW),
    uploads_store.find: (UPLOAD,),
    uploads_store.lock: (UPLOAD,),
    uploads_store.delete: (UPLOAD,),
    uploads_store.delete_begun_before: (100, 200),
}
MORE = [
    (store.referrers, (1, SUBJECT, "kind/1", digest(5), 10_000)),  # with a filter, a later page
    (store.tag_names, (1, "", 10_000)),
    (store.repository_names, ("", 100)),
    (write_store.add_manifest, (replace(MANIFEST, digest=digest(7)), b"{}", True)),  # one that is there
    (write_store.set_tag, (1, "new", 8, NOW)),
]
# Read from its oldest end, and no further than asked.
BOUNDED: dict[Callable[..., object], list[str]] = {write_store.forget_events: ["scan of outbox"]}
# What clients see a page of, as they ask for it.
LISTS: dict[Callable[..., object], tuple[object, ...]] = {
    store.tag_names: (1, "v5", 100),
    store.repository_names: ("project2", 100),
    store.referrers: (1, SUBJECT, None, digest(5), 100),
}


def functions(module: ModuleType) -> set[Any]:
    """Its functions that speak to a database."""
    named = [function for name, function in inspect.getmembers(module, inspect.isfunction) if not name.startswith("_")]
    return {f for f in named if f.__module__ == module.__name__ and "tx" in inspect.signature(f).parameters}


def test_no_statement_is_forgotten_here() -> None:
    assert functions(store) | functions(write_store) | functions(uploads_store) == set(CALLS)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def grown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Noting]]:
    """(URL, database) of one that has grown; it knows itself as it does in service."""
    folder = tmp_path_factory.mktemp("grown")
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres").fresh()
    else:
        path: Path = folder / "roadstead.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        url = f"sqlite:///{path}"
    db = open_database(url, folder / "run")
    db.write(grow)
    if request.param == "postgres":  # as autovacuum does; nothing does so for SQLite
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    yield url, Noting(db)
    close_soon(db)


class Undone(Exception):
    """Nothing of it is to stay."""


def statements(db: Noting, function: Callable[..., object], args: tuple[object, ...]) -> list[Statement]:
    """What the function asks of the database, which stays as it is."""

    def work(tx: Tx) -> None:
        function(tx, *args)
        raise Undone

    db.notes.clear()
    with pytest.raises(Undone):
        db.write(work)
    return list(db.notes)


@pytest.mark.parametrize(
    ("function", "args"), [*CALLS.items(), *MORE], ids=lambda value: getattr(value, "__name__", "")
)
def test_indexes_serve(grown: tuple[str, Noting], function: Callable[..., object], args: tuple[object, ...]) -> None:
    url, db = grown
    asked = statements(db, function, args)
    assert asked
    for statement in asked:
        assert (statement.sql, toil(url, statement, possible=True)) == (statement.sql, BOUNDED.get(function, []))


@pytest.mark.parametrize(("function", "args"), LISTS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_page_of_a_list_is_read_in_order(
    grown: tuple[str, Noting], function: Callable[..., object], args: tuple[object, ...]
) -> None:
    """By the plan that the database itself prefers."""
    url, db = grown
    for statement in statements(db, function, args):
        assert toil(url, statement) == []
