"""What the trash costs, and how it ends: quotas, expiry, emptying, projects that go."""

from __future__ import annotations

import pytest

from roadstead.domain.catalog import removal, repositories
from roadstead.domain.catalog.trash_model import Keeping
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from tests.support.content import digest, image
from tests.unit.catalog.bin import ADA, IMAGES, LAYERS, NOTHING, Bin
from tests.unit.catalog.world import REPOSITORY


def test_what_is_emptied_while_it_is_cleared_is_not_kept(bin: Bin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repositories, "CLEARING_SECONDS", 0.0)
    item = bin.drop()
    bin.trash.empty(bin.standing, item.id, ADA)
    monkeypatch.undo()
    while bin.repositories.clear_deleted() or bin.trash.clear():
        pass
    assert bin.left() == NOTHING


def test_nothing_is_kept_for_no_days(bin: Bin) -> None:
    bin.keeping = Keeping(0)
    bin.artifacts.delete(bin.standing, REPOSITORY, "v2", ADA)
    bin.artifacts.remove_tag(bin.standing, REPOSITORY, "v3", "v3", ADA)
    bin.repositories.delete(bin.standing, REPOSITORY, ADA)
    assert bin.items() == []
    assert bin.left() == NOTHING


def test_the_quota_is_asked_again(bin: Bin) -> None:
    for item in (bin.delete("v3"), bin.drop()):
        ((used,),) = bin.world.rows("SELECT CAST(sum(used) AS BIGINT) FROM quota_usage")
        bin.world.change(
            "INSERT INTO quota (project_id, hard, created_at, updated_at) VALUES (?, ?, 1, 1)"
            " ON CONFLICT (project_id) DO UPDATE SET hard = excluded.hard",
            bin.standing.project_id,
            int(used) + 100,
        )
        state = bin.state()
        with pytest.raises(Refusal, match="DENIED"):
            bin.trash.restore(bin.standing, item.id, ADA)
        assert bin.state() == state
        bin.world.change("UPDATE quota SET hard = -1")
        bin.trash.restore(bin.standing, item.id, ADA)


def test_what_counts_in_the_quota_comes_back_into_a_full_project(bin: Bin) -> None:
    bin.keeping = Keeping(7, in_quota=True)
    item = bin.delete("v3")
    bin.world.change("UPDATE quota SET hard = 1")
    bin.trash.restore(bin.standing, item.id, ADA)


@pytest.mark.parametrize("in_quota", [False, True])
def test_what_has_expired_is_cleared_and_its_blobs_are_loose(bin: Bin, in_quota: bool) -> None:
    bin.keeping = Keeping(7, in_quota)
    before = bin.state()
    bin.delete("v2")
    bin.drop()
    bin.world.change("DELETE FROM loose_blob")
    bin.world.change("UPDATE trash SET expires_at = 1")
    assert bin.items() == []
    with pytest.raises(Refusal, match="NOT_FOUND"):
        bin.trash.restore(bin.standing, 1, ADA)
    while bin.trash.clear():
        pass
    assert bin.left() == NOTHING
    assert bin.state()["content"] == []
    assert bin.state()["usage"] in ([], [(bin.standing.project_id, 0)])
    ((loose,),) = bin.world.rows("SELECT count(DISTINCT blob_id) FROM loose_blob")
    assert loose == len({row[2] for row in before["edges"]})


def test_emptying_keeps_what_others_hold(bin: Bin) -> None:
    bin.keeping = Keeping(7, in_quota=True)
    bin.world.push(image(LAYERS[3], LAYERS[4]), "shared")
    held = bin.state()
    bin.trash.empty(bin.standing, bin.delete("v3").id, ADA)
    after = bin.state()
    assert {row[1] for row in held["content"]} - {row[1] for row in after["content"]} == {digest(IMAGES[3])}
    bin.delete("v2")
    bin.delete("shared")
    assert bin.trash.empty_all(bin.standing, ADA) == 2
    assert bin.left() == NOTHING


def test_a_project_that_goes_leaves_its_trash_to_the_sweep(bin: Bin) -> None:
    bin.drop()
    bin.world.change("DELETE FROM project WHERE id = ?", bin.standing.project_id)
    assert bin.world.count("trash") == 1
    while bin.trash.clear():
        pass
    assert bin.left() == NOTHING


def test_another_project_sees_and_restores_nothing(bin: Bin) -> None:
    item = bin.delete("v3")
    bin.world.change("INSERT INTO project (name, created_at) VALUES ('other', 1)")
    other = Bin(bin.world, project="other")
    assert other.items() == []
    for work in (other.trash.restore, other.trash.empty):
        with pytest.raises(Refusal, match="NOT_FOUND"):
            work(other.standing, item.id, ADA)
    assert other.trash.empty_all(other.standing, ADA) == 0
    again = Standing(other.standing.project_id, "library", True)
    with pytest.raises(Refusal, match="NOT_FOUND"):
        bin.trash.restore(again, item.id, ADA)
    bin.trash.restore(bin.standing, item.id, ADA)


def test_the_reason_is_kept(bin: Bin) -> None:
    bin.world.db.write(removal.delete_manifest, REPOSITORY, digest(IMAGES[3]), ADA, bin.keeping, reason="rule 3")
    assert bin.items()[0].reason == "rule 3"
