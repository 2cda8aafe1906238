"""F15: the clock steps by an hour. What is kept stays; what is not goes, a little earlier or later."""

from __future__ import annotations

import pytest

from roadstead.kit import clock
from tests.unit.catalog.world import ADMIN, REPOSITORY, World
from tests.unit.collection.collector import collect, end_leases

HOUR = 3_600_000


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The clock of the whole program is off by `ms` from now on."""
    off, now = {"ms": 0}, clock.now_ms
    for name in ("uploads.service", "uploads.sweep", "catalog.service", "catalog.arrival", "catalog.push"):
        monkeypatch.setattr(f"roadstead.domain.{name}.now_ms", lambda: now() + off["ms"])
    for name in ("catalog.removal", "collection.blobs", "collection.service"):
        monkeypatch.setattr(f"roadstead.domain.{name}.now_ms", lambda: now() + off["ms"])
    return off


@pytest.mark.parametrize("way", [HOUR, -HOUR])
def test_a_step_loses_nothing(world: World, step: dict[str, int], way: int) -> None:
    kept = world.push_image(b"kept", tags=("v1",))
    doomed = world.push_image(b"doomed", tags=("v2",))
    fresh = world.push_blob(b"on its way")
    step["ms"] = way
    collect(world)
    assert world.catalog.blob(REPOSITORY, fresh).size == len(b"on its way")
    world.catalog.delete(REPOSITORY, doomed, ADMIN)
    world.change("DELETE FROM trash")
    step["ms"] = 0
    collect(world)
    end_leases(world)
    step["ms"] = way
    collect(world)
    assert world.catalog.manifest(REPOSITORY, "v1").digest == kept
    assert {size for (size,) in world.rows("SELECT b.size FROM blob b WHERE b.size IN (4, 6)")} == {4}
    step["ms"] = 2 * HOUR
    assert collect(world).unlinked_files >= 1
    assert world.unlinks() == []


def test_a_note_of_tomorrow_counts_today(world: World) -> None:
    world.push_blob(b"loose")
    end_leases(world)
    world.change("UPDATE loose_blob SET since = since + 86400000")
    assert collect(world).purged_blobs == 1
