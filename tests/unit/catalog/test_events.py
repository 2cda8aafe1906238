"""Events: written with the change they tell of, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from roadstead.blobs.driver import StorageError
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.oci.digest import digest_of
from tests.support.content import CONFIG, image, index, noise
from tests.unit.catalog.world import ACTOR, EVE, REPOSITORY, World

LAYER = noise("layer")
TABLES = (
    "repository",
    "blob",
    "blob_lease",
    "manifest",
    "manifest_body",
    "manifest_blob",
    "manifest_child",
    "manifest_gap",
    "unlink_log",
    "tag",
    "tag_history",
    "upload",
    "outbox",
)


def everything(world: World) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    return {table: sorted(world.rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def test_each_change_tells_of_itself_once(world: World) -> None:
    one = world.push_image(LAYER, tags=("v1", "v2"))
    top = world.push(index(image(LAYER)), actor="ada")
    world.push(image(LAYER), "v2", actor="bob")
    world.catalog.delete(REPOSITORY, "v1", EVE)
    world.catalog.delete(REPOSITORY, top, EVE)
    world.catalog.delete(REPOSITORY, one, EVE)

    def pushed(digest: str, tags: list[str], actor: str) -> dict[str, object]:
        return {"type": "ManifestPushed", "repository": REPOSITORY, "digest": digest, "tags": tags, "actor": actor}

    def deleted(digest: str, tags: list[str]) -> dict[str, object]:
        return {"type": "ManifestDeleted", "repository": REPOSITORY, "digest": digest, "tags": tags, "actor": "eve"}

    assert world.events() == [
        pushed(one, ["v1", "v2"], "admin"),
        pushed(top, [], "ada"),
        pushed(one, ["v2"], "bob"),
        {"type": "TagDeleted", "repository": REPOSITORY, "tag": "v1", "actor": "eve"},
        deleted(top, []),
        deleted(one, ["v2"]),
    ]
    kinds = [kind for (kind,) in world.rows("SELECT kind FROM outbox ORDER BY id")]
    assert kinds == [event["type"] for event in world.events()]


def test_what_is_refused_tells_nothing(world: World) -> None:
    child = world.push_image(LAYER)
    world.push(index(image(LAYER)), "v1")
    before = everything(world)
    for work in (
        lambda: world.push(image(noise("absent")), "v2"),
        lambda: world.push(image(LAYER), "v2", repository="nowhere/app"),
        lambda: world.catalog.delete(REPOSITORY, "v2", EVE),
        lambda: world.catalog.delete(REPOSITORY, digest_of(b""), EVE),
        lambda: world.catalog.delete(REPOSITORY, child, EVE),
        lambda: world.catalog.delete("library/absent", child, EVE),
        lambda: world.catalog.delete_blob(REPOSITORY, digest_of(LAYER)),
        lambda: world.catalog.delete_blob(REPOSITORY, digest_of(b"")),
    ):
        with pytest.raises(Refusal):
            work()
    assert everything(world) == before


WORKS = ("upload", "manifest", "delete")
"""What else has points of its own is tried beside it, and killed at all of them by `tests/faults`."""
BEFORE_COMMIT = [p for p in faults.POINTS if p.startswith(WORKS) and not p.endswith("after-commit")]


@pytest.mark.parametrize("point", BEFORE_COMMIT)
def test_what_fails_on_its_way_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    """Rows of manifest, tags, history and event come together or not at all; so do blob, lease and session's end."""
    one = world.push_image(noise("before"), tags=("v1",))
    for blob in (CONFIG, LAYER):
        world.push_blob(blob)
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, noise("upload"))
    works: dict[str, Callable[[], object]] = {
        "upload": lambda: world.finish(upload_id, digest_of(noise("upload"))),
        "manifest": lambda: world.push(image(LAYER), "v1", "v2"),
        "delete": lambda: world.catalog.delete(REPOSITORY, one, EVE),
    }
    before = everything(world)

    def fail(reached: str) -> None:
        if reached == point:
            raise OSError("asked for")

    monkeypatch.setattr(faults, "reach", fail)
    with pytest.raises((OSError, StorageError)):
        works[point.partition(".")[0]]()
    assert everything(world) == before
    monkeypatch.undo()
    works[point.partition(".")[0]]()
    assert everything(world) != before
