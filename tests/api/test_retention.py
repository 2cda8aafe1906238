"""Retention: who makes rules, what they keep, what a dry run tells, and that the rest can be had back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.client import Client, Way
from tests.support.patience import eventually
from tests.support.people import join, person, project
from tests.support.server import Server


@pytest.fixture(scope="module")
def owner(server: Server) -> Api:
    """Who administers the projects."""
    return person(server, "ada")


@pytest.fixture(scope="module")
def pusher(server: Server) -> Iterator[Client]:
    """Who pushes, the administrator."""
    with Client(Way(server)) as client:
        yield client


def rule(template: str = "latestPushedK", number: int = 2, tags: str = "**", **more: Any) -> dict[str, Any]:
    """A rule about these tags of every repository."""
    return {
        "action": "retain",
        "template": template,
        "params": {template: number} if number else {},
        "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": tags}],
        "scope_selectors": {"repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "**"}]},
        **more,
    }


def policy(project_id: int, *rules: dict[str, Any], cron: str = "") -> dict[str, Any]:
    """The body of a policy."""
    return {
        "algorithm": "or",
        "rules": list(rules),
        "trigger": {"kind": "Schedule", "settings": {"cron": cron}, "references": {}},
        "scope": {"level": "project", "ref": project_id},
    }


def push(pusher: Client, repository: str, *tags: str) -> dict[str, str]:
    """An image for each tag, in this order: tag → digest."""
    return {tag: content.digest(pusher.push_image(repository, tag, content.noise((repository, tag)))) for tag in tags}


def run(owner: Api, at: str, *, dry_run: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """(the execution when it has ended, its tasks)."""
    started = owner.post(f"{at}/executions", {"dry_run": dry_run})
    assert started.status == 201, started.body

    def execution() -> dict[str, Any]:
        found: dict[str, Any] = next(one for one in owner.get(f"{at}/executions").json if one["id"] == started.new_id)
        return found

    assert eventually(lambda: "end_time" in execution())
    return execution(), owner.get(f"{at}/executions/{started.new_id}/tasks").json


def tags_of(api: Api, project_name: str, repository: str) -> list[str]:
    """Every tag that is there."""
    artifacts = api.get(f"/projects/{project_name}/repositories/{repository}/artifacts", page_size=100).json
    return sorted(tag["name"] for one in artifacts for tag in one["tags"] or [])


def test_a_policy_is_made_shown_changed_and_deleted(owner: Api) -> None:
    number = project(owner, "cared-for")
    made = owner.post("/retentions", policy(number, rule(), cron="0 0 3 * * *"))
    assert (made.status, made.headers["location"]) == (201, f"/api/v2.0/retentions/{made.new_id}")
    at = f"/retentions/{made.new_id}"
    assert owner.get("/projects/cared-for").json["metadata"]["retention_id"] == str(made.new_id)
    shown = owner.get(at).json
    assert (shown["id"], shown["algorithm"], shown["scope"]) == (made.new_id, "or", {"level": "project", "ref": number})
    assert shown["trigger"]["settings"]["next_scheduled_time"].endswith("T03:00:00.000Z")
    assert shown["rules"][0]["params"] == {"latestPushedK": 2}
    assert owner.post("/retentions", policy(number, rule())).error[:2] == (400, "BAD_REQUEST")

    assert owner.put(at, {**shown, "rules": [rule("always", 0)], "trigger": {"settings": {"cron": ""}}}).status == 200
    changed = owner.get(at).json
    assert (changed["rules"][0]["template"], changed["trigger"]["settings"]["cron"]) == ("always", "")
    assert owner.delete(at).status == 200
    assert "retention_id" not in owner.get("/projects/cared-for").json["metadata"]
    assert owner.get(at).status == 403
    assert [
        one["operation"] for one in owner.get("/projects/cared-for/logs", q="resource_type=tag-retention").json
    ] == [
        "delete",
        "update",
        "create",
    ]


def test_what_rules_may_say_is_told(owner: Api, nobody: Api) -> None:
    told = owner.get("/retentions/metadatas").json
    assert {one["rule_template"]: [p["unit"] for p in one["params"]] for one in told["templates"]} == {
        "latestPushedK": ["COUNT"],
        "latestPulledN": ["COUNT"],
        "nDaysSinceLastPush": ["DAYS"],
        "nDaysSinceLastPull": ["DAYS"],
        "always": [],
    }
    assert told["tag_selectors"][0]["decorations"] == ["matches", "excludes"]
    assert told["scope_selectors"][0]["decorations"] == ["repoMatches", "repoExcludes"]
    assert nobody.get("/retentions/metadatas").status == 401


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"rules": [rule("newest")]}, "rules[0].template"),
        ({"rules": [rule(), rule("latestPushedK", 0)]}, "rules[1].params.latestPushedK"),
        ({"rules": [{**rule(), "params": {"latestPushedK": "2"}}]}, "rules[0].params.latestPushedK"),
        ({"rules": [rule(tags="[")]}, "rules[0].tag_selectors"),
        ({"rules": [rule(tag_selectors=[])]}, "rules[0].tag_selectors"),
        ({"rules": [rule(action="delete")]}, "rules[0].action"),
        ({"rules": [rule()] * 16}, "at most 15"),
        ({"algorithm": "and"}, "algorithm"),
        ({"scope": {"level": "system", "ref": 1}}, "scope.level"),
        ({"scope": {"level": "project"}}, "scope.ref"),
        ({"trigger": {"kind": "Schedule", "settings": {"cron": "every day"}}}, "cron"),
        ({"trigger": {"kind": "Event"}}, "trigger.kind"),
    ],
)
def test_what_is_no_policy_is_refused(admin: Api, change: dict[str, Any], told: str) -> None:
    status, code, message = admin.post("/retentions", {**policy(1, rule()), **change}).error
    assert (status, code) == (400, "BAD_REQUEST")
    assert told in message
    assert "retention_id" not in admin.get("/projects/1").json["metadata"]


def test_a_dry_run_tells_and_a_run_removes(owner: Api, pusher: Client) -> None:
    """Of five versions the newest two stay, what a rule protects, and what carries another tag that is kept."""
    number = project(owner, "lean")
    push(pusher, "lean/app", "v1", "v2", "v3", "v4", "v5", "dev")
    push(pusher, "lean/other", "v1")
    digest = push(pusher, "lean/app", "v2")["v2"]  # pushed again: the newest
    owner.post(
        "/projects/lean/immutabletagrules", {**rule(tags="v1"), "action": "immutable", "template": "immutable_template"}
    )
    scope = {"repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "app"}]}
    made = owner.post("/retentions", policy(number, rule(tags="v*", scope_selectors=scope)))
    at = f"/retentions/{made.new_id}"

    execution, (task,) = run(owner, at, dry_run=True)
    assert (execution["status"], execution["dry_run"], execution["trigger"]) == ("Success", True, "Manual")
    assert (task["repository"], task["total"], task["retained"], task["status"]) == ("lean/app", 6, 3, "Success")
    log = owner.get(f"{at}/executions/{execution['id']}/tasks/{task['id']}").body.decode()
    assert all(f"WOULD GO  {tag}" in log for tag in ("v3", "v4", "dev"))
    assert all(line in log for line in ("STAYS  v2", "by rule 1", "STAYS  v1", "by immutable"))
    assert tags_of(owner, "lean", "app") == ["dev", "v1", "v2", "v3", "v4", "v5"]

    execution, (task,) = run(owner, at, dry_run=False)
    assert (task["total"], task["retained"]) == (6, 3)
    assert tags_of(owner, "lean", "app") == ["v1", "v2", "v5"]
    assert tags_of(owner, "lean", "other") == ["v1"]
    assert pusher.ask("GET", "/v2/lean/app/manifests/v2").header("docker-content-digest") == digest
    assert {one["username"] for one in owner.get("/projects/lean/logs", q="operation=delete").json} == {"retention"}

    execution, (task,) = run(owner, at, dry_run=False)
    assert (task["total"], task["retained"]) == (3, 3)


def test_what_an_index_holds_stays_with_it(owner: Api, pusher: Client) -> None:
    """A tagged part of an index that stays is kept; when the index goes, so does the part."""
    number = project(owner, "parts")
    part = pusher.push_image("parts/app", "part", content.noise("part"))
    pusher.push_manifest("parts/app", "all", content.index(part))
    made = owner.post("/retentions", policy(number, rule("always", 0, "all")))
    at = f"/retentions/{made.new_id}"
    _, (task,) = run(owner, at, dry_run=False)
    assert (task["total"], task["retained"]) == (2, 2)
    assert owner.put(at, policy(number, rule("always", 0, "none"))).status == 200
    _, (task,) = run(owner, at, dry_run=False)
    assert (task["total"], task["retained"]) == (2, 0)
    assert tags_of(owner, "parts", "app") == []


@pytest.mark.parametrize("role", ["projectAdmin", "maintainer", "developer", "guest", None])
def test_who_may(server: Server, owner: Api, role: str | None) -> None:
    name = f"r-{role or 'stranger'}".lower()
    caller = person(server, name)
    number = project(owner, name)
    if role:
        join(owner, name, name, role)
    at = f"/retentions/{owner.post('/retentions', policy(number, rule())).new_id}"
    may = role in ("projectAdmin", "maintainer", "developer")
    assert caller.get(at).status == (200 if may else 403)
    assert caller.put(at, policy(number, rule())).status == (200 if may else 403)
    assert caller.get(f"{at}/executions").status == (200 if may else 403)
    assert caller.post(f"{at}/executions", {"dry_run": True}).status == (201 if may else 403)
    assert caller.delete(at).status == (200 if may else 403)
    assert caller.post("/retentions", policy(number, rule())).status == (403 if not may else 201)


def test_ids_of_others_are_as_absent(owner: Api, server: Server, nobody: Api) -> None:
    one, other = project(owner, "mine"), project(person(server, "eve"), "hers")
    mine = owner.post("/retentions", policy(one, rule())).new_id
    hers = Api(server).post("/retentions", policy(other, rule())).new_id
    execution, _ = run(owner, f"/retentions/{mine}", dry_run=True)
    assert nobody.get(f"/retentions/{mine}").status == 401
    for at in (f"/retentions/{hers}", "/retentions/999999"):
        assert owner.get(at).error[:2] == (403, "FORBIDDEN")
    admin = Api(server)
    assert admin.get("/retentions/999999").status == 404
    assert admin.get(f"/retentions/{hers}/executions/{execution['id']}/tasks").status == 404
    assert admin.call("PATCH", f"/retentions/{hers}/executions/{execution['id']}", {"action": "stop"}).status == 404
    assert owner.call("PATCH", f"/retentions/{mine}/executions/{execution['id']}", {"action": "go"}).status == 400
    assert owner.call("PATCH", f"/retentions/{mine}/executions/{execution['id']}", {"action": "stop"}).status == 200
