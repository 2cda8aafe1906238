"""F1 of deleting and restoring: SIGKILL at every point that the code names; what was there is there or in the trash."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from roadstead.kit.faults import POINTS
from tests.faults.client import CUT, Client
from tests.faults.conftest import check, check_settled
from tests.faults.images import Image, make_image
from tests.support.api import Api
from tests.support.server import Server

pytestmark = pytest.mark.faults

DELETE_POINTS = [point for point in POINTS if point.startswith("delete.")]
RESTORE_POINTS = [point for point in POINTS if point.startswith("restore.")]
TRASH = "/projects/library/trash"
REPOSITORY = "/projects/library/repositories/killed"
IMAGE = f"{REPOSITORY}/artifacts/kept"


def run_with(server: Server, point: str | None) -> None:
    """Start anew, to fall at the point, or not."""
    server.kill()
    server.environment.pop("ROADSTEAD_FAULT", None)
    if point is not None:
        server.environment["ROADSTEAD_FAULT"] = f"{point}:kill"
    server.run()


def fall(server: Server, work: Callable[[], object]) -> None:
    """The work is cut off because the server has killed itself."""
    with pytest.raises(CUT):
        work()
    assert server.process is not None
    assert server.process.wait(30) == -signal.SIGKILL


def filled(server: Server) -> tuple[Client, list[Image]]:
    """A repository with images of two tags each; nothing of it is promised any more."""
    client = Client(server, "library/killed")
    images = [make_image(1_000) for _ in range(3)]
    for n, image in enumerate(images):
        for tag in (f"v{n}", "kept" if n == 0 else f"also{n}"):
            assert client.push(image, tag).status == 201
    client.promises.manifests.clear()
    client.promises.tags.clear()
    client.promises.blobs.clear()
    return client, images


def items(api: Api) -> list[dict[str, Any]]:
    """What is in the trash."""
    found: list[dict[str, Any]] = api.get(TRASH).json
    return found


@pytest.mark.parametrize("point", DELETE_POINTS)
def test_kill_while_something_is_deleted(lite: Server, point: str) -> None:
    client, images = filled(lite)
    api = Api(lite)
    for place in (IMAGE, REPOSITORY):
        run_with(lite, point)
        fall(lite, partial(api.delete, place))
        if place == IMAGE:  # of a repository, a sweep clears what has no name any more
            check(lite, client.promises)
        run_with(lite, None)
        there = api.get(IMAGE).status == 200
        assert there == (items(api) == []), "either there or in the trash, never both, never neither"
        if there:
            assert api.delete(place).status == 200
        (item,) = items(api)
        check_settled(lite, client.promises)
        assert api.post(f"{TRASH}/{item['id']}/restore").status == 200
        all_is_back(client, images)
    check_settled(lite, client.promises)


@pytest.mark.parametrize("point", RESTORE_POINTS)
def test_kill_while_something_is_restored(lite: Server, point: str) -> None:
    fall_while_restoring(lite, point, (IMAGE, REPOSITORY))


def test_kill_between_two_steps_of_restoring_a_repository(server: Server) -> None:
    fall_while_restoring(server, "restore.after-commit", (REPOSITORY,))


def fall_while_restoring(server: Server, point: str, places: tuple[str, ...]) -> None:
    """What was not restored is still in the trash, and comes back when it is asked for once more."""
    client, images = filled(server)
    api = Api(server)
    for place in places:
        assert api.delete(place).status == 200
        (item,) = items(api)
        check_settled(server, client.promises)
        run_with(server, point)
        fall(server, partial(api.post, f"{TRASH}/{item['id']}/restore"))
        check(server, client.promises)
        run_with(server, None)
        if items(api):
            assert api.post(f"{TRASH}/{item['id']}/restore").status == 200
        assert items(api) == []
        all_is_back(client, images)
    check_settled(server, client.promises)


def all_is_back(client: Client, images: list[Image]) -> None:
    """Every image under its tags, with every byte."""
    for n, image in enumerate(images):
        client.check_pull(image, f"v{n}")
    assert client.tagged("kept") == images[0].digest
