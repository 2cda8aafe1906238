"""`roadstead project …` in one process: what it says, and that the audit log knows who did it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from roadstead.cli.run import run
from roadstead.cli.system import begin, opened
from roadstead.settings import Settings
from tests.unit.cli.test_commands import PASSWORD


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A system that has begun."""
    data = tmp_path_factory.mktemp("cli") / "data"
    begin(Settings(data=str(data), admin_password=PASSWORD))
    with opened(data=str(data)) as system:
        system.identity.create("bob", PASSWORD)
    return data


class Says:
    """`says("project", "list")` is what the command printed; exit code 0 unless `code` says another."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.capsys = capsys
        self.monkeypatch = monkeypatch
        self.folder = folder

    def __call__(self, *args: str, code: int = 0) -> str:
        self.monkeypatch.setattr(sys, "argv", ["roadstead", *args, "--data", str(self.folder)])
        with pytest.raises(SystemExit) as ended:
            run()
        said = self.capsys.readouterr()
        assert ended.value.code == code, said.err
        return said.err if code else said.out


@pytest.fixture
def says(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> Says:
    return Says(capsys, monkeypatch, folder)


def test_from_its_making_to_its_end(says: Says, folder: Path) -> None:
    said = json.loads(says("project", "create", "team", "--storage-limit", "1000", "--json"))
    assert said == {"id": said["id"], "name": "team", "public": False, "owner_id": 1}
    assert says("project", "update", "team", "--public", "--set", "severity=high") == "project team changed\n"
    shown = json.loads(says("project", "show", "team", "--json"))
    assert (shown["public"], shown["metadata"], shown["owner"]) == (True, {"severity": "high"}, "admin")
    assert "may pull      everybody\n" in says("project", "show", "team")
    assert says("project", "update", "team", "--private") == "project team changed\n"
    assert says("project", "member", "team", "bob", "guest") == "bob is guest of project team\n"
    assert says("project", "members", "team") == "KIND  NAME   ROLE\nuser  admin  projectAdmin\nuser  bob    guest\n"
    assert says("project", "dismiss", "team", "bob") == "bob is no member of project team\n"
    assert [one["name"] for one in json.loads(says("project", "members", "team", "--json"))] == ["admin"]
    assert says("project", "delete", "team") == "project team deleted\n"
    with opened(data=str(folder)) as system:
        rows = system.db.read(
            lambda tx: tx.all(
                "SELECT actor, address, operation, resource_type FROM audit_log WHERE resource LIKE 'team' || ?", "%"
            )
        )
    assert [row[2:] for row in rows] == [
        ("create", "project"),
        ("update", "project"),
        ("update", "project"),
        ("create", "member"),
        ("delete", "member"),
        ("delete", "project"),
    ]
    assert {row[:2] for row in rows} == {("admin", "")}


def test_what_cannot_be_done_is_one_line(says: Says) -> None:
    says("project", "create", "kept")
    assert "storage_limit" in says("project", "create", "odd", "--storage-limit", "-5", code=2)
    assert "metadata.severity" in says("project", "update", "kept", "--set", "severity=awful", code=2)
    assert "'colour'" in says("project", "update", "kept", "--set", "colour=blue", code=2)
    for args in (("show", "none"), ("update", "none"), ("delete", "none"), ("members", "none")):
        assert "project none does not exist" in says("project", *args, code=1)
    assert "bob is no member" in says("project", "dismiss", "kept", "bob", code=1)
