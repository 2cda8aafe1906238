"""The servers, the people and the images that every client's stories share."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import images
from tests.support.server import Server
from tests.support.shell import Shell

# A private project and who is who in it; `library` is public.
PROJECT = "team"
PUBLIC = "library"

# Gives the image of a kind of `images.KINDS`.
Images = Callable[[str], images.Image]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every story here."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.clients)


@dataclass(frozen=True)
class Person:
    """Who logs in."""

    name: str
    password: str


MAINTAINER = Person("maintainer", "Pulls-pushes-and-deletes-1")
GUEST = Person("guest", "Only-pulls-1")
STRANGER = Person("stranger", "No-member-of-the-team-1")


@dataclass(frozen=True)
class Registry:
    """A running server as clients see it."""

    server: Server
    tls: bool
    trust: Path  # a folder with the certificate to trust, ca.crt; empty over HTTP

    @property
    def host(self) -> str:
        """`address:port`."""
        return self.server.host

    @property
    def ca(self) -> Path:
        """The certificate that clients are given to trust; there is one over HTTPS only."""
        return self.trust / "ca.crt"

    def flags(self, http: list[str], https: list[str]) -> list[str]:
        """The options that a client needs for this registry's scheme."""
        return https if self.tls else http


@pytest.fixture(scope="session", params=["http", "https"])
def registry(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """One server a scheme for the whole run."""
    tls = request.param == "https"
    folder = tmp_path_factory.mktemp(request.param)
    with Server.start(folder / "data", tls=tls) as server:
        trust = folder / "trust"
        trust.mkdir()
        if tls:
            (trust / "ca.crt").write_bytes(server.certificate.read_bytes())
        server.cli("project", "create", PROJECT)
        for person in (MAINTAINER, GUEST, STRANGER):
            server.cli("user", "create", person.name, "--password-stdin", stdin=person.password)
        for project in (PROJECT, PUBLIC):
            server.cli("project", "member", project, MAINTAINER.name, "maintainer")
        server.cli("project", "member", PROJECT, GUEST.name, "guest")
        yield Registry(server, tls, trust)
        # Whatever the clients did, they were answered: a fault of the server's own is an error in its log.
        faults = [line for line in server.log().splitlines() if '"level":"error"' in line or "Traceback" in line]
        assert faults == []


@pytest.fixture
def shell(tmp_path: Path, registry: Registry) -> Shell:
    """A fresh user of this machine, who trusts the server's certificate."""
    return Shell(tmp_path / "shell", registry.ca)


_numbers = itertools.count(1)


@pytest.fixture
def repository(request: pytest.FixtureRequest, registry: Registry) -> str:
    """`host/team/…`: a repository of the private project that nobody has used."""
    return f"{registry.host}/{PROJECT}/{_name(request)}"


@pytest.fixture
def public_repository(request: pytest.FixtureRequest, registry: Registry) -> str:
    """`host/library/…`: a repository of the public project that nobody has used."""
    return f"{registry.host}/{PUBLIC}/{_name(request)}"


def _name(request: pytest.FixtureRequest) -> str:
    words: list[str] = re.findall(r"[a-z0-9]+", request.node.name.lower())
    return f"{'-'.join(words)}/{next(_numbers)}"


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Images:
    """Gives the image of a kind; each is made once."""
    folder = tmp_path_factory.mktemp("images")
    made: dict[str, images.Image] = {}

    def image(kind: str) -> images.Image:
        if kind not in made:
            made[kind] = images.build(kind, folder / kind)
        return made[kind]

    return image


@pytest.fixture
def stored(tmp_path: Path, registry: Registry, image: Images, repository: str) -> Callable[[str], str]:
    """Stores an image of a kind, from another machine and with another client; gives its reference."""
    other = Shell(tmp_path / "other", registry.ca)

    def stored(kind: str) -> str:
        login = ["crane", "auth", "login", "-u", MAINTAINER.name, "--password-stdin", registry.host]
        other(*login, stdin=MAINTAINER.password)
        other("crane", "push", image(kind).path, f"{repository}:1")
        return f"{repository}:1"

    return stored
