"""Deleting, restoring, pushing and tagging in whatever order: the registry agrees with a slow model.

The model is a dictionary of what each repository holds, and one of what lies in the trash. Everything that it does not
know (rows, quotas, edges) is judged by the independent checker at the end.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from roadstead.db.database import Database
from roadstead.domain.catalog import restoring_item
from roadstead.domain.catalog.trash_model import Keeping, Restored
from roadstead.domain.projects.service import Projects
from roadstead.errors import Refusal
from tests.faults.checker import violations
from tests.support.content import CONFIG, EMPTY, artifact, descriptor, digest, image, index, media_type_of, noise
from tests.unit.catalog.bin import ADA, Bin
from tests.unit.catalog.world import World, make_world

FULL = bool(os.environ.get("ROADSTEAD_TEST_FULL"))
EXAMPLES, STEPS = (300, 60) if FULL else (12, 25)

LAYERS = [noise(f"layer {n}") for n in range(3)]
IMAGES = [image(layer) for layer in LAYERS]
BOTH = index(*IMAGES[:2])
SIGNED = [artifact("application/vnd.cncf.notary.signature", descriptor(one, media_type_of(one))) for one in IMAGES]
BODIES = {digest(body): body for body in (*IMAGES, BOTH, *SIGNED)}
DIGESTS = list(BODIES)
CHILDREN = {digest(BOTH): [digest(one) for one in IMAGES[:2]]}
SUBJECTS = {digest(signature): digest(body) for signature, body in zip(SIGNED, IMAGES, strict=True)}
NUMBERS = [0, 1]
TAGS = ["x", "y", "z"]

ANY = st.integers(0, 11)
REPOSITORY = st.sampled_from(NUMBERS)


@dataclass
class Held:
    """What a repository, or an item of the trash, holds: digests, and tag → digest."""

    manifests: set[str] = field(default_factory=set)
    tags: dict[str, str] = field(default_factory=dict)


@dataclass
class Item(Held):
    """What lies in the trash."""

    repository: str = ""
    kind: str = ""


class Stories(RuleBasedStateMachine):
    """The steps of a story."""

    world: World
    numbers: Iterator[int]

    @initialize(in_quota=st.booleans())
    def open_book(self, in_quota: bool) -> None:
        """A project of the story's own; blobs are shared with the others."""
        name = f"p{next(self.numbers)}"
        Projects(self.world.db).create(name, public=True)
        self.bin = Bin(self.world, Keeping(7, in_quota), name)
        self.there: dict[str, Held] = {}
        self.trash: dict[int, Item] = {}
        for repository in (self.named(one) for one in NUMBERS):
            for blob in (CONFIG, EMPTY, *LAYERS):
                self.bin.world.push_blob(blob, repository)
            self.bin.world.push(IMAGES[2], repository=repository)
            self.there[repository] = Held({digest(IMAGES[2])})

    def named(self, number: int) -> str:
        """The full name of a repository."""
        return f"{self.bin.project}/{'ab'[number]}"

    # ---- what people do

    @rule(number=REPOSITORY, which=ANY, tag=st.sampled_from([None, *TAGS]))
    def push(self, number: int, which: int, tag: str | None) -> None:
        repository = self.named(number)
        pushed = DIGESTS[which % len(DIGESTS)]
        held = self.there.setdefault(repository, Held())
        missing = [one for one in CHILDREN.get(pushed, []) if one not in held.manifests]
        for blob in (CONFIG, EMPTY, *LAYERS):
            self.bin.world.push_blob(blob, repository)
        for one in missing:
            self.bin.world.push(BODIES[one], repository=repository)
        self.bin.world.push(BODIES[pushed], *([tag] if tag else []), repository=repository)
        held.manifests |= {pushed, *missing}
        if tag:
            held.tags[tag] = pushed

    @rule(number=REPOSITORY, which=ANY)
    def delete(self, number: int, which: int) -> None:
        repository = self.named(number)
        held = self.there.get(repository, Held())
        deleted = sorted(held.manifests)[which % len(held.manifests)] if held.manifests else DIGESTS[0]
        kept_by = [one for one in held.manifests if deleted in CHILDREN.get(one, [])]
        if deleted not in held.manifests or kept_by:
            self.refused(lambda: self.bin.artifacts.delete(self.bin.standing, repository, deleted, ADA))
            return
        going = self.going(held, deleted)
        item = self.bin.delete(deleted, repository)
        assert item.artifacts == len(going)
        tags = {tag: named for tag, named in held.tags.items() if named in going}
        self.trash[item.id] = Item(going, tags, repository, "artifact")
        held.manifests -= going
        held.tags = {tag: named for tag, named in held.tags.items() if tag not in tags}

    def going(self, held: Held, deleted: str) -> set[str]:
        """What goes with it: children that nothing else keeps and no tag names, accessories, and theirs."""
        gone = {deleted}
        while True:
            left = held.manifests - gone
            kept = {child for one in left for child in CHILDREN.get(one, [])}
            more = {one for one in left if SUBJECTS.get(one) in gone}
            children = {child for one in gone for child in CHILDREN.get(one, [])} & left
            more |= {one for one in children if one not in kept and one not in held.tags.values()}
            if not more:
                return gone
            gone |= more

    @rule(number=REPOSITORY, tag=st.sampled_from(TAGS))
    def untag(self, number: int, tag: str) -> None:
        repository = self.named(number)
        held = self.there.get(repository, Held())
        if tag not in held.tags:
            self.refused(lambda: self.bin.world.catalog.delete(repository, tag, ADA))
            return
        self.bin.world.catalog.delete(repository, tag, ADA)
        item = self.bin.items()[0]
        self.trash[item.id] = Item(set(), {tag: held.tags.pop(tag)}, repository, "tag")

    @rule(number=REPOSITORY)
    def drop(self, number: int) -> None:
        repository = self.named(number)
        if repository not in self.there:
            self.refused(lambda: self.bin.drop(repository))
            return
        held = self.there.pop(repository)
        item = self.bin.drop(repository)
        assert item.artifacts == len(held.manifests)
        self.trash[item.id] = Item(held.manifests, held.tags, repository, "repository")

    @precondition(lambda self: bool(self.trash))
    @rule(which=ANY, skip=st.booleans())
    def restore(self, which: int, skip: bool) -> None:
        number = sorted(self.trash)[which % len(self.trash)]
        item = self.trash[number]
        held = self.there.get(item.repository)
        missing, taken = self.hindrances(item, held or Held())
        if missing or (taken and (not skip or item.kind == "tag")):
            self.refused(lambda: self.restoring(number, skip))
            return
        back = self.restoring(number, skip)
        assert (sorted(back.skipped), back.artifacts) == (sorted(taken), len(item.manifests))
        held = self.there.setdefault(item.repository, Held())
        held.manifests |= item.manifests
        held.tags |= {tag: named for tag, named in item.tags.items() if tag not in taken}
        del self.trash[number]

    def hindrances(self, item: Item, held: Held) -> tuple[set[str], set[str]]:
        """(digests that would be lacking, tags that point elsewhere)."""
        whole = held.manifests | item.manifests
        needed = {child for one in item.manifests - held.manifests for child in CHILDREN.get(one, [])}
        needed |= set(item.tags.values())
        return needed - whole, {tag for tag, named in item.tags.items() if held.tags.get(tag, named) != named}

    def restoring(self, number: int, skip: bool) -> Restored:
        return self.bin.trash.restore(self.bin.standing, number, ADA, skip_tags=skip)

    @precondition(lambda self: len(self.trash) > 2)
    @rule(which=ANY)
    def empty(self, which: int) -> None:
        number = sorted(self.trash)[which % len(self.trash)]
        self.bin.trash.empty(self.bin.standing, number, ADA)
        del self.trash[number]
        self.refused(lambda: self.restoring(number, True))

    def refused(self, work: Callable[[], object]) -> None:
        """It is refused, and nothing is changed by that."""
        before = self.bin.state()
        try:
            work()
        except Refusal:
            assert self.bin.state() == before
            return
        raise AssertionError("it was not refused")

    # ---- what the registry says

    def teardown(self) -> None:
        if not hasattr(self, "bin"):
            return
        state = self.bin.state()
        names = {row[0] for row in state["repositories"] if row[0].startswith(f"{self.bin.project}/")}
        assert names == set(self.there)
        for repository, held in self.there.items():
            assert {row[1] for row in state["manifests"] if row[0] == repository} == held.manifests
            assert {row[1]: row[2] for row in state["tags"] if row[0] == repository} == held.tags
        assert {one.id for one in self.bin.items()} == set(self.trash)


def test_the_trash_agrees_with_the_model(
    database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring_item, "LOT", 2)
    Stories.world, Stories.numbers = make_world(database, tmp_path / "data"), itertools.count(1)
    run_state_machine_as_test(
        Stories,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=not FULL,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert violations(tmp_path / "data", database_url) == []
