"""F6: PostgreSQL is gone and comes back, between requests and in the middle of them; the server stays up."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.faults.client import SAFETY_SECONDS, Client
from tests.faults.conftest import SWEEPING, check_settled
from tests.faults.images import digest_of, make_image
from tests.support.postgres import Postgres
from tests.support.server import Server

pytestmark = pytest.mark.faults

BACK_SECONDS = 10.0
"""I10: back to work so long after a fault ends, at the latest."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Postgres]:
    """A PostgreSQL of these tests' own, to be stopped and started."""
    server = Postgres()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def node(tmp_path: Path, cluster: Postgres) -> Iterator[Server]:
    with Server.start(tmp_path / "data", database_url=cluster.fresh(), env=SWEEPING) as server:
        yield server


def push_when_back(client: Client, tag: str) -> None:
    """A whole push succeeds, by a client that tries again as long as it is told to."""
    image = make_image(100_000)
    deadline = time.monotonic() + BACK_SECONDS
    while (reply := client.push(image, tag)).status == 503 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert reply.status == 201
    client.check_pull(image, tag)


def test_gone_and_back(node: Server, cluster: Postgres) -> None:
    client = Client(node, "library/gone")
    image = make_image(1_000, 100_000)
    assert client.push(image, "there").status == 201
    location = client.begin()
    assert client.append(location, b"first ").status == 202
    cluster.halt()
    requests = [
        ("GET", "manifests/other", b""),
        ("GET", f"blobs/{digest_of(image.layers[1])}", b""),
        ("GET", "tags/list", b""),
        ("POST", "blobs/uploads/", b""),
        ("PATCH", location, b"second"),
        ("PUT", f"{location}?digest={digest_of(b'first second')}", b"second"),
        ("POST", f"blobs/uploads/?digest={digest_of(b'whole')}", b"whole"),
        ("PUT", "manifests/late", image.manifest),
        ("DELETE", "manifests/there", b""),
        ("GET", "/service/token?service=harbor-registry", b""),
    ]
    for method, path, body in requests:
        fields = {"content-type": image.media_type} if path.startswith("manifests/") else None
        reply = client.ask(method, path, body, fields)
        if path.startswith("/service/token"):  # asked by nobody, for nothing: needs no database
            assert reply.status in (200, 401, 503), reply
            continue
        assert reply.status == 503, (method, path, reply)
        assert int(reply.headers["retry-after"]) > 0
    cluster.resume()
    push_when_back(client, "late")
    client.check_pull(image, "there")
    client.resume(location, b"first second")
    check_settled(node, client.promises)


def test_connections_cut_under_pushes(node: Server, cluster: Postgres) -> None:
    """Every connection is cut again and again while clients push: what is answered with 2xx stays."""
    clients = [Client(node, f"library/cut-{number}") for number in range(4)]
    url = node.environment["ROADSTEAD_DATABASE_URL"]
    done = threading.Event()

    def keep_pushing(client: Client) -> None:
        number = 0
        while not done.is_set():
            reply = client.push(make_image(1_000), f"t{number}")
            assert reply.status in (201, 503), reply
            number += reply.status == 201

    failures: list[BaseException] = []

    def run(client: Client) -> None:
        try:
            keep_pushing(client)
        except BaseException as e:
            failures.append(e)

    threads = [threading.Thread(target=run, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    with psycopg.connect(url, autocommit=True) as connection:
        pause = 0.05
        for cut in range(80):
            time.sleep(pause)
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cut >= 40:
                if all(client.promises.tags for client in clients):
                    break
                pause = min(pause * 1.2, 2.0)  # a busy machine: no push comes through between two cuts
    done.set()
    for thread in threads:
        thread.join(SAFETY_SECONDS)
    assert not failures, failures
    for client in clients:
        assert client.promises.tags, "no push succeeded: the test shows nothing"
        push_when_back(client, "after")
    # of each push that was answered with 503 its parts may be there, whole: the client does it again
    node.environment["ROADSTEAD_LIMITS_UPLOAD_SECONDS"] = "1"
    node.restart()
    for client in clients:
        check_settled(node, client.promises)
