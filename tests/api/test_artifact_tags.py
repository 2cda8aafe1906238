"""Tags of artifacts: made, listed and removed over the API, and what a pull sees of it at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Answer, Api
from tests.support.client import Client, Way
from tests.support.server import Server

ARTIFACTS = "/projects/library/repositories/tagged%252Fapp/artifacts"


@pytest.fixture(scope="module")
def pusher(server: Server) -> Iterator[Client]:
    """Who pushes, the administrator."""
    with Client(Way(server)) as client:
        yield client


@pytest.fixture(scope="module")
def image(pusher: Client) -> str:
    """The digest of `library/tagged/app:v1`."""
    return content.digest(pusher.push_image("library/tagged/app", "v1", content.noise("tagged")))


@pytest.fixture(scope="module")
def other(pusher: Client) -> str:
    """The digest of `library/tagged/app:other`."""
    return content.digest(pusher.push_image("library/tagged/app", "other", content.noise("other")))


def tags(caller: Api, reference: str, **query: Any) -> list[str]:
    """Names of the artifact's tags."""
    answer = caller.get(f"{ARTIFACTS}/{reference}/tags", **query)
    assert answer.status == 200, answer.body
    return [one["name"] for one in answer.json]


def test_a_tag_is_pulled_as_soon_as_it_is_made_and_no_longer_than_it_is_there(
    admin: Api, pusher: Client, image: str
) -> None:
    pull = "/v2/library/tagged/app/manifests/fresh"
    assert pusher.ask("GET", pull).status == 404
    assert b"fresh" not in pusher.ask("GET", "/v2/library/tagged/app/tags/list").body
    made = admin.post(f"{ARTIFACTS}/v1/tags", {"name": "fresh"})
    assert (made.status, made.headers["location"]) == (201, f"/api/v2.0{ARTIFACTS}/v1/tags/fresh")
    assert pusher.ask("GET", pull).given("docker-content-digest") == image
    assert b"fresh" in pusher.ask("GET", "/v2/library/tagged/app/tags/list").body
    assert admin.delete(f"{ARTIFACTS}/{image}/tags/fresh").status == 200
    assert pusher.ask("GET", pull).status == 404
    assert pusher.ask("GET", f"/v2/library/tagged/app/manifests/{image}").status == 200


def test_a_name_that_the_repository_has_is_not_taken_away(admin: Api, image: str, other: str) -> None:
    for reference in ("v1", other):
        refused = admin.post(f"{ARTIFACTS}/{reference}/tags", {"name": "v1"})
        assert refused.error[:2] == (409, "CONFLICT")
    assert "v1" in tags(admin, image)


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": ".hidden"},
        {"name": "-dash"},
        {"name": "white space"},
        {"name": "a/b"},
        {"name": "x" * 129},
        {"name": "nul\0"},
        {"name": 1},
        {"name": None},
        {},
        [],
        b"{",
    ],
)
def test_a_name_that_is_none_is_refused(admin: Api, image: str, body: object) -> None:
    before = tags(admin, image)
    assert admin.post(f"{ARTIFACTS}/v1/tags", body).error[:2] == (400, "BAD_REQUEST")
    assert tags(admin, image) == before


def test_what_follows_from_the_path_is_passed_over(admin: Api, image: str, other: str) -> None:
    foreign = {"id": 1, "artifact_id": 1, "repository_id": 1, "immutable": True, "push_time": "2001-01-01T00:00:00Z"}
    assert admin.post(f"{ARTIFACTS}/v1/tags", {"name": "modest", **foreign}).status == 201
    (made,) = (one for one in admin.get(f"{ARTIFACTS}/{image}/tags").json if one["name"] == "modest")
    assert made["push_time"] > "2002"
    assert made["immutable"] is False
    assert "modest" not in tags(admin, other)
    assert admin.delete(f"{ARTIFACTS}/v1/tags/modest").status == 200


def test_a_tag_is_that_of_its_artifact_alone(admin: Api, image: str, other: str) -> None:
    assert admin.delete(f"{ARTIFACTS}/{other}/tags/v1").error[:2] == (404, "NOT_FOUND")
    assert admin.delete(f"{ARTIFACTS}/{image}/tags/none").error[:2] == (404, "NOT_FOUND")
    assert admin.delete(f"{ARTIFACTS}/none/tags/v1").error[:2] == (404, "NOT_FOUND")
    assert admin.post(f"{ARTIFACTS}/none/tags", {"name": "v9"}).error[:2] == (404, "NOT_FOUND")
    assert "v1" in tags(admin, image)


def test_tags_are_listed_narrowed_and_ordered(admin: Api, pusher: Client) -> None:
    digest = content.digest(pusher.push_image("library/tagged/app", "b2", content.noise("listed")))
    for name in ("c3", "a1"):
        assert admin.post(f"{ARTIFACTS}/{digest}/tags", {"name": name}).status == 201
    assert tags(admin, digest) == ["a1", "c3", "b2"]
    assert tags(admin, "b2", sort="name") == ["a1", "b2", "c3"]
    assert tags(admin, digest, sort="-name", page_size=1, page=2) == ["b2"]
    assert tags(admin, digest, q="name=~C") == ["c3"]
    assert tags(admin, digest, q="name=a1") == ["a1"]
    assert tags(admin, digest, q="push_time=[~2001-01-01 00:00:00]") == []
    answer = admin.get(f"{ARTIFACTS}/{digest}/tags", page_size=2, with_immutable_status="true")
    assert answer.headers["x-total-count"] == "3"
    assert answer.json[0]["immutable"] is False
    assert admin.get(f"{ARTIFACTS}/{digest}/tags", q="name=[a~b]").status == 200
    assert admin.get(f"{ARTIFACTS}/{digest}/tags", q="id=x").error[:2] == (400, "BAD_REQUEST")


def test_of_many_who_make_a_tag_at_once_one_does(server: Server, image: str, other: str) -> None:
    answers: list[Answer] = []

    def make(reference: str) -> None:
        answers.append(Api(server).post(f"{ARTIFACTS}/{reference}/tags", {"name": "raced"}))

    threads = [threading.Thread(target=make, args=((image, other)[n % 2],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
