"""`roadstead gc` beside a serving node and without one."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.client import Client
from tests.faults.images import make_image
from tests.support.api import Api
from tests.support.census import execute
from tests.support.patience import eventually
from tests.support.server import Server

NO_TRASH = {"ROADSTEAD_TRASH_DAYS": "0"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server.start(tmp_path_factory.mktemp("gc") / "data", env=NO_TRASH) as server:
        yield server


def throw_away(server: Server) -> int:
    """An image is pushed and deleted; its blobs' bytes."""
    client, image = Client(server, "library/thrown"), make_image(1_000)
    assert client.push(image, "v1").status == 201
    assert client.ask("DELETE", f"manifests/{image.digest}").status == 202
    execute(server, "DELETE FROM blob_lease")
    return sum(map(len, image.blobs))


def test_beside_a_serving_node(server: Server) -> None:
    size = throw_away(server)
    assert f"would free {size} bytes of 2 blobs" in server.cli("gc", "--dry-run", "--workers", "5").stdout
    told = json.loads(server.cli("gc", "--json", "--workers", "5").stdout)
    assert (told["status"], told["freed_space"], told["purged_blobs"]) == ("Success", size, 2)
    (last, *_) = Api(server).get("/system/gc").json
    assert last["id"] == told["id"]


def test_bad_numbers_are_refused(server: Server) -> None:
    done = server.cli("gc", "--workers", "9", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "workers" in done.stderr


def test_while_another_waits(server: Server) -> None:
    admin = Api(server)
    assert admin.put("/jobservice/queues/GARBAGE_COLLECTION", {"action": "pause"}).status == 200
    gc_id = admin.post("/system/gc/schedule", {"schedule": {"type": "Manual"}}).new_id
    done = server.cli("gc", check=False)
    assert done.returncode == 1
    assert "under way already" in done.stderr
    admin.put(f"/system/gc/{gc_id}")


def test_interrupted_it_stops(server: Server) -> None:
    """While the kind is paused it would wait for ever."""
    admin = Api(server)
    assert admin.put("/jobservice/queues/GARBAGE_COLLECTION", {"action": "pause"}).status == 200
    count = len(admin.get("/system/gc").json)
    command = [sys.executable, "-m", "roadstead.cli", "gc"]
    process = subprocess.Popen(command, env=server.environment, stderr=subprocess.PIPE, text=True)
    assert eventually(lambda: len(admin.get("/system/gc").json) > count)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert admin.get("/system/gc").json[0]["job_status"] == "Stopped"
    assert admin.put("/jobservice/queues/GARBAGE_COLLECTION", {"action": "resume"}).status == 200


def test_without_a_node_on_a_terminal(server: Server, tmp_path: Path) -> None:
    size = throw_away(server)
    server.stop()
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "roadstead.cli", "gc", "--delete-untagged"]
    with subprocess.Popen(command, env=server.environment, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                seen += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
        said = process.stdout.read() if process.stdout else b""
    os.close(ours)
    assert process.returncode == 0
    assert f"freed {size} bytes".encode() in said
    assert b"blobs" in seen
