"""The OCI conformance suite, everything enabled, against the running server with token authentication.

Each run's results.yaml, report.html and junit.xml stay in `$ROADSTEAD_ARTIFACTS/conformance/RUN`.
"""

import os
from pathlib import Path

import pytest

from tests.conformance import suite
from tests.support.plain import PlainServer
from tests.support.postgres import Postgres
from tests.support.server import Server
from tools.testbed import bin_dir, conformance

pytestmark = pytest.mark.conformance

# A manifest with parts that are not here is refused unless the operator allows it; the suite pushes such.
SPARSE = {"ROADSTEAD_SPARSE_MANIFESTS": "true"}
PASSWORD = "Conformance-1"


@pytest.fixture(scope="session")
def program() -> Path:
    """The pinned suite, built when it is not there."""
    return conformance.install(bin_dir())


def results(run: str) -> Path:
    """Where a run's reports stay."""
    return Path(os.environ.get("ROADSTEAD_ARTIFACTS", "build/artifacts")).absolute() / "conformance" / run


def public(server: Server) -> suite.Target:
    """Two repositories of the public `library`, by the administrator."""
    return suite.Target(
        host=server.host,
        repositories=("library/conformance-a", "library/conformance-b"),
        user="admin",
        password=server.admin_password,
    )


def private(server: Server) -> suite.Target:
    """A repository in each of two private projects, by a maintainer of both: no mount is open to everybody."""
    server.cli("user", "create", "keeper", "--password-stdin", stdin=PASSWORD)
    for project in ("first", "second"):
        server.cli("project", "create", project)
        server.cli("project", "member", project, "keeper", "maintainer")
    return suite.Target(
        host=server.host,
        repositories=("first/conformance", "second/nested/conformance"),
        user="keeper",
        password=PASSWORD,
        certificate=server.certificate if server.tls else None,
    )


def test_over_http(program: Path, tmp_path: Path) -> None:
    with Server.start(tmp_path / "data", env=SPARSE) as server:
        report = suite.run(program, public(server), results("http"))
    assert report.clean, str(report)


def test_over_tls(program: Path, tmp_path: Path) -> None:
    with Server.start(tmp_path / "data", tls=True, env=SPARSE) as server:
        report = suite.run(program, private(server), results("tls"))
    assert report.clean, str(report)


def test_on_postgresql(program: Path, tmp_path: Path, postgres: Postgres) -> None:
    with Server.start(tmp_path / "data", database_url=postgres.fresh(), env=SPARSE) as server:
        report = suite.run(program, private(server), results("postgresql"))
    assert report.clean, str(report)


def test_on_an_ordinary_asgi_server(program: Path, tmp_path: Path) -> None:
    """Without the doors of our own server, where every request takes the plain way."""
    with PlainServer.start(tmp_path / "data", env=SPARSE) as server:
        report = suite.run(program, public(server), results("asgi"))
    assert report.clean, str(report)
