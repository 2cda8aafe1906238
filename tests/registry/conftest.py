"""Servers and people that the stories of the data plane share, and the ways in which each story is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.support.client import Client, Way
from tests.support.plain import PlainServer
from tests.support.postgres import Postgres
from tests.support.server import Server

PRIVATE, PUBLIC = "team", "library"
PASSWORD = "Some-Password-1"
PEOPLE = {"developer": "developer", "guest": "guest", "stranger": None}
# One address for the challenges of all servers, so that their answers can be compared.
ENVIRONMENT = {"ROADSTEAD_EXTERNAL_URL": "http://registry.test"}

Servers = Callable[[str], Server]


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Servers]:
    """Gives the server of a name, started when it is first asked for.

    `http`, `tls` and `plain` are three processes on one data folder; `postgres` has its own.
    """
    folder = tmp_path_factory.mktemp("registry")
    running: dict[str, Server] = {}

    def start(name: str) -> Server:
        if name == "postgres":
            cluster: Postgres = request.getfixturevalue("postgres")
            server = Server.start(folder / "other", database_url=cluster.fresh(), env=ENVIRONMENT)
        elif name == "http":
            server = Server.start(folder / "data", env=ENVIRONMENT)
        else:
            get("http")
            kind = PlainServer if name == "plain" else Server
            return kind.start(folder / "data", tls=name == "tls", env=ENVIRONMENT)
        settle(server)
        return server

    def get(name: str) -> Server:
        if name not in running:
            running[name] = start(name)
        return running[name]

    yield get
    for server in running.values():
        server.stop()


def settle(server: Server) -> None:
    """The private project and its people."""
    server.cli("project", "create", PRIVATE)
    for name, role in PEOPLE.items():
        server.cli("user", "create", name, "--password-stdin", stdin=PASSWORD)
        if role is not None:
            server.cli("project", "member", PRIVATE, name, role)


@dataclass(frozen=True)
class Registry:
    """A server and the way to it."""

    way: Way

    @property
    def server(self) -> Server:
        """Who answers."""
        return self.way.server

    def client(self, user: str | None = "admin") -> Client:
        """A client of one of the people; None: of nobody known."""
        return Client(self.way, user, None if user in (None, "admin") else PASSWORD)


def way(name: str, servers: Servers) -> Way:
    """`doors`: HTTP/1.1 kept open; `closing`: closed after each; `old`: HTTP/1.0; the rest are servers' names."""
    if name in ("doors", "closing", "old"):
        return Way(servers("http"), "1.0" if name == "old" else "1.1", close=name != "doors")
    return Way(servers(name))


@pytest.fixture(scope="module", params=["doors", "closing", "old", "tls", "plain", "postgres"])
def registry(request: pytest.FixtureRequest, servers: Servers) -> Registry:
    """For stories of pull and push: each is told in every way."""
    return Registry(way(request.param, servers))


@pytest.fixture
def client(registry: Registry) -> Iterator[Client]:
    """The administrator."""
    with registry.client() as client:
        yield client


@pytest.fixture
def nobody(registry: Registry) -> Iterator[Client]:
    """Nobody known: tokens for what is public."""
    with registry.client(None) as client:
        yield client


_numbers = itertools.count(1)


@pytest.fixture
def repository(request: pytest.FixtureRequest) -> str:
    """A repository of the public project that nobody has used."""
    return f"{PUBLIC}/{name_for(request)}"


@pytest.fixture
def private(request: pytest.FixtureRequest) -> str:
    """A repository of the private project that nobody has used."""
    return f"{PRIVATE}/{name_for(request)}"


def name_for(request: pytest.FixtureRequest) -> str:
    """A name in which the story can be recognized."""
    words = re.findall(r"[a-z0-9]+", request.node.originalname.lower())
    return f"{'-'.join(words)[:60]}/{next(_numbers)}"
