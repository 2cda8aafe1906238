"""Large bodies from many connections at once: the server holds so many bytes of them, and tells the others to wait."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.support.api import Api
from tests.support.patience import eventually
from tests.support.server import Server
from tests.support.wire import Wire, request

ROOM = 1 << 20
SENT = 200_000
JSON = ("Content-Type", "application/json")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
PLACES = [
    ("POST", "/api/v2.0/projects", JSON),
    ("POST", "/c/login", FORM),
    ("POST", "/service/token", FORM),
]


@pytest.fixture(scope="module")
def cramped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with little room for bodies."""
    data = tmp_path_factory.mktemp("bodies") / "data"
    with Server.start(data, env={"ROADSTEAD_LIMITS_BODIES_BYTES": str(ROOM)}) as server:
        yield server


def test_bodies_together_take_what_there_is_and_no_more(cramped: Server) -> None:
    def has_room() -> bool:
        large = json.dumps({"project_name": "", "padding": "x" * SENT}).encode()
        with Wire(cramped.host) as wire:
            reply = wire.ask(request("POST", "/api/v2.0/projects", JSON, body=large))
        assert reply.status in (401, 503), reply
        if reply.status == 503:
            assert (reply.code, reply.header("retry-after")) == ("UNAVAILABLE", "5")
        return reply.status == 401

    assert has_room()
    with ExitStack() as stack:
        for _ in range(ROOM // SENT + 3):  # they begin, and never come to an end
            wire = stack.enter_context(Wire(cramped.host))
            begun = request("POST", "/api/v2.0/projects", JSON, ("Content-Length", "1000000"))
            wire.send(begun + b"[" * SENT)
        assert eventually(lambda: not has_room())
        admin = Api(cramped)  # what is small is taken all the same
        assert admin.post("/projects", {"project_name": "small"}).status == 201
        assert admin.get("/projects").status == 200
        assert cramped.token("registry:catalog:*")
    assert eventually(has_room)  # who leaves gives it back


@pytest.mark.parametrize(("method", "path", "kind"), PLACES)
def test_every_door_gives_back_what_it_took(cramped: Server, method: str, path: str, kind: tuple[str, str]) -> None:
    for _ in range(3 * ROOM // 50_000):
        with Wire(cramped.host) as wire:
            assert wire.ask(request(method, path, kind, body=b"x" * 50_000)).status in (400, 401)
