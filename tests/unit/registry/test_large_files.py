"""To let go of a large file may take the system a second: the event loop, which everybody needs, never does it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest

from roadstead.app import assemble
from roadstead.blobs.filesystem import FileUpload
from roadstead.db.database import open_database
from roadstead.domain.access.first_start import ensure_first
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.registry.plane import Plane
from roadstead.settings import load
from tests.support.content import absent, digest, noise

LAYER = noise("layer", 200_000)
HOST = (b"host", b"registry.test")


async def ask(plane: Plane, method: str, path: str, query: str, token: bytes, body: bytes) -> int:
    """The status."""
    statuses = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    headers = [HOST, (b"authorization", token), (b"content-length", b"%d" % len(body))]
    scope = {
        "type": "http",
        "method": method,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": headers,
    }
    await plane(scope, receive, send)
    return int(statuses[0])


def test_uploads_are_closed_in_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed_in: list[threading.Thread] = []
    close = FileUpload.close

    def watched(upload: FileUpload) -> None:
        closed_in.append(threading.current_thread())
        close(upload)

    monkeypatch.setattr(FileUpload, "close", watched)
    settings = load({}, data=str(tmp_path))
    db = open_database(settings.database, settings.folder / "run")
    ensure_first(db, Identity(db), Projects(db), settings)
    parts = assemble(settings, db)
    plane = Plane(parts)
    admin = Identity(db).by_name("admin")
    assert admin is not None

    async def run() -> None:
        from roadstead.domain.access.scopes import parse_scopes

        scopes = parse_scopes(["repository:library/large:pull,push"])
        token = b"Bearer " + parts.access.token(admin, scopes)["token"].encode()
        place = "/v2/library/large/blobs/uploads/"
        upload = parts.uploads.begin("library/large", admin.id)
        for method, path, query, status in (
            ("POST", place, f"digest={digest(LAYER)}", 201),
            ("POST", place, f"digest={absent()}", 400),
            ("PATCH", place + upload, "", 202),
            ("PUT", place + upload, f"digest={absent()}", 400),
        ):
            assert await ask(plane, method, path, query, token, LAYER) == status
        await asyncio.sleep(0)

    asyncio.run(run())
    parts.threads.close()
    db.close()
    assert len(closed_in) == 4
    assert threading.main_thread() not in closed_in
