"""Lists of artifacts: narrowed, ordered, in pages; of a repository and of a whole project."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.artifacts import listed, place
from tests.support.client import Client, Way
from tests.support.people import project
from tests.support.server import Server


@pytest.fixture(scope="module")
def pusher(server: Server) -> Client:
    """Who pushes, the administrator."""
    return Client(Way(server))


@pytest.fixture(scope="module")
def many(server: Server, pusher: Client) -> list[str]:
    """Digests of five images in `many/app`, in the order they came: tags t0 … t4, the last one lost its tag."""
    admin = Api(server)
    project(admin, "many")
    bodies = [pusher.push_image("many/app", f"t{n}", content.noise(f"many {n}", 200 + n)) for n in range(5)]
    assert admin.delete(place("many/app", "t4") + "/tags/t4").status == 200
    return [content.digest(body) for body in bodies]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", [4, 3, 2, 1, 0]),
        ("tags=nil", [4]),
        ("tags=*", [3, 2, 1, 0]),
        ("tags=t1", [1]),
        ("tags=~T", [3, 2, 1, 0]),
        ("tags=~%", []),
        ("tags={t1 t3 none}", [3, 1]),
        ("tags=(t1 t3)", []),
        ("tags=none", []),
        ("type=IMAGE", [4, 3, 2, 1, 0]),
        ("type=CHART", []),
        ("media_type=application/vnd.oci.image.config.v1+json", [4, 3, 2, 1, 0]),
        ("artifact_type=~config", [4, 3, 2, 1, 0]),
        ("push_time=[2001-01-01 00:00:00~]", [4, 3, 2, 1, 0]),
        ("push_time=[~2001-01-01 00:00:00]", []),
        ("pull_time=[2001-01-01 00:00:00~]", []),
        ("size=[1~2]", []),
        ("labels=7000", []),
        ("tags=t1,type=CHART", []),
    ],
)
def test_lists_are_narrowed(admin: Api, many: list[str], q: str, expected: list[int]) -> None:
    answer = admin.get("/projects/many/repositories/app/artifacts", q=q)
    assert answer.headers["x-total-count"] == str(len(expected))
    assert [one["digest"] for one in answer.json] == [many[n] for n in expected]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("push_time", [0, 1, 2, 3, 4]),
        ("-push_time", [4, 3, 2, 1, 0]),
        ("size", [0, 1, 2, 3, 4]),
        ("-size", [4, 3, 2, 1, 0]),
        ("pull_time", [0, 1, 2, 3, 4]),
        ("-pull_time,-size", [4, 3, 2, 1, 0]),
        ("id", [0, 1, 2, 3, 4]),
    ],
)
def test_lists_are_ordered(admin: Api, many: list[str], sort: str, expected: list[int]) -> None:
    assert [one["digest"] for one in listed(admin, "many/app", sort=sort)] == [many[n] for n in expected]
    assert [one["digest"] for one in listed(admin, "many/app", sort="digest")] == sorted(many)


@pytest.mark.parametrize(
    "query",
    [
        {"q": "labels=~1"},
        {"q": "labels=one"},
        {"q": "labels=[1~2]"},
        {"q": "tags=[a~b]"},
        {"q": "size=large"},
        {"q": "push_time=[yesterday~]"},
        {"q": "size=~1"},
        {"page_token": "nonsense"},
        {"page_token": "W10"},
        {"page": "0"},
    ],
)
def test_what_cannot_be_asked_is_refused(admin: Api, many: list[str], query: dict[str, Any]) -> None:
    assert admin.get("/projects/many/repositories/app/artifacts", **query).error[:2] == (400, "BAD_REQUEST")
    assert admin.get("/projects/many/artifacts", **query).error[:2] == (400, "BAD_REQUEST")


def test_names_that_are_not_known_are_told_of_and_left_out(admin: Api, many: list[str]) -> None:
    answer = admin.get("/projects/many/repositories/app/artifacts", q="extra_attrs=x", sort="annotations")
    assert [one["digest"] for one in answer.json] == many[::-1]
    assert "annotations, extra_attrs" in answer.headers["warning"]


def test_pages_follow_one_another(admin: Api, many: list[str]) -> None:
    path = "/projects/many/repositories/app/artifacts"
    first = admin.get(path, page_size=2)
    assert [one["digest"] for one in first.json] == [many[4], many[3]]
    assert (first.headers["x-total-count"], first.headers["link"].count("rel=")) == ("5", 1)
    second = admin.get(path, page_size=2, page=2)
    assert [one["digest"] for one in second.json] == [many[2], many[1]]
    assert {'rel="prev"', 'rel="next"'} <= set(second.headers["link"].replace(";", " ").split())
    assert len(admin.get(path, page_size=0).json) == 5
    last = admin.get(path, page_size=2, page=3)
    assert [one["digest"] for one in last.json] == [many[0]]
    assert "x-next-page-token" not in last.headers


@pytest.mark.parametrize("sort", ["", "push_time", "-size", "digest", "pull_time"])
def test_pages_may_begin_behind_a_row(admin: Api, many: list[str], sort: str) -> None:
    for path in ("/projects/many/repositories/app/artifacts", "/projects/many/artifacts"):
        whole = [one["digest"] for one in admin.get(path, sort=sort).json]
        page = admin.get(path, sort=sort, page_size=2)
        found = [one["digest"] for one in page.json]
        while token := page.headers.get("x-next-page-token"):
            page = admin.get(path, sort=sort, page_size=2, page_token=token)
            assert "x-total-count" not in page.headers
            assert ("link" in page.headers) == ("x-next-page-token" in page.headers)
            found += [one["digest"] for one in page.json]
        assert found == whole
    token = admin.get(path, sort=sort, page_size=2).headers["x-next-page-token"]
    assert admin.get(path, sort="-id", page_token=token).error[:2] == (400, "BAD_REQUEST")
    assert admin.get(path, sort="type", page_token=token).error[:2] == (400, "BAD_REQUEST")


def test_a_project_tells_of_all_its_repositories(admin: Api, pusher: Client, many: list[str]) -> None:
    other = content.digest(pusher.push_image("many/other/one", "t1", content.noise("other")))
    answer = admin.get("/projects/many/artifacts", page_size=3)
    assert [one["digest"] for one in answer.json] == [other, many[4], many[3]]
    assert answer.headers["x-total-count"] == "6"
    newest = admin.get("/projects/many/artifacts", latest_in_repository="true")
    assert [one["digest"] for one in newest.json] == [other, many[4]]
    assert newest.headers["x-total-count"] == "2"
    tagged = admin.get("/projects/many/artifacts", q="tags=t1")
    assert [one["repository_name"] for one in tagged.json] == ["many/other/one", "many/app"]
    by_id = admin.get(f"/projects/{tagged.json[0]['project_id']}/artifacts", q="tags=t1")
    assert by_id.json == tagged.json
    assert admin.delete("/projects/many/repositories/other%252Fone").status == 200
