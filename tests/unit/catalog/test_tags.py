"""Tags: lists in byte order, page by page; their history; pushes of one tag at once."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from roadstead.domain.catalog.model import Page
from roadstead.errors import Refusal
from tests.support.content import CONFIG, image, noise
from tests.unit.catalog.world import EVE, REPOSITORY, World
from tests.unit.refusals import refused

# In the order of their bytes, which is no language's.
NAMES = [
    "0",
    "00",
    "1.0",
    "1.0-rc1",
    "10",
    "9",
    "A",
    "Z",
    "_",
    "_a",
    "a",
    "a-b",
    "a.b",
    "a_b",
    "aa",
    "b",
    "v1",
    "v10",
    "v2",
]


def read_all(page: Callable[[str], Page]) -> list[str]:
    """The items of all pages."""
    found, last = [], ""
    while True:
        part = page(last)
        found += part.items
        if not part.more:
            return found
        last = part.items[-1]


@pytest.mark.parametrize("limit", [1, 2, 3, len(NAMES) - 1, len(NAMES), len(NAMES) + 1])
def test_tags_are_listed_in_the_order_of_bytes(world: World, limit: int) -> None:
    shuffled = random.Random(limit).sample(NAMES, len(NAMES))
    world.push_image(tags=tuple(shuffled))
    world.push_image(tags=("other",), repository="library/other")
    assert read_all(lambda last: world.catalog.tags(REPOSITORY, last, limit)) == NAMES
    assert world.catalog.tags(REPOSITORY, "a.", 2) == Page(["a.b", "a_b"], True)
    assert world.catalog.tags(REPOSITORY, "v2", 5) == Page([], False)
    assert world.catalog.tags(REPOSITORY, "", 0) == Page([], True)


def test_a_repository_without_tags_has_an_empty_list(world: World) -> None:
    with refused("NAME_UNKNOWN"):
        world.catalog.tags(REPOSITORY, "", 10)
    world.push_image()
    assert world.catalog.tags(REPOSITORY, "", 10) == Page([], False)


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_repositories_that_hold_a_manifest_are_listed(world: World, limit: int) -> None:
    names = ["library/a", "library/a-b", "library/a/b", "library/a_b", "library/b"]
    for name in reversed(names):
        world.push_image(repository=name)
    world.push_blob(CONFIG, "library/only-a-blob")
    assert read_all(lambda last: world.catalog.repositories(last, limit)) == names


def test_the_history_tells_each_move_once(world: World) -> None:
    one, two = (world.push_image(noise(name)) for name in "12")
    world.push(image(noise("1")), "v1", actor="ada")
    world.push(image(noise("1")), "v1", actor="bob")  # it points there already
    world.push(image(noise("2")), "v1", "v2", actor="bob")
    world.catalog.delete(REPOSITORY, "v1", EVE)
    world.push(image(noise("1")), "v1", actor="ada")
    world.catalog.delete(REPOSITORY, two, EVE)  # v2 goes with it
    assert world.history("v1") == [(one, "ada"), (two, "bob"), (None, "eve"), (one, "ada")]
    assert world.history("v2") == [(two, "bob"), (None, "eve")]
    assert world.catalog.tags(REPOSITORY, "", 10).items == ["v1"]


def test_tags_of_one_push_move_together(world: World) -> None:
    one = world.push_image(noise("1"), tags=("a", "b"))
    for name in "2", "3":
        world.push_blob(noise(name))
    with refused("MANIFEST_BLOB_UNKNOWN"):
        world.push(image(noise("2"), noise("absent")), "a", "b")
    assert {world.catalog.manifest(REPOSITORY, tag).digest for tag in "ab"} == {one}
    three = world.push(image(noise("3")), "a", "b")
    assert {world.catalog.manifest(REPOSITORY, tag).digest for tag in "ab"} == {three}


def test_pushes_and_pulls_of_one_tag_at_once_are_linearizable(world: World) -> None:
    """There is one order of pushes, the history's; it agrees with who was answered before whom, and so do pulls."""
    pushes: dict[str, tuple[float, float]] = {}
    pulls: list[tuple[str, float, float]] = []
    layers = [noise(number) for number in range(40)]
    first = world.push_image(layers[0], tags=("v1",))
    pushes[first] = (0.0, 0.0)
    for layer in layers:
        world.push_blob(layer)
    start = threading.Barrier(6)

    def push(mine: list[bytes]) -> None:
        start.wait()
        for layer in mine:
            begun = time.monotonic()
            digest = world.push(image(layer), "v1")
            pushes[digest] = begun, time.monotonic()

    def pull() -> None:
        start.wait()
        while len(pushes) < len(layers):
            begun = time.monotonic()
            digest = world.catalog.manifest(REPOSITORY, "v1").digest
            pulls.append((digest, begun, time.monotonic()))

    with ThreadPoolExecutor(6) as pool:
        works = [pool.submit(push, layers[1:][n::4]) for n in range(4)] + [pool.submit(pull) for _ in range(2)]
        for work in works:
            work.result()
    order = [str(digest) for digest, _ in world.history("v1")]
    assert len(order) == len(layers)
    assert set(order) == set(pushes)
    for earlier, later in itertools.combinations(order, 2):
        assert pushes[later][1] >= pushes[earlier][0], "a push was answered before one began that came before it"
    place = {digest: number for number, digest in enumerate(order)}
    answered = [(ended, place[digest]) for digest, (_, ended) in pushes.items()]
    for digest, begun, ended in pulls:
        assert ended >= pushes[digest][0], "a pull gave what was not pushed yet"
        assert place[digest] >= max(number for when, number in answered if when < begun), "a pull gave what was old"
    for (one, _, ended), (other, begun, _) in itertools.combinations(pulls[-1:] + pulls[:50], 2):
        assert begun <= ended or place[other] >= place[one], "a later pull gave what was there before"


def test_a_tag_pushed_and_deleted_at_once_has_a_history_that_tells_it(world: World) -> None:
    one, two = (world.push_image(noise(name)) for name in "12")
    answers: list[str] = []

    def work(number: int) -> None:
        for _ in range(10):
            if number % 2:
                world.push(image(noise("1" if number == 1 else "2")), "v1")
                continue
            try:
                world.catalog.delete(REPOSITORY, "v1", EVE)
            except Refusal as refusal:
                answers.append(refusal.code)
            else:
                answers.append("deleted")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    told = [digest for digest, _ in world.history("v1")]
    assert set(answers) <= {"deleted", "MANIFEST_UNKNOWN"}
    assert set(told) <= {one, two, None}
    assert told.count(None) == answers.count("deleted")
    assert all(before != after for before, after in itertools.pairwise(told))
    assert bool(world.catalog.tags(REPOSITORY, "", 10).items) == (told[-1] is not None)
