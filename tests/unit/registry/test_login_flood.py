"""A flood of wrong passwords, each of which must be computed, keeps nobody waiting who logged in lately."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from urllib.parse import urlencode

from roadstead.app import LOGINS
from roadstead.domain.identity import passwords
from tests.unit.registry.inside import PASSWORD, ask, end, make_plane

SECONDS = 5.0
assert SECONDS < passwords.WAIT_SECONDS
FORM = urlencode({"grant_type": "password", "username": "admin", "password": PASSWORD}).encode()


def basic(password: str) -> bytes:
    return b"Basic " + base64.b64encode(f"admin:{password}".encode())


def test_who_logged_in_lately_is_not_kept_waiting(tmp_path: Path) -> None:
    plane = make_plane(tmp_path)

    async def run() -> None:
        assert await ask(plane, "GET", "/v2/", "", basic(PASSWORD)) == 200
        for _ in range(passwords.AT_ONCE):
            passwords._turns.acquire()
        wrong = [asyncio.create_task(ask(plane, "GET", "/v2/", "", basic(f"wrong {n}"))) for n in range(3 * LOGINS)]
        try:
            async with asyncio.timeout(SECONDS):
                assert await ask(plane, "GET", "/v2/", "", basic(PASSWORD)) == 200
                assert await ask(plane, "GET", "/service/token", "service=harbor-registry", basic(PASSWORD)) == 200
                assert await ask(plane, "POST", "/service/token", "", b"", FORM) == 200
        finally:
            for _ in range(passwords.AT_ONCE):
                passwords._turns.release()
        assert {await one for one in wrong} <= {401, 429}

    asyncio.run(run())
    end(plane)
