"""The sweep: what nobody finished, what a crash left and what no row names goes; everything else stays."""

from __future__ import annotations

import os
import time

import pytest

from roadstead.blobs.driver import StorageError
from roadstead.blobs.paths import blob_key
from roadstead.domain.uploads.service import new_id
from roadstead.domain.uploads.sweep import EVENT_SECONDS, STEP, Sweep
from roadstead.kit.clock import now_ms
from roadstead.oci.digest import digest_of
from tests.support.content import noise
from tests.unit.catalog.world import ACTOR, REPOSITORY, World
from tests.unit.refusals import refused

DATA = noise("data")
DAY = 86_400


@pytest.fixture
def sweep(world: World) -> Sweep:
    """Sessions end after a day, bytes without a session after an hour."""
    return Sweep(world.db, world.storage, DAY, 3_600)


def begun(world: World, data: bytes = DATA) -> str:
    """A session that holds bytes."""
    upload_id = world.uploads.begin(REPOSITORY, ACTOR)
    world.send(upload_id, data)
    return upload_id


def stray(world: World, *, hours: float, data: bytes = DATA) -> str:
    """Bytes without a session, which last came so long ago."""
    upload_id = new_id()
    upload = world.storage.upload(upload_id)
    upload.write(memoryview(data))
    upload.close()
    age(world, upload_id, hours=hours)
    return upload_id


def age(world: World, upload_id: str, *, hours: float) -> None:
    """The upload's bytes came so long ago."""
    then = time.time() - hours * 3_600
    os.utime(world.folder / "uploads" / upload_id, (then, then))


def test_nothing_is_due_in_a_fresh_system(world: World, sweep: Sweep) -> None:
    world.push_image(DATA, tags=("v1",))
    upload_id = begun(world)
    assert sweep.run() == 0
    world.finish(upload_id, digest_of(DATA))


def test_a_session_that_nobody_finished_ends(world: World, sweep: Sweep) -> None:
    old, young = begun(world), begun(world)
    world.change("UPDATE upload SET started_at = ? WHERE id = ?", now_ms() - (DAY + 1) * 1000, old)
    world.change("UPDATE upload SET started_at = ? WHERE id = ?", now_ms() - (DAY - 60) * 1000, young)
    assert sweep.run() == 1
    assert list(world.storage.uploads()) == [young]
    with refused("BLOB_UPLOAD_UNKNOWN"):
        world.send(old, DATA)
    world.finish(young, digest_of(DATA))
    assert sweep.run() == 0


def test_a_session_that_is_being_written_to_ends_and_its_bytes_go_later(world: World, sweep: Sweep) -> None:
    upload_id = begun(world)
    world.change("UPDATE upload SET started_at = 1")
    intake = world.uploads.go_on(upload_id, REPOSITORY, ACTOR)
    assert sweep.run() == 1
    intake.write(memoryview(DATA))
    with refused("BLOB_UPLOAD_UNKNOWN"):
        world.uploads.finish(intake, REPOSITORY, digest_of(DATA * 2), session=True)
    intake.release()
    assert list(world.storage.uploads()) == list(world.storage.keys()) == []


def test_bytes_without_a_session_go_after_a_while(world: World, sweep: Sweep) -> None:
    session = begun(world)
    age(world, session, hours=5)
    stray(world, hours=1.1)
    young = stray(world, hours=0.9)
    assert sweep.run() == 1
    assert set(world.storage.uploads()) == {session, young}
    world.finish(session, digest_of(DATA))


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
@pytest.mark.parametrize("committed", [True, False])
def test_what_a_killed_finish_left_goes_unless_it_was_committed(
    world: World, sweep: Sweep, algorithm: str, committed: bool
) -> None:
    """It had put its bytes under a key, and was killed before or after its commit."""
    upload_id = stray(world, hours=0)
    digest = digest_of(DATA, algorithm)
    key = blob_key(digest, upload_id)
    upload = world.storage.upload(upload_id)
    upload.finish(key)
    upload.close()
    if committed:
        row = (digest, len(DATA), upload_id)
        world.change("INSERT INTO blob (digest, size, incarnation, created_at) VALUES (?, ?, ?, 0)", *row)
    age(world, upload_id, hours=2)
    assert sweep.run() == 1
    assert list(world.storage.uploads()) == []
    assert list(world.storage.keys()) == ([key] if committed else [])


