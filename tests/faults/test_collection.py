"""F1, F3, F14 of collection: killed at each of its points, on a full disk, during pushes of the same by many."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from roadstead.kit.faults import POINTS
from tests.faults.checker import Promises, violations
from tests.faults.client import Client
from tests.faults.collecting import ENVIRONMENT, begin, collect, drain
from tests.faults.conftest import check
from tests.faults.images import Image, digest_of, make_image
from tests.faults.test_at_once import MANY, at_once
from tests.faults.test_disk_full import Ballast
from tests.support.census import execute, rows
from tests.support.server import Server

pytestmark = pytest.mark.faults

COLLECTION_POINTS = [point for point in POINTS if point.startswith(("collection.", "unlink."))]
REPOSITORY = "library/collected"
UNKEPT = (
    "SELECT digest FROM blob b WHERE NOT EXISTS (SELECT 1 FROM manifest_blob k WHERE k.blob_id = b.id)"
    " AND NOT EXISTS (SELECT 1 FROM blob_lease k WHERE k.blob_id = b.id)"
    " AND NOT EXISTS (SELECT 1 FROM trash_blob k WHERE k.blob_id = b.id)"
)


@pytest.fixture
def still(tmp_path: Path, database_url: str) -> Iterator[Server]:
    """A server that does not clear up by itself; what is deleted is not kept, and leases are short."""
    with Server.start(tmp_path / "data", database_url=database_url, env=ENVIRONMENT) as server:
        yield server


def push_and_delete(server: Server) -> tuple[Client, Image, Image]:
    """(a client, an image that is there, one that was deleted); all leases have ended."""
    client = Client(server, REPOSITORY)
    kept, doomed = make_image(500, 600), make_image(700)
    for image in (kept, doomed):
        assert client.push(image, image.digest[7:15]).status == 201
    assert client.ask("DELETE", f"manifests/{doomed.digest}").status == 202
    execute(server, "UPDATE blob_lease SET expires_at = 1")
    client.promises = Promises(manifests={(REPOSITORY, kept.digest)})
    return client, kept, doomed


def check_drained(server: Server, promises: Promises) -> None:
    """After collections all invariants hold, and nothing is left that nothing keeps."""
    drain(server)
    found = violations(server.data, server.environment.get("ROADSTEAD_DATABASE_URL"), promises)
    assert not found, "\n".join(found)
    assert rows(server, UNKEPT) == []
    files = sum(1 for path in (server.data / "blobs").rglob("*") if path.is_file())
    assert [(files,)] == rows(server, "SELECT count(*) FROM blob")


def test_what_was_deleted_goes_and_the_rest_is_pulled(still: Server) -> None:
    client, kept, doomed = push_and_delete(still)
    code, said = collect(still)
    assert code == 0, said
    assert json.loads(said)["freed_space"] == sum(map(len, doomed.blobs))
    check_drained(still, client.promises)
    client.check_pull(kept, kept.digest[7:15])
    assert client.push(doomed, "again").status == 201
    client.check_pull(doomed, "again")


def test_kill_at_every_point(still: Server) -> None:
    for point in COLLECTION_POINTS:
        client, kept, doomed = push_and_delete(still)
        code, said = collect(still, fault=f"{point}:kill")
        if point.startswith("unlink.") and code == 0:  # nothing was due yet
            code, said = collect(still, fault=f"{point}:kill")
        assert code == -signal.SIGKILL, (point, said)
        check(still, client.promises)
        client.check_pull(kept, kept.digest[7:15])
        assert client.push(doomed, "again").status == 201
        assert client.ask("DELETE", f"manifests/{doomed.digest}").status == 202
        check_drained(still, Promises(manifests={(REPOSITORY, kept.digest)}))
        client.check_pull(kept, kept.digest[7:15])


def test_full_at_every_point(still: Server) -> None:
    """Whatever fails there, nothing is lost, and the next one goes on."""
    for point in COLLECTION_POINTS:
        client, kept, _ = push_and_delete(still)
        collect(still, fault=f"{point}:full")
        check(still, client.promises)
        check_drained(still, client.promises)
        client.check_pull(kept, kept.digest[7:15])


def test_on_a_full_disk(small_disk: Path) -> None:
    """It frees room where there is some left to work with, and harms nothing where there is none."""
    with Server.start(small_disk / "data", env=ENVIRONMENT) as server:
        client, ballast = Client(server, REPOSITORY), Ballast(server)
        kept, doomed = make_image(1000), make_image(4 << 20)
        for image, tag in ((kept, "kept"), (doomed, "doomed")):
            assert client.push(image, tag).status == 201
        assert client.ask("DELETE", f"manifests/{doomed.digest}").status == 202
        execute(server, "UPDATE blob_lease SET expires_at = 1")
        promises = Promises(manifests={(REPOSITORY, kept.digest)})
        ballast.fill()
        collect(server)
        check(server, promises)
        client.check_pull(kept, "kept")
        ballast.path.unlink()
        ballast.fill(leaving=1 << 20)
        check_drained(server, promises)
        assert client.push(make_image(3 << 20), "after").status == 201


@pytest.fixture
def two(still: Server, database_url: str) -> Iterator[tuple[Server, Server]]:
    """Two of them on one folder and one database."""
    with Server.start(still.data, database_url=database_url, env=ENVIRONMENT) as second:
        yield still, second


def test_many_push_the_same_while_it_collects(two: tuple[Server, Server]) -> None:
    """One tag, one image, again and again, deleted in between: a push that was acknowledged is whole."""
    image, others = make_image(20_000, 500), [make_image(300) for _ in range(MANY // 2)]
    collecting = begin(two[0], "forever")
    clients = [Client(node, REPOSITORY) for node in two]
    for _ in range(2):
        works = [partial(push_until_kept, clients[n % 2], image, "same") for n in range(MANY // 2)]
        works += [partial(push_until_kept, clients[n % 2], other, f"t{n}") for n, other in enumerate(others)]
        at_once(works)
        for client in clients:
            client.check_pull(image, "same")
        for digest in (image.digest, *(other.digest for other in others[::2])):
            assert clients[0].ask("DELETE", f"manifests/{digest}").status == 202
    at_once([partial(push_until_kept, clients[n % 2], image, "same") for n in range(MANY)])
    clients[1].check_pull(image, "same")
    collecting.terminate()
    said, errors = collecting.communicate(timeout=60)
    assert collecting.returncode == 0, errors
    # What was let go of last, or was on lease, may have been too late for the one beside the pushes.
    execute(two[0], "UPDATE blob_lease SET expires_at = 1")
    code, rest = collect(two[0])
    assert code == 0, rest
    assert json.loads(said)["purged_blobs"] + json.loads(rest)["purged_blobs"] > 0
    kept = {(REPOSITORY, one.digest) for one in (image, *others[1::2])}
    check_drained(two[0], Promises(manifests=kept))
    for client in clients:
        client.check_pull(image, "same")


def push_until_kept(client: Client, image: Image, tag: str) -> None:
    """As clients do: what a manifest misses is sent again. Leases of a second end before slow pushes do."""
    for _ in range(20):
        reply = client.push(image, tag)
        if reply.status == 201:
            return
        assert reply.status in (400, 404, 503), reply
    raise AssertionError(f"{image.digest} was never kept: {reply}")


def test_a_file_that_is_read_stays_until_it_is_read(still: Server) -> None:
    """The row goes, the file waits; with the usual grace it is there for whoever has its path."""
    client, _, doomed = push_and_delete(still)
    slow = dict(still.environment)
    still.environment["ROADSTEAD_COLLECTION_READER_SECONDS"] = "3600"
    assert collect(still)[0] == 0
    left = {path.name.partition(".")[0] for path in (still.data / "blobs").rglob("*") if path.is_file()}
    assert {digest_of(blob)[7:] for blob in doomed.blobs} < left
    still.environment.update(slow)
    assert client.blob(digest_of(doomed.config)).status == 404
