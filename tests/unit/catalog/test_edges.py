"""Edges: the database itself refuses to lose what is named, and to name what is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.catalog import write_store
from roadstead.domain.catalog.model import LiveBlob
from roadstead.oci import mediatypes
from tests.support.content import CONFIG, descriptor, image, index, noise
from tests.unit.catalog.world import ACTOR, REPOSITORY, World, enter_world
from tests.unit.refusals import refused

LAYER = noise("layer")
DIGEST = descriptor(LAYER, "")["digest"]


def condemn_before(monkeypatch: pytest.MonkeyPatch, name: str, *statements: str) -> None:
    """The first time that the store is asked for `name`, a collector has been there just before."""
    original: Callable[..., Any] = getattr(write_store, name)

    def late(tx: Tx, *args: Any) -> Any:
        monkeypatch.setattr(write_store, name, original)
        for statement in statements:
            tx.run(statement, DIGEST)
        return original(tx, *args)

    monkeypatch.setattr(write_store, name, late)


NO_LEASES = "DELETE FROM blob_lease WHERE blob_id = (SELECT id FROM blob WHERE digest = ?)"
NO_IMAGES = f"DELETE FROM manifest WHERE digest <> ? AND media_type = '{mediatypes.OCI_MANIFEST}'"
NO_BLOB = "DELETE FROM blob WHERE digest = ?"


def test_a_blob_that_a_manifest_names_cannot_be_removed(world: World) -> None:
    world.push_image(LAYER)
    for statement in ("DELETE FROM blob_lease", "DELETE FROM tag"):
        world.change(statement)
    with pytest.raises(IntegrityError):
        world.change(NO_BLOB, DIGEST)
    assert world.catalog.blob(REPOSITORY, DIGEST).size == len(LAYER)
    world.change("DELETE FROM manifest")
    assert world.change(NO_BLOB, DIGEST) == 1


def test_a_manifest_that_an_index_or_a_tag_names_cannot_be_removed(world: World) -> None:
    child = world.push_image(LAYER)
    world.push(index(image(LAYER)), "v1")
    for digest in (child, world.catalog.manifest(REPOSITORY, "v1").digest):
        with pytest.raises(IntegrityError):
            world.change("DELETE FROM manifest WHERE digest = ?", digest)
    assert world.count("manifest") == world.count("manifest_body") == 2


def test_a_push_that_names_a_condemned_blob_is_refused_whole(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for blob in (CONFIG, LAYER):
        world.push_blob(blob)
    condemn_before(monkeypatch, "add_edges", NO_LEASES, NO_BLOB)
    with refused("MANIFEST_BLOB_UNKNOWN", "was deleted meanwhile: push it again"):
        world.push(image(LAYER), "v1")
    assert world.count("manifest") == world.count("tag") == world.count("outbox") == 0
    world.push(image(LAYER), "v1")  # here the condemnation was undone with the push


def test_a_push_that_names_a_condemned_manifest_is_refused_whole(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.push_image(LAYER)
    condemn_before(monkeypatch, "add_children", NO_IMAGES)
    with refused("MANIFEST_BLOB_UNKNOWN", "was deleted meanwhile: push it again"):
        world.push(index(image(LAYER)), "v1")
    assert world.count("manifest") == 1
    assert world.count("tag") == 0


def test_a_finish_that_counts_on_a_blob_which_is_condemned_brings_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.push_blob(LAYER, "library/other")
    before = world.catalog.blob("library/other", DIGEST).key
    look = world.uploads.catalog.live_blob

    def looked(digest: str) -> LiveBlob | None:
        found = look(digest)
        if found is not None and found.incarnation in before:
            world.change(NO_LEASES, DIGEST)
            world.change(NO_BLOB, DIGEST)
        return found

    monkeypatch.setattr(world.uploads.catalog, "live_blob", looked)
    world.push_blob(LAYER)
    key = world.catalog.blob(REPOSITORY, DIGEST).key
    assert key != before
    assert world.storage.size(key) == len(LAYER)


@pytest.mark.parametrize("live", [False, True])
def test_a_finish_whose_blob_is_condemned_in_the_last_moment_tries_again(
    world: World, monkeypatch: pytest.MonkeyPatch, live: bool
) -> None:
    if live:
        world.push_blob(LAYER, "library/other")
    condemn_before(monkeypatch, "lease_blob", NO_LEASES, NO_BLOB)
    world.push_blob(LAYER)
    assert list(world.storage.keys()) == [world.catalog.blob(REPOSITORY, DIGEST).key]


def test_bytes_that_were_brought_in_vain_do_not_stay(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first try fails, and before the second somebody else brings the same content."""
    condemn_before(monkeypatch, "lease_blob", NO_LEASES, NO_BLOB)
    bring = enter_world(world.db, world.folder).push_blob
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, LAYER)
    tried: list[str] = []
    look = world.uploads.catalog.live_blob

    def looked(digest: str) -> LiveBlob | None:
        if tried:
            bring(LAYER, "library/other")
        tried.append(digest)
        return look(digest)

    monkeypatch.setattr(world.uploads.catalog, "live_blob", looked)
    world.finish(upload_id, DIGEST)
    assert len(tried) == 2
    assert list(world.storage.keys()) == [world.catalog.blob(REPOSITORY, DIGEST).key]
    assert world.unlinks() == []


def test_a_mount_of_a_condemned_blob_becomes_an_upload(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.push_blob(LAYER, "library/other")
    condemn_before(monkeypatch, "lease_blob", NO_LEASES, NO_BLOB)
    assert not world.uploads.mount(REPOSITORY, DIGEST, "library/other")
    assert world.count("blob_lease") == 1
