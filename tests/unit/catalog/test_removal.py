"""Deleting: a tag, a manifest with its tags, a blob; and what is kept because something names it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from roadstead.errors import Refusal
from roadstead.oci.digest import digest_of
from tests.support.content import CONFIG, absent, image, index, noise
from tests.unit.catalog.world import EVE, REPOSITORY, World
from tests.unit.refusals import refused

LAYER = noise("layer")


def test_a_deleted_tag_leaves_the_manifest(world: World) -> None:
    digest = world.push_image(LAYER, tags=("v1", "v2"))
    generation = world.db.generations.of(f"repository:{REPOSITORY}")
    world.catalog.delete(REPOSITORY, "v1", EVE)
    assert world.db.generations.of(f"repository:{REPOSITORY}") != generation
    assert world.catalog.tags(REPOSITORY, "", 10).items == ["v2"]
    assert world.catalog.manifest(REPOSITORY, digest).digest == digest
    with refused("MANIFEST_UNKNOWN"):
        world.catalog.manifest(REPOSITORY, "v1")
    with refused("MANIFEST_UNKNOWN", "there is no tag v1 in library/app"):
        world.catalog.delete(REPOSITORY, "v1", EVE)


def test_a_deleted_manifest_goes_with_its_tags_body_and_edges(world: World) -> None:
    stays = world.push_image(noise("other"), tags=("other",))
    digest = world.push_image(LAYER, tags=("v1", "v2"))
    world.push_image(LAYER, tags=("v1",), repository="library/other")
    generation = world.db.generations.of(f"repository:{REPOSITORY}")
    world.catalog.delete(REPOSITORY, digest, EVE)
    assert world.db.generations.of(f"repository:{REPOSITORY}") != generation
    assert world.catalog.tags(REPOSITORY, "", 10).items == ["other"]
    for reference in (digest, "v1", "v2"):
        with refused("MANIFEST_UNKNOWN"):
            world.catalog.manifest(REPOSITORY, reference)
    with refused("MANIFEST_UNKNOWN", digest):
        world.catalog.delete(REPOSITORY, digest, EVE)
    assert world.catalog.manifest(REPOSITORY, "other").digest == stays
    assert world.catalog.manifest("library/other", "v1").digest == digest
    assert world.count("manifest_body") == world.count("manifest") == 2
    assert world.count("manifest_blob") == 4
    assert world.push(image(LAYER), "v1") == digest  # its blobs are leased still


def test_what_an_index_names_stays_until_the_index_goes(world: World) -> None:
    child = world.push_image(LAYER, tags=("child",))
    middle = world.push(index(image(LAYER)))
    top = world.push(index(index(image(LAYER))), "top")
    for digest, parent in ((child, middle), (middle, top)):
        with refused("UNSUPPORTED", f"is part of the index {parent}"):
            world.catalog.delete(REPOSITORY, digest, EVE)
    assert world.catalog.tags(REPOSITORY, "", 10).items == ["child", "top"]
    for digest in (top, child):  # the middle has no tag and goes with the top
        world.catalog.delete(REPOSITORY, digest, EVE)
    assert world.count("manifest") == world.count("manifest_child") == world.count("tag") == 0


def test_what_belongs_to_a_subject_goes_with_it(world: World) -> None:
    subject = world.push_image(LAYER)
    pointer = {"mediaType": "x/y", "digest": subject, "size": 10}
    referrer = world.push(image(LAYER, subject=pointer))
    world.catalog.delete(REPOSITORY, subject, EVE)
    assert world.catalog.referrers(REPOSITORY, subject, None, "", 10) == ([], False)
    with refused("MANIFEST_UNKNOWN"):
        world.catalog.manifest(REPOSITORY, referrer)


def test_a_deleted_blob_is_no_longer_given_out_by_its_repository(world: World) -> None:
    digest = digest_of(LAYER)
    for repository in (REPOSITORY, "library/other"):
        world.push_blob(LAYER, repository)
    generation = world.db.generations.of(f"repository:{REPOSITORY}")
    world.catalog.delete_blob(REPOSITORY, digest)
    assert world.db.generations.of(f"repository:{REPOSITORY}") != generation
    with refused("BLOB_UNKNOWN"):
        world.catalog.blob(REPOSITORY, digest)
    with refused("BLOB_UNKNOWN"):
        world.catalog.delete_blob(REPOSITORY, digest)
    assert world.catalog.blob("library/other", digest).size == len(LAYER)


def test_a_blob_that_a_manifest_names_stays(world: World) -> None:
    manifest = world.push_image(LAYER)
    for blob in (LAYER, CONFIG):
        with refused("UNSUPPORTED", f"is part of manifest {manifest}"):
            world.catalog.delete_blob(REPOSITORY, digest_of(blob))
        assert world.catalog.blob(REPOSITORY, digest_of(blob)).size == len(blob)
    world.push_blob(LAYER, "library/other")
    world.catalog.delete_blob("library/other", digest_of(LAYER))
    world.catalog.delete(REPOSITORY, manifest, EVE)
    world.catalog.delete_blob(REPOSITORY, digest_of(LAYER))


def test_nothing_is_deleted_where_there_is_nothing(world: World) -> None:
    for reference in ("v1", absent()):
        with refused("NAME_UNKNOWN"):
            world.catalog.delete(REPOSITORY, reference, EVE)
    with refused("NAME_UNKNOWN"):
        world.catalog.delete_blob(REPOSITORY, absent())
    assert world.count("repository") == 0


def test_a_manifest_pushed_and_deleted_at_once_is_there_or_not(world: World) -> None:
    """Each answer is one of a serial order, and rows and tags agree at the end."""
    for blob in (CONFIG, LAYER):
        world.push_blob(blob)
    digest = digest_of(image(LAYER))
    answers: list[str] = []

    def work(number: int) -> None:
        for _ in range(8):
            try:
                if number % 2:
                    world.push(image(LAYER), f"v{number}")
                else:
                    world.catalog.delete(REPOSITORY, digest, EVE)
            except Refusal as refusal:
                answers.append(refusal.code)
            else:
                answers.append("pushed" if number % 2 else "deleted")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    # MANIFEST_BLOB_UNKNOWN: it was there as the push began, and deleted before the push had it.
    assert set(answers) <= {"pushed", "deleted", "MANIFEST_UNKNOWN", "MANIFEST_BLOB_UNKNOWN"}
    told = [event["type"] for event in world.events()]
    assert told.count("ManifestDeleted") == answers.count("deleted")
    assert told.count("ManifestPushed") == answers.count("pushed")
    there = told[-1] == "ManifestPushed"
    assert world.count("manifest") == there
    tags = world.catalog.tags(REPOSITORY, "", 10).items
    assert bool(tags) == there
    for tag in ("v1", "v3"):
        history = world.history(tag)
        assert (bool(history) and history[-1][0] is not None) == (tag in tags)


def test_of_many_deletes_at_once_one_deletes(world: World) -> None:
    many, rounds = 6, 10
    digest = world.push_image(LAYER)
    start = threading.Barrier(many)

    def delete(_: int) -> str:
        start.wait()
        try:
            world.catalog.delete(REPOSITORY, digest, EVE)
        except Refusal as refusal:
            return refusal.code
        return "deleted"

    with ThreadPoolExecutor(many) as pool:
        for _ in range(rounds):
            answers = sorted(pool.map(delete, range(many)))
            assert answers == ["MANIFEST_UNKNOWN"] * (many - 1) + ["deleted"]
            world.push(image(LAYER))
    assert [event["type"] for event in world.events()] == ["ManifestPushed", "ManifestDeleted"] * rounds + [
        "ManifestPushed"
    ]
