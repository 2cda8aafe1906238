"""What stands on the instance that is asked: people, robots, content to copy."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import roadstead
from tests.support import content
from tests.support.api import Answer, Api
from tests.support.artifacts import sign
from tests.support.client import Client, Way
from tests.support.people import person
from tests.support.server import Server

SOURCE = "seed/app"
_PERMISSIONS = Path(roadstead.__file__).parent / "domain" / "access" / "permissions.json"


class World:
    """Everybody, and a repository of which places take copies."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.admin = Api(server)
        self.boss = person(server, "boss")
        self.developer = person(server, "developer")
        self.numbers = itertools.count(1)
        self.robot, self.last_robot = self.new_robot("everywhere", "system", *self._everything())
        self.last_user = ident(self.admin.get("/users/search", username="developer"), "user_id")
        good(self.admin.post("/projects", {"project_name": "seed", "metadata": {"public": "true"}}))
        with Client(Way(server)) as client:
            image = client.push_image(SOURCE, "1", content.noise("layer"))
            other = client.push_image(SOURCE, "other", content.noise("another"))
            client.push_manifest(SOURCE, "many", content.index(image, other))
            sign(client, SOURCE, image)
        self.image, self.index = content.digest(image), content.digest(content.index(image, other))

    def new_robot(self, name: str, level: str, *permissions: dict[str, Any]) -> tuple[Api, int]:
        """(as whom to call, the id) of a robot with these permissions."""
        body = {"name": name, "level": level, "duration": -1, "permissions": permissions}
        made = good(self.admin.post("/robots", body)).json
        return Api(self.server, made["name"], made["secret"]), made["id"]

    def configuration(self) -> dict[str, Any]:
        """What may be set, as it is."""
        told = good(self.admin.get("/configurations")).json
        return {name: one["value"] for name, one in told.items() if one.get("editable")}

    @staticmethod
    def all_of_a_project(namespace: str) -> dict[str, Any]:
        """Everything that a robot may be given in a project, `*`: in all of them."""
        return {"kind": "project", "namespace": namespace, "access": _may("project")}

    def _everything(self) -> tuple[dict[str, Any], ...]:
        return {"kind": "system", "namespace": "/", "access": _may("system")}, self.all_of_a_project("*")


def ident(answer: Answer, field: str) -> int:
    """The id of the first of a list."""
    return int(good(answer).json[0][field])


def good(answer: Answer) -> Answer:
    """The answer, which must be one of success."""
    assert answer.status in (200, 201), answer.body
    return answer


def _may(kind: str) -> list[dict[str, str]]:
    held = json.loads(_PERMISSIONS.read_text())["robot_permissions"][kind]
    return [
        {"resource": resource.strip("()"), "action": action} for resource, actions in held.items() for action in actions
    ]
