"""F5: the disk forgets. A scrub finds it, says what it hits, and the next push of the same bytes mends it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faults.client import Client
from tests.faults.images import Image, digest_of, make_image
from tests.support.api import Api
from tests.support.census import execute, rows
from tests.support.patience import eventually
from tests.support.server import Server

pytestmark = pytest.mark.faults
SCRUB = "/system/scrub"


def file_of(server: Server, digest: str) -> Path:
    """Where the blob's bytes are."""
    (file,) = (server.data / "blobs").rglob(f"{digest.partition(':')[2]}.*")
    return file


def rot(file: Path) -> None:
    """One bit turns."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def scrub(server: Server) -> dict[str, Any]:
    """A whole round; what it has told."""
    admin = Api(server)
    answer = admin.post(f"{SCRUB}/schedule", {"schedule": {"type": "Manual"}})
    assert answer.status == 201, answer.body
    at = f"{SCRUB}/{answer.new_id}"
    assert eventually(lambda: admin.get(at).json["job_status"] not in ("Pending", "Running", "Scheduled"), 60)
    found = admin.get(at).json
    assert found["job_status"] == "Success", admin.get(f"{at}/log").body
    told: dict[str, Any] = json.loads(found["job_parameters"])
    return {**told, "log": admin.get(f"{at}/log").body.decode()}


@pytest.fixture
def image(lite: Server) -> Image:
    image = make_image(1_000, 100_000, 70_000)
    assert Client(lite, "library/rotten").push(image, "v1").status == 201
    return image


def test_rot_is_found_told_and_mended(lite: Server, image: Image) -> None:
    client, other = Client(lite, "library/rotten"), Client(lite, "library/other")
    small, large, lost = (digest_of(layer) for layer in image.layers)
    assert scrub(lite)["damaged"] == 0
    for digest in (small, large):  # one is kept ready by now
        assert client.ask("GET", f"blobs/{digest}").status == 200
        rot(file_of(lite, digest))
    file_of(lite, lost).unlink()
    told = scrub(lite)
    assert told["damaged"] == 3
    found = {one["digest"]: one["damage"] for one in told["found"]}
    assert found == {small: "digest", large: "digest", lost: "missing"}
    assert f"library/rotten@{image.digest} :v1" in told["log"]
    listed = Api(lite).get(f"{SCRUB}/damaged")
    assert listed.headers["x-total-count"] == "3"
    assert {one["digest"] for one in listed.json} == {small, large, lost}
    hit = {"repository_name": "library/rotten", "digest": image.digest, "tags": ["v1"]}
    assert all(one["artifacts"] == [hit] for one in listed.json)
    for digest in (small, large, lost):
        assert client.ask("HEAD", f"blobs/{digest}").status == 404
        assert client.ask("GET", f"blobs/{digest}").status == 503
        assert other.ask("POST", f"blobs/uploads/?mount={digest}&from=library/rotten").status == 202
    assert client.push(image, "v1").status == 201
    client.check_pull(image, "v1")
    assert Api(lite).get(f"{SCRUB}/damaged").json == []
    assert scrub(lite)["damaged"] == 0


def test_what_is_whole_again_is_so(lite: Server, image: Image) -> None:
    """The file came back from somewhere else."""
    digest = digest_of(image.layers[1])
    file = file_of(lite, digest)
    rot(file)
    assert scrub(lite)["damaged"] == 1
    rot(file)
    told = scrub(lite)
    assert (told["damaged"], told["mended"]) == (0, 1)
    Client(lite, "library/rotten").check_pull(image, "v1")


def test_a_scrub_that_is_stopped_is_gone_on_with(lite: Server, image: Image) -> None:
    admin = Api(lite)
    slow = {"schedule": {"type": "Manual"}, "parameters": {"bytes_per_second": 20_000}}
    scrub_id = admin.post(f"{SCRUB}/schedule", slow).new_id
    assert admin.put(f"{SCRUB}/schedule", slow).error[:2] == (409, "CONFLICT")
    assert eventually(lambda: admin.get(f"{SCRUB}/{scrub_id}").json["job_status"] == "Running", 30)
    assert admin.put(f"{SCRUB}/{scrub_id}").status == 200
    assert eventually(lambda: admin.get(f"{SCRUB}/{scrub_id}").json["job_status"] == "Stopped", 30)
    execute(lite, "UPDATE scrub_place SET after_id = (SELECT max(id) - 1 FROM blob)")
    told = scrub(lite)
    assert told["blobs"] == 1
    assert "goes on behind blob" in told["log"]
    assert rows(lite, "SELECT after_id, until_id FROM scrub_place") == [(0, 0)]
    assert scrub(lite)["blobs"] == 4


def test_a_storage_that_is_not_there_marks_nothing(lite: Server) -> None:
    """Somebody forgot to mount the disk: every file is missing, and comes back."""
    client = Client(lite, "library/rotten")
    layers = make_image(*range(1_000, 1_080))
    assert client.push(layers, "many").status == 201
    files = [(file, file.read_bytes()) for file in (lite.data / "blobs").rglob("*.*")]
    for file, _ in files:
        file.unlink()
    admin = Api(lite)
    scrub_id = admin.post(f"{SCRUB}/schedule", {"schedule": {"type": "Manual"}}).new_id
    log = f"{SCRUB}/{scrub_id}/log"
    assert eventually(lambda: b"is the storage there" in admin.get(log).body, 60)
    admin.put(f"{SCRUB}/{scrub_id}")
    for file, data in files:
        file.write_bytes(data)
    assert eventually(lambda: admin.get(f"{SCRUB}/{scrub_id}").json["job_status"] == "Stopped", 60)
    assert scrub(lite)["damaged"] == 0
