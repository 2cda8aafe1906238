"""A23 and I5: a quota is exact, whoever pushes and deletes at once, at the edge, and whatever is cut off."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.faults.checker import Promises
from tests.faults.client import Client, Reply, ignoring_cuts
from tests.faults.conftest import check, check_settled
from tests.faults.images import Image, digest_of, make_image
from tests.faults.test_at_once import at_once
from tests.support.api import Api
from tests.support.census import execute, rows
from tests.support.limited import Limited
from tests.support.patience import eventually
from tests.support.server import Server

pytestmark = pytest.mark.faults

MANY = 100
FIT = 37
SIZE = 10_000


def code(body: bytes) -> str:
    """Of an OCI error."""
    return str(json.loads(body)["errors"][0]["code"])


def test_a_hundred_uploads_at_the_edge(nodes: tuple[Server, Server]) -> None:
    team = Limited(Api(nodes[0]), FIT * SIZE + SIZE - 1)
    clients = [Client(nodes[n % 2], f"{team.name}/edge-{n % 3}") for n in range(6)]
    blobs = [random.randbytes(SIZE) for _ in range(MANY)]
    works: list[Callable[[], Reply]] = [
        partial(client.push_blob if n % 4 else client.push_whole, blob)
        for n, blob in enumerate(blobs)
        for client in [clients[n % 6]]
    ]
    replies = at_once(works)
    statuses = [reply.status for reply in replies]
    assert (statuses.count(201), statuses.count(403)) == (FIT, MANY - FIT)
    assert {code(reply.body) for reply in replies if reply.status == 403} == {"DENIED"}
    assert team.used == FIT * SIZE
    for client in clients:
        check_settled(nodes[0], client.promises)
    refused = [digest_of(blob) for blob, status in zip(blobs, statuses, strict=True) if status == 403]
    assert not [path for path in nodes[0].data.glob("blobs/**/*") if any(one[7:] in path.name for one in refused)]


def test_a_hundred_manifests_at_the_edge(nodes: tuple[Server, Server]) -> None:
    team = Limited(Api(nodes[0]))
    clients = [Client(node, f"{team.name}/edge") for node in nodes]
    base = make_image(1_000)
    images = [
        Image(
            base.config,
            base.layers,
            json.dumps({**json.loads(base.manifest), "annotations": {"n": f"{n:03}"}}).encode(),
        )
        for n in range(MANY)
    ]
    for blob in base.blobs:
        assert clients[0].push_blob(blob).status == 201
    size = len(images[0].manifest)
    assert team.limit(team.used + FIT * size).status == 200
    works = [partial(clients[n % 2].put_manifest, image, f"v{n}") for n, image in enumerate(images)]
    statuses = [reply.status for reply in at_once(works)]
    assert (statuses.count(201), statuses.count(403)) == (FIT, MANY - FIT)
    assert team.quota["used"] == team.quota["hard"]
    for client in clients:
        check_settled(nodes[0], client.promises)


class Storm:
    """Images that share layers come and go in two repositories of one project, in any order."""

    LAYERS = tuple(random.randbytes(500 + n) for n in range(5))

    def __init__(self, servers: tuple[Server, ...], project: str) -> None:
        self.clients = [Client(server, f"{project}/storm-{n}") for server in servers for n in range(2)]
        self.copying = [Api(server) for server in servers]
        self.project = project
        self.images = [self.image(n) for n in range(8)]
        self.odd: set[tuple[str, int]] = set()
        self.over = threading.Event()

    def image(self, number: int) -> Image:
        layers = tuple(random.Random(number).sample(self.LAYERS, 3))
        config = json.dumps({"architecture": "amd64", "os": "linux", "author": f"{number % 3}"}).encode()
        made = make_image(1)
        document = json.loads(made.manifest)
        document["config"].update(digest=digest_of(config), size=len(config))
        document["layers"] = [
            {**document["layers"][0], "digest": digest_of(layer), "size": len(layer)} for layer in layers
        ]
        return Image(config, layers, json.dumps(document).encode())

    def step(self, dice: random.Random) -> None:
        """One thing that a user may do; every answer but a server error is right."""
        client, image = dice.choice(self.clients), dice.choice(self.images)
        deed = dice.random()
        if deed < 0.4:
            replies = [client.push_whole(blob) for blob in image.blobs]
            replies.append(client.put_manifest(image, f"v{dice.randrange(4)}"))
        elif deed < 0.6:
            replies = [client.put_manifest(image, f"v{dice.randrange(4)}")]
        elif deed < 0.7:
            source = f"{self.project}/storm-{dice.randrange(2)}@{image.digest}"
            place = f"/projects/{self.project}/repositories/storm-{dice.randrange(3)}/artifacts"
            dice.choice(self.copying).post(f"{place}?from={source}")
            replies = []
        elif deed < 0.9:
            replies = [client.ask("DELETE", f"manifests/{image.digest}")]
        else:
            replies = [client.ask("DELETE", f"blobs/{digest_of(dice.choice(image.blobs))}")]
        self.odd.update(("answer", reply.status) for reply in replies if reply.status >= 500)

    def run(self, steps: int) -> None:
        """So many steps by each of eight threads; cuts are passed over."""

        def work(seed: int) -> None:
            dice = random.Random(seed)
            for _ in range(steps):
                if self.over.is_set():
                    return
                ignoring_cuts(partial(self.step, dice))

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))


@pytest.mark.parametrize("hard", [-1, 4_000])
def test_usage_stays_exact_while_what_is_shared_comes_and_goes(nodes: tuple[Server, Server], hard: int) -> None:
    team = Limited(Api(nodes[0]), hard)
    storm = Storm(nodes, team.name)
    storm.run(20)
    assert not storm.odd
    check_settled(nodes[0], Promises())
    assert hard == -1 or team.used <= hard
    for client in storm.clients[:2]:
        for image in storm.images:
            client.ask("DELETE", f"manifests/{image.digest}")
    check_settled(nodes[0], Promises())


def test_usage_stays_exact_when_the_server_is_killed_in_between(server: Server) -> None:
    team = Limited(Api(server), 50_000)
    storm = Storm((server,), team.name)
    for _ in range(3):
        thread = threading.Thread(target=storm.run, args=(1_000,))
        thread.start()
        time.sleep(random.uniform(0.3, 0.8))
        server.kill()
        storm.over.set()
        thread.join()
        storm.over.clear()
        check(server, Promises())
        server.run()
    storm.run(2)
    check_settled(server, Promises())


def test_what_only_a_lease_held_counts_until_that_ends(server: Server) -> None:
    team = Limited(Api(server))
    client = Client(server, f"{team.name}/leased")
    assert client.push(make_image(1_000, 2_000), "kept").status == 201
    kept = team.used
    for name in ("one", "two"):
        assert Client(server, f"{team.name}/{name}").push_blob(b"loose" * 100).status == 201
    for name, left in (("one", kept + 500), ("two", kept)):
        execute(
            server,
            "UPDATE blob_lease SET expires_at = 1 WHERE repository_id ="
            f" (SELECT id FROM repository WHERE name = '{team.name}/{name}')",
        )
        eventually(lambda: rows(server, "SELECT count(*) FROM blob_lease WHERE expires_at = 1") == [(0,)], 30)
        assert team.used == left
    execute(server, "UPDATE blob_lease SET expires_at = 1")
    check_settled(server, client.promises)
    eventually(lambda: rows(server, "SELECT count(*) FROM blob_lease") == [(0,)], 30)
    assert team.used == kept
    check_settled(server, client.promises)
