"""Lists of projects: what is listed for whom, in which order, by which conditions."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.support.api import Api
from tests.support.people import join, person, project
from tests.support.server import Server


@pytest.fixture(scope="module")
def ada(server: Server) -> Api:
    """Somebody who makes projects."""
    return person(server, "ada")


@pytest.fixture(scope="module")
def eve(server: Server) -> Api:
    """Somebody who has no role anywhere."""
    return person(server, "eve")


@pytest.fixture(scope="module")
def pages(ada: Api) -> dict[str, int]:
    """Ids by name of three projects, which were not made in the order of their names."""
    return {f"page-{letter}": project(ada, f"page-{letter}", public=True) for letter in "cab"}


def names(caller: Api, **query: object) -> list[str]:
    """Of the listed projects."""
    answer = caller.get(f"/projects?{urlencode(query)}")
    assert answer.status == 200, answer.body
    return [one["name"] for one in answer.json]


def test_everybody_lists_what_they_may_know_of(server: Server, admin: Api, nobody: Api, ada: Api, eve: Api) -> None:
    ann = person(server, "ann")
    project(ann, "ann-open", public=True)
    project(ann, "ann-closed")
    join(ann, "ann-closed", "ada", "guest")
    listed = {"name": "ann-", "page_size": 100}
    assert names(nobody, **listed) == names(eve, **listed) == ["ann-open"]
    assert names(ann, **listed) == names(admin, **listed) == ["ann-closed", "ann-open"]
    assert names(ada, **listed) == ["ann-closed", "ann-open"]
    assert names(ann, public="false") == ["ann-closed"]
    assert names(ann, public="true", **listed) == ["ann-open"]
    assert names(nobody, public="false") == []
    assert names(admin, owner="ann", sort="-name") == ["ann-open", "ann-closed"]
    assert names(eve, owner="ann") == ["ann-open"]
    assert names(eve, owner="nobody-of-that-name") == []
    assert names(admin, q="owner=ann,public=false") == ["ann-closed"]


@pytest.mark.usefixtures("pages")
def test_a_list_goes_in_pages(ada: Api) -> None:
    first = ada.get("/projects", name="page-", page_size=2)
    assert [one["name"] for one in first.json] == ["page-a", "page-b"]
    assert first.headers["x-total-count"] == "3"
    assert first.headers["link"] == '</api/v2.0/projects?name=page-&page_size=2&page=2>; rel="next"'
    second = ada.get("/projects", name="page-", page_size=2, page=2)
    assert [one["name"] for one in second.json] == ["page-c"]
    assert 'rel="prev"' in second.headers["link"]
    assert ada.get("/projects", name="page-", page=9).json == []


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", "abc"),
        ("-name", "cba"),
        ("creation_time", "cab"),
        ("-creation_time", "bac"),
        ("-project_id", "bac"),
        ("update_time,name", "cab"),
    ],
)
def test_a_list_is_sorted_as_asked(ada: Api, sort: str, expected: str) -> None:
    assert "".join(name[-1] for name in names(ada, q="name=~page-", sort=sort)) == expected


def test_queries(ada: Api, pages: dict[str, int]) -> None:
    assert names(ada, q=f"project_id={pages['page-a']}") == ["page-a"]
    assert names(ada, q="name={page-a page-c}") == ["page-a", "page-c"]
    assert names(ada, q="name=page-b") == ["page-b"]
    assert names(ada, q="name=~PAGE-,creation_time=[2001-01-01~2002-01-01]") == []
    assert names(ada, q="name=~page_") == []  # no letter stands for others
    assert names(ada, name="%") == []
    for wrong in ("public=perhaps", "project_id=x", "name", "creation_time=yesterday", "name=[a"):
        assert ada.get("/projects", q=wrong).error[:2] == (400, "BAD_REQUEST"), wrong
    for query in ({"page": 0}, {"page": "x"}, {"page_size": 101}, {"page_size": -1}, {"public": "perhaps"}):
        assert ada.get(f"/projects?{urlencode(query)}").status in (400, 422), query


def test_what_no_column_is_known_by_changes_nothing_and_is_named(ada: Api) -> None:
    plain = ada.get("/projects")
    for secret in ("password_hash", "cve_allowlist", "owner.password_hash", "1"):
        for query in ({"q": f"{secret}=~a"}, {"sort": secret}, {"sort": f"-{secret}"}):
            answer = ada.get(f"/projects?{urlencode(query)}")
            assert answer.json == plain.json
            assert secret in answer.headers["warning"]


def test_details_may_be_left_out(ada: Api) -> None:
    project(ada, "first")
    (found,) = ada.get("/projects", q="name=first", with_detail="false").json
    assert found["metadata"] == {"public": "false"}
    assert "current_user_role_id" not in found
