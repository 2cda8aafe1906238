"""What the hot operations ask of the database, counted: a statement more is a decision, not an accident."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from roadstead.db.database import Database
from roadstead.oci.digest import digest_of
from tests.support.content import absent, image, index, noise
from tests.support.statements import Noting
from tests.unit.catalog.world import ACTOR, REPOSITORY, World, enter_world

LAYERS = [noise(number) for number in range(20)]
ONE, MANY = image(LAYERS[0]), image(*LAYERS)
OTHER = image(LAYERS[1])
UNSENT = noise("unsent")

FIND_PLACE = ["SELECT project"]
ROW = ["INSERT manifest", "INSERT manifest_body", "INSERT manifest_blob", "DELETE manifest_gap"]
TAG = ["UPDATE tag", "INSERT tag", "INSERT tag_history"]
TELL = ["INSERT outbox", "INSERT audit_log", "UPDATE repository"]
RULES = ["SELECT project"]  # of immutable tags: asked when a tag is there already
LOOK = ["SELECT repository"]  # for the configuration, which says what an image is: in service it is remembered
COUNT = ["INSERT project_content", "SELECT project_content", "INSERT quota_usage"]
COUNTED = ["INSERT project_content", "INSERT quota_usage"]
RELIST = ["UPDATE manifest", "UPDATE manifest"]
ARRIVE = ["SELECT blob", "INSERT blob_lease", "DELETE manifest_gap"]

# What is done: (how, in how many transactions, with which statements). ONE is there and tagged `one`, its blobs and
# those of OTHER and MANY are there, `session` is an upload that holds UNSENT.
Step = Callable[[World, str], object]
OPERATIONS: dict[str, tuple[Step, int, list[str]]] = {
    "pull by tag": (lambda w, _: w.catalog.manifest(REPOSITORY, "one"), 1, ["SELECT repository"]),
    "pull by digest": (lambda w, _: w.catalog.manifest(REPOSITORY, digest_of(ONE)), 1, ["SELECT repository"]),
    "pull a blob": (lambda w, _: w.catalog.blob(REPOSITORY, digest_of(LAYERS[0])), 1, ["SELECT repository"]),
    "list tags": (lambda w, _: w.catalog.tags(REPOSITORY, "", 100), 1, ["SELECT repository", "SELECT tag"]),
    "list repositories": (lambda w, _: w.catalog.repositories("", 100), 1, ["SELECT repository"]),
    "list referrers": (
        lambda w, _: w.catalog.referrers(REPOSITORY, digest_of(ONE), None, "", 100),
        1,
        ["SELECT repository", "SELECT manifest"],
    ),
    "push an image by digest": (
        lambda w, _: w.push(OTHER),
        2,
        [*LOOK, *FIND_PLACE, "SELECT blob", *ROW, *TELL, *COUNT],
    ),
    "push an image by tag": (
        lambda w, _: w.push(OTHER, "other"),
        2,
        [*LOOK, *FIND_PLACE, "SELECT blob", *ROW, *TAG, *TELL, *COUNT],
    ),
    "push an image of many layers": (
        lambda w, _: w.push(MANY, "many"),
        2,
        [*LOOK, *FIND_PLACE, "SELECT blob", *ROW, *TAG, *TELL, *COUNT],
    ),
    "push over a tag": (
        lambda w, _: w.push(OTHER, "one"),
        2,
        [
            *LOOK,
            *FIND_PLACE,
            "SELECT blob",
            *ROW,
            "UPDATE tag",
            "UPDATE tag",
            *RULES,
            "INSERT tag_history",
            *RELIST,
            *TELL,
            *COUNT,
        ],
    ),
    "push again": (
        lambda w, _: w.push(ONE, "one"),
        2,
        [*LOOK, *FIND_PLACE, "SELECT blob", "INSERT manifest", "UPDATE manifest", "UPDATE tag", *RULES, *TELL],
    ),
    "push an index": (
        lambda w, _: w.push(index(ONE), "index"),
        1,
        [
            *FIND_PLACE,
            "SELECT manifest",
            "INSERT manifest",
            "INSERT manifest_body",
            "INSERT manifest_child",
            "DELETE manifest_gap",
            *TAG,
            *RELIST,
            *TELL,
            "INSERT project_content",
            "INSERT quota_usage",
        ],
    ),
    "push into a new repository": (
        lambda w, _: w.uploads.begin("library/new", ACTOR),
        1,
        [*FIND_PLACE, "INSERT repository", "SELECT upload", "INSERT upload"],
    ),
    "begin an upload": (
        lambda w, _: w.uploads.begin(REPOSITORY, ACTOR),
        1,
        [*FIND_PLACE, "SELECT upload", "INSERT upload"],
    ),
    "go on with an upload": (lambda w, session: w.send(session, b"more"), 1, ["SELECT upload"]),
    "ask for an upload": (lambda w, session: w.uploads.size(session, REPOSITORY, ACTOR), 1, ["SELECT upload"]),
    "finish an upload": (
        lambda w, session: w.finish(session, digest_of(UNSENT)),
        3,
        ["SELECT upload", "SELECT blob", *FIND_PLACE, "INSERT blob", *ARRIVE, *COUNTED, "DELETE upload"],
    ),
    "mount": (
        lambda w, _: w.uploads.mount("library/new", digest_of(LAYERS[0]), REPOSITORY),
        1,
        [
            "SELECT repository",
            *FIND_PLACE,
            "INSERT repository",
            "INSERT blob_lease",
            "DELETE manifest_gap",
            "INSERT project_content",
            "SELECT project_content",
        ],
    ),
    "find what is absent": (lambda w, _: w.uploads.mount(REPOSITORY, absent(), "library/b"), 1, ["SELECT repository"]),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_statements_are_counted(world: World, database: Database, tmp_path: Path, name: str) -> None:
    work, transactions, statements = OPERATIONS[name]
    for layer in LAYERS[1:]:
        world.push_blob(layer)
    world.push_image(LAYERS[0], tags=("one",))
    session = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(session, UNSENT)
    noting = Noting(database)
    work(enter_world(noting, tmp_path / "data"), session)
    assert [statement.words for statement in noting.notes] == statements
    assert noting.transactions == transactions
