"""A blob arrives: which incarnation counts, whose bytes are superfluous, and when they may be unlinked."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from roadstead.blobs.paths import blob_key
from roadstead.domain.catalog.arrival import READER_SECONDS
from roadstead.kit.clock import now_ms
from roadstead.oci.digest import digest_of
from tests.support.content import noise
from tests.unit.catalog.world import ACTOR, REPOSITORY, World
from tests.unit.refusals import refused

LAYER = noise("layer")
DIGEST = digest_of(LAYER)


def pulled(world: World, digest: str = DIGEST, repository: str = REPOSITORY) -> bytes:
    """The blob's bytes as the repository gives them out."""
    found = world.catalog.blob(repository, digest)
    blob = world.storage.open(found.key)
    try:
        assert blob.size == found.size
        return blob.read(0, found.size)
    finally:
        blob.close()


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
@pytest.mark.parametrize("size", [0, 1, 1 << 20])
def test_a_blob_that_arrives_is_its_file_its_row_and_its_lease(world: World, size: int, algorithm: str) -> None:
    data = noise("arrives", size)
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, data)
    digest = digest_of(data, algorithm)
    world.finish(upload_id, digest)
    assert world.rows("SELECT digest, size, incarnation FROM blob") == [(digest, size, upload_id)]
    assert list(world.storage.keys()) == [blob_key(digest, upload_id)]
    assert list(world.storage.uploads()) == []
    assert world.count("upload") == 0
    assert pulled(world, digest) == data


def test_content_that_is_live_already_comes_in_without_another_file(world: World) -> None:
    world.push_blob(LAYER)
    world.push_blob(LAYER)
    world.push_blob(LAYER, "library/other")
    assert list(world.storage.keys()) == [world.catalog.blob("library/other", DIGEST).key]
    assert world.count("blob") == 1
    assert world.unlinks() == []


@pytest.mark.parametrize("damage", ["lost", "cut", "grown"])
def test_a_damaged_file_is_replaced_by_the_next_push(world: World, damage: str) -> None:
    """Who reads the old one may finish; the old path is unlinked later."""
    world.push_blob(LAYER, "library/other")
    old = world.catalog.blob("library/other", DIGEST).key
    path = world.folder / old
    if damage == "lost":
        path.unlink()
    else:
        os.truncate(path, 10 if damage == "cut" else 10_000)
    before = now_ms()
    world.push_blob(LAYER)
    for repository in (REPOSITORY, "library/other"):
        assert pulled(world, repository=repository) == LAYER
    ((logged, not_before),) = world.unlinks()
    assert logged == old
    assert before <= not_before - READER_SECONDS * 1000 <= now_ms()


def test_of_the_same_content_at_once_one_stays(world: World) -> None:
    many = 10
    ids = [world.uploads.begin(REPOSITORY, ACTOR) for _ in range(many)]
    for upload_id in ids:
        world.send(upload_id, LAYER)
    start = threading.Barrier(many)

    def finish(upload_id: str) -> None:
        start.wait()
        world.finish(upload_id, DIGEST)

    with ThreadPoolExecutor(many) as pool:
        list(pool.map(finish, ids))
    live = world.catalog.blob(REPOSITORY, DIGEST).key
    assert pulled(world) == LAYER
    assert world.count("blob") == world.count("blob_lease") == 1
    # Whoever came too late has put its bytes into the log, to be unlinked now.
    superfluous = {path for path, _ in world.unlinks()}
    assert set(world.storage.keys()) == {live} | superfluous
    assert live not in superfluous
    assert all(not_before <= now_ms() for _, not_before in world.unlinks())


@pytest.mark.parametrize("live", [True, False])
def test_bytes_of_another_digest_leave_nothing(world: World, live: bool) -> None:
    if live:
        world.push_blob(LAYER, "library/other")
    before = list(world.storage.keys())
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, LAYER + b"x")
    with refused("DIGEST_INVALID", DIGEST):
        world.finish(upload_id, DIGEST)
    assert list(world.storage.keys()) == before
    assert list(world.storage.uploads()) == []
    assert world.count("upload") == 0
    with refused("BLOB_UPLOAD_UNKNOWN"):
        world.send(upload_id, b"more")


@pytest.mark.parametrize("live", [True, False])
def test_an_upload_that_was_cancelled_in_the_last_moment_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, live: bool
) -> None:
    if live:
        world.push_blob(LAYER, "library/other")
    before = list(world.storage.keys())
    leases = world.count("blob_lease")
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, LAYER)
    intake = world.uploads.go_on(upload_id, REPOSITORY, ACTOR)
    world.uploads.cancel(upload_id, REPOSITORY, ACTOR)
    with refused("BLOB_UPLOAD_UNKNOWN", "was cancelled meanwhile"):
        world.uploads.finish(intake, REPOSITORY, DIGEST, session=True)
    intake.release()
    assert list(world.storage.keys()) == before
    assert world.count("blob_lease") == leases
    with refused("BLOB_UNKNOWN"):
        world.catalog.blob(REPOSITORY, DIGEST)
    assert list(world.storage.uploads()) == []
