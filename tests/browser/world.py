"""A registry as people find it: projects with everybody in them, and images that real pushes brought."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support import images
from tests.support.api import Api
from tests.support.artifacts import push_layout, sign
from tests.support.client import Client, Way
from tests.support.content import descriptor, digest, encode, noise, typed
from tests.support.people import ROLES, join, person, project
from tests.support.server import Server

PROJECT = "shop"
"""A private project with all that a project may have."""
EMPTY = "library"
"""A public one, into which nobody has pushed."""
PEOPLE = ["admin", *ROLES, "stranger"]
"""Who signs in: the administrator, one for each role in `PROJECT`, and one who has none."""
CHART_CONFIG = "application/vnd.cncf.helm.config.v1+json"
CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"


@dataclass(frozen=True)
class World:
    """The running server, and the digests of what lies in `PROJECT`."""

    server: Server
    image: str  # shop/web/frontend:1.4.2, with a signature
    platforms: str  # shop/web/frontend:latest, an index of three platforms
    chart: str  # shop/charts/frontend:0.3.0


def build(server: Server, folder: Path) -> World:
    """Make people, projects and content on a fresh server; images are written below the folder."""
    admin = Api(server)
    project(admin, PROJECT)
    for role in ROLES:
        person(server, role)
        join(admin, PROJECT, role, role)
    person(server, "stranger")
    with Client(Way(server)) as client:
        world = _push(server, client, folder)
    _rules(admin)
    return world


def _push(server: Server, client: Client, folder: Path) -> World:
    frontend = f"{PROJECT}/web/frontend"
    for number in range(12):
        client.push_image(frontend, f"1.3.{number}", noise(f"layer {number}", 4000 + 1000 * number))
    image = client.push_image(frontend, "1.4.2", noise("base", 40_000), noise("code", 9_000))
    sign(client, frontend, image)
    platforms = images.build("platforms", folder / "platforms")
    push_layout(client, frontend, platforms, "latest")
    for name in ("web/basket", "tools/migrate"):
        client.push_image(f"{PROJECT}/{name}", "1.0.0", noise(name, 20_000))
    return World(server, digest(image), platforms.digest, _chart(client, f"{PROJECT}/charts/frontend"))


def _chart(client: Client, repository: str) -> str:
    config = encode({"name": "frontend", "version": "0.3.0", "apiVersion": "v2", "description": "The shop's front"})
    package = noise("chart", 5000)
    client.push_blob(repository, config)
    client.push_blob(repository, package)
    manifest = typed(CHART_CONFIG, config, (descriptor(package, CHART_LAYER),))
    return client.push_manifest(repository, "0.3.0", manifest)


def _rules(admin: Api) -> None:
    """A label, a rule that keeps tags, a robot, something in the trash, and a collection that has run."""
    shop = admin.get(f"/projects/{PROJECT}").json["project_id"]
    assert admin.post("/labels", {"name": "stable", "color": "#0065ab", "scope": "p", "project_id": shop}).status == 201
    assert admin.post("/labels", {"name": "approved", "color": "#1a7f37", "scope": "g"}).status == 201
    assert admin.post(f"/projects/{PROJECT}/immutabletagrules", IMMUTABLE).status == 201
    assert admin.post("/robots", ROBOT).status == 201
    assert admin.delete(f"/projects/{PROJECT}/repositories/tools%252Fmigrate/artifacts/1.0.0").status == 200
    assert admin.post("/system/gc/schedule", COLLECTION).status == 201


IMMUTABLE = {
    "disabled": False,
    "action": "immutable",
    "template": "immutable_template",
    "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": "2.*"}],
    "scope_selectors": {"repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "**"}]},
}
ROBOT = {
    "name": "ci",
    "description": "Pushes what CI builds",
    "duration": 30,
    "level": "project",
    "permissions": [
        {
            "kind": "project",
            "namespace": PROJECT,
            "access": [{"resource": "repository", "action": "pull"}, {"resource": "repository", "action": "push"}],
        }
    ],
}
COLLECTION = {"parameters": {"delete_untagged": False, "dry_run": True}, "schedule": {"type": "Manual"}}
