"""Where people may make accounts of their own: what is asked of the planes themselves, with that policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest

from roadstead.api.answering import Answering
from roadstead.api.plane import ApiPlane
from roadstead.api.services import Services
from roadstead.db.database import Database
from roadstead.domain.identity.model import Policy
from roadstead.portal.plane import Portal
from tests.support import inside

PASSWORD = "Right-password-1"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@pytest.fixture
def services(database: Database, tmp_path: Path) -> Iterator[Services]:
    """With that policy."""
    with inside.services(database, tmp_path) as usual:
        yield msgspec.structs.replace(usual, policy=lambda: Policy(self_registration=True))


def ask(plane: Answering, path: str, body: bytes, kind: str) -> tuple[int, Any]:
    """(status, JSON of the body) of a POST by nobody known."""
    said = inside.ask(plane, "POST", path, body, kind=kind)
    return said.status, said.json


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
