"""Immutable tags: who makes rules, what they mean, and that nothing moves or deletes what they protect."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.people import ROLES, join, person, project
from tests.support.server import Server

RULES = "/projects/kept/immutabletagrules"
PROTECTED = (412, "PRECONDITION")
ABSENT = (404, "NOT_FOUND")


@pytest.fixture(scope="module")
def owner(server: Server) -> Api:
    """Who administers the projects `kept` and `other`."""
    ada = person(server, "ada")
    project(ada, "kept")
    project(ada, "other")
    return ada


@pytest.fixture(scope="module")
def pusher(server: Server) -> Iterator[Client]:
    """Who pushes, the administrator."""
    with Client(Way(server)) as client:
        yield client


def selectors(tags: str, repositories: str = "**", **more: object) -> dict[str, Any]:
    """The body of a rule about these tags of these repositories."""
    return {
        "action": "immutable",
        "template": "immutable_template",
        "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": tags}],
        "scope_selectors": {
            "repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": repositories}]
        },
        **more,
    }


@pytest.fixture
def rule(owner: Api) -> Iterator[int]:
    """A rule about `v*` in every repository of `kept`."""
    made = owner.post(RULES, selectors("v*"))
    assert (made.status, made.body) == (201, b"")
    yield made.new_id
    owner.delete(f"{RULES}/{made.new_id}")


def test_a_rule_is_made_listed_changed_and_deleted(owner: Api) -> None:
    made = owner.post(RULES, selectors("v*", "app/**", priority=3, id=999, disabled=False))
    assert made.headers["location"] == f"/api/v2.0{RULES}/{made.new_id}"
    (listed,) = owner.get(RULES).json
    assert listed == {
        "id": made.new_id,
        "priority": 3,
        "disabled": False,
        "action": "immutable",
        "template": "immutable_template",
        "params": {},
        "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": "v*", "extras": ""}],
        "scope_selectors": {
            "repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "app/**", "extras": ""}]
        },
    }
    at = f"{RULES}/{made.new_id}"
    assert owner.put(at, {"disabled": True}).status == 200
    assert owner.get(RULES).json == [{**listed, "disabled": True}]
    assert owner.put(at, selectors("w*", disabled=False)).status == 200
    changed = owner.get(RULES, q="disabled=false", sort="-priority").json[0]
    assert (changed["tag_selectors"][0]["pattern"], changed["priority"]) == ("w*", 3)
    assert owner.get(RULES, q="disabled=true").json == []
    assert owner.delete(at).status == 200
    assert owner.delete(at).error[:2] == ABSENT
    assert owner.put(at, {"disabled": True}).error[:2] == ABSENT


@pytest.mark.parametrize(
    "change",
    [
        {"tag_selectors": []},
        {"tag_selectors": [{"decoration": "matches", "pattern": "["}]},
        {"tag_selectors": [{"decoration": "matches", "pattern": ""}]},
        {"tag_selectors": [{"decoration": "repoMatches", "pattern": "*"}]},
        {"tag_selectors": [{"kind": "regex", "decoration": "matches", "pattern": "*"}]},
        {"tag_selectors": "v*"},
        {"scope_selectors": {"project": []}},
        {"scope_selectors": {"repository": [{"decoration": "matches", "pattern": "*"}]}},
        {"action": "retain"},
        {"template": "always"},
        {"priority": 1 << 40},
    ],
)
def test_what_is_no_rule_is_refused(owner: Api, rule: int, change: dict[str, Any]) -> None:
    before = owner.get(RULES).json
    asked = {**selectors("v*"), **change}
    assert owner.post(RULES, asked).error[:2] == (400, "BAD_REQUEST")
    assert owner.put(f"{RULES}/{rule}", asked).error[:2] == (400, "BAD_REQUEST")
    assert owner.get(RULES).json == before


def test_a_project_has_at_most_fifteen(owner: Api) -> None:
    rules = "/projects/other/immutabletagrules"
    ids = [owner.post(rules, selectors(f"v{n}")).new_id for n in range(15)]
    assert owner.post(rules, selectors("v15")).error[:2] == (400, "BAD_REQUEST")
    assert len(owner.get(rules, page_size=0).json) == 15
    assert owner.delete(f"{rules}/{ids[0]}").status == 200
    assert owner.post(rules, selectors("v15")).status == 201


@pytest.mark.parametrize("role", ["maintainer", "developer", "guest", None])
def test_who_may(server: Server, owner: Api, rule: int, role: str | None) -> None:
    name = f"a-{role or 'stranger'}"
    caller = person(server, name)
    if role:
        join(owner, "kept", name, role)
    may = role == "maintainer"
    assert role is None or role in ROLES
    assert caller.get(RULES).status == (200 if may else 403)
    made = caller.post(RULES, selectors("x"))
    assert made.status == (201 if may else 403)
    assert caller.put(f"{RULES}/{rule}", {"priority": 1}).status == (200 if may else 403)
    assert caller.delete(f"{RULES}/{made.new_id if may else rule}").status == (200 if may else 403)


def test_nobody_known_and_other_projects(nobody: Api, owner: Api, rule: int) -> None:
    assert nobody.get(RULES).status == nobody.post(RULES, selectors("x")).status == 401
    foreign = f"/projects/other/immutabletagrules/{rule}"
    assert owner.put(foreign, {"disabled": True}).error[:2] == ABSENT
    assert owner.delete(foreign).error[:2] == ABSENT
    assert [one["disabled"] for one in owner.get(RULES).json] == [False]


def test_a_protected_tag_neither_moves_nor_goes(owner: Api, pusher: Client, rule: int) -> None:
    at = "kept/held"
    body = pusher.push_image(at, "v1", content.noise("held"))
    digest = content.digest(body)
    for again in (body, pusher.push_image(at, "free", content.noise("other"))):
        refused = pusher.put_manifest(at, "v1", again)
        assert (refused.status, refused.json()["errors"][0]["code"]) == PROTECTED
    for reference in ("v1", digest):
        assert pusher.ask("DELETE", f"/v2/{at}/manifests/{reference}").status == 412
    artifacts = "/projects/kept/repositories/held/artifacts"
    assert owner.delete(f"{artifacts}/{digest}").error[:2] == PROTECTED
    assert owner.delete(f"{artifacts}/v1/tags/v1").error[:2] == PROTECTED
    assert owner.delete("/projects/kept/repositories/held").error[:2] == PROTECTED
    assert pusher.ask("GET", f"/v2/{at}/manifests/v1").given("docker-content-digest") == digest
    # what no rule means moves and goes
    assert pusher.put_manifest(at, "free", body).status == 201
    assert pusher.ask("DELETE", f"/v2/{at}/manifests/free").status == 202
    # a new tag of a protected name may be made
    assert owner.post(f"{artifacts}/v1/tags", {"name": "v2"}).status == 201
    assert owner.delete(f"{artifacts}/v1/tags/v2").error[:2] == PROTECTED
    told = {
        one["name"]: one["immutable"] for one in owner.get(f"{artifacts}/v1/tags", with_immutable_status="true").json
    }
    assert told == {"v1": True, "v2": True}
    assert owner.put(f"{RULES}/{rule}", {"disabled": True}).status == 200
    assert owner.delete("/projects/kept/repositories/held").status == 200


def test_copies_move_no_protected_tag(owner: Api, pusher: Client, rule: int) -> None:
    pusher.push_image("kept/from", "v1", content.noise("from"))
    pusher.push_image("kept/to", "v1", content.noise("to"))
    copy = owner.post("/projects/kept/repositories/to/artifacts?from=kept/from:v1")
    assert copy.error[:2] == PROTECTED
    assert owner.post("/projects/kept/repositories/new/artifacts?from=kept/from:v1").status == 201
    assert owner.post("/projects/kept/repositories/new/artifacts?from=kept/from:v1").error[:2] == PROTECTED


def test_lists_tell_what_is_immutable(owner: Api, pusher: Client, rule: int) -> None:
    body = pusher.push_image("kept/told", "v1", content.noise("told"))
    pusher.push_manifest("kept/told", "latest", body)
    asked: dict[str, Any] = {"with_tag": "true", "with_immutable_status": "true"}
    (one,) = owner.get("/projects/kept/repositories/told/artifacts", **asked).json
    assert {tag["name"]: tag["immutable"] for tag in one["tags"]} == {"v1": True, "latest": False}
    (one,) = owner.get("/projects/kept/repositories/told/artifacts", with_tag="true").json
    assert not any(tag["immutable"] for tag in one["tags"])
    of_project = owner.get("/projects/kept/artifacts", **asked).json
    assert {tag["name"]: tag["immutable"] for one in of_project for tag in one["tags"]}["v1"]


@pytest.mark.parametrize(
    ("decorations", "repository", "tag", "immutable"),
    [
        (("excludes", "repoMatches"), "app/a", "v1", False),
        (("excludes", "repoMatches"), "app/a", "w1", True),
        (("matches", "repoExcludes"), "app/a", "v1", False),
        (("matches", "repoExcludes"), "base", "v1", True),
        (("matches", "repoMatches"), "app/a", "v1", True),
        (("matches", "repoMatches"), "base", "v1", False),
    ],
)
def test_decorations(
    owner: Api, pusher: Client, decorations: tuple[str, str], repository: str, tag: str, immutable: bool
) -> None:
    asked = selectors("v*", "app/*")
    asked["tag_selectors"][0]["decoration"] = decorations[0]
    asked["scope_selectors"]["repository"][0]["decoration"] = decorations[1]
    body = pusher.push_image(f"kept/{repository}", tag, content.noise("decorated"))
    rule = owner.post(RULES, asked).new_id
    try:
        status = pusher.put_manifest(f"kept/{repository}", tag, body).status
        assert status == (412 if immutable else 201)
    finally:
        assert owner.delete(f"{RULES}/{rule}").status == 200


def test_of_many_who_push_a_new_tag_at_once_one_has_it(server: Server, pusher: Client, rule: int) -> None:
    blobs = [content.noise(f"at once {n}") for n in range(50)]
    for blob in (content.CONFIG, *blobs):
        pusher.push_blob("kept/race", blob)
    token = server.token("repository:kept/race:pull,push")

    def push(blob: bytes) -> int:
        with Client(Way(server)) as client:
            body = content.image(blob)
            sent = ("Content-Type", content.media_type_of(body))
            return client.ask("PUT", "/v2/kept/race/manifests/v1", sent, body=body, token=token).status

    with ThreadPoolExecutor(len(blobs)) as pool:
        statuses = sorted(pool.map(push, blobs))
    assert statuses == [201] + [412] * 49


def test_each_change_is_in_the_audit_log_with_who_made_it(server: Server, owner: Api) -> None:
    made = owner.post(RULES, selectors("audited"))
    owner.put(f"{RULES}/{made.new_id}", {"disabled": True})
    owner.delete(f"{RULES}/{made.new_id}")
    entries = rows(
        server,
        "SELECT actor, operation FROM audit_log WHERE resource_type = 'immutable-tag'"
        f" AND resource = 'kept/{made.new_id}' ORDER BY id",
    )
    assert entries == [("ada", "create"), ("ada", "update"), ("ada", "delete")]
