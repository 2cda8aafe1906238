"""`roadstead fsck` beside a serving node finds what was done behind its back, and sets right what it can."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.faults.client import Client
from tests.faults.images import Image, digest_of, make_image
from tests.support.census import execute, rows
from tests.support.server import Server

pytestmark = pytest.mark.faults
OTHER = "f" * 32
"""An incarnation of nobody."""


def fsck(server: Server, *options: str, code: int = 0) -> dict[str, Any]:
    """What it reports."""
    done = server.cli("fsck", "--json", *options, check=False)
    assert done.returncode == code, (done.stdout, done.stderr)
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["clean"] == (code == 0)
    return report


def file_of(server: Server, digest: str) -> Path:
    """Where the blob's bytes are."""
    (file,) = (server.data / "blobs").rglob(f"{digest.partition(':')[2]}.*")
    return file


@pytest.fixture
def image(server: Server) -> Image:
    image = make_image(1_000, 90_000)
    assert Client(server, "library/checked").push(image, "v1").status == 201
    return image


def test_all_is_well(server: Server, image: Image) -> None:
    report = fsck(server, "--deep")
    assert report["counts"] == {}
    assert report["looked"]["blobs"] == report["looked"]["files"] == len(image.blobs)
    assert "0 findings" in server.cli("fsck").stdout


def test_files_that_are_not_what_they_were(server: Server, image: Image) -> None:
    """A push of the same image is the repair."""
    first, second = map(digest_of, image.layers)
    data = bytearray(file_of(server, first).read_bytes())
    data[7] ^= 1
    file_of(server, first).write_bytes(data)
    assert fsck(server)["counts"] == {}
    assert fsck(server, "--deep", code=1)["counts"] == {"blob-digest": 1}
    file_of(server, second).unlink()
    assert fsck(server, "--repair", code=1)["counts"] == {"blob-missing": 1}
    file_of(server, first).write_bytes(b"short")
    report = fsck(server, code=1)
    assert report["counts"] == {"blob-missing": 1, "blob-size": 1}
    assert {one["subject"] for one in report["found"]} == {first, second}
    client = Client(server, "library/checked")
    assert client.push(image, "v1").status == 201
    client.check_pull(image, "v1")
    assert fsck(server, "--deep")["counts"] == {}


def test_a_file_of_nobody_goes_later(server: Server, image: Image) -> None:
    file = file_of(server, digest_of(image.layers[0]))
    stray = file.with_suffix(f".{OTHER}")
    shutil.copy(file, stray)
    assert fsck(server, code=1)["counts"] == {"file-without-row": 1}
    report = fsck(server, "--repair")
    assert (report["counts"], report["repaired"]) == ({"file-without-row": 1}, 1)
    assert stray.exists()  # whoever reads it may finish
    assert fsck(server)["counts"] == {}
    assert [str(path).endswith(OTHER) for (path,) in rows(server, "SELECT path FROM unlink_log")] == [True]


def test_a_file_of_nobody_takes_a_lost_ones_place(server: Server, image: Image) -> None:
    file = file_of(server, digest_of(image.layers[1]))
    file.rename(file.with_suffix(f".{OTHER}"))
    report = fsck(server, "--repair")
    assert report["counts"] == {"file-without-row": 1}
    server.restart()
    Client(server, "library/checked").check_pull(image, "v1")
    assert fsck(server, "--deep")["counts"] == {}


def test_a_database_that_knows_no_blob_lets_no_file_go(server: Server, image: Image) -> None:
    """More likely it is the database that was lost."""
    for table in ("tag", "manifest_blob", "manifest_body", "manifest", "blob_lease", "blob"):
        execute(server, f"DELETE FROM {table}")
    report = fsck(server, "--repair", code=1)
    assert report["counts"]["file-without-row"] == len(image.blobs)
    assert rows(server, "SELECT path FROM unlink_log") == []


def test_a_file_that_is_to_go_and_is_needed(server: Server, image: Image) -> None:
    file = file_of(server, digest_of(image.layers[0]))
    path = file.relative_to(server.data)
    late = 4_000_000_000_000
    execute(server, f"INSERT INTO unlink_log (path, not_before) VALUES ('{path}', {late})")
    assert fsck(server, code=1)["counts"] == {"unlink-wrong": 1}
    assert fsck(server, "--repair")["repaired"] == 1
    assert rows(server, "SELECT path FROM unlink_log") == []


def test_edges_that_are_not_what_a_manifest_names(server: Server, image: Image) -> None:
    assert Client(server, "library/checked").push_blob(b"of nobody").status == 201
    first = "(SELECT id FROM blob WHERE digest = '%s')"
    execute(server, f"DELETE FROM manifest_blob WHERE blob_id = {first % digest_of(image.layers[0])}")
    execute(
        server,
        "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id)"
        f" SELECT id, {first % digest_of(b'of nobody')}, repository_id, project_id FROM manifest",
    )
    report = fsck(server, code=1)
    assert report["counts"] == {"edge-missing": 1, "edge-extra": 1}
    assert all(one["subject"] == f"library/checked@{image.digest}" for one in report["found"])
    assert fsck(server, "--repair")["repaired"] == 2
    assert fsck(server)["counts"] == {}


def test_an_edge_to_what_is_gone_waits_for_it(server: Server, image: Image) -> None:
    """Its row was lost too: it is told until it is pushed again."""
    digest = digest_of(image.layers[0])
    key = f"(SELECT id FROM blob WHERE digest = '{digest}')"
    for table in ("manifest_blob", "blob_lease"):
        execute(server, f"DELETE FROM {table} WHERE blob_id = {key}")
    execute(server, f"DELETE FROM blob WHERE digest = '{digest}'")
    fsck(server, "--repair", code=1)
    assert rows(server, "SELECT digest FROM manifest_gap") == [(digest,)]
    client = Client(server, "library/checked")
    assert client.push_blob(image.layers[0]).status == 201
    assert rows(server, "SELECT digest FROM manifest_gap") == []
    fsck(server, "--repair")
    assert fsck(server)["counts"] == {}


def test_a_manifest_whose_bytes_are_wrong(server: Server, image: Image) -> None:
    """F26: it is told; others are looked at all the same."""
    other = make_image(50)
    assert Client(server, "library/fine").push(other, "v1").status == 201
    ours, others = (f"(SELECT id FROM manifest WHERE digest = '{one.digest}')" for one in (image, other))
    body = f"(SELECT body FROM manifest_body WHERE manifest_id = {others})"
    execute(server, f"UPDATE manifest_body SET body = {body} WHERE manifest_id = {ours}")
    report = fsck(server, "--repair", code=1)
    assert report["counts"] == {"manifest-body": 1}
    assert report["found"][0]["subject"] == f"library/checked@{image.digest}"
    Client(server, "library/fine").check_pull(other, "v1")


def test_quotas_are_made_right(server: Server, image: Image) -> None:
    execute(server, "UPDATE quota_usage SET used = used + 5")
    execute(server, f"DELETE FROM project_content WHERE digest = '{image.digest}'")
    execute(server, "INSERT INTO project_content (project_id, digest, size) VALUES (1, 'sha256:none', 7)")
    counts = fsck(server, code=1)["counts"]
    assert counts == {"quota-content": 2, "quota-sum": 1}
    assert fsck(server, "--repair")["repaired"] == 3
    assert fsck(server)["counts"] == {}
    operations = rows(server, "SELECT DISTINCT operation FROM audit_log WHERE resource_type = 'fsck'")
    assert operations == [("update",)]
