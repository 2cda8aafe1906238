"""Where people may make accounts of their own: what is asked of the planes themselves, with that policy."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest

from roadstead.api.answering import Answering
from roadstead.api.plane import ApiPlane
from roadstead.api.services import Services
from roadstead.app import assemble, services_of
from roadstead.db.database import Database
from roadstead.domain.identity.model import Policy
from roadstead.portal.plane import Portal
from roadstead.settings import Settings

PASSWORD = "Right-password-1"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@pytest.fixture
def services(database: Database, tmp_path: Path) -> Iterator[Services]:
    """With that policy."""
    parts = assemble(Settings(data=str(tmp_path)), database)
    yield msgspec.structs.replace(services_of(parts, database), policy=lambda: Policy(self_registration=True))
    parts.threads.close()
    parts.logins.close()


def ask(plane: Answering, path: str, body: bytes, kind: str) -> tuple[int, Any]:
    """(status, JSON of the body) of a POST by nobody known."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"content-type", kind.encode())],
        "client": ("198.51.100.1", 1),
    }
    asyncio.run(plane(scope, receive, send))
    content = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], json.loads(content) if content else None


def test_people_make_accounts_of_their_own_without_any_right(services: Services) -> None:
    api, portal = ApiPlane(services), Portal(services)
    form = urlencode({"target": "username", "value": "ada"}).encode()
    assert ask(portal, "/c/userExists", form, FORM) == (200, False)
    sent = json.dumps({"username": "ada", "password": PASSWORD, "sysadmin_flag": True}).encode()
    assert ask(api, "/api/v2.0/users", sent, JSON) == (201, None)
    assert ask(portal, "/c/userExists", form, FORM) == (200, True)
    status, answer = ask(api, "/api/v2.0/users", sent, JSON)
    assert (status, answer["errors"][0]["code"]) == (409, "CONFLICT")
    account = services.identity.sign_in("ada", PASSWORD, "198.51.100.1")
    assert not account.sysadmin
    status, answer = ask(api, "/api/v2.0/users", b'{"username":"eve","password":"weak"}', JSON)
    assert (status, answer["errors"][0]["code"]) == (400, "BAD_REQUEST")
