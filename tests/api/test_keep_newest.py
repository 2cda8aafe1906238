"""The script of docs/examples that keeps the newest artifacts and collects the rest, run as it stands there."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.client import Client
from tests.faults.images import Image, make_image
from tests.support.api import Api
from tests.support.census import execute
from tests.support.people import project
from tests.support.server import PASSWORD, Server

SCRIPT = Path(__file__).parents[2] / "docs" / "examples" / "keep-newest.sh"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One that keeps nothing of what is deleted, on SQLite: what the script asks for is tried on both elsewhere."""
    env = {"ROADSTEAD_TRASH_DAYS": "0"}
    with Server.start(tmp_path_factory.mktemp("newest") / "data", env=env) as server:
        yield server


def push(server: Server, repository: str, count: int) -> list[Image]:
    """So many images, the oldest first."""
    client, images = Client(server, repository), [make_image(500) for _ in range(count)]
    for number, image in enumerate(images):
        assert client.push(image, f"v{number}").status == 201
        time.sleep(0.003)  # their times are of milliseconds
    return images


def run(server: Server, **settings: str) -> subprocess.CompletedProcess[str]:
    """The script."""
    environment = {**os.environ, "REGISTRY": server.url, "CREDENTIAL": f"admin:{PASSWORD}", **settings}
    return subprocess.run(["sh", SCRIPT], env=environment, capture_output=True, text=True, check=False)


def test_all_but_the_newest_go(server: Server) -> None:
    project(Api(server), "team")
    places = {"library/app": 7, "team/deep/er/app": 3, "team/small": 1}
    images = {name: push(server, name, count) for name, count in places.items()}
    execute(server, "DELETE FROM blob_lease")
    done = run(server, KEEP="2", PAGE="2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("delete ") == 6
    gone = [image for name, some in images.items() for image in some[: max(0, places[name] - 2)]]
    freed = sum(len(blob) for image in gone for blob in image.blobs)
    assert f"Success: {freed} bytes of {2 * len(gone)} blobs freed" in done.stdout
    for name, some in images.items():
        client = Client(server, name)
        for number, image in enumerate(some):
            if image in gone:
                assert client.tagged(f"v{number}") is None
            else:
                client.check_pull(image, f"v{number}")


def test_one_project_and_a_wrong_password(server: Server) -> None:
    push(server, "library/other", 2)
    done = run(server, KEEP="1", PROJECT="team")
    assert (done.returncode, "library/other" in done.stdout) == (0, False)
    assert run(server, CREDENTIAL="admin:wrong").returncode != 0
