"""The database is lost. `roadstead reindex` makes it again from the storage, and the same digests are pulled."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from roadstead.kit.faults import POINTS
from tests.faults.client import Client
from tests.faults.images import Image, make_image
from tests.support.api import Api
from tests.support.census import execute, rows
from tests.support.patience import eventually
from tests.support.server import Server

pytestmark = pytest.mark.faults
QUICK = {"ROADSTEAD_JOURNAL_SECONDS": "0.1", "ROADSTEAD_LIMITS_SWEEP_SECONDS": "0.2"}
JOURNAL = [point for point in POINTS if point.startswith("journal.")]
REINDEX = [point for point in POINTS if point.startswith("reindex.")]


def written(server: Server) -> None:
    """Wait until the journal knows all that was pushed."""
    last = "SELECT coalesce(max(id), 0) FROM outbox"
    assert eventually(lambda: rows(server, last) == rows(server, "SELECT seen FROM journal"), 30)
    whole = "SELECT walk FROM journal WHERE base > 0"
    assert eventually(lambda: rows(server, whole) == [(0,)], 30)


def lose_database(server: Server) -> None:
    """The server ends, and its database is gone."""
    server.stop()
    for file in server.data.glob("roadstead.db*"):
        file.unlink()


def reindex(server: Server, *options: str, code: int = 0) -> dict[str, Any]:
    """What it says was made."""
    done = server.cli("reindex", "--json", *options, check=False)
    assert done.returncode == code, (done.stdout, done.stderr)
    made: dict[str, Any] = json.loads(done.stdout)
    return made


@pytest.fixture
def quick(lite: Server) -> Server:
    """A server whose journal is never far behind."""
    lite.stop()
    lite.environment.update(QUICK)
    lite.run()
    return lite


def fill(server: Server) -> tuple[Image, Image]:
    """An image under two tags, one below an index; what was deleted is not there."""
    admin = Api(server)
    assert admin.post("/projects", {"project_name": "secret", "storage_limit": 1 << 30}).status == 201
    kept, moved, gone = make_image(1_000, 80_000), make_image(2_000), make_image(3_000)
    client, secret = Client(server, "library/kept"), Client(server, "secret/deep/one")
    for image, tag in ((moved, "latest"), (kept, "v1"), (kept, "latest"), (gone, "gone")):
        assert client.push(image, tag).status == 201
    assert client.ask("DELETE", f"manifests/{gone.digest}").status == 202
    assert client.ask("DELETE", "manifests/v1").status == 202
    assert client.push(kept, "v2").status == 201
    assert secret.push(moved, "only").status == 201
    assert Client(server, "library/deleted").push(gone, "v1").status == 201
    assert admin.delete("/projects/library/repositories/deleted").status == 200
    return kept, moved


def test_the_same_digests_are_pulled(quick: Server) -> None:
    kept, moved = fill(quick)
    written(quick)
    lose_database(quick)
    made = reindex(quick)
    assert (made["projects"], made["repositories"], made["lost"], made["waiting"]) == (2, 2, [], 0)
    assert made["password"] is None  # it was given
    quick.run()
    client, secret = Client(quick, "library/kept"), Client(quick, "secret/deep/one")
    client.check_pull(kept, "latest")
    client.check_pull(kept, "v2")
    secret.check_pull(moved, "only")
    assert client.ask("GET", f"manifests/{moved.digest}").status == 200
    for reference in ("v1", "gone"):
        assert client.ask("GET", f"manifests/{reference}").status == 404
    admin = Api(quick)
    assert {one["name"] for one in admin.get("/repositories").json} == {"library/kept", "secret/deep/one"}
    projects = {one["name"]: one["metadata"]["public"] for one in admin.get("/projects").json}
    assert projects == {"library": "true", "secret": "false"}
    quotas = {one["ref"]["name"]: one["hard"]["storage"] for one in admin.get("/quotas").json}
    assert quotas == {"library": -1, "secret": 1 << 30}
    report = json.loads(quick.cli("fsck", "--deep", "--json", check=False).stdout)
    assert report["counts"] == {}, report
    assert client.push(make_image(77), "after").status == 201


def test_again_after_it_was_made_again(quick: Server) -> None:
    """The new database has a journal of its own; the one that it was made from goes."""
    kept, _ = fill(quick)
    written(quick)
    before = {path.name.split(".")[0] for path in (quick.data / "journal").iterdir()}
    lose_database(quick)
    reindex(quick)
    quick.run()
    later = make_image(44)
    assert Client(quick, "library/kept").push(later, "later").status == 201
    written(quick)
    names = {path.name.split(".")[0] for path in (quick.data / "journal").iterdir()}
    assert len(names) == 1
    assert names != before
    lose_database(quick)
    reindex(quick)
    quick.run()
    Client(quick, "library/kept").check_pull(later, "later")
    Client(quick, "library/kept").check_pull(kept, "latest")


def test_a_fresh_database_leaves_the_old_journal_and_all_files_alone(quick: Server) -> None:
    """Somebody starts the server before it comes to mind what was lost."""
    kept, _ = fill(quick)
    written(quick)
    lose_database(quick)
    files = sum(1 for path in (quick.data / "blobs").rglob("*.*") if path.is_file())
    quick.run()
    written(quick)
    assert Client(quick, "library/other").push_blob(b"something new").status == 201
    done = quick.cli("fsck", "--repair", "--json", check=False)
    assert json.loads(done.stdout)["repaired"] == 0
    assert done.returncode == 1
    assert sum(1 for path in (quick.data / "blobs").rglob("*.*") if path.is_file()) == files + 1
    assert "in use" in quick.cli("reindex", check=False).stderr
    lose_database(quick)
    assert "name one of" in quick.cli("reindex", check=False).stderr
    lineages: dict[str, int] = {}
    for path in (quick.data / "journal").iterdir():
        lineages[path.name.split(".")[0]] = path.stat().st_mtime_ns
    oldest = min(lineages, key=lambda name: lineages[name])
    reindex(quick, "--journal", oldest)
    quick.run()
    Client(quick, "library/kept").check_pull(kept, "latest")


@pytest.mark.parametrize("point", JOURNAL)
def test_killed_while_it_writes_the_journal(lite: Server, point: str) -> None:
    lite.stop()
    execute(lite, "UPDATE journal SET base = 0")  # a new one is written at once
    lite.environment.update(QUICK, ROADSTEAD_FAULT=f"{point}:kill")
    start_to_be_killed(lite)
    del lite.environment["ROADSTEAD_FAULT"]
    lite.run()
    kept, moved = fill(lite)
    written(lite)
    lose_database(lite)
    assert reindex(lite)["lost"] == []
    lite.run()
    Client(lite, "library/kept").check_pull(kept, "latest")
    Client(lite, "secret/deep/one").check_pull(moved, "only")


def start_to_be_killed(server: Server) -> None:
    """A segment is written soon after the start, and ends it."""
    command = [sys.executable, "-m", "roadstead.cli", "serve"]
    process = subprocess.Popen(command, env=server.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(60)
    finally:
        process.kill()
    assert process.returncode == -9


@pytest.mark.parametrize("point", REINDEX)
def test_killed_while_it_makes_the_database(quick: Server, point: str) -> None:
    """Nobody serves what is half made; done again, it is whole."""
    kept, moved = fill(quick)
    written(quick)
    lose_database(quick)
    environment = {**quick.environment, "ROADSTEAD_FAULT": f"{point}:kill"}
    command = [sys.executable, "-m", "roadstead.cli"]
    done = subprocess.run([*command, "reindex"], env=environment, capture_output=True, check=False)
    assert done.returncode == -9
    half = subprocess.run([*command, "serve"], env=quick.environment, capture_output=True, text=True, check=False)
    assert half.returncode != 0
    assert "reindex was cut off" in half.stderr
    assert reindex(quick)["lost"] == []
    quick.run()
    Client(quick, "library/kept").check_pull(kept, "latest")
    Client(quick, "secret/deep/one").check_pull(moved, "only")


def test_a_segment_that_is_damaged_is_told(quick: Server) -> None:
    """What others tell of is made all the same."""
    kept, _ = fill(quick)
    written(quick)
    assert Client(quick, "library/late").push(make_image(5), "v1").status == 201
    written(quick)
    lose_database(quick)
    last = max((quick.data / "journal").iterdir(), key=lambda path: path.name)
    last.write_bytes(last.read_bytes()[:-9])
    made = reindex(quick, code=1)
    assert any(last.name in line for line in made["lost"])
    quick.run()
    Client(quick, "library/kept").check_pull(kept, "latest")


def test_into_another_database(server: Server, tmp_path: Path) -> None:
    """From PostgreSQL, and from SQLite, into SQLite."""
    kept, moved = fill(server)
    written(server)
    server.stop()
    target = f"sqlite:///{tmp_path / 'other.db'}"
    server.environment["ROADSTEAD_DATABASE_URL"] = target
    assert reindex(server)["repositories"] == 2
    server.run()
    Client(server, "library/kept").check_pull(kept, "latest")
    Client(server, "secret/deep/one").check_pull(moved, "only")
