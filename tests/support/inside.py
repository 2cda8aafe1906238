"""The planes of a node without its street: requests are given to the application itself, on one database."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from roadstead.api.answering import Answering
from roadstead.api.services import Services
from roadstead.app import assemble, services_of
from roadstead.db.database import Database
from roadstead.settings import Settings


class Said(NamedTuple):
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body; None when there is none."""
        return json.loads(self.body) if self.body else None


@contextmanager
def services(database: Database, folder: Path) -> Iterator[Services]:
    """What the control plane works with."""
    parts = assemble(Settings(data=str(folder)), database)
    yield services_of(parts, database)
    parts.threads.close()
    parts.logins.close()


def basic(name: str, password: str) -> dict[str, str]:
    """The header of somebody's credential."""
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def ask(
    plane: Answering,
    method: str,
    path: str,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
    kind: str = "application/json",
) -> Said:
    """What the plane answers; `path` with its query."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    raw, _, query = path.partition("?")
    given = {"content-type": kind, **(headers or {})}
    scope = {
        "type": "http",
        "method": method,
        "raw_path": raw.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "client": ("198.51.100.1", 1),
    }
    asyncio.run(plane(scope, receive, send))
    answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Said(sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent))
