"""Repositories: who sees which, what is said of them, how they go with everything in them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.artifacts import sign
from tests.support.client import Client, Way
from tests.support.people import join, person, project
from tests.support.server import Server


@pytest.fixture(scope="module")
def pusher(server: Server) -> Client:
    """Who pushes, the administrator."""
    return Client(Way(server))


@pytest.fixture(scope="module")
def ada(server: Server) -> Api:
    """A developer of the private project `inner`, which has the repositories a, b/c and d."""
    admin = Api(server)
    project(admin, "inner")
    ada = person(server, "ada")
    join(admin, "inner", "ada", "developer")
    with Client(Way(server)) as client:
        for number, name in enumerate(("inner/a", "inner/b/c", "inner/d")):
            client.push_image(name, "v1", content.noise(f"{name} {number}"))
    return ada


def names(caller: Api, path: str, **query: Any) -> list[str]:
    """Of the repositories that are listed."""
    answer = caller.get(path, **query)
    assert answer.status == 200, answer.body
    return [one["name"] for one in answer.json]


def test_a_push_makes_a_repository(admin: Api, pusher: Client) -> None:
    pusher.push_image("library/made", "v1", content.noise("made"))
    one = admin.get("/projects/library/repositories/made").json
    assert one.pop("creation_time") <= one.pop("update_time")
    assert one.pop("id") > 0
    assert one == {"name": "library/made", "project_id": 1, "artifact_count": 1, "pull_count": 0}


def test_bytes_alone_make_no_repository(admin: Api, pusher: Client) -> None:
    made = project(admin, "bare")
    pusher.begin("bare/begun")
    pusher.push_blob("bare/blob", content.CONFIG)
    statistics = admin.get("/statistics").json
    assert names(admin, "/projects/bare/repositories") == names(admin, "/repositories", q="name=~bare/") == []
    assert admin.get("/search", q="bare/").json["repository"] == []
    assert pusher.ask("GET", "/v2/_catalog?last=bare/&n=1").json()["repositories"] != ["bare/begun"]
    for method, path in (("GET", ""), ("PUT", ""), ("DELETE", ""), ("GET", "/artifacts")):
        answer = admin.call(method, f"/projects/bare/repositories/blob{path}", {} if method == "PUT" else None)
        assert answer.error[:2] == (404, "NOT_FOUND"), (method, path)
    pusher.push_manifest("bare/blob", "v1", content.image())
    assert names(admin, "/projects/bare/repositories") == ["bare/blob"]
    assert names(admin, "/repositories", q="name=~bare/") == ["bare/blob"]
    assert admin.get("/projects/bare").json["repo_count"] == admin.get("/projects/bare/summary").json["repo_count"] == 1
    after = admin.get("/statistics").json
    assert after["total_repo_count"] == statistics["total_repo_count"] + 1
    assert admin.delete("/projects/bare/repositories/blob/artifacts/v1").status == 200
    assert names(admin, "/projects/bare/repositories") == ["bare/blob"]  # what was deleted is still to be seen
    assert admin.delete(f"/projects/{made}").error[:2] == (412, "PRECONDITION")
    assert admin.delete("/projects/bare/repositories/blob").status == 200
    assert names(admin, "/repositories", q="name=~bare/") == []
    assert admin.get(f"/projects/{made}/_deletable").json == {"deletable": True}
    pusher.begin("bare/begun")
    assert admin.delete(f"/projects/{made}").status == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["inner/d", "inner/b/c", "inner/a"]),
        ({"sort": "name"}, ["inner/a", "inner/b/c", "inner/d"]),
        ({"sort": "-name"}, ["inner/d", "inner/b/c", "inner/a"]),
        ({"sort": "creation_time"}, ["inner/a", "inner/b/c", "inner/d"]),
        ({"sort": "-update_time"}, ["inner/d", "inner/b/c", "inner/a"]),
        ({"sort": "pull_count,name"}, ["inner/a", "inner/b/c", "inner/d"]),
        ({"q": "name=~B/"}, ["inner/b/c"]),
        ({"q": "name=inner/d"}, ["inner/d"]),
        ({"q": "name={inner/a inner/d}", "sort": "name"}, ["inner/a", "inner/d"]),
        ({"q": "name=~_"}, []),
        ({"q": "creation_time=[~2001-01-01 00:00:00]"}, []),
        ({"sort": "name", "page_size": 1, "page": 2}, ["inner/b/c"]),
    ],
)
def test_a_list_is_narrowed_and_ordered(ada: Api, query: dict[str, Any], expected: list[str]) -> None:
    assert names(ada, "/projects/inner/repositories", **query) == expected


def test_everybody_sees_what_their_projects_hold(server: Server, admin: Api, nobody: Api, ada: Api) -> None:
    eve = person(server, "eve")
    inner = ["inner/a", "inner/b/c", "inner/d"]
    everything = names(admin, "/repositories", sort="name", page_size=100)
    assert set(inner) < set(everything)
    public = names(nobody, "/repositories", sort="name", page_size=100)
    assert public == [name for name in everything if name.startswith("library/")]
    assert names(eve, "/repositories", sort="name", page_size=100) == public
    assert names(ada, "/repositories", sort="name", page_size=100) == everything
    assert names(ada, "/repositories", q="name=~inner", sort="-name") == inner[::-1]
    assert names(eve, "/repositories", q="name=~inner") == []
    answer = ada.get("/repositories", q="name=~inner", page_size=2)
    assert (answer.headers["x-total-count"], 'rel="next"' in answer.headers["link"]) == ("3", True)
    for path in ("/projects/inner/repositories", "/projects/inner/repositories/a", "/projects/nowhere/repositories"):
        assert eve.get(path).error[:2] == (403, "FORBIDDEN")
        assert nobody.get(path).error[:2] == (401, "UNAUTHORIZED")


def test_a_repository_is_described(server: Server, admin: Api, ada: Api) -> None:
    path = "/projects/inner/repositories/b%252Fc"
    before = ada.get(path).json
    asked = {"description": "Was für ein 仓库", "name": "other", "project_id": 1, "pull_count": 9, "artifact_count": 9}
    assert ada.put(path, asked).status == 200
    after = ada.get(path).json
    assert after.pop("update_time") >= before.pop("update_time")
    assert after == {**before, "description": "Was für ein 仓库"}
    assert ada.get("/projects/inner/repositories/b%2Fc").json["name"] == "inner/b/c"
    refused: list[Any] = [{"description": "x" * 65_537}, {"description": "nul\0"}, {"description": 1}, [], b"{"]
    for wrong in refused:
        assert ada.put(path, wrong).error[:2] == (400, "BAD_REQUEST")
    assert ada.get(path).json["description"] == after["description"]
    assert ada.put(path, {}).status == 200
    assert "description" not in ada.get(path).json
    entry = admin.get("/projects/inner/repositories/none")
    assert entry.error[:2] == (404, "NOT_FOUND")
    assert ada.put("/projects/inner/repositories/none", {"description": "x"}).error[:2] == (404, "NOT_FOUND")


def test_what_is_pushed_moves_the_time(admin: Api, pusher: Client) -> None:
    pusher.push_image("library/moving", "v1", content.noise("moving"))
    before = admin.get("/projects/library/repositories/moving").json
    assert before["update_time"] >= before["creation_time"]


def test_sizes_count_every_blob_once(admin: Api, pusher: Client) -> None:
    shared, own, elsewhere = (content.noise(name, size) for name, size in (("s", 100), ("o", 1000), ("e", 10_000)))
    first = pusher.push_image("library/sizes", "v1", shared, own)
    second = pusher.push_image("library/sizes", "v2", shared, elsewhere)
    pusher.push_image("library/elsewhere", "v1", elsewhere)
    assert "size" not in admin.get("/projects/library/repositories/sizes").json
    found = admin.get("/projects/library/repositories/sizes", with_size="true").json
    manifests = len(first) + len(second)
    assert found["size"] == manifests + len(content.CONFIG) + 11_100
    assert found["unique_size"] == manifests + 1_100
    assert found["pull_time"] == "0001-01-01T00:00:00.000Z"


def fill(client: Client, name: str) -> str:
    """An image in an index, with a signature, and a blob that nothing names; the image's digest."""
    child = client.push_image(name, "v1", content.noise("outgoing"), content.noise(name))
    client.push_manifest(name, "all", content.index(child))
    sign(client, name, child)
    client.push_blob(name, content.noise(f"{name}: on lease"))
    return content.digest(child)


