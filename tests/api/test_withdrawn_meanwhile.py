"""A right that ends while a request is under way: what has not been written when it ended, is not written."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support import content
from tests.support.api import Api
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.people import PASSWORD, join, person, project
from tests.support.server import Server

PUSHES = "SELECT count(*) FROM audit_log WHERE actor = 'eve' AND operation = 'create' AND resource_type = 'artifact'"


@contextmanager
def half_a_push(server: Server, authorization: str, target: str, body: bytes) -> Iterator[socket.socket]:
    """The server has let the request in and asks for its body, of which half is there."""
    host, port = server.host.split(":")
    head = (
        f"PUT {target} HTTP/1.1\r\nHost: {server.host}\r\nAuthorization: {authorization}\r\nExpect: 100-continue\r\n"
        f"Content-Type: {json.loads(body)['mediaType']}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        connection.sendall(body[:20])
        yield connection


def end(connection: socket.socket, rest: bytes) -> int:
    """The status of the answer once the rest of the body is sent."""
    connection.sendall(rest)
    answer = b""
    while piece := connection.recv(65536):
        answer += piece
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize("how", ["token", "password"])
def test_a_push_that_waits_keeps_no_right(server: Server, admin: Api, how: str) -> None:
    """Somebody who is about to be shown the door leaves pushes half sent behind."""
    team = f"team-{how}"
    project(admin, team)
    if how == "token":
        person(server, "eve")
    member = join(admin, team, "eve", "developer")
    with Client(Way(server), "eve", PASSWORD) as client:
        target = f"/v2/{team}/app/manifests/late"
        body = client.push_image(f"{team}/app", "v1", content.noise(how))
        authorization = (
            client.bearer(target) if how == "token" else Api(server, "eve", PASSWORD).headers["Authorization"]
        )
        ((before,),) = rows(server, PUSHES)
        with half_a_push(server, authorization, target, body) as waiting:
            assert admin.delete(f"/projects/{team}/members/{member}").status == 200
            assert end(waiting, body[20:]) in (401, 403)
        with half_a_push(server, Api(server).headers["Authorization"], target, body) as waiting:
            join(admin, team, "eve", "guest")  # what changes for others changes nothing for who may
            assert end(waiting, body[20:]) == 201
    assert rows(server, PUSHES) == [(before,)]
