"""What was deleted comes back as it was: tags, artifacts with all that belongs to them, repositories."""

from __future__ import annotations

import pytest

from roadstead.domain.catalog import repositories, restoring_item
from roadstead.domain.catalog.trash_model import DAY, Keeping
from roadstead.errors import Refusal
from tests.support.content import digest, image, index, noise
from tests.unit.catalog.bin import ADA, IMAGES, LAYERS, NOTHING, Bin, cosign
from tests.unit.catalog.world import REPOSITORY


@pytest.mark.parametrize("in_quota", [False, True])
@pytest.mark.parametrize("reference", ["v2", "v3", "both", digest(IMAGES[4])])
def test_an_artifact_comes_back_with_all_that_belonged_to_it(bin: Bin, reference: str, in_quota: bool) -> None:
    bin.keeping = Keeping(7, in_quota)
    before = bin.state()
    item = bin.delete(reference)
    assert (item.kind, item.repository, item.actor, item.reason) == ("artifact", REPOSITORY, "ada", "by hand")
    assert item.expires_at - item.deleted_at == 7 * DAY
    gone = bin.state()
    assert len(before["manifests"]) - len(gone["manifests"]) == item.artifacts >= 1
    assert (gone["usage"] == before["usage"]) == in_quota
    back = bin.trash.restore(bin.standing, item.id, ADA)
    assert back.artifacts == item.artifacts
    assert bin.state() == before
    assert bin.left() == NOTHING


def test_a_tag_comes_back_where_it_was(bin: Bin) -> None:
    before = bin.state()
    items = [bin.untag("v2", "v2"), bin.untag("v3", "v3")]
    assert [(one.kind, one.name, one.digest, one.artifacts) for one in items] == [
        ("tag", f"v{n}", digest(IMAGES[n]), 0) for n in (2, 3)
    ]
    assert bin.state() != before
    for item in items:
        assert bin.trash.restore(bin.standing, item.id, ADA).tags == (item.name,)
    assert bin.state() == before
    assert bin.world.history("v2")[-3:] == [(digest(IMAGES[2]), "admin"), (None, "ada"), (digest(IMAGES[2]), "ada")]


def test_the_tag_of_a_signature_makes_it_one_again(bin: Bin) -> None:
    signature = bin.world.push(image(LAYERS[4], LAYERS[5]), cosign(IMAGES[3]))
    before = bin.state()
    item = bin.untag(signature, cosign(IMAGES[3]))
    assert bin.state()["manifests"] != before["manifests"]
    bin.trash.restore(bin.standing, item.id, ADA)
    assert bin.state() == before


@pytest.mark.parametrize("in_quota", [False, True])
def test_a_repository_comes_back_in_steps(bin: Bin, monkeypatch: pytest.MonkeyPatch, in_quota: bool) -> None:
    monkeypatch.setattr(restoring_item, "LOT", 2)
    bin.keeping = Keeping(7, in_quota)
    bin.untag("also1", "also1")  # its history is all there is of it
    before, history = bin.state(), bin.world.history("also1")
    item = bin.drop()
    assert (item.kind, item.name, item.artifacts) == ("repository", REPOSITORY, len(before["manifests"]))
    assert bin.state()["manifests"] == []
    back = bin.trash.restore(bin.standing, item.id, ADA)
    assert (back.artifacts, len(back.tags)) == (item.artifacts, len(before["tags"]))
    assert bin.state() == before
    assert bin.world.history("also1") == history
    assert bin.world.history("v1") == [(digest(IMAGES[1]), "admin"), (digest(IMAGES[1]), "ada")]
    assert bin.world.count("trash_manifest") == bin.world.count("trash_history") == 0


def test_an_empty_repository_comes_back(bin: Bin) -> None:
    bin.world.push_image(LAYERS[0], tags=("only",), repository="library/empty")
    bin.delete("only", "library/empty")
    item = bin.drop("library/empty")
    assert item.artifacts == 0
    bin.trash.restore(bin.standing, item.id, ADA)
    assert bin.repositories.one(bin.standing, "library/empty").artifacts == 0


