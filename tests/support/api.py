"""A caller of the control plane: JSON over HTTP, as somebody or as nobody."""

from __future__ import annotations

import base64
import http.client
import json
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.support.server import PASSWORD, Server

WHOLE = ("/api/", "/c/", "/service/", "/v2/", "/devcenter", "/portal")
"""Paths that are not below the API's."""


@dataclass
class Answer:
    """Status, headers (names in lower case) and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def error(self) -> tuple[int, str, str]:
        """(status, code, message) of the first error."""
        first = self.json["errors"][0]
        return self.status, first["code"], first["message"]

    @property
    def new_id(self) -> int:
        """The id at the end of Location."""
        return int(self.headers["location"].rpartition("/")[2])


class Api:
    """`Api(server, "alice", "Secret123").get("/projects", page=2)`; paths are below `/api/v2.0`."""

    def __init__(self, server: Server, username: str | None = "admin", password: str = PASSWORD) -> None:
        self.server = server
        self.headers: dict[str, str] = {}
        if username is not None:
            credential = base64.b64encode(f"{username}:{password}".encode()).decode()
            self.headers["Authorization"] = f"Basic {credential}"

    def call(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """One request; `body` is sent as JSON, bytes as they are."""
        connection = self._connect()
        sent = {**self.headers, **(headers or {})}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        full = path if path.startswith(WHOLE) else f"/api/v2.0{path}"
        try:
            connection.request(method, full, body=data, headers=sent)
            reply = connection.getresponse()
            answer = Answer(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            connection.close()
        assert answer.status < 500, (method, path, answer.status, answer.body[:500])
        return answer

    def _connect(self) -> http.client.HTTPConnection:
        if not self.server.tls:
            return http.client.HTTPConnection(self.server.host, timeout=30)
        trusting = ssl.create_default_context(cafile=str(self.server.certificate))
        return http.client.HTTPSConnection(self.server.host, timeout=30, context=trusting)

    def get(self, path: str, headers: dict[str, str] | None = None, **query: object) -> Answer:
        """GET with query parameters."""
        return self.call("GET", f"{path}?{urlencode(query)}" if query else path, headers=headers)

    def post(self, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """POST of JSON."""
        return self.call("POST", path, body, headers)

    def put(self, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """PUT of JSON."""
        return self.call("PUT", path, body, headers)

    def patch(self, path: str, body: Any = None) -> Answer:
        """PATCH of JSON."""
        return self.call("PATCH", path, body)

    def delete(self, path: str) -> Answer:
        """DELETE."""
        return self.call("DELETE", path)
