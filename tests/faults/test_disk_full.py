"""F3: no room on the disk. Pushes are put off with 503, pulls go on; with room again all is as before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadstead.kit.faults import POINTS
from tests.faults.client import Client, Reply
from tests.faults.conftest import SWEEPING, check, check_settled
from tests.faults.images import Image, digest_of, make_image
from tests.support.server import Server

pytestmark = pytest.mark.faults

LAYER = 1 << 20


@pytest.fixture
def full(small_disk: Path) -> Iterator[Server]:
    """A server on the small disk, which is not full yet."""
    with Server.start(small_disk / "data", env=SWEEPING) as server:
        yield server


class Ballast:
    """A file that takes the room."""

    def __init__(self, server: Server) -> None:
        self.path = server.data.parent / "ballast"

    def fill(self, leaving: int = 0) -> None:
        """To the last byte but `leaving`."""
        with self.path.open("ab") as file:
            for size in (1 << 16, 1):
                try:
                    while True:
                        os.write(file.fileno(), bytes(size))
                except OSError:
                    continue
        if leaving:
            os.truncate(self.path, self.path.stat().st_size - leaving)

    def drop(self) -> None:
        """Give the room back."""
        self.path.unlink()


def put_off(reply: Reply) -> bool:
    """Whether it is the one answer that a full disk may give."""
    assert reply.status in (201, 202, 204, 503), reply
    assert reply.status != 503 or int(reply.headers["retry-after"]) > 0, reply
    return reply.status == 503


def test_pushes_until_the_disk_is_full(full: Server) -> None:
    client, ballast = Client(full, "library/full"), Ballast(full)
    ballast.path.write_bytes(bytes(3 * LAYER))
    stored: list[Image] = []
    while not put_off(client.push(image := make_image(LAYER), f"t{len(stored)}")):
        stored.append(image)
    ballast.fill()
    for _ in range(3):
        assert put_off(client.push(make_image(LAYER), "late"))
    assert put_off(client.push_whole(image.layers[0]))
    check(full, client.promises)
    for number, there in enumerate(stored):
        client.check_pull(there, f"t{number}")
    ballast.drop()
    image = make_image(LAYER)
    assert client.push(image, "after").status == 201
    client.check_pull(image, "after")
    check_settled(full, client.promises)


def test_an_upload_goes_on_where_the_disk_was_full(full: Server) -> None:
    """Bytes were written up to some byte that is no boundary of anything."""
    client, ballast = Client(full, "library/full"), Ballast(full)
    (layer,) = make_image(3 * LAYER).layers
    location = client.begin()
    assert client.append(location, layer[:LAYER]).status == 202
    ballast.fill(leaving=LAYER + 12_345)
    assert put_off(client.append(location, layer[LAYER:], LAYER))
    held = client.held(location)
    assert held is not None
    assert LAYER < held < len(layer)
    assert put_off(client.append(location, layer[held:], held))
    ballast.drop()
    client.resume(location, layer)
    assert client.blob(digest_of(layer)).body == layer
    check_settled(full, client.promises)


def test_manifests_until_the_database_is_full(full: Server) -> None:
    client, ballast = Client(full, "library/full"), Ballast(full)
    base = make_image(1000)
    assert client.push(base, "base").status == 201
    image = make_image(padding=500_000)
    assert client.push_blob(image.config).status == 201
    ballast.fill()
    assert put_off(client.put_manifest(image, "new"))
    assert put_off(client.put_manifest(image, "base"))
    check(full, client.promises)
    client.check_pull(base, "base")
    ballast.drop()
    for tag in ("new", "base"):
        assert client.put_manifest(image, tag).status == 201
        client.check_pull(image, tag)
    check_settled(full, client.promises)


def test_changes_that_need_no_room(full: Server) -> None:
    """The database's log has room from before: what fits in there is done, in whichever repository."""
    client, ballast = Client(full, "library/full"), Ballast(full)
    image = make_image(1000)
    assert client.push(image, "there").status == 201
    for _ in range(12):  # until the log has been written from its beginning again
        roomy = make_image(padding=500_000)
        assert client.push_blob(roomy.config).status == 201
        assert client.put_manifest(roomy, "log").status == 201
    ballast.fill()
    names = [f"library/full-{number}" for number in range(40)]
    scopes = " ".join(f"repository:{name}:pull,push" for name in [*names, client.repository])
    client.token = full.token(scopes)
    digest = digest_of(image.layers[0])
    mounts = [
        client.ask("POST", f"/v2/{name}/blobs/uploads/?mount={digest}&from={client.repository}") for name in names
    ]
    done = [name for name, reply in zip(names, mounts, strict=True) if not put_off(reply)]
    client.promises.blobs |= {(name, digest) for name in done}
    assert done, "the log had no room: the test shows nothing"
    ballast.drop()
    client.check_pull(image, "there")
    check_settled(full, client.promises)


def test_start_on_a_full_disk(full: Server) -> None:
    """What is there is given out, however little there is to work with."""
    client, ballast = Client(full, "library/full"), Ballast(full)
    image = make_image(LAYER)
    assert client.push(image, "there").status == 201
    full.stop()
    ballast.fill(leaving=256 << 10)  # for the database's shared memory and log
    full.run()
    ballast.fill()
    client.check_pull(image, "there")
    assert put_off(client.push(make_image(LAYER), "late"))
    ballast.drop()
    assert client.push(make_image(LAYER), "late").status == 201
    check_settled(full, client.promises)


@pytest.mark.parametrize("point", [point for point in POINTS if point.startswith(("upload.", "manifest."))])
def test_full_at_every_point(lite: Server, point: str) -> None:
    """The disk is full just there: nothing is promised, and the same push succeeds when there is room."""
    client = Client(lite, "library/full")
    ready = make_image(1000)
    for blob in ready.blobs:
        assert client.push_blob(blob).status == 201
    lite.kill()
    lite.environment["ROADSTEAD_FAULT"] = f"{point}:full"
    lite.run()
    image = make_image(300_000)
    location = client.begin()
    assert client.append(location, image.layers[0]).status == 202
    replies = [
        client.finish(location, digest_of(image.layers[0])),
        client.push_whole(image.config),
        client.put_manifest(ready, "ready"),
    ]
    assert [put_off(reply) for reply in replies] == [point.startswith("upload.")] * 2 + [point.startswith("manifest.")]
    check(lite, client.promises)
    lite.kill()
    del lite.environment["ROADSTEAD_FAULT"]
    lite.run()
    client.resume(location, image.layers[0])
    assert client.push(image, "image").status == 201
    assert client.put_manifest(ready, "ready").status == 201
    client.check_pull(image, "image")
    check_settled(lite, client.promises)
