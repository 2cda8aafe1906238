"""Two private projects with everything in them, and a request for each operation of `/api/v2.0` and each of its values.

Made from the contract: an operation with a new parameter of its path or a body needs its line here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from roadstead.api import plane
from roadstead.api.contract import BASE, Operation
from roadstead.api.operations import ANSWERED
from tests.security.conftest import PASSWORD, Reply, Site, basic
from tests.support.api import Api
from tests.support.browser import Browser
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.content import absent, digest, noise
from tests.support.people import join, person, project
from tests.support.server import Server

assert plane.TAGS  # importing them fills `ANSWERED`
SAFE = ("GET", "HEAD")
NUMBERS = (
    *("project_id", "label_id", "mid", "robot_id", "immutable_rule_id", "id", "user_id", "session_id", "group_id"),
    *("trash_id", "retention_id", "eid", "tid", "gc_id", "job_id", "pool_id", "purge_id", "scrub_id"),
)
PATTERN = {"decoration": "matches", "kind": "doublestar", "pattern": "release-*"}
ALWAYS_MOVING = (
    *("audit_log", "login_failure", "session"),
    *("execution", "task", "task_log", "schedule", "worker_pool"),
    "journal",
)
"""Tables that a request may write to though it changes nothing."""
NOTED = re.compile(r"last_used|seen_at|pulled_at|pull_count")

Values = Mapping[str, str]


@dataclass(frozen=True)
class Town:
    """`mine`, `theirs` and `absent`: a value for each parameter of a path, the last of what is nowhere."""

    site: Site
    mine: Values
    theirs: Values
    absent: Values

    def ask(
        self, operation: Operation, values: Values, who: str | None, body: object = None, query: Values | None = None
    ) -> Reply:
        """As one of the people, with PASSWORD, or as nobody."""
        headers: dict[str, str | bytes] = {} if who is None else {"authorization": basic(who)}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        if data is not None:
            headers["content-type"] = "application/json"
        asked = f"?{urlencode(query)}" if query else ""
        return self.site.ask(operation.method, path_of(operation, values) + asked, headers, data)


def path_of(operation: Operation, values: Values) -> str:
    """The path with these values."""
    return BASE + re.sub(r"{(\w+)}", lambda found: quote(values[_key(operation, found[1])], safe=""), operation.path)


def names_of(operation: Operation) -> list[str]:
    """What its path names, as `Values` call it."""
    return [_key(operation, name) for name in re.findall(r"{(\w+)}", operation.path)]


def _key(operation: Operation, name: str) -> str:
    """Quotas and policies of retention are both called `id`."""
    return "retention_id" if name == "id" and operation.segments[0] == "retentions" else name


def bodies(values: Values, word: str) -> dict[str, Any]:
    """A body that is right, for each operation that takes one; `word` goes into what has to be new."""
    project_id, label = int(values["project_id"]), int(values["label_id"])
    permission = {"kind": "project", "namespace": values["project_name"]}
    robot = {
        "name": word,
        "level": "project",
        "duration": 30,
        "permissions": [{**permission, "access": [{"resource": "repository", "action": "pull"}]}],
    }
    rule = {
        "disabled": False,
        "action": "immutable",
        "template": "immutable_template",
        "tag_selectors": [{**PATTERN, "pattern": word}],
        "scope_selectors": {"repository": [{"decoration": "repoMatches", "kind": "doublestar", "pattern": "**"}]},
    }
    retention = {
        "algorithm": "or",
        "rules": [
            {
                "action": "retain",
                "template": "latestPushedK",
                "params": {"latestPushedK": 5},
                **{key: rule[key] for key in ("tag_selectors", "scope_selectors")},
            }
        ],
        "trigger": {"kind": "Schedule", "settings": {"cron": ""}, "references": {}},
        "scope": {"level": "project", "ref": project_id},
    }
    about = {"email": f"{word}@example.org", "realname": word, "comment": word}
    group = {"group_name": word, "group_type": 2}
    return {
        "updateConfigurations": {"banner_message": word},
        "createProject": {"project_name": word, "metadata": {"public": "false"}, "storage_limit": 5_000_000},
        "updateProject": {"metadata": {"auto_scan": "true"}},
        "createProjectMember": {"role_id": 3, "member_user": {"username": values["username"]}},
        "updateProjectMember": {"role_id": 3},
        "addProjectMetadatas": {"severity": "high"},
        "updateProjectMetadata": {values["meta_name"]: "true"},
        "updateRepository": {"description": word},
        "createTag": {"name": word},
        "deletePortalTags": {"names": [values["tag_name"]]},
        "tryPortalImmutability": {key: rule[key] for key in ("tag_selectors", "scope_selectors")},
        "deletePortalArtifacts": {"names": [values["reference"]]},
        "addLabel": {"id": label},
        "CreateImmuRule": rule,
        "UpdateImmuRule": rule,
        "createUserGroup": group,
        "updateUserGroup": group,
        "CreateRobot": robot,
        "updateQuota": {"hard": {"storage": 5_000_000}},
        "UpdateRobot": {**robot, "name": values["robot_name"], "description": word},
        "RefreshSec": {"secret": "Another-secret-1"},
        "createUser": {"username": word, "password": PASSWORD, **about},
        "updateUserProfile": about,
        "setUserSysAdmin": {"sysadmin_flag": False},
        "updateUserPassword": {"old_password": PASSWORD, "new_password": f"{PASSWORD}{word}"},
        "setCliSecret": {"secret": "Another-secret-1"},
        "CreateLabel": {"name": word, "scope": "p", "project_id": project_id},
        "UpdateLabel": {"name": word, "color": "#0000FF"},
        "createRetention": retention,
        "updateRetention": retention,
        "triggerRetentionExecution": {"dry_run": True},
        "operateRetentionExecution": {"action": "stop"},
        "createGCSchedule": {"schedule": {"type": "None"}},
        "updateGCSchedule": {"schedule": {"type": "None"}},
        "createPurgeSchedule": {"schedule": {"type": "None"}},
        "updatePurgeSchedule": {"schedule": {"type": "None"}},
        "createScrubSchedule": {"schedule": {"type": "None"}},
        "updateScrubSchedule": {"schedule": {"type": "None"}},
        "actionPendingJobs": {"action": "resume"},
    }


def body_of(operation: Operation, values: Values, word: str = "word") -> Any:
    """A body that is right for it; None where there is none."""
    return bodies(values, word)[operation.id] if operation.takes_body else None


NOWHERE: Values = {
    **dict.fromkeys(NUMBERS, "7654321"),
    "project_name": "none",
    "project_name_or_id": "none",
    "repository_name": "gone",
    "reference": absent(),
    "tag_name": "not1",
    "username": "nemo",
    "meta_name": "not_one",
    "digest": absent(),
    "addition": "nothing",
    "job_type": "NOTHING",
    "robot_name": "robot$none+nobody",
}
EVERY: list[Operation] = sorted((one.operation for one in ANSWERED.values()), key=lambda one: one.id)
OPERATIONS = [
    one
    for one in EVERY
    if NOWHERE.keys() >= {*names_of(one)} and (not one.takes_body or one.id in bodies(NOWHERE, "word"))
]
"""Those that can be asked for: tests/security/test_foreign_ids.py looks that none is missing."""
CHANGES = [one for one in OPERATIONS if one.method not in SAFE]
LISTS = [one for one in OPERATIONS if any(parameter.name == "sort" for parameter in one.parameters)]
BELOW_SOMETHING = [one for one in OPERATIONS if "{" in one.path]


def settle(site: Site) -> Town:
    """`mary` owns the project `ours`, `theo` the project `them`."""
    server = site.server
    root = Api(server, "root", PASSWORD)
    mine, theirs = (_project(server, root, owner, name) for owner, name in (("mary", "ours"), ("theo", "them")))
    return Town(site, mine, theirs, NOWHERE)


def _project(server: Server, root: Api, owner: str, name: str) -> dict[str, str]:
    api = person(server, owner)
    project_id = project(api, name)
    guest = f"{owner}s-guest"
    person(server, guest)
    repository = "app1" if name == "ours" else "app2"
    with Client(Way(server), owner, PASSWORD) as client:
        manifest = digest(client.push_image(f"{name}/{repository}", name, noise(name)))
    made = {"project_name": name, "project_name_or_id": name, "project_id": str(project_id), "username": guest}
    made |= {"repository_name": repository, "reference": manifest, "tag_name": name, "meta_name": "auto_scan"}
    made["label_id"] = str(api.post("/labels", {"name": name, "scope": "p", "project_id": project_id}).new_id)
    made["mid"] = str(join(api, name, guest, "guest"))
    blank = dict.fromkeys(("label_id", "robot_name"), "0") | made
    robot = api.post("/robots", body_of(ANSWERED["CreateRobot"].operation, blank, "robot")).json
    made |= {"robot_id": str(robot["id"]), "robot_name": robot["name"], "robot_secret": robot["secret"]}
    rule = body_of(ANSWERED["CreateImmuRule"].operation, made)
    made["immutable_rule_id"] = str(api.post(f"/projects/{name}/immutabletagrules", rule).new_id)
    assert api.post(f"/projects/{name}/metadatas", {"auto_scan": "true"}).status in (200, 201)
    (quota,) = root.get("/quotas", reference="project", reference_id=project_id).json
    made["id"] = str(quota["id"])
    made["user_id"] = str(api.get("/users/current").json["user_id"])
    browser = Browser(server)
    browser.sign_in(owner, PASSWORD)
    made["session_id"] = str(browser.get("/users/current/sessions").json[0]["id"])
    made["group_id"] = str(root.post("/usergroups", {"group_name": f"{name} people", "group_type": 2}).new_id)
    made |= {"digest": manifest, "addition": "build_history", "gc_id": "1", "job_id": "1", "pool_id": "1"}
    made |= {"purge_id": "1", "scrub_id": "1"}
    made["job_type"] = "GARBAGE_COLLECTION"
    made["retention_id"] = str(api.post("/retentions", bodies(made, "kept")["createRetention"]).new_id)
    place = f"/retentions/{made['retention_id']}/executions"
    made["eid"] = str(api.post(place, {"dry_run": True}).new_id)
    made["tid"] = made["eid"]  # the first of each, one task an execution
    artifact = f"/projects/{name}/repositories/{repository}/artifacts/{manifest}/tags"
    assert api.post(artifact, {"name": "gone"}).status == 201
    assert api.delete(f"{artifact}/gone").status == 200
    made["trash_id"] = str(api.get(f"/projects/{name}/trash").json[0]["id"])
    return made


def state(server: Server) -> dict[str, list[str]]:
    """Every row of every table, but for notes of what was asked."""
    found: dict[str, list[str]] = {}
    for table, row in rows(server, _everything(server)):
        found.setdefault(str(table), []).append(str(row))
    return {table: sorted(some) for table, some in found.items()}


@cache
def _everything(server: Server) -> str:
    """One statement: (table, all that a row holds)."""
    postgres = "ROADSTEAD_DATABASE_URL" in server.environment
    found = rows(
        server,
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        if postgres
        else "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
    )
    columns: dict[str, list[str]] = {}
    for table, column in sorted((str(table), str(column)) for table, column in found):
        if table not in ALWAYS_MOVING and not table.startswith("sqlite_") and NOTED.search(column) is None:
            columns.setdefault(table, []).append(f'"{column}"')
    row = "ROW({})::text" if postgres else "{}"
    told = {
        table: row.format(", ".join(names) if postgres else " || ',' || ".join(f"quote({name})" for name in names))
        for table, names in columns.items()
    }
    return " UNION ALL ".join(f"SELECT '{table}', {text} FROM \"{table}\"" for table, text in told.items())


def difference(
    before: Mapping[str, list[str]], after: Mapping[str, list[str]]
) -> dict[str, tuple[list[str], list[str]]]:
    """By table, rows that went and rows that came."""
    changed = {}
    for table in before.keys() | after.keys():
        old, new = before.get(table, []), after.get(table, [])
        if old != new:
            changed[table] = ([row for row in old if row not in new], [row for row in new if row not in old])
    return changed
