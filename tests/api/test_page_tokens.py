"""`page_token`: every list that has pages can be walked by it, each row once."""

from __future__ import annotations

import base64
import itertools
from typing import Any

import pytest

from tests.support.api import Answer, Api
from tests.support.people import person
from tests.support.server import Server

COUNT = 5
LISTS = {
    "/projects": {"name": "walk"},
    "/projects/walk0/members": {},
    "/projects/walk0/immutabletagrules": {},
    "/projects/walk0/logs": {},
    "/labels": {"scope": "p"},
    "/robots": {},
    "/users": {},
    "/users/search": {"username": "walker"},
    "/usergroups": {},
    "/usergroups/search": {"groupname": "walk"},
    "/quotas": {},
    "/audit-logs": {},
    "/auditlog-exts": {"q": "operation=create"},
}
RULE: dict[str, Any] = {
    "action": "immutable",
    "template": "immutable_template",
    "scope_selectors": {"repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "**"}]},
}
PULL = {"kind": "project", "namespace": "walk0", "access": [{"resource": "repository", "action": "pull"}]}


@pytest.fixture(scope="module")
def furnished(server: Server) -> int:
    """At least a few of everything; the id of the project `walk0`."""
    admin = Api(server)
    ids = [admin.post("/projects", {"project_name": f"walk{n}"}).new_id for n in range(COUNT)]
    for n in range(COUNT):
        person(server, f"walker{n}")
        tag = {"kind": "doublestar", "decoration": "matches", "pattern": f"v{n}"}
        for path, body in (
            ("/projects/walk0/members", {"role_id": 3, "member_user": {"username": f"walker{n}"}}),
            ("/projects/walk0/immutabletagrules", {**RULE, "tag_selectors": [tag]}),
            ("/labels", {"name": f"l{n}", "scope": "p", "project_id": ids[0]}),
            ("/robots", {"name": f"r{n}", "level": "system", "duration": -1, "permissions": [PULL]}),
            ("/usergroups", {"group_name": f"walk{n}", "group_type": 2}),
        ):
            assert admin.post(path, body).status == 201, path
    return ids[0]


def asked(path: str, project_id: int) -> dict[str, Any]:
    """The query that leaves what was made for this."""
    return {**LISTS[path], **({"project_id": project_id} if path == "/labels" else {})}


def pages(admin: Api, path: str, **query: Any) -> list[Answer]:
    """All of them, of two rows each."""
    found = [admin.get(path, page_size=2, **query)]
    while token := found[-1].headers.get("x-next-page-token"):
        found.append(admin.get(path, page_size=2, page_token=token, **query))
    return found


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_walked_by_tokens(admin: Api, furnished: int, path: str) -> None:
    query = asked(path, furnished)
    first, *rest = found = pages(admin, path, **query)
    assert len(rest) >= COUNT // 2 - 1
    assert "x-total-count" in first.headers
    assert all("x-total-count" not in page.headers for page in rest)
    rows = [row for page in found for row in page.json]
    assert rows == [row for n in range(len(found)) for row in admin.get(path, page_size=2, page=n + 1, **query).json]
    for page, following in itertools.pairwise(rest):
        link = page.headers["link"]
        assert link.endswith('>; rel="next"')
        assert admin.call("GET", link[1:].partition(">")[0]).json == following.json


@pytest.mark.parametrize("path", LISTS)
def test_a_wrong_token_is_refused_by_its_name(admin: Api, furnished: int, path: str) -> None:
    query = asked(path, furnished)
    of_another = base64.urlsafe_b64encode(b'["size",true,5,1]').decode()
    for token in ("x", "W10", of_another, base64.urlsafe_b64encode(b'["#",false,-1,0]').decode()):
        status, code, message = admin.get(path, page_token=token, **query).error
        assert (status, code, message[:11]) == (400, "BAD_REQUEST", "page_token:"), (token, message)
