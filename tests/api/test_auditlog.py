"""The audit log: who may read what of it, filters, order, pages; pushes and pulls in it; what is left out of it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.support.api import Api
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.content import digest, noise
from tests.support.people import PASSWORD, join, person, project
from tests.support.server import Server

SECONDS = 30


@pytest.fixture(scope="module")
def ada(server: Server) -> Api:
    """Who has the project `ships`, in which bob is a developer, and has pushed to it."""
    caller = person(server, "ada")
    person(server, "bob")
    project(caller, "ships")
    join(caller, "ships", "bob", "developer")
    with Client(Way(server), "ada", PASSWORD) as client:
        client.push_image("ships/brig", "v1", noise("brig"))
    return caller


@pytest.fixture(scope="module")
def bob(server: Server, ada: Api) -> Api:
    """Who may push to `ships`, and read no log."""
    return Api(server, "bob", PASSWORD)


def entries(caller: Api, q: str = "", path: str = "/auditlog-exts") -> list[tuple[str, str, str, str]]:
    """(who, operation, type, resource), the last first."""
    answer = caller.get(path, q=q, page_size=100)
    assert answer.status == 200, answer.body
    return [(one["username"], one["operation"], one["resource_type"], one["resource"]) for one in answer.json]


def soon(found: Callable[[], bool]) -> None:
    """What is written down once a second is there."""
    deadline = time.monotonic() + SECONDS
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_push_is_in_the_log_with_its_tag(admin: Api, ada: Api) -> None:
    assert entries(admin, "resource=ships/brig:v1,operation=create") == [("ada", "create", "artifact", "ships/brig:v1")]
    (one,) = ada.get("/projects/ships/auditlog-exts", q="operation=create,resource_type=artifact").json
    assert one["operation_result"] is True
    assert one["op_time"].endswith("Z")
    assert set(one) == {
        *("id", "username", "resource", "resource_type", "operation"),
        *("operation_description", "operation_result", "op_time"),
    }
    (old,) = ada.get("/projects/ships/logs", q="operation=create,resource_type=artifact").json
    assert old == {name: one[name] for name in old}
    assert set(one) - set(old) == {"operation_description", "operation_result"}


def test_everybody_reads_the_log_of_projects_that_they_administer(admin: Api, ada: Api, bob: Api, nobody: Api) -> None:
    for path in ("/audit-logs", "/auditlog-exts"):
        of_ada = entries(ada, path=path)
        assert ("ada", "create", "project", "ships") in of_ada
        assert not [one for one in of_ada if one[2] == "user"]
        assert entries(bob, path=path) == []
        assert ("admin", "create", "user", "bob") in entries(admin, path=path)
        assert nobody.get(path).error[:2] == (401, "UNAUTHORIZED")


def test_a_projects_log_is_for_who_administers_it(admin: Api, ada: Api, bob: Api, nobody: Api) -> None:
    for path in ("/projects/ships/logs", "/projects/ships/auditlog-exts"):
        assert entries(ada, path=path) == entries(admin, path=path) != []
        assert bob.get(path).error[:2] == (403, "FORBIDDEN")
        assert nobody.get(path).error[:2] == (401, "UNAUTHORIZED")
    assert ada.get("/projects/nowhere/logs").error[:2] == (403, "FORBIDDEN")
    assert bob.get("/auditlog-exts/events").json[0] == {"event_type": "create_artifact"}
    assert nobody.get("/auditlog-exts/events").status == 401


def test_filters(admin: Api, ada: Api) -> None:
    assert {one[0] for one in entries(admin, "username=ada")} == {"ada"}
    assert {one[2] for one in entries(admin, "resource_type={project member}")} == {"project", "member"}
    assert entries(admin, "resource=~HIPS/br,operation=create") == [("ada", "create", "artifact", "ships/brig:v1")]
    assert entries(admin, "resource=~no such thing") == []
    everything = entries(admin)
    assert entries(admin, 'op_time=["2020-01-01 00:00:00"~"2090-01-01 00:00:00"]') == everything
    assert entries(admin, "op_time=[2020-01-01~]") == everything
    assert entries(admin, "op_time=[~2020-01-01]") == entries(admin, "op_time=[2090-01-01~]") == []
    assert Api(admin.server, "ada", "wrong").get("/users/current").status == 401
    soon(lambda: ("ada", "login", "user", "ada") in entries(admin, "operation_result=false"))
    assert not {one[1] for one in entries(admin, "operation_result=false")} - {"login"}
    assert ada.get("/auditlog-exts", q="op_time=[yesterday~]").error[:2] == (400, "BAD_REQUEST")
    assert "secret" in ada.get("/auditlog-exts", q="secret=1").headers["warning"]


def test_order_and_pages(admin: Api, ada: Api) -> None:
    def ids(size: int = 100, page: int = 1, sort: str = "") -> list[int]:
        return [one["id"] for one in admin.get("/auditlog-exts", page_size=size, page=page, sort=sort).json]

    last_first = ids()
    assert last_first == sorted(last_first, reverse=True)
    assert ids(sort="op_time") == ids(sort="id") == sorted(last_first)
    assert ids(2, 2) == last_first[2:4]
    names = [one["username"] for one in admin.get("/auditlog-exts", sort="username", page_size=100).json]
    assert names == sorted(names)
    first = admin.get("/auditlog-exts", page_size=1)
    assert first.headers["x-total-count"] == str(len(last_first))
    assert 'rel="next"' in first.headers["link"]
    assert admin.get("/auditlog-exts", page=2_000, page_size=100).error[:2] == (400, "BAD_REQUEST")
    assert ada.get("/auditlog-exts", page_size=0).status == 200


def test_a_pull_is_counted_once_however_a_client_asks(server: Server, admin: Api, ada: Api, bob: Api) -> None:
    with Client(Way(server), "bob", PASSWORD) as client:
        body = client.push_image("ships/sloop", "v1", noise("sloop"))
        for method, reference in (("HEAD", "v1"), ("GET", "v1"), ("GET", digest(body))):
            assert client.ask(method, f"/v2/ships/sloop/manifests/{reference}").status == 200

    def pulls() -> int:
        found: int = admin.get("/projects/ships/repositories/sloop").json["pull_count"]
        return found

    soon(lambda: pulls() > 0)
    assert 1 <= pulls() <= 2  # two, when a second ended in between
    pulled = [one for one in entries(ada, path="/projects/ships/auditlog-exts") if one[1] == "pull"]
    assert ("bob", "pull", "artifact", "ships/sloop:v1") in pulled
    (artifact,) = admin.get("/projects/ships/repositories/sloop/artifacts").json
    assert artifact["pull_time"] > artifact["push_time"]
    assert artifact["tags"][0]["pull_time"] > artifact["push_time"]


def test_a_pull_tells_where_it_came_from(server: Server, ada: Api) -> None:
    with Client(Way(server), "bob", PASSWORD) as client:
        client.push_image("ships/dhow", "v1", noise("dhow"))
        target = "/v2/ships/dhow/manifests/v1"
        for _ in range(3):  # the first goes the ordinary way, the others may be answered at the first door
            assert client.ask("GET", target).status == 200
        assert client.ask("GET", target, ("X-Forwarded-For", "198.51.100.7")).status == 200

    def addresses() -> set[object]:
        sql = "SELECT address FROM audit_log WHERE operation = 'pull' AND resource = 'ships/dhow:v1'"
        return {address for (address,) in rows(server, sql)}

    soon(lambda: len(addresses()) == 2)
    assert addresses() == {"127.0.0.1", "198.51.100.7"}


def test_pulls_are_written_down_before_an_orderly_end(server: Server, admin: Api, ada: Api) -> None:
    with Client(Way(server), "ada", PASSWORD) as client:
        client.push_image("ships/yawl", "v1", noise("yawl"))
        for _ in range(5):
            assert client.ask("GET", "/v2/ships/yawl/manifests/v1").status == 200
    server.restart()
    assert admin.get("/projects/ships/repositories/yawl").json["pull_count"] == 5


def test_what_is_not_to_be_kept_is_not(server: Server, admin: Api, ada: Api) -> None:
    off = ("pull_audit_log_disable", "pull_time_update_disable", "pull_count_update_disable")
    admin.put("/configurations", {**dict.fromkeys(off, True), "disabled_audit_log_event_types": "create_label, x"})
    try:
        with Client(Way(server), "ada", PASSWORD) as client:
            client.push_image("ships/quiet", "v1", noise("quiet"))
            assert client.ask("GET", "/v2/ships/quiet/manifests/v1").status == 200
        assert admin.post("/labels", {"name": "unseen", "scope": "g"}).status == 201
    finally:
        server.restart()
        admin.put("/configurations", {**dict.fromkeys(off, False), "disabled_audit_log_event_types": ""})
    assert admin.get("/projects/ships/repositories/quiet").json["pull_count"] == 0
    assert entries(admin, "resource=ships/quiet:v1") == [("ada", "create", "artifact", "ships/quiet:v1")]
    assert entries(admin, "resource_type=label") == []
    assert admin.post("/labels", {"name": "seen", "scope": "g"}).status == 201
    assert entries(admin, "resource_type=label") == [("admin", "create", "label", "seen")]


def test_the_log_cannot_be_left_out_while_nothing_else_keeps_it(admin: Api) -> None:
    before = entries(admin)
    status, code, told = admin.put("/configurations", {"skip_audit_log_database": True}).error
    assert (status, code) == (400, "BAD_REQUEST")
    assert "skip_audit_log_database" in told
    assert "without audit_log_forward_endpoint" in told
    wrong = admin.put("/configurations", {"audit_log_forward_endpoint": "http://log.example.org"})
    assert "HOST:PORT" in wrong.error[2]
    assert admin.post("/labels", {"name": "kept", "scope": "g"}).status == 201
    assert len(entries(admin)) == len(before) + 1
