"""Labels on artifacts: put on, taken off, shown, asked for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.artifacts import listed, shown
from tests.support.client import Client, Way
from tests.support.people import project
from tests.support.server import Server

ARTIFACTS = "/projects/marked/repositories/app/artifacts"


@pytest.fixture(scope="module")
def marked(server: Server) -> dict[str, int]:
    """Two images `marked/app:one` and `:two`; ids of labels of the system, of this project and of another one."""
    admin = Api(server)
    own, other = project(admin, "marked"), project(admin, "other")
    with Client(Way(server)) as client:
        for tag in ("one", "two"):
            client.push_image("marked/app", tag, content.noise(tag))
    return {
        "system": admin.post("/labels", {"name": "stable", "scope": "g", "color": "#00AA00"}).new_id,
        "own": admin.post("/labels", {"name": "mine", "scope": "p", "project_id": own}).new_id,
        "other": admin.post("/labels", {"name": "theirs", "scope": "p", "project_id": other}).new_id,
    }


def labels(caller: Api, reference: str) -> list[str]:
    """Names of the artifact's labels."""
    return [one["name"] for one in shown(caller, "marked/app", reference, with_label="true")["labels"]]


def tags(caller: Api, q: str) -> list[str]:
    """Of the artifacts that `q` finds."""
    return [one["tags"][0]["name"] for one in listed(caller, "marked/app", q=q)]


def test_labels_are_put_on_shown_asked_for_and_taken_off(admin: Api, marked: dict[str, int]) -> None:
    system, own = marked["system"], marked["own"]
    for reference, label in (("one", system), ("two", system), ("one", own)):
        assert admin.post(f"{ARTIFACTS}/{reference}/labels", {"id": label, "name": "passed over"}).status == 200
    assert (labels(admin, "one"), labels(admin, "two")) == (["mine", "stable"], ["stable"])
    (told,) = shown(admin, "marked/app", "two", with_label="true")["labels"]
    assert (told["id"], told["scope"], told["color"]) == (system, "g", "#00AA00")
    assert shown(admin, "marked/app", "two")["labels"] == []
    assert tags(admin, f"labels={system}") == ["two", "one"]
    assert tags(admin, f"labels=({system} {own})") == ["one"]
    assert tags(admin, f"labels={{{system} {own}}}") == ["two", "one"]
    assert tags(admin, f"labels={own},tags=two") == []
    assert admin.delete(f"{ARTIFACTS}/one/labels/{own}").status == 200
    assert labels(admin, "one") == ["stable"]
    assert admin.get(f"/labels/{own}").status == 200


def test_a_label_is_on_an_artifact_once(admin: Api, marked: dict[str, int]) -> None:
    admin.post(f"{ARTIFACTS}/two/labels", {"id": marked["own"]})
    assert admin.post(f"{ARTIFACTS}/two/labels", {"id": marked["own"]}).error[:2] == (409, "CONFLICT")
    assert admin.delete(f"{ARTIFACTS}/two/labels/{marked['own']}").status == 200
    assert admin.delete(f"{ARTIFACTS}/two/labels/{marked['own']}").error[:2] == (404, "NOT_FOUND")


def test_labels_of_other_projects_are_as_absent_ones(admin: Api, marked: dict[str, int]) -> None:
    said = set()
    for label in (marked["other"], 999_999):
        for answer in (
            admin.post(f"{ARTIFACTS}/one/labels", {"id": label}),
            admin.delete(f"{ARTIFACTS}/one/labels/{label}"),
        ):
            assert answer.error[:2] == (404, "NOT_FOUND")
            said.add(answer.error[2].replace(str(label), "N"))
    assert len(said) == 1
    assert admin.post(f"{ARTIFACTS}/none/labels", {"id": marked["system"]}).error[:2] == (404, "NOT_FOUND")


@pytest.mark.parametrize("body", [{}, {"id": "1"}, {"id": None}, {"id": 0}, {"id": -1}, {"id": 2**63}, {"id": 1.5}, []])
def test_what_is_no_label_is_refused(admin: Api, marked: dict[str, int], body: Any) -> None:
    before = labels(admin, "one")
    assert admin.post(f"{ARTIFACTS}/one/labels", body).error[:2] == (400, "BAD_REQUEST")
    assert labels(admin, "one") == before
