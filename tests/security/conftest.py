"""One server, its projects and people; requests whose every byte the attack chooses."""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.support.postgres import Postgres
from tests.support.server import Server

if TYPE_CHECKING:
    from tests.security.town import Town

PASSWORD = "Right-password-1"
REALM = "https://reg.example.org/service/token"
# role in `closed` and `public` of the account of the same name; `stranger` has none, `root` needs none
ROLES = ["projectAdmin", "maintainer", "developer", "guest", "limitedGuest"]
PEOPLE = [*ROLES, "stranger", "root"]
# Connections are kept while other suites' stories run between ours.
ENVIRONMENT = {"ROADSTEAD_EXTERNAL_URL": "https://reg.example.org", "ROADSTEAD_LIMITS_IDLE_SECONDS": "7200"}


@dataclass(frozen=True)
class Reply:
    """What came back; `fields` without those that differ from answer to answer."""

    status: int
    fields: tuple[tuple[str, str], ...]
    body: bytes

    def given(self, name: str) -> str:
        """A header's value."""
        return dict(self.fields).get(name, "")


class Site:
    """The running server, as an attacker meets it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._connection = http.client.HTTPConnection(server.host, timeout=30)

    def ask(
        self, method: str, path: str, headers: Mapping[str, str | bytes] | None = None, body: bytes | None = None
    ) -> Reply:
        """One request on a connection that is kept."""
        self._connection.request(method, path, body, dict(headers or {}))
        response = self._connection.getresponse()
        varying = ("date", "x-request-id")
        fields = tuple((k.lower(), v) for k, v in response.getheaders() if k.lower() not in varying)
        return Reply(response.status, fields, response.read())

    def token_reply(self, who: str | None, *scopes: str, password: str = PASSWORD, address: str | None = None) -> Reply:
        """The token service's answer to one of `PEOPLE`, or to nobody known; as from `address` if it is given."""
        query = urlencode([("service", "harbor-registry"), *(("scope", s) for s in scopes)])
        headers = from_(address)
        if who is not None:
            headers["authorization"] = basic(who, password)
        return self.ask("GET", f"/service/token?{query}", headers)

    def token(self, who: str | None, *scopes: str) -> str:
        """A token."""
        reply = self.token_reply(who, *scopes)
        assert reply.status == 200
        token: str = json.loads(reply.body)["token"]
        return token


def from_(address: str | None) -> dict[str, str | bytes]:
    """The headers of a request that comes from there: what a proxy on this machine says is believed."""
    return {} if address is None else {"x-forwarded-for": address}


def basic(who: str, password: str = PASSWORD) -> str:
    """The header's value."""
    return "Basic " + base64.b64encode(f"{who}:{password}".encode()).decode()


def bearer(token: str) -> dict[str, str | bytes]:
    """The headers that carry it."""
    return {"authorization": f"Bearer {token}"}


def claims(token: str) -> dict[str, Any]:
    """What a token says, unverified."""
    text = token.split(".")[1]
    said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return said


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """With the private project `closed` and the public `public`, and everybody in their roles."""
    with Server.start(tmp_path_factory.mktemp("security") / "data", env=ENVIRONMENT) as server:
        settle(server)
        server.cli("project", "create", "closed")
        for name in PEOPLE[:-1]:
            server.cli("user", "create", name, "--password-stdin", stdin=PASSWORD)
        for role in ROLES:
            for project in ("closed", "public"):
                server.cli("project", "member", project, role, role)
        yield Site(server)


@pytest.fixture(scope="session")
def town(site: Site) -> Town:
    """Two private projects on the site, for attacks on the API that change nothing."""
    from tests.security.town import settle

    return settle(site)


@pytest.fixture(scope="session")
def postgres_site(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[Site]:
    """With the project `public` and `root` alone, on PostgreSQL."""
    data = tmp_path_factory.mktemp("security") / "data"
    with Server.start(data, env=ENVIRONMENT, database_url=postgres.fresh()) as server:
        settle(server)
        yield Site(server)


def settle(server: Server) -> None:
    """What every site has."""
    server.cli("project", "create", "public", "--public")
    server.cli("user", "create", "root", "--password-stdin", "--admin", stdin=PASSWORD)
