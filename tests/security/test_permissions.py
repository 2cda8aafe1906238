"""Every operation as every kind of caller: who may do what is the contract's table, wherever it is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from roadstead.api import plane
from roadstead.api.operations import ANSWERED
from tests.security.conftest import Site, basic
from tests.security.rights import (
    CLOSED,
    HIDING,
    OPEN,
    PROJECTS,
    ROBOT,
    ROLES,
    SELF,
    SYSTEM,
    TAKES,
    Caller,
    Permission,
    allowed,
    places,
    refusals,
    takes,
)
from tests.support import content
from tests.support.api import Api
from tests.support.census import execute
from tests.support.client import Client, Way
from tests.support.people import PASSWORD, join, person, project
from tests.support.postgres import Postgres
from tests.support.server import Server
from tools.permissions import NO, OWN, YES, cells
from tools.permissions import ROLES as OF_PAGE

assert plane.TAGS  # importing them fills ANSWERED
OPERATIONS = sorted(ANSWERED, key=lambda name: (sorted(takes(name)) if name in TAKES else [], name))
"""Those that take the same stand together, so that robots need not be given something else each time."""
SAMPLE = 8
"""Of so many operations one is tried on PostgreSQL too: what decides is the same code."""
DIGEST, ABSENT = "sha256:" + "0" * 64, 987654
QUERIES = {
    "CopyArtifact": "from={place}/absent@" + DIGEST,
    "headProject": "project_name=closed",
    "search": "q=closed",
    "searchUsers": "username=root",
    "searchUserGroups": "groupname=crew",
}
NOTHING = frozenset[Permission]()
BODIES: dict[str, dict[str, Any]] = {
    "createProjectMember": {"role_id": 99},
    "createTag": {"name": "new"},
    "updateUserPassword": {"old_password": PASSWORD, "new_password": "weak"},
    "RefreshSec": {"secret": "weak"},
    "triggerRetentionExecution": {"dry_run": "perhaps"},
    "operateRetentionExecution": {"action": "stop"},
}
"""What is sent changes nothing even where it is allowed: it names what is absent, or is itself not valid."""


class World:
    """A server with everybody in it; each robot is given what an operation takes, or everything else."""

    def __init__(self, server: Server) -> None:
        self.server, self.root = server, Api(server, "root", PASSWORD)
        self.site = Site(server)
        self.ids = dict[tuple[str, str], int]()
        self.headers = dict[str, str]()
        self.given = dict[str, object]()
        self._people()
        for name in ("of-closed", "of-closed-less", "of-all", "of-all-less", "of-system", "of-system-less", "ended"):
            self._robot(name)

    def _people(self) -> None:
        admin = Api(self.server)
        person(self.server, "root")
        root_id = admin.get("/users", q="username=root").json[0]["user_id"]
        assert admin.put(f"/users/{root_id}/sysadmin", {"sysadmin_flag": True}).status == 200
        self.ids["root", SELF] = root_id
        for name in PROJECTS:
            self.ids["project", name] = project(self.root, name, public=name == OPEN)
            with Client(Way(self.server)) as client:
                client.push_image(f"{name}/app", "v1", content.noise(name))
        crew = self.root.post("/usergroups", {"group_name": "crew", "group_type": 2}).new_id
        for name in (*ROLES, "by-group", "stranger", "target", "gone"):
            account = person(self.server, name).get("/users/current").json["user_id"]
            self.ids[name, SELF] = account
            for one in PROJECTS:
                if name in ROLES:
                    join(self.root, one, name, name)
        execute(self.server, f"INSERT INTO account_group VALUES ({self.ids['by-group', SELF]}, {crew})")
        for one in PROJECTS:
            body = {"role_id": 2, "member_group": {"id": crew}}
            assert self.root.post(f"/projects/{one}/members", body).status == 201
        self.server.cli("user", "disable", "gone")
        self.headers = {name: basic(name, PASSWORD) for name in ("root", *ROLES, "by-group", "stranger", "gone")}

    def _robot(self, name: str) -> None:
        if name.startswith("of-closed"):
            given = [entry("project", CLOSED, {("log", "list")})]
        else:
            given = [entry("project", "*", ROBOT["project"]), entry("system", "/", ROBOT["system"])]
        level = "project" if name.startswith("of-closed") else "system"
        body = {"name": name, "level": level, "permissions": given, "disable": name == "ended", "duration": -1}
        told = self.root.post("/robots", body).json
        self.ids[name, SYSTEM] = told["id"]
        self.headers[name] = basic(told["name"], told["secret"])

    def callers(self, operation: str) -> Iterator[Caller]:
        """Everybody, the robots with what this operation takes, and with everything but that."""
        yield Caller("nobody", "nobody")
        yield from (Caller(name) for name in ("root", "stranger"))
        yield from (Caller(role, role=role) for role in ROLES)
        yield Caller("by-group", role="developer")
        what = takes(operation)
        if not what:  # nothing that a robot could be given
            yield Caller("of-all", "robot", in_system=ROBOT["system"], in_projects=ROBOT["project"])
            return
        for name, kind in (("of-closed", "project"), ("of-all", "project"), ("of-system", "system")):
            more = ROBOT[kind] - what
            less = frozenset(sorted(more)[:1])  # where nobody can be given it, something else: a robot has something
            namespace = "/" if kind == "system" else CLOSED if name == "of-closed" else "*"
            for whole_name, held in ((name, what & ROBOT[kind] or less), (f"{name}-less", more)):
                self._give(whole_name, kind, namespace, held)
                in_system, in_projects = (held, NOTHING) if kind == "system" else (NOTHING, held)
                where = (CLOSED,) if name == "of-closed" else PROJECTS
                yield Caller(whole_name, "robot", None, in_system, in_projects, where)

    def _give(self, name: str, kind: str, namespace: str, held: frozenset[Permission]) -> None:
        if self.given.get(name) != held:
            permissions = [entry(kind, namespace, held)]
            answer = self.root.put(f"/robots/{self.ids[name, SYSTEM]}", {"permissions": permissions})
            assert answer.status == 200, answer.body
            self.given[name] = held

    def ask(self, operation: str, place: str, caller: str) -> tuple[int, bytes]:
        """(status, body) of one call."""
        found = ANSWERED[operation].operation
        segments = [
            self._value(operation, one[1:-1], place, caller) if one.startswith("{") else one for one in found.segments
        ]
        query = QUERIES.get(operation, "").format(place=place) or self._scope(operation, place)
        body = self._body(operation, place) if found.takes_body else None
        headers = {"content-type": "application/json"} if body is not None else {}
        if caller in self.headers:
            headers["authorization"] = self.headers[caller]
        sent = None if body is None else json.dumps(body).encode()
        reply = self.site.ask(found.method, f"/api/v2.0/{'/'.join(segments)}?{query}", headers, sent)
        if found.method == "DELETE" and reply.status == 200:
            for kind in ("label", "robot", "retention"):
                if kind in operation.lower():
                    self.ids.pop((kind, place), None)
        return reply.status, reply.body

    def _value(self, operation: str, name: str, place: str, caller: str) -> str:
        if name.startswith("project_name"):
            return place
        if name == "user_id" and TAKES[operation].startswith("oneself"):
            return str(self.ids[caller if place == SELF else "target", SELF])
        if name in ("label_id", "robot_id") and operation != "removeLabel":
            return str(self._thing(name.removesuffix("_id"), place))
        if name == "id" and "etention" in operation:
            return str(self._thing("retention", place))
        known = {"repository_name": "absent", "reference": DIGEST, "digest": DIGEST, "tag_name": "absent"}
        known |= {"meta_name": "auto_scan", "addition": "build_history"}
        return known.get(name, str(ABSENT))

    def _thing(self, kind: str, place: str) -> int:
        """The id of a label, a robot or a policy of the place; another one when the last was deleted."""
        if (kind, place) not in self.ids:
            bodies = {"label": self._label, "robot": self._new_robot, "retention": self._policy}
            made = self.root.post(f"/{kind}s", {**bodies[kind](place), "name": "thing"})
            assert made.status == 201, made.body
            self.ids[kind, place] = made.new_id
        return self.ids[kind, place]

    def _scope(self, operation: str, place: str) -> str:
        number = self.ids.get(("project", place), 0)
        if operation == "ListLabels":
            return f"scope=p&project_id={number}" if number else "scope=g"
        if operation == "ListRobot":
            return f"q=Level%3Dproject,ProjectID%3D{number}" if number else "q=Level%3Dsystem"
        return ""

    def _body(self, operation: str, place: str) -> dict[str, Any]:
        if operation == "CreateLabel":
            return self._label(place)
        if operation == "CreateRobot":
            return self._new_robot(place)
        if operation == "createRetention":
            self._thing("retention", place)  # a project has one
            return self._policy(place)
        return BODIES.get(operation, {})

    def _policy(self, place: str) -> dict[str, Any]:
        return {"algorithm": "or", "rules": [], "scope": {"level": "project", "ref": self.ids["project", place]}}

    def _label(self, place: str) -> dict[str, Any]:
        number = self.ids.get(("project", place), 0)
        return {"scope": "p", "project_id": number, "name": ""} if number else {"scope": "g", "name": ""}

    def _new_robot(self, place: str) -> dict[str, Any]:
        """Nobody gives more than they have: who may make robots has just that."""
        one = {("robot", "create")}
        if place in PROJECTS:
            return {"name": "NO NAME", "level": "project", "permissions": [entry("project", place, one)], "duration": 1}
        return {"name": "NO NAME", "level": "system", "permissions": [entry("system", "/", one)], "duration": 1}


def entry(kind: str, namespace: str, held: set[Permission] | frozenset[Permission]) -> dict[str, Any]:
    """Permissions of a robot as the API writes them."""
    access = [{"resource": resource, "action": action} for resource, action in sorted(held)]
    return {"kind": kind, "namespace": namespace, "access": access}


@pytest.fixture(scope="module")
def worlds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], World]]:
    """Gives the world on a database, made when it is first asked for."""
    made: dict[str, World] = {}

    def world(database: str) -> World:
        if database not in made:
            url = None
            if database == "postgres":
                cluster: Postgres = request.getfixturevalue("postgres")
                url = cluster.fresh()
            data = tmp_path_factory.mktemp("rights") / "data"
            made[database] = World(Server.start(data, database_url=url, env={"ROADSTEAD_LIMITS_IDLE_SECONDS": "600"}))
        return made[database]

    yield world
    for one in made.values():
        one.server.stop()


def test_every_operation_has_its_line() -> None:
    assert sorted(TAKES) == sorted(ANSWERED), "say in tests/security/rights.py what the contract asks for it"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_documentation_says_the_same(operation: str) -> None:
    nobody, somebody, *roles, administrator, _ = cells(operation, ANSWERED[operation])
    own, private = (SELF in places(operation)), CLOSED if CLOSED in places(operation) else SYSTEM
    public = OPEN if private == CLOSED else SYSTEM
    said = {
        Caller("nobody", "nobody"): (nobody, public),
        Caller("stranger"): (somebody, public),
        Caller("root"): (administrator, private),
        **{Caller(role.name, role=role.name): (cell, private) for role, cell in zip(OF_PAGE, roles, strict=True)},
    }
    for caller, (cell, place) in said.items():
        if allowed(operation, place, caller):
            assert cell == YES, caller
        else:
            assert cell == (OWN if own and caller.kind == "person" else NO), caller


TRIED = [("sqlite", one) for one in OPERATIONS] + [("postgres", one) for one in OPERATIONS[::SAMPLE]]


@pytest.mark.parametrize(("database_name", "operation"), TRIED)
def test_it_is_allowed_to_whom_the_table_says(
    worlds: Callable[[str], World], database_name: str, operation: str
) -> None:
    world, wrong = worlds(database_name), []
    for caller in world.callers(operation):
        for place in places(operation):
            if place == SELF and caller.kind != "person":
                continue
            status, body = world.ask(operation, place, caller.name)
            if allowed(operation, place, caller):
                fits = status < 500 and status not in (401, 403) and (status != 404 or operation not in HIDING)
            else:
                fits = status in refusals(operation, place, caller)
            if not fits:
                wrong.append((caller.name, place, status, body[:150]))
    for name in ("ended", "gone"):  # a credential that is not valid is refused everywhere
        status, body = world.ask(operation, places(operation)[-1], name)
        if status not in (401, 429):
            wrong.append((name, "", status, body[:150]))
    assert not wrong, "\n".join(map(str, wrong))
