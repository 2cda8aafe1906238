"""The OCI conformance suite, everything enabled, against the running server with token authentication.

Each run's results.yaml, report.html and junit.xml stay in `$ROADSTEAD_ARTIFACTS/conformance/RUN`.
"""

import os
from pathlib import Path

import pytest

from tests.conformance import suite
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


def test_public_project(program: Path, tmp_path: Path) -> None:
    """Two repositories of the public `library`, by the administrator, over HTTP."""
    with Server.start(tmp_path, env=SPARSE) as server:
        target = suite.Target(
            host=server.host,
            repositories=("library/conformance-a", "library/conformance-b"),
            user="admin",
            password=server.admin_password,
        )
        report = suite.run(program, target, results("public"))
    assert report.clean, str(report)


def test_private_projects(program: Path, tmp_path: Path) -> None:
    """A repository in each of two private projects, by a maintainer of both, over TLS."""
    with Server.start(tmp_path, tls=True, env=SPARSE) as server:
        server.cli("user", "create", "maintainer", "--password-stdin", stdin=PASSWORD)
        for project in ("first", "second"):
            server.cli("project", "create", project)
            server.cli("project", "member", project, "maintainer", "maintainer")
        target = suite.Target(
            host=server.host,
            repositories=("first/conformance", "second/nested/conformance"),
            user="maintainer",
            password=PASSWORD,
            certificate=server.certificate,
        )
        report = suite.run(program, target, results("private"))
    assert report.clean, str(report)
