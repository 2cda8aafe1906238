"""F5: a blob's file is gone or cut. Who asks whether the blob is there is told no, so the next push mends it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.client import Client
from tests.faults.images import digest_of, make_image
from tests.support.server import Server

pytestmark = pytest.mark.faults

SIZES = (1_000, 100_000)
"""One is kept ready, the other goes out from its file."""


def cut(path: Path) -> None:
    os.truncate(path, 10)


@pytest.mark.parametrize("damage", [Path.unlink, cut], ids=["gone", "cut"])
def test_clients_that_ask_first_push_it_again(lite: Server, damage: Callable[[Path], None]) -> None:
    client, other = Client(lite, "library/lost"), Client(lite, "library/other")
    image = make_image(*SIZES)
    assert client.push(image, "there").status == 201
    lite.restart()  # nothing is kept ready
    for layer in image.layers:
        hexadecimal = digest_of(layer).partition(":")[2]
        (file,) = (lite.data / "blobs").rglob(f"{hexadecimal}.*")
        damage(file)
    for layer in image.layers:
        digest = digest_of(layer)
        assert client.ask("GET", f"blobs/{digest}").status == 503
        assert client.ask("HEAD", f"blobs/{digest}").status == 404
        assert other.ask("POST", f"blobs/uploads/?mount={digest}&from=library/lost").status == 202
        assert other.push_blob(layer).status == 201
        assert client.ask("HEAD", f"blobs/{digest}").status == 200
        assert other.ask("POST", f"blobs/uploads/?mount={digest}&from=library/lost").status == 201
    client.check_pull(image, "there")