def test_a_repository_goes_with_everything_in_it(server: Server, admin: Api, nobody: Api) -> None:
    project(admin, "outgoing", public=True)

    def used() -> int:
        storage: int = admin.get("/projects/outgoing/summary").json["quota"]["used"]["storage"]
        return storage

    with Client(Way(server)) as client:
        fill(client, "outgoing/rest")
        before = used()
        digest = fill(client, "outgoing/app")
        assert used() > before
        session = client.begin("outgoing/app")
        assert client.ask("GET", "/v2/outgoing/app/manifests/v1").status == 200
        assert admin.delete("/projects/outgoing/repositories/app").status == 200
        for reference in ("v1", "all", digest):
            assert client.ask("GET", f"/v2/outgoing/app/manifests/{reference}").status == 404
            assert client.ask("HEAD", f"/v2/outgoing/app/manifests/{reference}").status == 404
        layer = content.digest(content.noise("outgoing"))
        assert client.ask("GET", f"/v2/outgoing/app/blobs/{layer}").status == 404
        assert client.ask("GET", f"/v2/outgoing/rest/blobs/{layer}").status == 200
        assert client.ask("GET", session).status == 404
        assert b"outgoing/app" not in client.ask("GET", "/v2/_catalog").body
        assert names(nobody, "/projects/outgoing/repositories") == ["outgoing/rest"]
        assert (used(), admin.get("/projects/outgoing/summary").json["repo_count"]) == (before, 1)
        assert admin.delete("/projects/outgoing/repositories/app").error[:2] == (404, "NOT_FOUND")
        client.push_image("outgoing/app", "new", content.noise("again"))
    assert admin.get("/projects/outgoing/repositories/app").json["artifact_count"] == 1
