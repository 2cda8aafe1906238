"""Artifacts that no tag names go when that is asked for, and nothing else goes with them."""

from __future__ import annotations

import json

import pytest

from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog.untagged import Bare
from roadstead.domain.collection.model import Options, Tally
from roadstead.errors import Refusal
from tests.support.content import image
from tests.unit.catalog.world import ADMIN, REPOSITORY, World
from tests.unit.collection.collector import Notebook, collector

UNTAGGED = Options(delete_untagged=True, workers=5)
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
NOW = -1.0
"""Seconds: what became untagged just now is old enough."""


def clear(world: World, options: Options = UNTAGGED, seconds: float = NOW) -> Tally:
    return collector(world, untagged_seconds=seconds).run(options, Notebook())


def there(world: World) -> set[str]:
    return {digest for (digest,) in world.rows("SELECT digest FROM manifest")}


def index_of(world: World, *digests: str) -> bytes:
    listed = [named(world, one) for one in digests]
    return json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": listed}).encode()


def named(world: World, digest: str) -> dict[str, object]:
    ((size,),) = world.rows("SELECT size FROM manifest WHERE digest = ?", digest)
    return {"mediaType": MANIFEST, "digest": digest, "size": size}


def test_what_lost_its_tag_goes_and_what_has_one_stays(world: World) -> None:
    old = world.push_image(b"old", tags=("latest",))
    new = world.push_image(b"new", tags=("latest",))
    never = world.push_image(b"never tagged")
    assert clear(world, Options(workers=5)).purged_manifests == 0
    assert there(world) == {old, new, never}
    assert clear(world).purged_manifests == 2
    assert there(world) == {new}
    assert {reason for (reason,) in world.rows("SELECT reason FROM trash")} == {
        "untagged, removed by garbage collection"
    }


def test_what_was_left_once_is_found_later(world: World) -> None:
    """Its note is set apart, once, however often it is let go of."""
    digest = world.push_image(b"bare")
    for _ in range(3):
        clear(world, Options(workers=5))
        world.push(image(b"bare"), "v1")
        world.catalog.delete(REPOSITORY, "v1", ADMIN)
    clear(world, Options(workers=5))
    assert world.count("bare_manifest") == 1
    assert clear(world).purged_manifests == 1
    assert there(world).isdisjoint({digest})


def test_children_of_an_index_and_accessories_stay(world: World) -> None:
    child = world.push_image(b"child")
    index = world.push(index_of(world, child), "multi")
    signed = world.push_image(b"signed", tags=("v1",))
    body = {**json.loads(image(b"signed")), "subject": named(world, signed)}
    signature = world.push(json.dumps(body).encode())
    assert clear(world).purged_manifests == 0
    world.catalog.delete(REPOSITORY, "multi", ADMIN)
    assert clear(world).purged_manifests == 1
    assert there(world) == {signed, signature}
    assert index not in there(world)


def test_the_young_are_left_alone(world: World) -> None:
    """A client pushes an image's parts by digest first, and names them last."""
    digest = world.push_image(b"young")
    assert clear(world, seconds=3_600.0).purged_manifests == 0
    world.change("UPDATE bare_manifest SET since = 1")
    assert clear(world, seconds=3_600.0).purged_manifests == 0
    world.change("UPDATE manifest SET pushed_at = 1")
    assert clear(world, seconds=3_600.0).purged_manifests == 1
    assert digest not in there(world)


def test_one_that_gets_a_tag_at_that_moment_stays(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = world.push_image(b"bare")
    remove = world.catalog.untagged.remove

    def late(one: Bare, before: int, actor: Actor, reason: str) -> bool:
        world.push(image(b"bare"), "v1")
        return remove(one, before, actor, reason)

    monkeypatch.setattr(world.catalog.untagged, "remove", late)
    assert clear(world).purged_manifests == 0
    assert world.catalog.manifest(REPOSITORY, "v1").digest == digest


def test_what_may_not_go_is_told_of(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = world.push_image(b"bare")

    def refused(*_: object) -> bool:
        raise Refusal("PRECONDITION", "something keeps it")

    monkeypatch.setattr(world.catalog.untagged, "remove", refused)
    watch = Notebook()
    collector(world, untagged_seconds=NOW).run(UNTAGGED, watch)
    assert any(digest in line and "something keeps it" in line for line in watch.lines)


def test_a_dry_run_counts_them(world: World) -> None:
    world.push_image(b"one")
    world.push_image(b"two", tags=("v1",))
    world.catalog.delete(REPOSITORY, "v1", ADMIN)
    assert clear(world, Options(delete_untagged=True, dry_run=True)).purged_manifests == 2
    assert len(there(world)) == 2
    assert clear(world).purged_manifests == 2


def test_notes_of_what_is_gone_or_tagged_go(world: World) -> None:
    world.push_image(b"one", tags=("v1",))
    gone = world.push_image(b"two", tags=("v2",))
    world.catalog.delete(REPOSITORY, gone, ADMIN)
    assert world.count("bare_manifest") > 0
    clear(world, Options(workers=5))
    assert world.count("bare_manifest") == 0