def test_a_repository_that_is_still_being_cleared_is_cleared_first(bin: Bin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repositories, "CLEARING_SECONDS", 0.0)
    before = bin.state()
    item = bin.drop()
    with pytest.raises(Refusal, match="still being cleared"):
        bin.trash.restore(bin.standing, item.id, ADA)
    monkeypatch.undo()
    bin.trash.restore(bin.standing, item.id, ADA)
    assert bin.state() == before


def test_a_repository_comes_back_into_one_of_the_same_name(bin: Bin) -> None:
    before = bin.state()
    item = bin.drop()
    bin.world.push_image(LAYERS[3], tags=("v3", "new"))
    bin.world.push_image(LAYERS[4], tags=("v1",))
    with pytest.raises(Refusal, match="tag points elsewhere by now: v1;"):
        bin.trash.restore(bin.standing, item.id, ADA)
    assert bin.items()[0].id == item.id
    back = bin.trash.restore(bin.standing, item.id, ADA, skip_tags=True)
    assert back.skipped == ("v1",)
    after = bin.state()
    assert {row[1] for row in after["manifests"]} == {row[1] for row in before["manifests"]}
    tags = {name: named for _, name, named, *_ in after["tags"]}
    assert tags.pop("new") == digest(IMAGES[3])
    assert tags == {name: named for _, name, named, *_ in before["tags"]} | {"v1": digest(IMAGES[4])}
    assert after["content"] == before["content"]
    assert after["usage"] == before["usage"]


def test_nothing_in_the_trash_shows_anywhere(bin: Bin) -> None:
    bin.delete("v2")
    with pytest.raises(Refusal, match="MANIFEST_UNKNOWN"):
        bin.world.catalog.manifest(REPOSITORY, digest(IMAGES[2]))
    with pytest.raises(Refusal, match="BLOB_UNKNOWN"):
        bin.world.catalog.blob(REPOSITORY, digest(LAYERS[2]))
    assert "v2" not in bin.world.catalog.tags(REPOSITORY, "", 100).items


def test_what_is_pushed_again_meanwhile_stays_and_gets_back_what_it_lacks(bin: Bin) -> None:
    before = bin.state()
    item = bin.delete("v2")
    bin.world.push_image(LAYERS[2], tags=("newer",))
    ((pushed_at,),) = bin.world.rows("SELECT pushed_at FROM manifest WHERE digest = ?", digest(IMAGES[2]))
    bin.trash.restore(bin.standing, item.id, ADA)
    after = bin.state()
    for name in ("edges", "children", "labels", "content", "usage"):
        assert after[name] == before[name], name
    assert {row[1] for row in after["tags"]} == {row[1] for row in before["tags"]} | {"newer"}
    assert bin.world.rows("SELECT pushed_at FROM manifest WHERE digest = ?", digest(IMAGES[2])) == [(pushed_at,)]


def test_a_tag_that_points_elsewhere_stays_there(bin: Bin) -> None:
    item = bin.delete("v3")
    bin.world.push(IMAGES[4], "v3")
    state = bin.state()
    with pytest.raises(Refusal, match="CONFLICT: tag points elsewhere by now: v3;"):
        bin.trash.restore(bin.standing, item.id, ADA)
    assert bin.state() == state
    back = bin.trash.restore(bin.standing, item.id, ADA, skip_tags=True)
    assert (back.tags, back.skipped) == (("also3",), ("v3",))
    assert bin.world.catalog.manifest(REPOSITORY, "v3").digest == digest(IMAGES[4])
    assert bin.world.catalog.manifest(REPOSITORY, "also3").digest == digest(IMAGES[3])


def test_a_tag_alone_is_never_skipped(bin: Bin) -> None:
    item = bin.untag("v3", "v3")
    bin.world.push(IMAGES[4], "v3")
    with pytest.raises(Refusal, match="points elsewhere"):
        bin.trash.restore(bin.standing, item.id, ADA, skip_tags=True)
    assert bin.items()[0].id == item.id


