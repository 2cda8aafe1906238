"""The portal's pages of repositories and artifacts: each has what it shows from one request."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.artifacts import sign
from tests.support.client import Client, Way
from tests.support.people import join, person, project
from tests.support.server import Server

NUMBERS = itertools.count(1)


class Shelf:
    """A project of its own with the repository `deep/app`: image i1 (tags t1, s1), i2 (t2), i3 (t3), i1 signed."""

    def __init__(self, server: Server) -> None:
        self.server, self.admin, self.client = server, Api(server), Client(Way(server))
        self.name = f"shelf{next(NUMBERS)}"
        project(self.admin, self.name)
        self.full = f"{self.name}/deep/app"
        self.bodies = [self.client.push_image(self.full, f"t{n}", content.noise(self.full, 300 - n)) for n in (1, 2, 3)]
        self.digests = [content.digest(body) for body in self.bodies]
        self.client.push_manifest(self.full, "s1", self.bodies[0])
        self.signature = sign(self.client, self.full, self.bodies[0])

    @property
    def path(self) -> str:
        return f"/api/portal/projects/{self.name}/repositories/deep%252Fapp"

    def tags(self, **query: Any) -> list[str]:
        found = self.admin.get(f"{self.path}/tags", **query)
        assert found.status == 200, found.body
        return [one["name"] for one in found.json]

    def delete(self, what: str, **body: Any) -> dict[str, Any]:
        answer = self.admin.post(f"{self.path}/{what}-deletions", body)
        assert answer.status == 200, answer.body
        found: dict[str, Any] = answer.json
        return found


@pytest.fixture
def shelf(server: Server) -> Shelf:
    return Shelf(server)


@pytest.fixture(scope="module")
def kept(server: Server) -> Shelf:
    """One that nothing is taken from."""
    return Shelf(server)


def test_a_repository_says_what_one_may_do_there(kept: Shelf) -> None:
    someone = person(kept.server, f"guest-of-{kept.name}")
    assert someone.get(kept.path).status == 403
    join(kept.admin, kept.name, f"guest-of-{kept.name}", "guest")
    found = someone.get(kept.path).json
    assert found["repository"]["name"] == kept.full
    assert found["repository"]["artifact_count"] == 3
    assert "tag:list" in found["permissions"]
    assert "tag:delete" not in found["permissions"]
    assert "tag:delete" in kept.admin.get(kept.path).json["permissions"]


def test_tags_come_first_each_with_what_it_names(kept: Shelf) -> None:
    answer = kept.admin.get(f"{kept.path}/tags")
    assert answer.headers["x-total-count"] == "4"
    assert [one["name"] for one in answer.json] == ["s1", "t3", "t2", "t1"]
    first = answer.json[0]
    assert first["digest"] == kept.digests[0]
    assert first["type"] == "IMAGE"
    assert first["size"] > 300
    assert first["accessories"]
    assert first["accessories"] == answer.json[3]["accessories"]
    assert answer.json[1]["accessories"] == []
    assert first["immutable"] is False
    assert first["labels"] == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sort": "name"}, ["s1", "t1", "t2", "t3"]),
        ({"sort": "-name"}, ["t3", "t2", "t1", "s1"]),
        ({"sort": "push_time"}, ["t1", "t2", "t3", "s1"]),
        ({"sort": "size,name"}, ["t3", "t2", "s1", "t1"]),
        ({"sort": "-size"}, ["s1", "t1", "t2", "t3"]),
        ({"sort": "type,name"}, ["s1", "t1", "t2", "t3"]),
        ({"q": "name=~T", "sort": "name"}, ["t1", "t2", "t3"]),
        ({"q": "name=t2"}, ["t2"]),
        ({"q": "type=IMAGE,name=~1", "sort": "name"}, ["s1", "t1"]),
        ({"q": "type=CHART"}, []),
        ({"q": "labels=987654"}, []),
        ({"page": 2, "page_size": 3}, ["t1"]),
    ],
)
def test_tags_are_searched_and_sorted(kept: Shelf, query: dict[str, Any], expected: list[str]) -> None:
    assert kept.tags(**query) == expected


def test_tags_are_narrowed_by_label(shelf: Shelf) -> None:
    label = shelf.admin.post("/labels", {"name": f"good-{shelf.name}", "scope": "g"}).new_id
    place = f"/projects/{shelf.name}/repositories/deep%252Fapp/artifacts/t2/labels"
    assert shelf.admin.post(place, {"id": label}).status == 200
    assert shelf.tags(q=f"labels={label}") == ["t2"]
    assert shelf.admin.get(f"{shelf.path}/tags", q="labels=~x").status == 400


def test_immutable_tags_are_marked(shelf: Shelf) -> None:
    forbid(shelf, "t*")
    found = shelf.admin.get(f"{shelf.path}/tags", sort="name").json
    assert [one["immutable"] for one in found] == [False, True, True, True]


def test_an_artifact_says_all_at_once(kept: Shelf) -> None:
    found = kept.admin.get(f"{kept.path}/artifacts/t1").json
    artifact = found["artifact"]
    assert artifact["digest"] == kept.digests[0]
    assert {tag["name"] for tag in artifact["tags"]} == {"s1", "t1"}
    assert found["layer_count"] == len(found["layers"]) == 1
    assert found["layers"][0]["size"] == 299
    assert [(one["of"], one["digest"]) for one in found["accessories"]] == [(kept.digests[0], kept.signature)]
    assert found["parts"] == found["indexes"] == []
    assert "subject" not in found
    signature = kept.admin.get(f"{kept.path}/artifacts/{kept.signature}").json
    assert signature["subject"]["digest"] == kept.digests[0]


def test_an_index_and_its_parts_know_of_each_other(shelf: Shelf) -> None:
    body = content.index(*shelf.bodies[:2])
    shelf.client.push_manifest(shelf.full, "both", body)
    found = shelf.admin.get(f"{shelf.path}/artifacts/both").json
    assert {one["digest"] for one in found["parts"]} == set(shelf.digests[:2])
    assert found["accessories"][0]["of"] == shelf.digests[0]
    assert shelf.admin.get(f"{shelf.path}/artifacts/t1").json["indexes"] == [content.digest(body)]


@pytest.mark.parametrize(
    ("config", "steps", "environment"),
    [
        (
            {
                "config": {"Env": ["A=1"], "Entrypoint": ["/run"], "ExposedPorts": {"80/tcp": {}}},
                "history": [{"created_by": "COPY a"}, {"created_by": "ENV A=1", "empty_layer": True}],
            },
            [("COPY a", 0), ("ENV A=1", None)],
            ["A=1"],
        ),
        ({"history": [{"created_by": "A"}, {"created_by": "B"}]}, [("A", None), ("B", None)], []),
        ({"config": {"Env": None}, "history": None}, [], []),
        ({"config": {"Env": "A=1"}}, [], None),
        ({"config": [[[[[]]]]]}, [], None),
    ],
)
def test_images_tell_how_they_were_made(
    shelf: Shelf, config: dict[str, Any], steps: list[tuple[str, int | None]], environment: list[str] | None
) -> None:
    layer, written = content.noise("layer"), json.dumps(config).encode()
    for blob in (layer, written):
        shelf.client.push_blob(shelf.full, blob)
    shelf.client.push_manifest(shelf.full, "made", content.image(layer, config=written))
    found = shelf.admin.get(f"{shelf.path}/artifacts/made").json
    assert [(one["created_by"], one["layer"]) for one in found["steps"]] == steps
    told = found.get("configuration")
    assert environment == (told and told["environment"])
    assert found["layer_count"] == 1


def test_chosen_tags_go_and_their_artifacts_stay(shelf: Shelf) -> None:
    assert shelf.delete("tag", names=["t1", "t2", "never-was"]) == {"deleted": 2, "refused": []}
    assert shelf.tags(sort="name") == ["s1", "t3"]
    assert shelf.admin.get(f"{shelf.path}/artifacts/{shelf.digests[1]}").status == 200


def test_chosen_artifacts_go_with_all_their_tags(shelf: Shelf) -> None:
    assert shelf.delete("artifact", names=["t1", "s1", shelf.digests[1]])["deleted"] == 2
    assert shelf.tags() == ["t3"]
    assert len(shelf.admin.get(f"/projects/{shelf.name}/trash").json) == 2


def test_all_that_match_go_and_what_a_rule_keeps_is_told(shelf: Shelf) -> None:
    forbid(shelf, "t2")
    told = shelf.delete("tag", matching=True, q="name=~t")
    assert told["deleted"] == 2
    assert [one["name"] for one in told["refused"]] == ["t2"]
    assert told["refused"][0]["code"] == "PRECONDITION"
    assert "page_token" not in told
    assert shelf.tags(sort="name") == ["s1", "t2"]


def test_what_comes_meanwhile_is_not_among_what_goes(shelf: Shelf) -> None:
    for n in range(120):
        shelf.client.push_manifest(shelf.full, f"many{n}", shelf.bodies[1])
    first = shelf.delete("tag", matching=True, q="name=~many")
    assert first["deleted"] == 100
    shelf.client.push_manifest(shelf.full, "many-late", shelf.bodies[1])
    rest = shelf.delete("tag", matching=True, q="name=~many", page_token=first["page_token"])
    assert rest["deleted"] == 20
    assert "page_token" not in rest
    assert shelf.tags(sort="name") == ["many-late", "s1", "t1", "t2", "t3"]


def test_all_artifacts_that_match_go(shelf: Shelf) -> None:
    assert shelf.delete("tag", names=["t2"])["deleted"] == 1
    assert shelf.delete("artifact", matching=True, list="artifacts", q="tags=nil")["deleted"] == 1
    assert shelf.admin.get(f"{shelf.path}/artifacts/{shelf.digests[1]}").status == 404
    assert shelf.tags(sort="name") == ["s1", "t1", "t3"]


@pytest.mark.parametrize(
    "body", [{"matching": True, "q": "nmae=t1"}, {"names": ["a"] * 101}, {"matching": True, "page_token": "x"}]
)
def test_a_deletion_that_is_not_understood_takes_nothing(kept: Shelf, body: dict[str, Any]) -> None:
    assert kept.admin.post(f"{kept.path}/tag-deletions", body).status == 400
    assert kept.delete("tag") == {"deleted": 0, "refused": []}
    assert len(kept.tags()) == 4


def forbid(shelf: Shelf, pattern: str) -> None:
    """A rule that makes tags immutable."""
    rule = {
        "action": "immutable",
        "template": "immutable_template",
        "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": pattern}],
        "scope_selectors": {"repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "**"}]},
    }
    assert shelf.admin.post(f"/projects/{shelf.name}/immutabletagrules", rule).status == 201
