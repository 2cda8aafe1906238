"""Leases: what a repository may give out before a manifest names it, and until when."""

from __future__ import annotations

from tests.support.content import absent, descriptor, image, noise
from tests.unit.catalog.world import ADMIN, REPOSITORY, World
from tests.unit.refusals import refused

LAYER = noise("layer")
DIGEST = descriptor(LAYER, "")["digest"]


def end_leases(world: World) -> None:
    """A day goes by."""
    world.change("UPDATE blob_lease SET expires_at = 1")


def test_what_was_sent_is_readable_in_its_repository_for_a_while(world: World) -> None:
    world.push_blob(LAYER)
    world.push_image(repository="library/other")
    assert world.catalog.blob(REPOSITORY, DIGEST).size == len(LAYER)
    with refused("BLOB_UNKNOWN"):
        world.catalog.blob("library/other", DIGEST)
    end_leases(world)
    with refused("BLOB_UNKNOWN"):
        world.catalog.blob(REPOSITORY, DIGEST)
    with refused("MANIFEST_BLOB_UNKNOWN"):
        world.push(image(LAYER))
    assert not world.uploads.mount("library/other", DIGEST, REPOSITORY)


def test_what_a_manifest_names_needs_no_lease(world: World) -> None:
    manifest = world.push_image(LAYER)
    end_leases(world)
    assert world.catalog.blob(REPOSITORY, DIGEST).size == len(LAYER)
    assert world.push(image(LAYER), "again") == manifest
    world.catalog.delete(REPOSITORY, manifest, ADMIN)
    with refused("BLOB_UNKNOWN"):
        world.catalog.blob(REPOSITORY, DIGEST)


def test_a_lease_is_as_long_as_the_setting_says_and_is_renewed(world: World) -> None:
    world.limits.lease_seconds = 1_000
    world.push_blob(LAYER)
    ((first,),) = world.rows("SELECT expires_at - created_at FROM blob_lease JOIN blob ON id = blob_id")
    assert 999_000 <= first <= 1_060_000
    end_leases(world)
    world.push_blob(LAYER)
    assert world.rows("SELECT count(*) FROM blob_lease WHERE expires_at > 1") == [(1,)]
    end_leases(world)
    assert not world.uploads.mount(REPOSITORY, DIGEST, REPOSITORY)
    world.push_image(LAYER, repository="library/other")
    assert world.uploads.mount(REPOSITORY, DIGEST, "library/other")
    assert world.catalog.blob(REPOSITORY, DIGEST).size == len(LAYER)
    assert world.count("blob_lease") == 3


def test_a_mount_gives_a_lease_and_moves_no_byte(world: World) -> None:
    world.push_blob(LAYER, "library/source")
    before = list(world.storage.keys())
    assert world.uploads.mount("library/made/just-now", DIGEST, "library/source")
    assert world.catalog.blob("library/made/just-now", DIGEST).key == before[0]
    assert list(world.storage.keys()) == before
    for source in ("library/absent", "nowhere/at-all", "library/made"):
        assert not world.uploads.mount(REPOSITORY, DIGEST, source)
    assert not world.uploads.mount(REPOSITORY, absent(), "library/source")
    with refused("NAME_UNKNOWN", "project nowhere"):
        world.uploads.mount("nowhere/app", DIGEST, "library/source")
    with refused("DIGEST_INVALID"):
        world.uploads.mount(REPOSITORY, "sha256:abc", "library/source")
    assert world.rows("SELECT name FROM repository ORDER BY name") == [("library/made/just-now",), ("library/source",)]


def test_holders_are_those_that_may_give_out_the_blob(world: World) -> None:
    assert world.catalog.holders(DIGEST, 10) == []
    for name in ("library/named", "library/both"):
        world.push_image(LAYER, tags=("a", "b"), repository=name)
        world.push_image(LAYER, noise("more"), repository=name)
    world.push_image(noise("other"), repository="library/neither")
    for name in ("library/leased", "library/lapsed"):
        world.push_blob(LAYER, name)
    world.change(
        "UPDATE blob_lease SET expires_at = 1 WHERE repository_id IN"
        " (SELECT id FROM repository WHERE name IN ('library/named', 'library/lapsed'))"
    )
    holding = {"library/named", "library/both", "library/leased"}
    assert sorted(world.catalog.holders(DIGEST, 10)) == sorted(holding)
    for most in (1, 2, 3):
        found = world.catalog.holders(DIGEST, most)
        assert len(found) == len(set(found)) == most
        assert set(found) <= holding
    assert world.catalog.holders(absent(), 10) == []
