"""People and their projects, made over the API by an administrator."""

from __future__ import annotations

from tests.support.api import Api
from tests.support.server import Server

PASSWORD = "Right-password-1"
ROLES = {"projectAdmin": 1, "maintainer": 4, "developer": 2, "guest": 3, "limitedGuest": 5}


def person(server: Server, name: str) -> Api:
    """A new account, as whom to call."""
    made = Api(server).post(
        "/users", {"username": name, "password": PASSWORD, "email": f"{name}@example.org", "realname": name}
    )
    assert made.status == 201, made.body
    return Api(server, name, PASSWORD)


def project(caller: Api, name: str, /, **asked: object) -> int:
    """The id of a new project of the caller's."""
    made = caller.post("/projects", {"project_name": name, **asked})
    assert made.status == 201, made.body
    return made.new_id


def join(caller: Api, project: str | int, username: str, role: str) -> int:
    """The id of a new member."""
    body = {"role_id": ROLES[role], "member_user": {"username": username}}
    made = caller.post(f"/projects/{project}/members", body)
    assert made.status == 201, made.body
    return made.new_id
