"""Robots on `/v2/`: with their secrets and with tokens, as far as they were given it, until they end."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.census import execute, rows
from tests.support.client import Client, Way
from tests.support.people import project
from tests.support.postgres import Postgres
from tests.support.server import Server

PULL, PUSH, DELETE = ("repository", "pull"), ("repository", "push"), ("artifact", "delete")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With the private projects `team` and `other`."""
    url = None
    if request.param == "postgres":
        database: Postgres = request.getfixturevalue("postgres")
        url = database.fresh()
    with Server.start(tmp_path_factory.mktemp("robots") / "data", database_url=url) as running:
        for name in ("team", "other"):
            project(Api(running), name)
            with Client(Way(running)) as client:
                client.push_image(f"{name}/app", "v1", content.noise(name))
        yield running


@pytest.fixture
def admin(server: Server) -> Api:
    """The first administrator."""
    return Api(server)


def robot(admin: Api, name: str, *may: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A new robot of `team`, with its secret."""
    given = [{"resource": resource, "action": action} for resource, action in may]
    permissions = [{"kind": "project", "namespace": "team", "access": given}]
    answer = admin.post("/robots", {"name": name, "level": "project", "permissions": permissions, **more})
    assert answer.status == 201, answer.body
    told: dict[str, Any] = answer.json
    return told


def basic(told: dict[str, Any]) -> tuple[str, str]:
    """The field with its name and secret."""
    return "Authorization", "Basic " + base64.b64encode(f"{told['name']}:{told['secret']}".encode()).decode()


def test_with_tokens_it_does_what_it_was_given(server: Server, admin: Api) -> None:
    told = robot(admin, "both", PULL, PUSH)
    with Client(Way(server), told["name"], told["secret"]) as client:
        body = client.push_image("team/app", "by-robot", content.noise("robot"))
        assert client.ask("GET", "/v2/team/app/manifests/by-robot").body == body
        assert client.ask("DELETE", "/v2/team/app/manifests/by-robot").status == 401  # not in its token
        assert client.ask("GET", "/v2/other/app/manifests/v1").status == 401
        assert client.ask("GET", "/v2/_catalog").status == 401
    with Client(Way(server), told["name"], "Wrong-secret-1") as client, pytest.raises(Exception, match="401"):
        client.ask("GET", "/v2/team/app/manifests/v1")


def test_with_its_secret_it_does_the_same(server: Server, admin: Api) -> None:
    told = robot(admin, "plain", PULL, DELETE)
    with Client(Way(server)) as client:
        client.push_image("team/app", "to-go", content.noise("to go"))
        assert client.ask("GET", "/v2/", basic(told), token="").status == 200
        assert client.ask("GET", "/v2/team/app/manifests/v1", basic(told), token="").status == 200
        assert client.ask("POST", "/v2/team/app/blobs/uploads/", basic(told), body=b"", token="").status == 403
        assert client.ask("GET", "/v2/other/app/manifests/v1", basic(told), token="").status == 403
        assert client.ask("DELETE", "/v2/team/app/manifests/to-go", basic(told), token="").status == 202
        wrong = {**told, "secret": "Wrong-secret-1"}
        assert client.ask("GET", "/v2/team/app/manifests/v1", basic(wrong), token="").status == 401
    assert admin.get(f"/robots/{told['id']}").json["last_used_for"]


def test_what_it_did_last_is_told_with_a_token_as_with_its_secret(server: Server, admin: Api) -> None:
    told = robot(admin, "watched", PULL, PUSH)
    at = f"/robots/{told['id']}"
    assert "last_used_at" not in admin.get(at).json
    with Client(Way(server), told["name"], told["secret"]) as client:
        token = client.token("repository:team/app:pull")
        first = admin.get(at).json
        assert first["last_used_for"] == "token repository:team/app:pull"
        for fields, bearer in (((basic(told),), ""), ((), token)):
            execute(server, f"UPDATE robot SET seen_at = 1000 WHERE id = {told['id']}")  # a minute later
            assert client.ask("GET", "/v2/team/app/manifests/v1", *fields, token=bearer).status == 200
            then = admin.get(at).json
            assert (then["last_used_at"] >= first["last_used_at"], then["last_used_for"]) == (True, "pull team/app")


@pytest.mark.parametrize("end", ["disable", "delete", "refresh", "narrow"])
def test_its_tokens_end_with_it_at_the_next_request(server: Server, admin: Api, end: str) -> None:
    told = robot(admin, f"ends-by-{end}", PULL)
    at, pull = f"/robots/{told['id']}", "/v2/team/app/manifests/v1"
    with Client(Way(server), told["name"], told["secret"]) as client:
        assert [client.ask("GET", pull).status for _ in range(3)] == [200] * 3
        if end == "disable":
            answer = admin.put(at, {"disable": True})
        elif end == "delete":
            answer = admin.delete(at)
        elif end == "refresh":
            answer = admin.patch(at, {"secret": ""})
        else:
            given = [{"resource": "repository", "action": "push"}]
            permissions = [{"kind": "project", "namespace": "team", "access": given}]
            answer = admin.put(at, {"permissions": permissions})
        assert answer.status == 200, answer.body
        assert client.ask("GET", pull).status == 401
        if end == "disable":
            assert admin.put(at, {"disable": False}).status == 200
            assert client.ask("GET", pull).status == 401  # a token from before stays ended


def test_an_upload_is_the_robots_that_began_it(server: Server, admin: Api) -> None:
    """Robot 1 is not account 1, nor another robot."""
    one, two = (robot(admin, name, PULL, PUSH) for name in ("first", "second"))
    with Client(Way(server), one["name"], one["secret"]) as client:
        place = client.begin("team/app")
        with Client(Way(server), two["name"], two["secret"]) as other, Client(Way(server)) as administrator:
            scope = "repository:team/app:pull,push"
            for stranger in (other, administrator):
                assert stranger.ask("GET", place, token=stranger.token(scope)).status == 404
        assert client.ask("GET", place, token=client.token("repository:team/app:pull,push,delete")).status == 204


def test_what_it_does_is_its_own_in_the_audit_log(server: Server, admin: Api) -> None:
    told = robot(admin, "cleaner", PULL, PUSH, DELETE)
    with Client(Way(server), told["name"], told["secret"]) as client:
        client.push_image("team/audited", "v1", content.noise("audited"))
        assert client.ask("DELETE", "/v2/team/audited/manifests/v1").status == 202
    found = rows(server, "SELECT actor FROM audit_log WHERE operation = 'delete' AND resource = 'team/audited:v1'")
    assert found == [("robot$team+cleaner",)]