def test_what_was_deleted_apart_is_named(bin: Bin) -> None:
    tag = bin.untag("v3", "v3")
    image_item = bin.delete("also3")
    with pytest.raises(Refusal, match=f"restore item {image_item.id} of the trash first"):
        bin.trash.restore(bin.standing, tag.id, ADA)
    bin.trash.restore(bin.standing, image_item.id, ADA)
    bin.trash.restore(bin.standing, tag.id, ADA)
    assert bin.world.catalog.manifest(REPOSITORY, "v3").digest == digest(IMAGES[3])


def test_an_index_waits_for_what_it_lists(bin: Bin) -> None:
    before = bin.state()
    parent = bin.delete("both")  # the second image has a tag of its own and stays
    child = bin.delete("v1")
    with pytest.raises(Refusal, match=f"PRECONDITION: index .* restore item {child.id} of the trash first"):
        bin.trash.restore(bin.standing, parent.id, ADA)
    bin.trash.restore(bin.standing, child.id, ADA)
    bin.trash.restore(bin.standing, parent.id, ADA)
    assert bin.state() == before
    parent, child = bin.delete("both"), bin.delete("v1")
    bin.trash.empty(bin.standing, child.id, ADA)
    with pytest.raises(Refusal, match="push it first"):
        bin.trash.restore(bin.standing, parent.id, ADA)


def test_gaps_come_back_and_close(bin: Bin) -> None:
    late = image(noise("late"))
    outer = index(IMAGES[0], late)
    bin.world.push(outer, "outer", sparse=True)
    before = bin.state()
    item = bin.delete("outer")
    bin.trash.restore(bin.standing, item.id, ADA)
    assert bin.state() == before
    item = bin.delete("outer")
    bin.world.push_image(noise("late"))
    bin.trash.restore(bin.standing, item.id, ADA)
    assert bin.state()["gaps"] == []
    assert (REPOSITORY, digest(outer), digest(late)) in bin.state()["children"]


def test_what_comes_back_closes_gaps_of_what_came_since(bin: Bin) -> None:
    item = bin.delete("v3")
    other, outer = image(LAYERS[3], LAYERS[4]), index(IMAGES[3])
    bin.world.push(other, "other", sparse=True)
    bin.world.push(outer, "outer", sparse=True)
    assert len(bin.state()["gaps"]) == 2
    bin.trash.restore(bin.standing, item.id, ADA)
    state = bin.state()
    assert state["gaps"] == []
    assert (REPOSITORY, digest(outer), digest(IMAGES[3])) in state["children"]
    assert (REPOSITORY, digest(other), digest(LAYERS[3]), 0) in state["edges"]


def test_a_label_that_is_gone_does_not_come_back(bin: Bin) -> None:
    item = bin.delete("v2")
    bin.world.change("DELETE FROM label")
    bin.trash.restore(bin.standing, item.id, ADA)
    assert bin.state()["labels"] == []


def test_immutable_tags_come_back_where_they_are_free(bin: Bin) -> None:
    item = bin.delete("v3")
    bin.world.change("UPDATE project SET immutable_rules = 1")
    rule = '{"tag_selectors":[{"kind":"doublestar","decoration":"matches","pattern":"**"}],"scope_selectors":{}}'
    bin.world.change(
        "INSERT INTO immutable_rule (project_id, rule, created_at, updated_at) VALUES (?, ?, 1, 1)",
        bin.standing.project_id,
        rule,
    )
    bin.trash.restore(bin.standing, item.id, ADA)
    with pytest.raises(Refusal, match="PRECONDITION"):
        bin.delete("v3")


def test_restoring_is_announced_and_written_down(bin: Bin) -> None:
    bin.trash.restore(bin.standing, bin.delete("v2").id, ADA)
    pushed = [one for one in bin.world.events()[-4:] if one["type"] == "ManifestPushed"]
    assert {one["digest"] for one in pushed} >= {digest(IMAGES[2])}
    ((*told,),) = bin.world.rows(
        "SELECT actor, operation, resource_type, resource FROM audit_log ORDER BY id DESC LIMIT 1"
    )
    assert told == ["ada", "restore", "artifact", f"{REPOSITORY}@{digest(IMAGES[2])}"]
