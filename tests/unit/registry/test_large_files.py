"""To let go of a large file may take the system a second: the event loop, which everybody needs, never does it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from roadstead.blobs.filesystem import FileUpload
from roadstead.domain.access.scopes import parse_scopes
from tests.support.content import absent, digest, noise
from tests.unit.registry.inside import ask, end, make_plane

LAYER = noise("layer", 200_000)


def test_uploads_are_closed_in_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed_in: list[threading.Thread] = []
    close = FileUpload.close

    def watched(upload: FileUpload) -> None:
        closed_in.append(threading.current_thread())
        close(upload)

    monkeypatch.setattr(FileUpload, "close", watched)
    plane = make_plane(tmp_path)
    parts = plane.parts
    admin = parts.identity.by_name("admin")
    assert admin is not None

    async def run() -> None:
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
    end(plane)
    assert len(closed_in) == 4
    assert threading.main_thread() not in closed_in
