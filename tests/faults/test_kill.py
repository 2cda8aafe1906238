"""F1: SIGKILL at every point that the code names, in every way of pushing; the client goes on where it stood."""

from __future__ import annotations

import secrets
import signal
from collections.abc import Callable
from functools import partial

import pytest

from roadstead.kit.faults import POINTS
from tests.faults.client import Client, ignoring_cuts
from tests.faults.conftest import check, check_settled
from tests.faults.images import Image, digest_of, make_image
from tests.support.server import Server

pytestmark = pytest.mark.faults

UPLOAD_POINTS = [point for point in POINTS if point.startswith("upload.")]
MANIFEST_POINTS = [point for point in POINTS if point.startswith("manifest.")]
SMALL, LARGE = 1_000, 300_000
"""Below and above the size from which a thread reads the body."""


def in_put(client: Client, location: str, blob: bytes) -> None:
    client.finish(location, digest_of(blob), blob)


def in_chunks(client: Client, location: str, blob: bytes) -> None:
    client.append_chunked(location, blob)
    client.finish(location, digest_of(blob))


def in_pieces(client: Client, location: str, blob: bytes) -> None:
    half = len(blob) // 2
    client.append(location, blob[:half], 0)
    client.finish(location, digest_of(blob), blob[half:])


def in_post(client: Client, location: str, blob: bytes) -> None:
    client.push_whole(blob)


WAYS = [(in_put, SMALL), (in_chunks, LARGE), (in_pieces, LARGE), (in_post, LARGE)]


def test_no_point_is_forgotten() -> None:
    """Those of collection are walked in `test_collection.py`, of deleting and restoring in `test_trash.py`,
    those of the journal, of building anew and of the scrub where these are tried.
    """
    kinds = {"upload", "manifest", "collection", "unlink", "delete", "restore", "journal", "reindex", "scrub"}
    assert {point.partition(".")[0] for point in POINTS} == kinds


def run_with(server: Server, point: str | None) -> None:
    """Start anew, to fall at the point, or not."""
    server.kill()
    server.environment.pop("ROADSTEAD_FAULT", None)
    if point is not None:
        server.environment["ROADSTEAD_FAULT"] = f"{point}:kill"
    server.run()


def fall(server: Server, client: Client, work: Callable[[], object]) -> None:
    """The work is cut off because the server has killed itself; nothing acknowledged is lost, nothing partial seen."""
    assert ignoring_cuts(work)
    assert server.process is not None
    assert server.process.wait(30) == -signal.SIGKILL
    check(server, client.promises)


@pytest.mark.parametrize("point", UPLOAD_POINTS)
def test_kill_while_a_blob_is_finished(server: Server, point: str) -> None:
    client = Client(server, "library/killed")
    left: list[tuple[str, Image]] = []
    for way, size in WAYS:
        run_with(server, point)
        location, image = client.begin(), make_image(size)
        fall(server, client, partial(way, client, location, image.layers[0]))
        left.append((location, image))
    run_with(server, None)
    for location, image in left:
        client.resume(location, image.layers[0])
        finish_image(client, image)
    check_settled(server, client.promises)


@pytest.mark.parametrize("point", UPLOAD_POINTS)
def test_kill_and_turn_away_from_the_upload(lite: Server, point: str) -> None:
    """The client does not finish what was cut off: it cancels, appends other bytes, or lets it expire."""
    client = Client(lite, "library/killed")
    left: list[tuple[str, Image]] = []
    for _ in range(3):
        run_with(lite, point)
        location, image = client.begin(), make_image(LARGE)
        fall(lite, client, partial(in_put, client, location, image.layers[0]))
        left.append((location, image))
    run_with(lite, None)
    (cancelled, first), (appended, second), (_, third) = left
    assert client.ask("DELETE", cancelled).status in (204, 404)
    assert client.append(appended, b"more").status in (202, 404)
    client.finish(appended, digest_of(second.layers[0] + b"more"))
    for image in (first, second, third):
        for layer in image.layers:
            assert client.push_blob(layer).status == 201
        finish_image(client, image)
    lite.environment["ROADSTEAD_LIMITS_UPLOAD_SECONDS"] = "1"
    run_with(lite, None)
    check_settled(lite, client.promises)


def finish_image(client: Client, image: Image) -> None:
    """Push what is left, pull it."""
    assert client.push_blob(image.config).status == 201
    tag = secrets.token_hex(4)
    assert client.put_manifest(image, tag).status == 201
    client.check_pull(image, tag)


@pytest.mark.parametrize("point", MANIFEST_POINTS)
def test_kill_while_a_manifest_is_put(server: Server, point: str) -> None:
    client = Client(server, "library/killed")
    old, new = make_image(SMALL), make_image(SMALL)
    assert client.push(old, "moved").status == 201
    for blob in new.blobs:
        assert client.push_blob(blob).status == 201
    for tag in ("moved", "fresh"):
        run_with(server, point)
        fall(server, client, partial(client.put_manifest, new, tag))
    run_with(server, None)
    assert client.tagged("moved") in (old.digest, new.digest)
    for tag in ("moved", "fresh"):
        assert client.put_manifest(new, tag).status == 201
        client.check_pull(new, tag)
    check_settled(server, client.promises)
