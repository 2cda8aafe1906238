"""Quotas over the API: what they show, who sets them, how they are listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.content import noise
from tests.support.limited import Limited
from tests.support.people import person, project
from tests.support.server import Server


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """The administrator's registry client."""
    with Client(Way(server)) as one:
        yield one


def test_a_new_project_has_its_quota(admin: Api) -> None:
    team = Limited(admin, 5 << 30)
    quota = team.quota
    assert quota.pop("creation_time") == quota.pop("update_time")
    assert quota.pop("id") > 0
    assert quota == {
        "ref": {"id": team.id, "name": team.name, "owner_name": "admin"},
        "hard": {"storage": 5 << 30},
        "used": {"storage": 0},
    }
    assert Limited(admin).quota["hard"] == {"storage": -1}


# ---- limits


def test_a_limit_below_what_is_used_lets_nothing_in_until_enough_is_gone(admin: Api, client: Client) -> None:
    team = Limited(admin)
    body = client.push_image(f"{team.name}/app", "v1", noise("layer"))
    used = team.used
    assert team.limit(1).status == 200
    assert (team.quota["hard"], team.used) == ({"storage": 1}, used)
    blob = noise("more")
    for hard, status in ((1, 403), (len(blob), 403), (used + len(blob), 201), (-1, 201)):
        assert team.limit(hard).status == 200
        place = f"/v2/{team.name}/app/blobs/uploads/?digest={content.digest(blob)}"
        assert client.ask("POST", place, body=blob).status == status
    assert client.ask("DELETE", f"/v2/{team.name}/app/manifests/{content.digest(body)}").status == 202
    assert team.used == len(blob)


BAD: list[tuple[Any, str]] = [
    ({"hard": {"storage": 0}}, "hard.storage"),
    ({"hard": {"storage": -2}}, "hard.storage"),
    ({"hard": {"storage": 1 << 63}}, ""),
    ({"hard": {"storage": 1.5}}, "hard"),
    ({"hard": {"storage": "1"}}, "hard"),
    ({"hard": {"storage": None}}, "hard"),
    ({"hard": {"storage": True}}, "hard"),
    ({"hard": {"count": 5}}, "count"),
    ({"hard": {"storage": 5, "count": 5}}, "count"),
    ({"hard": {}}, "hard.storage"),
    ({"hard": None}, "hard"),
    ({}, "hard"),
    ([], ""),
    (b"{", ""),
    (b"", ""),
    (b'{"hard": {"storage": 1e400}}', ""),
]


def test_a_limit_that_is_none_changes_nothing(admin: Api) -> None:
    team = Limited(admin, 1000)
    before = team.quota
    for body, rule in BAD:
        answer = admin.put(f"/quotas/{before['id']}", body)
        assert answer.error[:2] == (400, "BAD_REQUEST"), body
        assert rule in answer.error[2]
    assert team.quota == before


def test_a_change_sets_the_limit_and_nothing_else(admin: Api) -> None:
    team, other = Limited(admin, 1000), Limited(admin, 1000)
    before = team.quota
    body = {
        "id": other.quota["id"],
        "ref": {"id": other.id},
        "used": {"storage": 5},
        "hard": {"storage": 2000},
        "creation_time": "2001-01-01T00:00:00Z",
    }
    assert admin.put(f"/quotas/{before['id']}", body).body == b""
    after = team.quota
    assert after.pop("update_time") >= before.pop("update_time")
    assert after == {**before, "hard": {"storage": 2000}}
    assert other.quota["hard"] == {"storage": 1000}


def test_a_change_is_in_the_audit_log(admin: Api, server: Server) -> None:
    team = Limited(admin, 1000)
    assert team.limit(0).status == 400
    assert team.limit(2000).status == 200
    sql = "SELECT actor, operation, resource, description FROM audit_log WHERE resource_type = 'quota'"
    found = rows(server, f"{sql} AND project_id = {team.id}")
    assert found == [("admin", "update", team.name, "storage: 1000 to 2000")]


def test_only_administrators_see_and_set_quotas(admin: Api, nobody: Api, server: Server) -> None:
    owner = person(server, "owner")
    project(owner, "owned")
    for caller, code in ((nobody, (401, "UNAUTHORIZED")), (owner, (403, "FORBIDDEN"))):
        for quota_id in (1, 10**9):
            assert caller.get("/quotas").error[:2] == code
            assert caller.get(f"/quotas/{quota_id}").error[:2] == code
            assert caller.put(f"/quotas/{quota_id}", {"hard": {"storage": 5}}).error[:2] == code


@pytest.mark.parametrize("quota_id", [0, -1, 10**9, 10**18, 10**30, "x", "1.5"])
def test_a_quota_that_is_not_there(admin: Api, quota_id: object) -> None:
    assert admin.get(f"/quotas/{quota_id}").error[:2] == (404, "NOT_FOUND")
    answer = admin.put(f"/quotas/{quota_id}", {"hard": {"storage": 5}})
    assert answer.error[:2] in ((404, "NOT_FOUND"), (400, "BAD_REQUEST"))


# ---- lists


def test_the_list_is_sorted_and_comes_in_pages(admin: Api, client: Client) -> None:
    teams = [Limited(admin, hard) for hard in (30_000, 10_000, 20_000)]
    for team, size in zip(teams, (300, 400, 200), strict=True):
        client.push_blob(f"{team.name}/app", noise(team.name, size))
    mine = {team.id for team in teams}

    def order(sort: str) -> list[int]:
        listed = admin.get("/quotas", sort=sort, page_size=100)
        return [teams.index(team) for one in listed.json for team in teams if team.id == one["ref"]["id"]]

    assert order("hard.storage") == [1, 2, 0]
    assert order("-hard.storage") == [0, 2, 1]
    assert order("used.storage") == [2, 0, 1]
    assert order("-used.storage") == [1, 0, 2]
    assert order("creation_time,id") == [0, 1, 2]
    assert order("-creation_time,-id") == [2, 1, 0]
    answer = admin.get("/quotas", page_size=2, page=1)
    total = int(answer.headers["x-total-count"])
    assert (len(answer.json), total >= 4, 'rel="next"' in answer.headers["link"]) == (2, True, True)
    seen: list[int] = []
    for page in range(1, total // 2 + 2):
        seen += [one["ref"]["id"] for one in admin.get("/quotas", page_size=2, page=page).json]
    assert (len(seen), len(set(seen)), mine <= set(seen)) == (total, total, True)
    assert "secret" in admin.get("/quotas", sort="secret").headers["warning"]


@pytest.mark.parametrize(
    "query",
    [{"reference": "user"}, {"reference_id": "x"}, {"reference_id": "9" * 30}, {"reference_id": 10**9}],
)
def test_what_has_no_quota_is_an_empty_list(admin: Api, query: dict[str, Any]) -> None:
    answer = admin.get("/quotas", **query)
    assert (answer.status, answer.json, answer.headers["x-total-count"]) == (200, [], "0")


@pytest.mark.parametrize("query", [{"page": 0}, {"page_size": 101}, {"page_size": -1}, {"page": "x"}])
def test_pages_that_are_none(admin: Api, query: dict[str, Any]) -> None:
    assert admin.get("/quotas", **query).status in (400, 422)
