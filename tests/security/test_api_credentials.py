"""A6, A7, A8 on the API: tokens of the data plane, true and forged, open no operation; nor does what is over."""

from __future__ import annotations

import base64

import pytest

from roadstead.api.contract import Operation
from tests.security.conftest import PASSWORD, Site, basic
from tests.security.forge import Forge
from tests.security.town import OPERATIONS, Town, body_of, difference, path_of, state
from tests.support.api import Api
from tests.support.people import join, person, project


@pytest.fixture(scope="module")
def worthless(site: Site) -> list[str]:
    """Values of Authorization that are nobody's here."""
    good = site.token("root", "repository:closed/app:*", "registry:catalog:*")
    (key, *_) = sorted((site.server.data / "keys").glob("*.pem"))
    forge = Forge(good, key)
    tokens = [good, forge.headed(alg="none"), forge.mac("HS256", forge.public()["pem"]), forge.rs256(), forge.saying()]
    pair = base64.b64encode(f"root:{PASSWORD}".encode()).decode()
    return [*(f"Bearer {one}" for one in tokens), f"Basic {pair[:-6]}", f"Digest {pair}", f"Bearer {pair}", "Basic", ""]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)
def test_a_credential_that_is_none_is_refused_and_never_passed_over(
    town: Town, worthless: list[str], operation: Operation
) -> None:
    before = state(town.site.server)
    for value in worthless:
        headers: dict[str, str | bytes] = {"authorization": value, "content-type": "application/json"}
        body = b"{}" if operation.takes_body else None
        reply = town.site.ask(operation.method, path_of(operation, town.mine), headers, body)
        assert reply.status == 401, (value[:40], reply)
    assert difference(before, state(town.site.server)) == {}


def test_what_was_of_a_project_is_nothing_in_one_of_its_name(site: Site) -> None:
    server = site.server
    owner, member = person(server, "phil"), person(server, "paula")
    first = project(owner, "again")
    mid = join(owner, first, "paula", "developer")
    label = owner.post("/labels", {"name": "old", "scope": "p", "project_id": first}).new_id
    values = {"project_name": "again", "project_id": str(first), "label_id": "0", "robot_name": "", "username": "paula"}
    values |= {"reference": "", "tag_name": ""}
    create = next(one for one in OPERATIONS if one.id == "CreateRobot")
    robot = owner.post("/robots", body_of(create, values | {"meta_name": "auto_scan"}, "old")).json
    as_robot = Api(server, robot["name"], robot["secret"])
    assert as_robot.get("/projects/again/repositories").status in (200, 403)
    assert owner.delete("/projects/again").status == 200
    second = project(owner, "again")
    assert second != first
    assert member.get("/projects/again/members").status == 403
    assert as_robot.get("/projects/again").status == 401
    assert site.ask("GET", "/v2/", {"authorization": basic(robot["name"], robot["secret"])}).status == 401
    for path in (
        f"/projects/{first}",
        f"/projects/{second}/members/{mid}",
        f"/labels/{label}",
        f"/robots/{robot['id']}",
    ):
        assert owner.get(path).status in (403, 404), path
    assert owner.get(f"/projects/{second}/members").json[0]["entity_name"] == "phil"
    assert owner.get("/labels", scope="p", project_id=second).json == []
