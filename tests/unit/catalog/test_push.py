"""Pushing and pulling manifests: what is kept, what is refused, and that a refusal changes nothing."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from roadstead.errors import Refusal
from roadstead.oci import mediatypes
from roadstead.oci.digest import digest_of
from tests.support.content import CONFIG, absent, descriptor, docker_image, image, index, noise
from tests.unit.catalog.world import REPOSITORY, World
from tests.unit.refusals import refused

LAYER = noise("layer")
TABLES = (
    "manifest",
    "manifest_body",
    "manifest_blob",
    "manifest_child",
    "manifest_gap",
    "tag",
    "tag_history",
    "outbox",
)


def counts(world: World) -> dict[str, int]:
    """How many rows each table of pushes has."""
    return {table: world.count(table) for table in TABLES}


@pytest.mark.parametrize("make", [image, docker_image])
def test_a_manifest_comes_back_as_it_was_pushed(world: World, make: object) -> None:
    assert callable(make)
    for blob in (CONFIG, LAYER):
        world.push_blob(blob)
    body: bytes = make(LAYER)
    digest = world.push(body, "v1", "latest")
    for reference in (digest, "v1", "latest"):
        found = world.catalog.manifest(REPOSITORY, reference)
        assert (found.digest, found.body) == (digest, body)
        assert found.media_type == (mediatypes.OCI_MANIFEST if make is image else mediatypes.DOCKER_MANIFEST)
        assert digest == f"sha256:{hashlib.sha256(found.body).hexdigest()}"


def test_what_is_not_there_is_unknown(world: World) -> None:
    for reference in ("v1", absent()):
        with refused("NAME_UNKNOWN", "repository library/app does not exist"):
            world.catalog.manifest(REPOSITORY, reference)
    with refused("NAME_UNKNOWN", "repository library/app does not exist"):
        world.catalog.blob(REPOSITORY, absent())
    world.push_image(LAYER, tags=("v2",))
    for reference in ("v1", "V2", absent()):
        with refused("MANIFEST_UNKNOWN", reference):
            world.catalog.manifest(REPOSITORY, reference)
    with refused("BLOB_UNKNOWN", absent()):
        world.catalog.blob(REPOSITORY, absent())


def test_a_push_makes_repositories_but_no_projects(world: World) -> None:
    for blob in (CONFIG, LAYER):
        world.push_blob(blob, "library/deep/er")
    world.push(image(LAYER), repository="library/deep/er")
    assert world.catalog.repositories("", 10).items == ["library/deep/er"]
    for name in ("nowhere/app", "librar/app", "library2/app"):
        with refused("NAME_UNKNOWN", f"project {name.partition('/')[0]} does not exist"):
            world.push(image(LAYER), repository=name)
    assert world.rows("SELECT name FROM repository") == [("library/deep/er",)]


def test_a_manifest_that_names_what_is_not_there_is_refused_whole(world: World) -> None:
    world.push_blob(CONFIG)
    before = counts(world)
    with pytest.raises(Refusal) as told:
        world.push(image(LAYER, noise("other")), "v1")
    assert told.value.code == "MANIFEST_BLOB_UNKNOWN"
    assert told.value.detail == [{"digest": digest} for digest in sorted(map(digest_of, (LAYER, noise("other"))))]
    with refused("MANIFEST_BLOB_UNKNOWN", "push it first"):
        world.push(index(image(LAYER)), "v1")
    assert counts(world) == before


def test_blobs_of_another_repository_do_not_count(world: World) -> None:
    for blob in (CONFIG, LAYER):
        world.push_blob(blob, "library/other")
    world.push(image(LAYER), repository="library/other")
    with refused("MANIFEST_BLOB_UNKNOWN"):
        world.push(image(LAYER))
    with refused("MANIFEST_BLOB_UNKNOWN"):
        world.push(index(image(LAYER)))


def test_a_size_that_is_not_the_contents_is_refused(world: World) -> None:
    world.push_image(LAYER)
    before = counts(world)
    wrong = {**descriptor(LAYER, mediatypes.OCI_LAYER_GZIP), "size": len(LAYER) + 1}
    with refused("MANIFEST_INVALID", f"the content has {len(LAYER)} bytes"):
        world.push(image(LAYER, layers=[wrong]), "v1")
    child = {**descriptor(image(LAYER), mediatypes.OCI_MANIFEST), "size": 1}
    with refused("MANIFEST_INVALID", "the manifest says 1"):
        world.push(index(manifests=[child]), "v1")
    assert counts(world) == before


def test_edges_say_what_a_manifest_keeps(world: World) -> None:
    other = noise("other")
    child = world.push_image(LAYER, other, LAYER)
    top = world.push(index(image(LAYER, other, LAYER), image(LAYER, other, LAYER)), "v1")
    kept = world.rows(
        "SELECT m.digest, b.digest FROM manifest_blob e JOIN manifest m ON m.id = e.manifest_id"
        " JOIN blob b ON b.id = e.blob_id JOIN repository r ON r.id = e.repository_id AND r.id = m.repository_id"
    )
    assert sorted(kept) == sorted((child, digest_of(blob)) for blob in (CONFIG, LAYER, other))
    pairs = world.rows(
        "SELECT p.digest, c.digest FROM manifest_child e JOIN manifest p ON p.id = e.parent_id"
        " JOIN manifest c ON c.id = e.child_id"
    )
    assert pairs == [(top, child)]


def test_a_thousand_layers_are_kept(world: World) -> None:
    """More than one statement takes parameters."""
    layers = [noise(number, 8) for number in range(1_200)]
    for layer in (CONFIG, layers[0]):
        world.push_blob(layer)
    for number in range(1, len(layers)):  # their bytes do not matter here
        size, digest = len(layers[number]), digest_of(layers[number])
        world.change(
            "INSERT INTO blob (digest, size, incarnation, created_at) VALUES (?, ?, ?, 0)",
            digest,
            size,
            f"{number:032x}",
        )
    world.change(
        "INSERT INTO blob_lease (repository_id, blob_id, expires_at)"
        " SELECT 1, id, 9999999999999 FROM blob WHERE incarnation < 'f' ON CONFLICT DO NOTHING"
    )
    digest = world.push(image(*layers), "v1")
    assert world.catalog.manifest(REPOSITORY, "v1").digest == digest
    assert world.count("manifest_blob") == 1_201


def test_pushed_again_it_is_the_same_and_newer(world: World) -> None:
    digest = world.push_image(LAYER, tags=("v1",))
    world.change("UPDATE manifest SET pushed_at = 1")
    world.change("UPDATE tag SET pushed_at = 1")
    before = counts(world)
    assert world.push(image(LAYER), "v1") == digest
    assert counts(world) == {**before, "outbox": before["outbox"] + 1}
    assert world.rows("SELECT count(*) FROM manifest WHERE pushed_at > 1") == [(1,)]
    assert world.rows("SELECT count(*) FROM tag WHERE pushed_at > 1") == [(1,)]


def test_one_manifest_pushed_by_many_at_once_is_one(world: World) -> None:
    for blob in (CONFIG, LAYER):
        world.push_blob(blob)
    start = threading.Barrier(12)

    def push(number: int) -> None:
        start.wait()
        world.push(image(LAYER), f"v{number}")

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(push, range(12)))
    assert counts(world) == {
        "manifest": 1,
        "manifest_body": 1,
        "manifest_blob": 2,
        "manifest_child": 0,
        "manifest_gap": 0,
        "tag": 12,
        "tag_history": 12,
        "outbox": 12,
    }


def test_what_is_cached_of_the_repository_is_old_after_a_push(world: World) -> None:
    world.push_image(LAYER)
    generation = world.db.generations.of(f"repository:{REPOSITORY}")
    world.push(image(LAYER), "v1")
    assert world.db.generations.of(f"repository:{REPOSITORY}") != generation
