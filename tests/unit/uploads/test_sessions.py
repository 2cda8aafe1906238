"""Upload sessions on both databases: whose they are, how many, and what ends them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from roadstead.errors import Refusal
from roadstead.oci.digest import digest_of
from tests.support.content import noise
from tests.unit.catalog.world import ACTOR, REPOSITORY, World, enter_world
from tests.unit.refusals import refused

DATA = noise("data")


def test_a_session_has_an_id_that_nobody_can_guess(world: World) -> None:
    ids = {world.uploads.begin(REPOSITORY, ACTOR) for _ in range(50)}
    assert len(ids) == 50
    assert all(len(upload_id) == 32 and set(upload_id) <= set("0123456789abcdef") for upload_id in ids)


def test_a_session_is_its_accounts_and_its_repositorys(world: World) -> None:
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.push_blob(b"", "library/other")
    strangers = [(upload_id, REPOSITORY, 8), (upload_id, "library/other", ACTOR), (upload_id, "library/absent", ACTOR)]
    strangers += [(name, REPOSITORY, ACTOR) for name in ("0" * 32, "", "..", "\0", upload_id.upper(), "é" * 3000)]
    for stranger in strangers:
        for attempt in (world.uploads.go_on, world.uploads.size, world.uploads.cancel):
            with refused("BLOB_UPLOAD_UNKNOWN", "there is no upload"):
                attempt(*stranger)
    assert world.uploads.size(upload_id, REPOSITORY, ACTOR) == 0


def test_bytes_are_counted_as_they_come(world: World) -> None:
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    for number in range(3):
        assert world.uploads.size(upload_id, REPOSITORY, ACTOR) == number * len(DATA)
        world.send(upload_id, DATA)
    world.finish(upload_id, digest_of(DATA * 3))
    with refused("BLOB_UPLOAD_UNKNOWN"):
        world.uploads.size(upload_id, REPOSITORY, ACTOR)


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_another_node_goes_on(world: World, algorithm: str) -> None:
    """It does not know the hash of what came before."""
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, DATA)
    other = enter_world(world.db, world.folder)
    other.send(upload_id, DATA)
    world.send(upload_id, DATA)
    with refused("DIGEST_INVALID"):
        other.finish(other_upload(other), digest_of(DATA, algorithm))
    other.finish(upload_id, digest_of(DATA * 3, algorithm))


def other_upload(world: World) -> str:
    """A session that holds other bytes."""
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, b"other")
    return upload_id


def test_one_request_at_a_time(world: World) -> None:
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    intake = world.uploads.go_on(upload_id, REPOSITORY, ACTOR)
    for node in (world, enter_world(world.db, world.folder)):
        with refused("BLOB_UPLOAD_INVALID", "another request is writing this upload"):
            node.uploads.go_on(upload_id, REPOSITORY, ACTOR)
    intake.release()
    world.send(upload_id, DATA)


def test_an_account_has_only_so_many_sessions(world: World) -> None:
    world.limits.uploads_per_user = 3
    ids = [world.uploads.begin(f"library/{number}", ACTOR) for number in range(3)]
    for _ in range(2):
        with refused("TOOMANYREQUESTS", "3 uploads are in progress"):
            world.uploads.begin(REPOSITORY, ACTOR)
    world.uploads.begin(REPOSITORY, 8)
    world.uploads.cancel(ids[0], "library/0", ACTOR)
    world.uploads.begin(REPOSITORY, ACTOR)
    world.finish(ids[1], digest_of(b""), "library/1")
    world.uploads.begin(REPOSITORY, ACTOR)
    with refused("TOOMANYREQUESTS"):
        world.uploads.begin(REPOSITORY, ACTOR)


def test_a_session_needs_a_project(world: World) -> None:
    with refused("NAME_UNKNOWN", "project nowhere does not exist"):
        world.uploads.begin("nowhere/app", ACTOR)
    assert world.count("upload") == world.count("repository") == 0


def test_a_cancelled_session_is_gone_with_its_bytes(world: World) -> None:
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, DATA)
    world.uploads.cancel(upload_id, REPOSITORY, ACTOR)
    assert list(world.storage.uploads()) == []
    for attempt in (world.uploads.go_on, world.uploads.size, world.uploads.cancel):
        with refused("BLOB_UPLOAD_UNKNOWN"):
            attempt(upload_id, REPOSITORY, ACTOR)
    assert list(world.storage.uploads()) == []


def test_a_blob_has_only_so_many_bytes(world: World) -> None:
    world.limits.blob_bytes = 1_000
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, bytes(999))
    with refused("SIZE_INVALID", "at most 1000 bytes"):
        world.send(upload_id, b"12")
    assert world.uploads.size(upload_id, REPOSITORY, ACTOR) == 999
    world.send(upload_id, b"1")
    world.finish(upload_id, digest_of(bytes(999) + b"1"))


def test_what_is_taken_back_does_not_count(world: World) -> None:
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    for size in (300, 0):
        intake = world.uploads.go_on(upload_id, REPOSITORY, ACTOR)
        intake.write(memoryview(DATA))
        intake.back_to(size)
        intake.write(memoryview(b"end"))
        intake.release()
    world.finish(upload_id, digest_of(b"end"))


def test_one_session_finished_and_cancelled_at_once(world: World) -> None:
    """Whoever is first decides; the other is told, and nothing is left of either."""
    for number in range(12):
        data = noise(number)
        upload_id = world.uploads.begin(REPOSITORY, ACTOR)
        world.send(upload_id, data)
        start = threading.Barrier(3)

        def attempt(what: str, upload_id: str = upload_id, data: bytes = data, start: threading.Barrier = start) -> str:
            start.wait()
            try:
                if what == "cancel":
                    world.uploads.cancel(upload_id, REPOSITORY, ACTOR)
                else:
                    world.finish(upload_id, digest_of(data))
            except Refusal as refusal:
                return refusal.code
            return what

        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(attempt, ("cancel", "finish", "finish")))
        done = [answer for answer in answers if answer in ("cancel", "finish")]
        assert len(done) == 1, answers
        assert set(answers) - set(done) <= {"BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID"}
        assert (world.catalog.live_blob(digest_of(data)) is not None) == (done == ["finish"])
        assert world.count("upload") == 0
    assert len(list(world.storage.keys())) == world.count("blob")
