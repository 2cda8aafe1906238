"""What is seen at a glance: search, numbers, summaries; and projects that have repositories."""

from __future__ import annotations

import pytest

from tests.support.api import Api
from tests.support.client import Client, Way
from tests.support.content import noise
from tests.support.people import PASSWORD, ROLES, join, person, project
from tests.support.server import Server


@pytest.fixture(scope="module")
def eve(server: Server) -> Api:
    """Somebody who has no role anywhere."""
    return person(server, "eve")


@pytest.fixture(scope="module")
def cat(server: Server, eve: Api) -> Api:
    """Who has the projects `fleet`, with two repositories, and `harbour`, public, with one."""
    caller = person(server, "cat")
    project(caller, "fleet")
    project(caller, "harbour", public=True)
    with Client(Way(server), "cat", PASSWORD) as client:
        client.push_image("fleet/frigate", "v1", noise("a"))
        client.push_image("fleet/frigate", "v2", noise("b"))
        client.push_image("fleet/dock_yard", "v1", noise("a"))
        client.push_image("harbour/dock", "v1", noise("c"))
    return caller


def found(caller: Api, part: str) -> tuple[list[str], list[str]]:
    """Names of (projects, repositories)."""
    answer = caller.get("/search", q=part)
    assert answer.status == 200, answer.body
    projects, repositories = answer.json["project"], answer.json["repository"]
    return [one["name"] for one in projects], [one["repository_name"] for one in repositories]


def test_a_search_finds_what_the_caller_may_know_of(admin: Api, nobody: Api, eve: Api, cat: Api) -> None:
    everything = (["fleet"], ["fleet/dock_yard", "fleet/frigate"])
    assert found(cat, "flee") == found(admin, "flee") == everything
    assert found(eve, "flee") == found(nobody, "flee") == ([], [])
    assert found(nobody, "DOCK") == ([], ["harbour/dock"])
    assert found(cat, "dock") == ([], ["fleet/dock_yard", "harbour/dock"])
    assert found(cat, "dock_") == ([], ["fleet/dock_yard"])  # no letter stands for others
    assert found(admin, "%") == ([], [])
    assert set(found(nobody, "")[0]) == {"harbour", "library"}


def test_what_a_search_tells_of_it(cat: Api) -> None:
    answer = cat.get("/search", q="fleet").json
    (one,) = answer["project"]
    assert (one["repo_count"], one["current_user_role_id"]) == (2, 1)
    assert answer["repository"][1] == {
        "project_id": one["project_id"],
        "project_name": "fleet",
        "project_public": False,
        "repository_name": "fleet/frigate",
        "pull_count": 0,
        "artifact_count": 2,
    }


def test_a_search_is_for_something(nobody: Api) -> None:
    assert nobody.get("/search").error[:2] == (400, "BAD_REQUEST")
    assert found(nobody, "no such thing") == ([], [])
    assert nobody.get("/search", q="x" * 3000).error[:2] == (400, "BAD_REQUEST")


def test_statistics_are_the_callers(admin: Api, nobody: Api, eve: Api, cat: Api) -> None:
    def numbers(caller: Api) -> list[int]:
        of = caller.get("/statistics").json
        kinds = ("public_project", "public_repo", "private_project", "private_repo", "total_project", "total_repo")
        return [of[f"{kind}_count"] for kind in kinds]

    assert numbers(eve) == [2, 1, 0, 0, 2, 1]
    assert numbers(cat) == numbers(admin) == [2, 1, 1, 2, 3, 3]
    assert eve.get("/statistics").json["total_storage_consumption"] == 0
    assert admin.get("/statistics").json["total_storage_consumption"] >= 0
    assert nobody.get("/statistics").error[:2] == (401, "UNAUTHORIZED")


def test_a_project_that_holds_something_stays(admin: Api, cat: Api) -> None:
    said = cat.get("/projects/fleet/_deletable").json
    assert said == {"deletable": False, "message": "project fleet has 2 repositories; delete them first"}
    refused = cat.delete("/projects/fleet")
    assert refused.error == (412, "PRECONDITION", said["message"])
    assert cat.get("/projects/fleet").json["repo_count"] == 2
    assert [one["repo_count"] for one in admin.get("/projects", q="name={fleet harbour}").json] == [2, 1]


def test_a_summary_tells_each_what_they_may_know(server: Server, nobody: Api, eve: Api, cat: Api) -> None:
    for role in ROLES:
        join(cat, "harbour", person(server, f"s-{role}".lower()).get("/users/current").json["username"], role)
    whole = cat.get("/projects/harbour/summary").json
    used = whole.pop("quota")
    assert used["hard"] == {"storage": -1}
    assert used["used"].keys() == {"storage"}
    counts = {"maintainer_count": 1, "developer_count": 1, "guest_count": 1, "limited_guest_count": 1}
    assert whole == {"repo_count": 1, "project_admin_count": 2, **counts}
    assert Api(server, "s-guest", PASSWORD).get("/projects/harbour/summary").json.keys() == {*whole, "quota"}
    assert Api(server, "s-limitedguest", PASSWORD).get("/projects/harbour/summary").json.keys() == {
        "repo_count",
        "quota",
    }
    for stranger in (eve, nobody):
        assert stranger.get("/projects/harbour/summary").json == {"repo_count": 1}