def test_paths_are_unlinked_when_their_time_has_come(world: World, sweep: Sweep) -> None:
    due, later, live = (noise(number) for number in range(3))
    keys = {}
    for data in (due, later, live):
        digest = world.push_blob(data)
        keys[data] = world.catalog.blob(REPOSITORY, digest).key
    now = now_ms()
    for key, when in ((keys[later], now + 60_000), (keys[due], now - 1), (keys[due], now)):  # twice does no harm
        world.change("INSERT INTO unlink_log (path, not_before) VALUES (?, ?)", key, when)
    assert sweep.run() == 2
    assert set(world.storage.keys()) == {keys[later], keys[live]}
    assert world.unlinks() == [(keys[later], now + 60_000)]
    assert sweep.run() == 0


def test_a_path_in_the_log_that_is_no_blobs_is_left_alone(world: World, sweep: Sweep) -> None:
    """A row that was damaged removes nothing that is not a blob."""
    precious = world.folder / "roadstead.yml"
    precious.write_text("log: {}")
    for path in ("roadstead.yml", "../data/roadstead.yml", str(precious), "blobs/sha256/../../roadstead.yml", ""):
        world.change("INSERT INTO unlink_log (path, not_before) VALUES (?, 1)", path)
    assert sweep.run() == 5
    assert precious.exists()
    assert world.unlinks() == []


def test_much_goes_step_by_step(world: World, sweep: Sweep) -> None:
    for number in range(STEP + 5):
        world.change(
            "INSERT INTO unlink_log (path, not_before) VALUES (?, 1)", blob_key(digest_of(b""), f"{number:032x}")
        )
    assert [sweep.run(), sweep.run(), sweep.run()] == [STEP, 5, 0]


def test_events_that_nobody_took_go_after_a_week(world: World, sweep: Sweep) -> None:
    for _ in range(3):
        world.push_image(tags=("v1",))
    world.change("UPDATE outbox SET at = ? WHERE id = 1", now_ms() - (EVENT_SECONDS + 10) * 1000)
    world.change("UPDATE outbox SET at = ? WHERE id = 2", now_ms() - (EVENT_SECONDS - 60) * 1000)
    assert sweep.run() == 1
    assert [number for (number,) in world.rows("SELECT id FROM outbox ORDER BY id")] == [2, 3]


def test_one_thing_that_cannot_be_cleared_keeps_nothing_else(
    world: World, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk gives an error for one file: the others go, and so does that one when the disk is mended."""
    bad, others = stray(world, hours=2), [stray(world, hours=2) for _ in range(3)]
    ended, fine = begun(world), begun(world)
    world.change("UPDATE upload SET started_at = 1")
    sick, healthy = (world.catalog.blob(REPOSITORY, world.push_blob(noise(n))).key for n in range(2))
    for key in (sick, healthy):
        world.change("INSERT INTO unlink_log (path, not_before) VALUES (?, 1)", key)
    failing = {bad, ended, sick}
    drop, delete = world.storage.drop_upload, world.storage.delete

    def drop_upload(upload_id: str) -> None:
        if upload_id in failing:
            raise StorageError("input/output error")
        drop(upload_id)

    def delete_blob(key: str) -> None:
        if key in failing:
            raise StorageError("input/output error")
        delete(key)

    monkeypatch.setattr(world.storage, "drop_upload", drop_upload)
    monkeypatch.setattr(world.storage, "delete", delete_blob)
    sweep.run()
    assert sweep.run() == 0, "what fails is not tried again at once"
    assert not set(world.storage.uploads()) & {*others, fine}
    assert list(world.storage.keys()) == [sick]
    failing.clear()
    age(world, ended, hours=2)
    assert sweep.run() == 3
    assert [*world.storage.uploads(), *world.storage.keys(), *world.unlinks()] == []
