"""`roadstead jobs …` beside a serving system: listed, read, stopped, paused and resumed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.api import Api
from tests.support.patience import eventually
from tests.support.server import Server

GC = "GARBAGE_COLLECTION"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A system with a collection that has been done."""
    with Server.start(tmp_path_factory.mktemp("jobs") / "data") as server:
        yield server


def collect(server: Server) -> None:
    """Begin a collection, and wait for no end."""
    body = {"schedule": {"type": "Manual"}, "parameters": {}}
    assert Api(server).post("/system/gc/schedule", body).status == 201


def newest(server: Server) -> dict[str, object]:
    """The last job."""
    found: dict[str, object] = json.loads(server.cli("jobs", "list", "--json", "--limit", "1").stdout)[0]
    return found


def test_a_job_is_listed_and_its_log_followed_to_the_end(server: Server) -> None:
    collect(server)
    job = str(newest(server)["id"])
    assert server.cli("jobs", "log", job, "--follow").stdout.endswith("\n")
    done = newest(server)
    assert (done["kind"], done["status"], done["run_count"]) == (GC, "Success", 1)
    shown = server.cli("jobs", "list").stdout.splitlines()
    assert shown[0].split() == ["ID", "KIND", "STATUS", "RUNS", "BEGAN", "ENDED", "TELLS"]
    assert shown[1].split()[:4] == [job, GC, "Success", "1"]
    assert server.cli("jobs", "log", job).stdout == server.cli("jobs", "log", job, "-f").stdout
    assert json.loads(server.cli("jobs", "list", "--status", "Error", "--json").stdout) == []


def test_a_kind_pauses_a_waiting_job_is_stopped_and_the_next_one_runs(server: Server) -> None:
    assert server.cli("jobs", "pause", GC).stdout == f"{GC} pauses\n"
    collect(server)
    waiting = str(newest(server)["id"])
    assert json.loads(server.cli("jobs", "stop", waiting, "--json").stdout) == {"id": int(waiting), "status": "Stopped"}
    followed = server.cli("jobs", "log", waiting, "--follow", check=False)
    assert (followed.returncode, followed.stderr) == (1, f"error: job {waiting}: Stopped\n")
    collect(server)
    assert newest(server)["status"] == "Pending"
    assert json.loads(server.cli("jobs", "resume", GC, "--json").stdout) == {"kind": GC, "paused": False}
    assert eventually(lambda: newest(server)["status"] == "Success")
    entry = Api(server).get("/auditlog-exts", q="resource_type=job").json[0]
    assert (entry["operation"], entry["resource"], entry["username"]) == ("stop", waiting, "admin")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("stop", "999999"), 1),
        (("log", "999999"), 1),
        (("log", "999999", "--follow"), 1),
        (("pause", "NOTHING"), 1),
        (("stop", "x"), 2),
        (("list", "--limit", "0"), 2),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(server: Server, words: tuple[str, ...], code: int) -> None:
    done = server.cli("jobs", *words, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)


def test_without_a_system_there_is_nothing_to_list(tmp_path: Path) -> None:
    server = Server(tmp_path / "none", tls=False, environment={}, args=[])
    assert server.cli("jobs", "list", check=False).returncode == 1
