"""What is changed on one node counts for the next request on `/v2/` of another, with a token that was given before."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from tests.support.api import Api
from tests.support.census import execute
from tests.support.client import Client, Way
from tests.support.content import digest, noise
from tests.support.people import PASSWORD, join, person, project
from tests.support.postgres import Postgres
from tests.support.server import Server

PULL, PUSH, RETAG = "pull", "push", "retag"
numbers = count(1)


@pytest.fixture(scope="module")
def nodes(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """Two processes on one folder and one PostgreSQL."""
    data, url = tmp_path_factory.mktemp("effects") / "data", postgres.fresh()
    with Server.start(data, database_url=url) as first, Server.start(data, database_url=url) as second:
        yield first, second


@dataclass
class Case:
    """A private project with an image, somebody who has a right in it, and where things are changed."""

    server: Server
    admin: Api
    name: str
    project: int
    someone: str
    user: int
    member: int
    robot: int
    robot_name: str

    @property
    def quota(self) -> str:
        """Where its quota is."""
        (found,) = self.admin.get("/quotas", reference="project", reference_id=self.project).json
        return f"/quotas/{found['id']}"

    def change(self, method: str, path: str, body: object = None) -> None:
        """Over the API of the first node."""
        answer = self.admin.call(method, path, body)
        assert answer.status in (200, 201), answer.body

    def empty(self) -> None:
        """Delete the project with all that is in it."""
        self.change("DELETE", f"/projects/{self.name}/repositories/app")
        self.change("DELETE", f"/projects/{self.name}")


@pytest.fixture
def case(nodes: tuple[Server, Server]) -> Case:
    """A fresh one: a developer, and a robot that pulls and pushes."""
    server, number = nodes[0], next(numbers)
    admin, name, someone = Api(server), f"team{number}", f"someone{number}"
    made = project(admin, name)
    person(server, someone)
    (found,) = admin.get("/users/search", username=someone).json
    member = join(admin, name, someone, "developer")
    access = [{"resource": "repository", "action": action} for action in (PULL, PUSH)]
    asked = {"name": "ci", "level": "project", "duration": -1}
    given = [{"kind": "project", "namespace": name, "access": access}]
    robot = admin.post("/robots", {**asked, "permissions": given}).json
    admin.patch(f"/robots/{robot['id']}", {"secret": PASSWORD})
    with Client(Way(server)) as client:
        client.push_image(f"{name}/app", "v1", noise(name))
    return Case(server, admin, name, made, someone, found["user_id"], member, robot["id"], robot["name"])


def private(case: Case) -> None:
    """Of a public project, which `before` makes it."""
    case.change("PUT", f"/projects/{case.name}", {"metadata": {"public": "false"}})


def public(case: Case) -> None:
    case.change("PUT", f"/projects/{case.name}", {"metadata": {"public": "true"}})


def in_a_group(case: Case) -> None:
    """Let them be a member by a group alone, which stands where the membership was."""
    case.change("DELETE", f"/projects/{case.name}/members/{case.member}")
    group = case.admin.post("/usergroups", {"group_name": f"group of {case.name}", "group_type": 2}).new_id
    body = {"role_id": 2, "member_group": {"id": group}}
    case.member = case.admin.post(f"/projects/{case.name}/members", body).new_id
    execute(case.server, f"INSERT INTO account_group (account_id, group_id) VALUES ({case.user}, {group})")


def administrator(case: Case) -> None:
    """Let them have their rights as a system administrator alone."""
    case.change("DELETE", f"/projects/{case.name}/members/{case.member}")
    case.change("PUT", f"/users/{case.user}/sysadmin", {"sysadmin_flag": True})


def nothing(case: Case) -> None:
    """As it is."""


def immutable(case: Case) -> None:
    every = {"kind": "doublestar", "decoration": "matches", "pattern": "**"}
    scope = {"repository": [{**every, "decoration": "repoMatches"}]}
    rule = {"action": "immutable", "template": "immutable_template", "tag_selectors": [every], "scope_selectors": scope}
    case.change("POST", f"/projects/{case.name}/immutabletagrules", rule)


@dataclass(frozen=True)
class Effect:
    """Who does what, after `before` was done and then `change`; the answers with a token from before, and by Basic."""

    who: str
    does: str
    change: Callable[[Case], object]
    by_token: int
    by_basic: int
    before: Callable[[Case], object] = nothing


EFFECTS = {
    "a project made private": Effect("nobody", PULL, private, 401, 401, public),
    "a member removed": Effect(
        "someone", PULL, lambda c: c.change("DELETE", f"/projects/{c.name}/members/{c.member}"), 401, 403
    ),
    "a role changed": Effect(
        "someone", PUSH, lambda c: c.change("PUT", f"/projects/{c.name}/members/{c.member}", {"role_id": 3}), 401, 403
    ),
    "a group removed": Effect(
        "someone", PULL, lambda c: c.change("DELETE", f"/projects/{c.name}/members/{c.member}"), 401, 403, in_a_group
    ),
    "an administrator's right taken": Effect(
        "someone",
        PULL,
        lambda c: c.change("PUT", f"/users/{c.user}/sysadmin", {"sysadmin_flag": False}),
        401,
        403,
        administrator,
    ),
    "a password changed": Effect(
        "someone",
        PULL,
        lambda c: c.change("PUT", f"/users/{c.user}/password", {"new_password": "Other-password-2"}),
        401,
        401,
    ),
    "an account disabled": Effect("someone", PULL, lambda c: c.server.cli("user", "disable", c.someone), 401, 401),
    "an account deleted": Effect("someone", PULL, lambda c: c.change("DELETE", f"/users/{c.user}"), 401, 401),
    "a robot disabled": Effect(
        "robot",
        PULL,
        lambda c: c.change("PUT", f"/robots/{c.robot}", {**c.admin.get(f"/robots/{c.robot}").json, "disable": True}),
        401,
        401,
    ),
    "a robot's secret changed": Effect(
        "robot", PULL, lambda c: c.change("PATCH", f"/robots/{c.robot}", {"secret": "Other-password-2"}), 401, 401
    ),
    "a robot deleted": Effect("robot", PULL, lambda c: c.change("DELETE", f"/robots/{c.robot}"), 401, 401),
    "a quota set": Effect("someone", PUSH, lambda c: c.change("PUT", c.quota, {"hard": {"storage": 1}}), 403, 403),
    "a tag made immutable": Effect("someone", RETAG, immutable, 412, 412),
    "a project deleted": Effect("someone", PULL, lambda c: c.empty(), 401, 403),
}


def act(client: Client, case: Case, does: str, authorization: str | None) -> int:
    """The status; without `authorization`, with the token that the client was given when it first asked."""
    fields = () if authorization is None else (("Authorization", authorization),)
    token, repository = None if authorization is None else "", f"{case.name}/app"
    if does == PUSH:
        blob = noise(f"blob {next(numbers)}")
        target = f"/v2/{repository}/blobs/uploads/?digest={digest(blob)}"
        return client.ask("POST", target, *fields, body=blob, token=token).status
    at = f"/v2/{repository}/manifests/v1"
    if does == PULL:
        return client.ask("GET", at, *fields, token=token).status
    typed = "application/vnd.oci.image.index.v1+json"
    other = {"schemaVersion": 2, "mediaType": typed, "manifests": [], "annotations": {"n": str(next(numbers))}}
    return client.ask("PUT", at, ("Content-Type", typed), *fields, body=json.dumps(other).encode(), token=token).status


@pytest.mark.parametrize("name", EFFECTS)
def test_a_change_on_one_node_counts_for_the_next_request_on_the_other(
    nodes: tuple[Server, Server], case: Case, name: str
) -> None:
    effect = EFFECTS[name]
    effect.before(case)
    who = {"nobody": None, "someone": case.someone, "robot": case.robot_name}[effect.who]
    basic = None if who is None else "Basic " + base64.b64encode(f"{who}:{PASSWORD}".encode()).decode()
    with Client(Way(nodes[1]), who, PASSWORD) as client:
        good = 200 if effect.does == PULL else 201
        assert [act(client, case, effect.does, given) for given in (None, None, basic)] == [good] * 3
        effect.change(case)
        assert act(client, case, effect.does, None) == effect.by_token
        assert act(client, case, effect.does, basic) == effect.by_basic
