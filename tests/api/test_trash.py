"""People delete, look into the trash, and have it back; as their roles allow."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.artifacts import sign
from tests.support.client import Client, Way
from tests.support.people import join, person, project
from tests.support.server import Server

NUMBERS = itertools.count(1)


class Team:
    """A project of its own, with a repository that holds a signed and labelled image with two tags."""

    def __init__(self, server: Server) -> None:
        self.server, self.admin = server, Api(server)
        self.name = f"team{next(NUMBERS)}"
        self.id = project(self.admin, self.name)
        self.client = Client(Way(server))
        self.body = self.push("v1", f"{self.name} one")
        self.digest = content.digest(self.body)
        self.admin.post(f"{self.artifacts}/v1/tags", {"name": "latest"})
        label = {"name": "tested", "scope": "p", "project_id": self.id}
        self.label = self.admin.post("/labels", label).new_id
        assert self.admin.post(f"{self.artifacts}/v1/labels", {"id": self.label}).status == 200
        sign(self.client, f"{self.name}/app", self.body)

    @property
    def artifacts(self) -> str:
        return f"/projects/{self.name}/repositories/app/artifacts"

    @property
    def trash(self) -> str:
        return f"/projects/{self.name}/trash"

    def push(self, tag: str, layer: str, repository: str = "app") -> bytes:
        return self.client.push_image(f"{self.name}/{repository}", tag, content.noise(layer))

    def pull(self, reference: str) -> int:
        return self.client.ask("GET", f"/v2/{self.name}/app/manifests/{reference}").status

    def shown(self) -> object:
        """What the repository has, but for ids, which are others."""
        flags: dict[str, Any] = {"with_tag": "true", "with_label": "true", "with_accessory": "true"}
        found = self.admin.get(self.artifacts, **flags).json
        return [
            {
                **{key: one[key] for key in ("digest", "push_time", "size", "type", "extra_attrs")},
                "tags": sorted((tag["name"], tag["push_time"]) for tag in one["tags"] or ()),
                "labels": [label["name"] for label in one.get("labels") or ()],
                "accessories": [mine["digest"] for mine in one.get("accessories") or ()],
            }
            for one in found
        ]


@pytest.fixture
def team(server: Server) -> Iterator[Team]:
    found = Team(server)
    yield found
    found.client.close()


def test_a_deleted_image_comes_back_signed_labelled_and_tagged(team: Team) -> None:
    before = team.shown()
    assert team.admin.delete(f"{team.artifacts}/v1").status == 200
    assert (team.shown(), team.pull("v1"), team.pull(team.digest)) == ([], 404, 404)
    answer = team.admin.get(team.trash)
    (item,) = answer.json
    assert answer.headers["x-total-count"] == "1"
    wanted = {"kind": "artifact", "repository": f"{team.name}/app", "name": team.digest, "digest": team.digest}
    assert item == item | wanted | {"username": "admin", "reason": "by hand", "artifact_count": 2}
    assert item["deletion_time"] < item["expiry_time"]
    back = team.admin.post(f"{team.trash}/{item['id']}/restore")
    assert back.status == 200
    assert back.json == {
        "repository": f"{team.name}/app",
        "artifact_count": 2,
        "tags": ["latest", "v1"],
        "skipped_tags": [],
    }
    assert (team.shown(), team.pull("v1"), team.pull(team.digest)) == (before, 200, 200)
    assert team.admin.get(team.trash).json == []


def test_what_is_deleted_on_the_data_plane_comes_back_too(team: Team) -> None:
    for reference in ("latest", team.digest):
        assert team.client.ask("DELETE", f"/v2/{team.name}/app/manifests/{reference}").status == 202
        item = team.admin.get(team.trash).json[0]
        assert team.admin.post(f"{team.trash}/{item['id']}/restore").status == 200
        assert team.pull(reference) == 200


def test_a_repository_comes_back_whole(team: Team) -> None:
    team.push("v2", "two")
    team.admin.put(f"/projects/{team.name}/repositories/app", {"description": "what it is"})
    before = team.shown()
    assert team.admin.delete(f"/projects/{team.name}/repositories/app").status == 200
    (item,) = team.admin.get(team.trash, q="kind=repository").json
    assert (item["name"], item["artifact_count"]) == (f"{team.name}/app", 3)
    assert team.admin.post(f"{team.trash}/{item['id']}/restore").json["artifact_count"] == 3
    assert team.shown() == before
    assert team.admin.get(f"/projects/{team.name}/repositories/app").json["description"] == "what it is"


def test_a_tag_that_was_used_again_is_a_conflict_unless_it_may_be_skipped(team: Team) -> None:
    team.admin.delete(f"{team.artifacts}/v1")
    team.push("v1", "other")
    (item,) = team.admin.get(team.trash).json
    refused = team.admin.post(f"{team.trash}/{item['id']}/restore")
    assert refused.error[:2] == (409, "CONFLICT")
    assert "v1" in refused.error[2]
    assert "skip_tags" in refused.error[2]
    back = team.admin.post(f"{team.trash}/{item['id']}/restore?skip_tags=true")
    assert (back.json["tags"], back.json["skipped_tags"]) == (["latest"], ["v1"])


def test_lists_are_narrowed_ordered_and_cut_into_pages(team: Team) -> None:
    for name in ("a", "b", "c"):
        team.admin.post(f"{team.artifacts}/v1/tags", {"name": name})
        team.admin.delete(f"{team.artifacts}/v1/tags/{name}")
    team.admin.delete(f"{team.artifacts}/v1")

    def names(**query: Any) -> list[str]:
        answer = team.admin.get(team.trash, **query)
        assert answer.status == 200, answer.body
        return [one["name"] for one in answer.json]

    assert names() == [team.digest, "c", "b", "a"]
    assert names(sort="id") == ["a", "b", "c", team.digest]
    assert names(page=2, page_size=2) == ["b", "a"]
    assert names(q="kind=tag,name={a c}") == ["c", "a"]
    assert names(q=f"repository={team.name}/app,username=admin,reason=~HAND", page_size=1) == [team.digest]
    assert names(q="deletion_time=[~2020-01-01]") == []
    assert team.admin.get(team.trash, q="id=x").error[:2] == (400, "BAD_REQUEST")
    assert team.admin.get(team.trash, page_size=101).status == 422


def test_emptying_is_for_good(team: Team) -> None:
    team.admin.delete(f"{team.artifacts}/latest/tags/latest")
    team.admin.delete(f"{team.artifacts}/v1")
    newer, older = (one["id"] for one in team.admin.get(team.trash).json)
    assert team.admin.delete(f"{team.trash}/{newer}").status == 200
    assert team.admin.post(f"{team.trash}/{newer}/restore").error[:2] == (404, "NOT_FOUND")
    assert [one["id"] for one in team.admin.get(team.trash).json] == [older]
    assert team.admin.delete(team.trash).status == 200
    assert team.admin.get(team.trash).json == []
    logged = team.admin.get(f"/projects/{team.name}/auditlog-exts", q="resource_type=trash").json
    assert [one["operation"] for one in logged] == ["delete", "delete"]


def test_what_does_not_fit_the_quota_stays_in_the_trash(team: Team) -> None:
    team.admin.delete(f"{team.artifacts}/v1")
    (item,) = team.admin.get(team.trash).json
    (quota,) = team.admin.get("/quotas", reference="project", reference_id=team.id).json
    assert team.admin.put(f"/quotas/{quota['id']}", {"hard": {"storage": 10}}).status == 200
    assert team.admin.post(f"{team.trash}/{item['id']}/restore").error[:2] == (403, "DENIED")
    assert team.admin.put(f"/quotas/{quota['id']}", {"hard": {"storage": -1}}).status == 200
    assert team.admin.post(f"{team.trash}/{item['id']}/restore").status == 200


def test_roles_say_who_restores_and_who_empties(team: Team) -> None:
    callers = {"stranger": person(team.server, f"{team.name}-stranger"), "nobody": Api(team.server, None)}
    for role in ("guest", "developer", "maintainer"):
        callers[role] = person(team.server, f"{team.name}-{role}")
        join(team.admin, team.name, f"{team.name}-{role}", role)
    team.admin.delete(f"{team.artifacts}/v1")
    (item,) = team.admin.get(team.trash).json
    for name in ("guest", "stranger", "nobody"):
        code = 401 if name == "nobody" else 403
        assert callers[name].get(team.trash).status == code
        assert callers[name].post(f"{team.trash}/{item['id']}/restore").status == code
        assert callers[name].delete(f"{team.trash}/{item['id']}").status == code
    assert callers["developer"].delete(team.trash).status == 403
    assert callers["developer"].delete(f"{team.trash}/{item['id']}").status == 403
    assert len(callers["developer"].get(team.trash).json) == 1
    assert callers["developer"].post(f"{team.trash}/{item['id']}/restore").status == 200
    team.admin.delete(f"{team.artifacts}/v1")
    assert callers["maintainer"].delete(team.trash).status == 200


def test_a_tag_tells_what_it_pointed_at(team: Team) -> None:
    path = f"/projects/{team.name}/repositories/app/tags"
    other = content.digest(team.push("v1", "other"))
    team.admin.delete(f"{team.artifacts}/v1/tags/v1")
    (item,) = team.admin.get(team.trash).json
    team.admin.post(f"{team.trash}/{item['id']}/restore")
    told = team.admin.get(f"{path}/v1/history").json
    assert [(one["operation"], one.get("digest"), one["username"]) for one in told] == [
        ("push", other, "admin"),
        ("delete", None, "admin"),
        ("push", other, "admin"),
        ("push", team.digest, "admin"),
    ]
    assert told == sorted(told, key=lambda one: one["id"], reverse=True)
    answer = team.admin.get(f"{path}/v1/history", page_size=1, page=2, q=f"digest={other}")
    assert (answer.headers["x-total-count"], [one["id"] for one in answer.json]) == ("2", [told[2]["id"]])
    assert team.admin.get(f"{path}/never/history").error[:2] == (404, "NOT_FOUND")
    assert Api(team.server, None).get(f"{path}/v1/history").status == 401


def test_the_command_line_lists_restores_and_empties(team: Team) -> None:
    team.admin.delete(f"{team.artifacts}/v1")
    (item,) = team.admin.get(team.trash).json
    assert str(item["id"]) in team.server.cli("trash", "list", team.name, "--repository", "app").stdout
    assert '"by hand"' in team.server.cli("trash", "list", team.name, "--json").stdout
    said = team.server.cli("trash", "restore", team.name, str(item["id"])).stdout
    assert said == f"{team.name}/app: 2 artifacts and 2 tags are back\n"
    assert team.pull("v1") == 200
    again = team.server.cli("trash", "restore", team.name, str(item["id"]), check=False)
    assert (again.returncode, again.stdout) == (1, "")
    team.admin.delete(f"{team.artifacts}/v1")
    assert team.server.cli("trash", "empty", team.name, check=False).returncode == 2
    assert team.server.cli("trash", "empty", team.name, "--all").stdout == "1 item is gone for good\n"
