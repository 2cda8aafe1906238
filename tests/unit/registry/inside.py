"""The data plane in the test's own process, asked without a socket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from roadstead.app import assemble
from roadstead.db.database import open_database
from roadstead.domain.access.first_start import ensure_first
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.registry.plane import Plane
from roadstead.server.http import Receive, Scope, Send
from roadstead.settings import load

PASSWORD = "Right-password-1"
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def make_plane(folder: Path) -> Plane:
    """On SQLite in the folder, with the administrator `admin` and the project `library`."""
    settings = load({"HARBOR_ADMIN_PASSWORD": PASSWORD}, data=str(folder))
    db = open_database(settings.database, settings.folder / "run")
    ensure_first(db, Identity(db), Projects(db), settings)
    return Plane(assemble(settings, db))


def end(plane: Plane) -> None:
    """Wait for its threads, close its database."""
    plane.parts.threads.close()
    plane.parts.logins.close()
    plane.parts.access.db.close()


async def ask(plane: App, method: str, path: str, query: str, authorization: bytes, body: bytes = b"") -> int:
    """The status."""
    statuses = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    headers = [(b"host", b"registry.test"), (b"authorization", authorization), (b"content-length", b"%d" % len(body))]
    scope = {
        "type": "http",
        "method": method,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": headers,
    }
    await plane(scope, receive, send)
    return int(statuses[0])
