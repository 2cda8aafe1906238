"""What each operation that only reads asks of the database: how much at most, and that indexes answer it.

An operation that is new gets a line in `READS`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from roadstead.api.operations import ANSWERED
from roadstead.api.plane import ApiPlane
from roadstead.db.database import open_database
from roadstead.domain.access.first_start import ensure_first
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.settings import Settings
from tests.support import inside
from tests.support.artifact_rows import fill
from tests.support.content import absent
from tests.support.databases import close_soon
from tests.support.postgres import Postgres
from tests.support.statements import Noting

PASSWORD = "Right-password-1"
EVERYTHING = (
    "page_size=100&with_tag=true&with_label=true&with_accessory=true&with_inherited_accessory=true"
    "&with_immutable_status=true"
)


class Read(NamedTuple):
    """`most` statements, the finding of who asks and of the project among them; `queries` are tried in turn."""

    most: int
    queries: tuple[str, ...] = ("",)


LIST = ("page_size=100", "page=2&page_size=1&q=creation_time%3D[2020-01-01~],name%3D~a&sort=-name,creation_time")
LOG = ("", "q=username%3Dadmin,operation%3Dcreate", "sort=op_time&q=resource%3Dp")
OWN_LABELS = "scope=p&project_id=2"
READS: dict[str, Read] = {
    "getRentenitionMetadata": Read(2),
    "getRetention": Read(3),
    "getRetentionTaskLog": Read(2),
    "listRetentionExecutions": Read(3),
    "listRetentionTasks": Read(2),
    "getAddition": Read(2),
    "getArtifact": Read(9, (EVERYTHING, "with_size=true")),
    "getVulnerabilitiesAddition": Read(4),
    "listAccessories": Read(6, LIST),
    "listArtifacts": Read(9, (EVERYTHING, f"{EVERYTHING}&q=tags%3D~a,labels%3D(1)&sort=size", "page=99")),
    "listTags": Read(7, (f"{EVERYTHING}&with_immutable_status=true", "q=name%3D~a&sort=-name")),
    "listAuditLogEventTypes": Read(2),
    "listAuditLogExts": Read(5, LOG),
    "listAuditLogs": Read(5, LOG),
    "getConfigurations": Read(2),
    "getInternalconfig": Read(2),
    "getGC": Read(2),
    "getGCHistory": Read(4, LIST),
    "getGCLog": Read(2),
    "getGCSchedule": Read(3),
    "getHealth": Read(3),
    "getIcon": Read(2),
    "ListImmuRules": Read(5, LIST),
    "actionGetJobLog": Read(2),
    "getWorkerPools": Read(3),
    "getWorkers": Read(3),
    "listJobQueues": Read(4),
    "GetLabelByID": Read(4),
    "ListLabels": Read(5, (OWN_LABELS, f"{OWN_LABELS}&{LIST[1]}", f"{OWN_LABELS}&name=a")),
    "getProjectMember": Read(4),
    "listProjectMembers": Read(5, ("", "entityname=r")),
    "getPermissions": Read(3),
    "getPing": Read(2),
    "getLogExts": Read(5, LOG),
    "getLogs": Read(5, LOG),
    "getProject": Read(5),
    "getProjectDeletable": Read(4),
    "getProjectSummary": Read(6),
    "headProject": Read(3, ("project_name=p",)),
    "listArtifactsOfProject": Read(10, (EVERYTHING, f"{EVERYTHING}&latest_in_repository=true", "q=tags%3D{a1 b2}")),
    "listProjects": Read(6, (*LIST, "with_detail=true&name=p", "public=true", "owner=admin")),
    "getProjectMetadata": Read(4),
    "listProjectMetadatas": Read(4),
    "getQuota": Read(3),
    "listQuotas": Read(4, ("", "reference=project&reference_id=2", "sort=-used.storage")),
    "getRepository": Read(6, ("with_size=true",)),
    "listAllRepositories": Read(4, LIST),
    "listRepositories": Read(5, LIST),
    "GetRobotByID": Read(5),
    "ListRobot": Read(6, ("q=Level%3Dproject,ProjectID%3D2", "q=name%3D~a&sort=-name")),
    "getSchedulePaused": Read(2),
    "listSchedules": Read(4),
    "search": Read(6, ("q=p",)),
    "listCurrentSessions": Read(4),
    "listUserSessions": Read(4),
    "getStatistic": Read(7),
    "getCert": Read(2),
    "getOpenapi": Read(2),
    "getSystemInfo": Read(2),
    "getVolumes": Read(2),
    "listTagHistory": Read(5, LIST),
    "listTrash": Read(5, LIST),
    "getCurrentUserInfo": Read(3),
    "getCurrentUserPermissions": Read(3, ("scope=/project/2",)),
    "getUser": Read(3),
    "listUsers": Read(4, LIST),
    "searchUsers": Read(4, ("username=r",)),
    "getUserGroup": Read(3),
    "listUserGroups": Read(4, ("", "group_name=s")),
    "searchUserGroups": Read(4, ("groupname=s",)),
    "getPurgeHistory": Read(5, LIST),
    "getPurgeJob": Read(3),
    "getPurgeJobLog": Read(3),
    "getPurgeSchedule": Read(3),
    "getScrub": Read(3),
    "getScrubHistory": Read(5, LIST),
    "getScrubLog": Read(3),
    "getScrubSchedule": Read(3),
    "listDamagedBlobs": Read(5, LIST),
    "getPortalArtifact": Read(9),
    "getPortalHome": Read(14),
    "listPortalProjects": Read(7, (*LIST, "public=true")),
    "getPortalRepository": Read(9),
    "listPortalTags": Read(9),
}
READING = sorted(name for name, one in ANSWERED.items() if one.operation.method in ("GET", "HEAD"))
SCANNED = {"getStatistic": "quota_usage", "getWorkerPools": "worker_pool", "getWorkers": "worker_pool"}
"""Tables of few rows, which are read whole on purpose."""


class World(NamedTuple):
    """A node with a page of everything, and who may see it: an administrator, and a member of the project `p`."""

    plane: ApiPlane
    db: Noting
    values: Mapping[str, object]

    def statements(self, method: str, path: str, name: str) -> list[str]:
        """What it takes to answer somebody."""
        self.db.notes.clear()
        inside.ask(self.plane, method, f"/api/v2.0{path}", headers=inside.basic(name, PASSWORD))
        return [note.sql for note in self.db.notes]

    def post(self, path: str, body: object) -> int:
        """The id of something new."""
        sent = json.dumps(body).encode()
        said = inside.ask(self.plane, "POST", f"/api/v2.0{path}", sent, inside.basic("admin", PASSWORD))
        assert said.status == 201, (path, said)
        return int(said.headers["location"].rpartition("/")[2])


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("reads")
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        url = server.fresh()
    else:
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), folder / "roadstead.db")
        url = f"sqlite:///{folder / 'roadstead.db'}"
    opened = open_database(url, folder / "run")
    db = Noting(opened)
    settings = Settings(data=str(folder), admin_password=PASSWORD)
    ensure_first(db, Identity(db), Projects(db), settings)
    db.write(fill)
    with inside.services(db, folder) as services:
        made = World(ApiPlane(services), db, {})
        yield made._replace(values=furnished(made))
    close_soon(opened)


def furnished(world: World) -> dict[str, object]:
    """What stands for each value of a path, made."""
    person = {"username": "reader", "password": PASSWORD, "email": "reader@example.org", "realname": "Reader"}
    robot = {"name": "r", "level": "project", "duration": -1, "permissions": [PULL]}
    values: dict[str, object] = {"project_name": "p", "project_name_or_id": "p", "repository_name": "app"}
    values["user_id"] = world.post("/users", person)
    values["mid"] = world.post("/projects/p/members", {"role_id": 1, "member_user": {"username": "reader"}})
    values["group_id"] = world.post("/usergroups", {"group_name": "staff", "group_type": 2})
    values["label_id"] = world.post("/labels", {"name": "of the project", "scope": "p", "project_id": 2})
    values["robot_id"] = world.post("/robots", robot)
    world.post("/projects/p/immutabletagrules", RULE)
    return values | {"meta_name": "public", "reference": "a2", "tag_name": "a2", "id": 2, "digest": absent("icon")}


PULL = {"kind": "project", "namespace": "p", "access": [{"resource": "repository", "action": "pull"}]}
RULE = {
    "action": "immutable",
    "template": "immutable_template",
    "scope_selectors": {"repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "x"}]},
    "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": "x"}],
}


def test_no_operation_is_forgotten_here() -> None:
    assert set(READING) - set(READS) == set()


@pytest.mark.parametrize("name", READING)
def test_few_statements_on_indexes(world: World, name: str) -> None:
    operation = ANSWERED[name].operation
    path = operation.path
    for key, value in world.values.items():
        path = path.replace(f"{{{key}}}", str(value))
    for query in READS[name].queries:
        for caller in ("admin", "reader"):
            asked = [world.statements(operation.method, f"{path}?{query}", caller) for _ in range(3)]
            # Who that is, is found out and noted now and then.
            assert min(map(len, asked)) <= READS[name].most, min(asked, key=len)
            assert [line for line in scans(world.db) if SCANNED.get(name, "-") not in line] == []


def scans(db: Noting) -> list[str]:
    """Tables that are read from end to end; what a statement has found before is none."""
    made = (
        "subquery",
        "page",
        "part",
        "p",
        "seen",
        "newest",
        "oldest",
        "held",
        "counted",
        "entries",
        "found",
        "q",
        "s",
    )
    return [line for line in db.scans() if not line.startswith(tuple(f"SCAN {name}:" for name in made))]
