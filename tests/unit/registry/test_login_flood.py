"""A flood of wrong passwords, each of which must be computed, keeps nobody waiting who logged in lately."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from urllib.parse import urlencode

from roadstead.api.plane import ApiPlane
from roadstead.app import LOGINS, services_of
from roadstead.domain.identity import passwords
from roadstead.portal.plane import Portal
from tests.unit.registry.inside import PASSWORD, ask, end, make_plane

SECONDS = 5.0
assert SECONDS < passwords.WAIT_SECONDS
FORM = urlencode({"grant_type": "password", "username": "admin", "password": PASSWORD}).encode()

LOGIN = urlencode({"principal": "admin", "password": PASSWORD}).encode()
EXISTS = urlencode({"target": "username", "value": "admin"}).encode()


def basic(password: str) -> bytes:
    return b"Basic " + base64.b64encode(f"admin:{password}".encode())


def test_who_logged_in_lately_is_not_kept_waiting(tmp_path: Path) -> None:
    plane = make_plane(tmp_path)
    services = services_of(plane.parts, plane.parts.access.db)
    api, portal = ApiPlane(services), Portal(services)

    async def run() -> None:
        assert await ask(plane, "GET", "/v2/", "", basic(PASSWORD)) == 200
        for _ in range(passwords.AT_ONCE):
            passwords._turns.acquire()
        doors = ((plane, "/v2/"), (api, "/api/v2.0/users/current"))
        flood = [(*doors[n % 2], basic(f"wrong {n}")) for n in range(3 * LOGINS)]
        wrong = [asyncio.create_task(ask(app, "GET", path, "", sent)) for app, path, sent in flood]
        try:
            async with asyncio.timeout(SECONDS):
                assert await ask(plane, "GET", "/v2/", "", basic(PASSWORD)) == 200
                assert await ask(plane, "GET", "/service/token", "service=harbor-registry", basic(PASSWORD)) == 200
                assert await ask(plane, "POST", "/service/token", "", b"", FORM) == 200
                assert await ask(api, "GET", "/api/v2.0/users/current", "", basic(PASSWORD)) == 200
                assert await ask(portal, "POST", "/c/userExists", "", basic(PASSWORD), EXISTS) == 200
                assert await ask(portal, "POST", "/c/login", "", b"", LOGIN) == 200
        finally:
            for _ in range(passwords.AT_ONCE):
                passwords._turns.release()
        assert {await one for one in wrong} <= {401, 429}

    asyncio.run(run())
    end(plane)
