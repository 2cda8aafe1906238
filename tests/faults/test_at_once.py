"""F12 and F13: fifty clients push the same tag, the same blob, the same manifest, at once and to two nodes."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import pytest

from tests.faults.client import Client
from tests.faults.conftest import check_settled
from tests.faults.facts import Rows, read_facts
from tests.faults.images import digest_of, make_image
from tests.support.server import Server

pytestmark = pytest.mark.faults

MANY = 50
LAYER = 200_000
T = TypeVar("T")


def at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """What the works return, each run by a thread, all let loose together."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        gate.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def history(server: Server, tag: str) -> list[str | None]:
    """What the tag has named, in order."""
    rows: Rows = read_facts(server.data, server.environment["ROADSTEAD_DATABASE_URL"]).history
    return [digest for _, name, digest in rows if name == tag]


def test_one_tag_many_manifests(nodes: tuple[Server, Server]) -> None:
    clients = [Client(node, "library/same") for node in nodes]
    images = [make_image(100) for _ in range(MANY)]
    for image in images:
        for blob in image.blobs:
            assert clients[0].push_blob(blob).status == 201
    works = [
        partial(clients[n % 2].ask, "PUT", "manifests/same", image.manifest, {"content-type": image.media_type})
        for n, image in enumerate(images)
    ]
    assert {reply.status for reply in at_once(works)} == {201}
    promises = clients[0].promises
    digests = {image.digest for image in images}
    promises.manifests |= {("library/same", digest) for digest in digests}
    promises.tags["library/same", "same"] = digests
    check_settled(nodes[0], promises)
    told = history(nodes[0], "same")
    assert len(told) == MANY
    assert set(told) == digests
    assert clients[0].tagged("same") == clients[1].tagged("same") == told[-1]


def test_one_tag_back_and_forth(nodes: tuple[Server, Server]) -> None:
    """Manifests that have been there before: the history tells of every move, and of nothing else."""
    clients = [Client(node, "library/same") for node in nodes]
    images = [make_image(100), make_image(100)]
    for image in images:
        assert clients[0].push(image, "same").status == 201
    works = [
        partial(clients[n % 2].ask, "PUT", "manifests/same", image.manifest, {"content-type": image.media_type})
        for n, image in enumerate(images * (MANY // 2))
    ]
    assert {reply.status for reply in at_once(works)} == {201}
    clients[0].promises.tags["library/same", "same"] = {image.digest for image in images}
    check_settled(nodes[0], clients[0].promises)
    told = history(nodes[0], "same")
    assert all(before != after for before, after in itertools.pairwise(told))


def test_one_tag_pushed_and_deleted(nodes: tuple[Server, Server]) -> None:
    clients = [Client(node, "library/same") for node in nodes]
    image = make_image(100)
    assert clients[0].push(image, "kept").status == 201
    put = partial(clients[0].ask, "PUT", "manifests/same", image.manifest, {"content-type": image.media_type})
    delete = partial(clients[1].ask, "DELETE", "manifests/same")
    statuses = [reply.status for reply in at_once([put, delete] * (MANY // 2))]
    assert set(statuses[::2]) == {201}
    assert set(statuses[1::2]) <= {202, 404}
    check_settled(nodes[0], clients[0].promises)
    told = history(nodes[0], "same")
    assert told.count(None) == statuses.count(202)
    assert all(before != after for before, after in itertools.pairwise(told))


@pytest.mark.parametrize("way", ["push_blob", "push_whole"])
def test_one_blob_many_times(nodes: tuple[Server, Server], way: str) -> None:
    clients = [Client(node, "library/same") for node in nodes]
    (layer,) = make_image(LAYER).layers
    works = [partial(getattr(clients[n % 2], way), layer) for n in range(MANY)]
    assert {reply.status for reply in at_once(works)} == {201}
    clients[0].promises.blobs |= clients[1].promises.blobs
    check_settled(nodes[0], clients[0].promises)
    facts = read_facts(nodes[0].data, nodes[0].environment["ROADSTEAD_DATABASE_URL"])
    assert [digest for _, digest, *_ in facts.blobs] == [digest_of(layer)]
    assert len(facts.files) == 1
    assert clients[0].blob(digest_of(layer)).body == clients[1].blob(digest_of(layer)).body == layer


def test_one_image_many_times(nodes: tuple[Server, Server]) -> None:
    """All of it by all of them, each into a new repository's new tag of the same name."""
    clients = [Client(node, "library/same") for node in nodes]
    image = make_image(LAYER, 500)
    works = [partial(clients[n % 2].push, image, "same") for n in range(MANY)]
    assert {reply.status for reply in at_once(works)} == {201}
    check_settled(nodes[0], clients[0].promises)
    assert history(nodes[0], "same") == [image.digest]
    for client in clients:
        client.check_pull(image, "same")
