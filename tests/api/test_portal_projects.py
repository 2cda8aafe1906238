"""The portal's projects and home: what they hold, what one should see to, and rules tried before they are made."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.client import Client, Way
from tests.support.people import join, person, project
from tests.support.server import Server

NUMBERS = itertools.count(1)


@pytest.fixture
def admin(server: Server) -> Api:
    return Api(server)


@pytest.fixture
def name(server: Server, admin: Api) -> str:
    """A private project with `web/front`: v1, v2, latest."""
    made = f"desk{next(NUMBERS)}"
    project(admin, made)
    client = Client(Way(server))
    for tag in ("v1", "v2", "latest"):
        client.push_image(f"{made}/web/front", tag, content.noise(f"{made}{tag}", 300))
    return made


def _listed(api: Api, name: str) -> dict[str, Any]:
    found = api.get("/api/portal/projects", q=f"name={name}")
    assert found.status == 200, found.body
    return next(iter(found.json), {})


def test_a_project_says_what_it_holds_to_its_members(server: Server, admin: Api, name: str) -> None:
    guest = person(server, f"guest-{name}")
    assert _listed(guest, name) == {}
    join(admin, name, f"guest-{name}", "guest")
    found = _listed(guest, name)
    assert found["project"]["name"] == name
    assert found["used"] == _listed(admin, name)["used"] > 900
    assert found["hard"] == -1


def test_a_public_project_says_nothing_of_it_to_others(server: Server, admin: Api, name: str) -> None:
    admin.put(f"/api/v2.0/projects/{name}", {"metadata": {"public": "true"}})
    found = _listed(person(server, f"passer-{name}"), name)
    assert found["project"]["name"] == name
    assert "used" not in found
    assert "hard" not in found


def test_home_shows_ones_own_and_what_to_see_to(server: Server, admin: Api, name: str) -> None:
    owner, guest = person(server, f"owner-{name}"), person(server, f"visitor-{name}")
    join(admin, name, f"owner-{name}", "projectAdmin")
    join(admin, name, f"visitor-{name}", "guest")
    access = [{"resource": "repository", "action": "pull"}]
    for robot, days in (("ends", 3), ("stays", 300), ("forever", -1)):
        made = admin.post(
            "/api/v2.0/robots",
            {
                "name": robot,
                "level": "project",
                "duration": days,
                "permissions": [{"kind": "project", "namespace": name, "access": access}],
            },
        )
        assert made.status == 201, made.body
    used = _listed(admin, name)["used"]
    quota = admin.get(
        "/api/v2.0/quotas", reference="project", reference_id=_listed(admin, name)["project"]["project_id"]
    )
    assert admin.put(f"/api/v2.0/quotas/{quota.json[0]['id']}", {"hard": {"storage": used + 10}}).status == 200

    found = owner.get("/api/portal/home").json
    assert [one["project"]["name"] for one in found["projects"]] == [name]
    assert f"{name}/web/front" in [one["name"] for one in found["repositories"]]
    assert [one["project"]["name"] for one in found["filling"]] == [name]
    assert [one["name"] for one in found["ending"]] == [f"robot${name}+ends"]
    assert guest.get("/api/portal/home").json["ending"] == []


def test_home_is_for_those_who_are_signed_in(server: Server) -> None:
    assert Api(server, None).get("/api/portal/home").status == 401


def test_a_rule_is_tried_before_it_is_made(admin: Api, name: str) -> None:
    path = f"/api/portal/projects/{name}/immutability-trials"

    def tried(tags: str, how: str = "matches", repositories: str = "**") -> dict[str, Any]:
        scope = {"kind": "doublestar", "decoration": "repoMatches", "pattern": repositories}
        rule = {
            "tag_selectors": [{"kind": "doublestar", "decoration": how, "pattern": tags}],
            "scope_selectors": {"repository": [scope]},
        }
        answer = admin.post(path, rule)
        assert answer.status == 200, answer.body
        found: dict[str, Any] = answer.json
        assert (found["seen"], found["complete"]) == (3, True)
        assert found["count"] == len(found["tags"])
        return found

    assert sorted(tried("v*")["tags"]) == ["web/front:v1", "web/front:v2"]
    assert tried("v*", "excludes")["tags"] == ["web/front:latest"]
    assert tried("**", repositories="api/**")["tags"] == []
    wrong = admin.post(path, {"tag_selectors": []})
    assert wrong.error[:2] == (400, "BAD_REQUEST")
    assert admin.get(f"/api/v2.0/projects/{name}/immutabletagrules").json == []
