"""What nothing keeps goes; what anything keeps stays, whatever order things come in."""

from __future__ import annotations

import pytest

from roadstead.blobs.paths import blob_key
from roadstead.domain.collection.model import Options
from roadstead.errors import Refusal
from tests.support.content import CONFIG
from tests.unit.catalog.world import ADMIN, REPOSITORY, World
from tests.unit.collection.collector import FAST, Notebook, Stop, collect, collector, end_leases, files


def test_what_a_deleted_image_held_goes_and_what_others_hold_stays(world: World) -> None:
    shared, own = b"shared", b"own layer"
    doomed = world.push_image(shared, own, tags=("old",))
    kept = world.push_image(shared, tags=("new",))
    end_leases(world)
    assert collect(world).purged_blobs == 0
    world.catalog.delete(REPOSITORY, doomed, ADMIN)
    _empty_trash(world)
    tally = collect(world)
    assert (tally.purged_blobs, tally.freed_space) == (1, len(own))
    assert world.count("blob") == 2
    assert world.count("loose_blob") == 0
    assert world.catalog.manifest(REPOSITORY, "new").digest == kept


def test_a_file_outlives_its_row_for_those_who_read_it(world: World) -> None:
    digest = world.push_image(b"layer", tags=("v1",))
    end_leases(world)
    world.catalog.delete(REPOSITORY, digest, ADMIN)
    _empty_trash(world)
    before = files(world)
    assert collect(world).unlinked_files == 0
    assert files(world) == before
    assert {path for path, _ in world.unlinks()} == before
    world.change("UPDATE unlink_log SET not_before = 0")
    assert collect(world).unlinked_files == 2
    assert files(world) == set()
    assert world.unlinks() == []


def test_a_lease_keeps_until_it_ends(world: World) -> None:
    world.push_blob(b"on its way")
    assert collect(world).purged_blobs == 0
    world.change("UPDATE blob_lease SET expires_at = 1")
    tally = collect(world)
    assert (tally.ended, tally.purged_blobs) == (1, 1)


def test_an_expired_upload_ends(world: World) -> None:
    upload_id = world.uploads.begin(REPOSITORY, 7)
    world.send(upload_id, b"half")
    world.change("UPDATE upload SET started_at = 1")
    assert collect(world).ended == 1
    assert list(world.storage.uploads()) == []


def test_a_digest_that_comes_again_has_a_file_of_its_own(world: World) -> None:
    digest = world.push_blob(b"again")
    end_leases(world)
    collect(world)
    (first,) = files(world)
    assert world.push_blob(b"again") == digest
    assert len(files(world)) == 2
    world.change("UPDATE unlink_log SET not_before = 0")
    collect(world)
    (second,) = files(world)
    assert second != first
    assert world.catalog.blob(REPOSITORY, digest).key == second


def test_a_dry_run_says_it_and_changes_nothing(world: World) -> None:
    for number in range(3):
        world.push_blob(b"%d" % number)
    end_leases(world)
    world.push_blob(b"0")
    world.change("UPDATE blob_lease SET expires_at = 1")
    assert world.catalog.end_leases(10) == 1  # let go of twice
    watch = Notebook()
    tally = collector(world).run(Options(dry_run=True), watch)
    assert (tally.purged_blobs, tally.freed_space, world.count("blob")) == (3, 3, 3)
    assert watch.kept["purged_blobs"] == 3
    assert collect(world).purged_blobs == 3


def test_one_that_was_stopped_is_gone_on_with(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roadstead.domain.collection.blobs.NOTES", 2)
    for number in range(9):
        world.push_blob(b"%d" % number)
    end_leases(world)
    with pytest.raises(Stop):
        collector(world).run(FAST, Notebook(stop_after=4))
    assert 0 < world.count("blob") < 9
    left = world.count("blob")
    watch = Notebook()
    assert collector(world).run(FAST, watch).purged_blobs == left
    assert watch.numbers[-1] == {"done": left, "total": left, "blobs": left, "bytes": left}


def test_a_lost_file_is_no_obstacle(world: World) -> None:
    digest = world.push_blob(b"lost")
    end_leases(world)
    world.storage.delete(blob_key(digest, world.rows("SELECT incarnation FROM blob")[0][0]))
    assert collect(world, reader_seconds=-1).unlinked_files == 1


def test_the_shared_configuration_of_many_is_looked_at_for_each_let_go(world: World) -> None:
    digests = [world.push_image(b"layer %d" % number) for number in range(5)]
    end_leases(world)
    for digest in digests[1:]:
        world.catalog.delete(REPOSITORY, digest, ADMIN)
    _empty_trash(world)
    assert collect(world).purged_blobs == 4
    world.catalog.delete(REPOSITORY, digests[0], ADMIN)
    _empty_trash(world)
    assert collect(world).freed_space == len(b"layer 0") + len(CONFIG)


@pytest.mark.parametrize("workers", [0, 6])
def test_workers_are_one_to_five(world: World, workers: int) -> None:
    with pytest.raises(Refusal, match="workers"):
        collect(world, Options(workers=workers))


def _empty_trash(world: World) -> None:
    world.change("DELETE FROM trash")
