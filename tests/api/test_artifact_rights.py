"""Who may do what with repositories, artifacts, tags and labels; and that whatever was done is known afterwards."""

from __future__ import annotations

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.people import ROLES, join, person, project
from tests.support.server import Server

REPOSITORY = "/projects/{project}/repositories/app"
ARTIFACT = f"{REPOSITORY}/artifacts/v1"
NOT_GUESTS = {"developer", "maintainer", "projectAdmin", "admin"}
MASTERS = {"maintainer", "projectAdmin", "admin"}
EVERYBODY = {*ROLES, "admin"}
LABEL = 999_999
"""A label that is not there: whoever may goes on and finds nothing."""

OPERATIONS = {
    "list repositories": ("GET", "/projects/{project}/repositories", None, EVERYBODY),
    "read a repository": ("GET", REPOSITORY, None, EVERYBODY),
    "describe a repository": ("PUT", REPOSITORY, {"description": "x"}, NOT_GUESTS),
    "delete a repository": ("DELETE", "/projects/{project}/repositories/none", None, MASTERS),
    "list artifacts": ("GET", f"{REPOSITORY}/artifacts", None, EVERYBODY),
    "list artifacts of a project": ("GET", "/projects/{project}/artifacts", None, EVERYBODY),
    "read an artifact": ("GET", ARTIFACT, None, EVERYBODY),
    "delete an artifact": ("DELETE", f"{REPOSITORY}/artifacts/none", None, MASTERS),
    "list tags": ("GET", f"{ARTIFACT}/tags", None, EVERYBODY),
    "make a tag": ("POST", f"{ARTIFACT}/tags", {"name": "v1"}, NOT_GUESTS),
    "delete a tag": ("DELETE", f"{ARTIFACT}/tags/none", None, MASTERS),
    "list accessories": ("GET", f"{ARTIFACT}/accessories", None, EVERYBODY),
    "put a label on": ("POST", f"{ARTIFACT}/labels", {"id": LABEL}, NOT_GUESTS),
    "take a label off": ("DELETE", f"{ARTIFACT}/labels/{LABEL}", None, NOT_GUESTS),
}
READING = {name for name, (method, _, _, _) in OPERATIONS.items() if method == "GET"}


@pytest.fixture(scope="module")
def callers(server: Server) -> dict[str, Api]:
    """Everybody by their role in the projects `shut` and `open`; `stranger` has none, `nobody` does not sign in."""
    admin = Api(server)
    project(admin, "shut")
    project(admin, "open", public=True)
    found = {"admin": admin, "stranger": person(server, "stranger"), "nobody": Api(server, None)}
    for role in ROLES:
        found[role] = person(server, role.lower())
        for name in ("shut", "open"):
            join(admin, name, role.lower(), role)
    with Client(Way(server)) as client:
        for name in ("shut/app", "open/app"):
            client.push_image(name, "v1", content.noise("rights"))
    return found


@pytest.mark.parametrize("name", OPERATIONS)
def test_everybody_may_what_their_role_says(callers: dict[str, Api], name: str) -> None:
    method, path, body, allowed = OPERATIONS[name]
    for where in ("shut", "open"):
        may = allowed | {"stranger", "nobody"} if where == "open" and name in READING else allowed
        for who, caller in callers.items():
            status = caller.call(method, path.format(project=where), body).status
            refused = 401 if who == "nobody" else 403
            assert (status == refused) == (who not in may), (who, where, status)
            assert status in (200, 401, 403, 404, 409)


@pytest.mark.parametrize("name", OPERATIONS)
def test_private_and_absent_projects_look_the_same(callers: dict[str, Api], name: str) -> None:
    method, path, body, _ = OPERATIONS[name]
    for who in ("stranger", "nobody"):
        private, absent = (callers[who].call(method, path.format(project=one), body) for one in ("shut", "nowhere"))
        assert (private.status, private.body) == (absent.status, absent.body)
    assert callers["admin"].call(method, path.format(project="nowhere"), body).error[:2] == (404, "NOT_FOUND")


def test_whatever_is_changed_is_in_the_audit_log_and_announced(server: Server, callers: dict[str, Api]) -> None:
    admin, maintainer = callers["admin"], callers["maintainer"]
    with Client(Way(server)) as client:
        digest = content.digest(client.push_image("shut/audited", "v1", content.noise("audited")))
    label = admin.post("/labels", {"name": "audited"}).new_id
    path = "/projects/shut/repositories/audited"
    (last,) = rows(server, "SELECT max(id) FROM audit_log")
    (event,) = rows(server, "SELECT max(id) FROM outbox")
    done = (
        maintainer.put(path, {"description": "seen"}),
        maintainer.post(f"{path}/artifacts/v1/tags", {"name": "v2"}),
        maintainer.post(f"{path}/artifacts/v1/labels", {"id": label}),
        maintainer.delete(f"{path}/artifacts/v1/labels/{label}"),
        maintainer.delete(f"{path}/artifacts/v2/tags/v1"),
        maintainer.delete(f"{path}/artifacts/v2"),
        maintainer.delete(path),
    )
    assert [answer.status for answer in done] == [200, 201, 200, 200, 200, 200, 200]
    assert [one.status for one in (maintainer.delete(path), maintainer.delete(f"{path}/artifacts/v2"))] == [404, 404]
    number = admin.get("/projects/shut").json["project_id"]
    entries = rows(
        server,
        "SELECT operation, resource_type, resource, description, actor, address, project_id, success FROM audit_log"
        f" WHERE id > {last[0]} ORDER BY id",
    )
    assert [entry[:4] for entry in entries] == [
        ("update", "repository", "shut/audited", "description"),
        ("create", "tag", "shut/audited:v2", ""),
        ("update", "artifact", f"shut/audited@{digest}", "label audited added"),
        ("update", "artifact", f"shut/audited@{digest}", "label audited removed"),
        ("delete", "tag", "shut/audited:v1", ""),
        ("delete", "artifact", f"shut/audited@{digest}", "v2"),
        ("delete", "repository", "shut/audited", "with 0 artifacts"),
    ]
    assert {entry[4:] for entry in entries} == {("maintainer", "127.0.0.1", number, 1)}
    events = rows(server, f"SELECT kind FROM outbox WHERE id > {event[0]} ORDER BY id")
    assert events == [("TagCreated",), ("TagDeleted",), ("ManifestDeleted",), ("RepositoryDeleted",)]
