"""A running server with its control plane, on SQLite and on PostgreSQL, shared by the stories of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.api import Api
from tests.support.postgres import Postgres
from tests.support.server import Server


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A fresh system."""
    url = None
    if request.param == "postgres":
        database: Postgres = request.getfixturevalue("postgres")
        url = database.fresh()
    running = Server.start(tmp_path_factory.mktemp("api") / "data", database_url=url)
    yield running
    running.stop()


@pytest.fixture
def admin(server: Server) -> Api:
    """The first administrator."""
    return Api(server)


@pytest.fixture
def nobody(server: Server) -> Api:
    """Without a credential."""
    return Api(server, None)
