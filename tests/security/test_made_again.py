"""A8: a project or an account that is deleted and made again is another one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from roadstead.db.database import Database, open_database
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from tests.security.conftest import PASSWORD, Site, basic, bearer

PATH = "/v2/phoenix/app/tags/list"
SCOPE = "repository:phoenix/app:pull,push"
MAY, MAY_NOT = 404, 401  # the repository is not there: whoever may pull is told so


@pytest.fixture
def database(site: Site) -> Iterator[Database]:
    """The running server's database, as another process sees it."""
    db = open_database(f"sqlite:///{site.server.data}/roadstead.db", site.server.data / "run")
    yield db
    db.close()


@pytest.fixture
def projects(database: Database) -> Iterator[Projects]:
    yield (projects := Projects(database))
    if projects.by_name("phoenix"):
        projects.delete("phoenix")


@pytest.mark.parametrize("used_before", [True, False])
def test_an_old_token_and_membership_mean_nothing_in_a_new_project(
    site: Site, projects: Projects, used_before: bool
) -> None:
    projects.create("phoenix")
    projects.set_member("phoenix", "guest", "developer")
    old = site.token("guest", SCOPE)
    if used_before:
        assert site.ask("GET", PATH, bearer(old)).status == MAY
    projects.delete("phoenix")
    assert site.ask("GET", PATH, bearer(old)).status == MAY_NOT
    projects.create("phoenix")
    assert site.ask("GET", PATH, bearer(old)).status == MAY_NOT
    assert site.ask("GET", PATH, bearer(site.token("guest", SCOPE))).status == MAY_NOT
    assert site.ask("GET", PATH, {"authorization": basic("guest")}).status == 403
    # made a member again, and still the old token names the project that is gone
    projects.set_member("phoenix", "guest", "developer")
    assert site.ask("GET", PATH, bearer(old)).status == MAY_NOT
    assert site.ask("GET", PATH, bearer(site.token("guest", SCOPE))).status == MAY


def test_not_even_an_administrators(site: Site, projects: Projects) -> None:
    projects.create("phoenix")
    old = site.token("root", SCOPE)
    assert site.ask("GET", PATH, bearer(old)).status == MAY
    projects.delete("phoenix")
    projects.create("phoenix")
    assert site.ask("GET", PATH, bearer(old)).status == MAY_NOT


def test_nor_an_anonymous_one(site: Site, projects: Projects) -> None:
    projects.create("phoenix", public=True)
    old = site.token(None, SCOPE)
    assert site.ask("GET", PATH, bearer(old)).status == MAY
    projects.delete("phoenix")
    projects.create("phoenix", public=True)
    assert site.ask("GET", PATH, bearer(old)).status == MAY_NOT
    assert site.ask("GET", PATH, bearer(site.token(None, SCOPE))).status == MAY


def test_a_new_account_inherits_nothing_from_the_name(site: Site, database: Database, projects: Projects) -> None:
    identity = Identity(database)
    projects.create("phoenix")
    first = identity.create("heir", PASSWORD)
    projects.set_member("phoenix", "heir", "projectAdmin")
    old = site.token("heir", SCOPE)
    assert site.ask("GET", PATH, bearer(old)).status == MAY
    identity.delete(first.id)
    assert site.ask("GET", PATH, bearer(old)).status == 401
    second = identity.create("heir", PASSWORD)
    assert site.ask("GET", PATH, bearer(old)).status == 401
    assert site.ask("GET", PATH, bearer(site.token("heir", SCOPE))).status == MAY_NOT
    assert site.ask("GET", PATH, {"authorization": basic("heir")}).status == 403
    identity.delete(second.id)


def test_a_withdrawal_made_by_another_process_is_seen_at_the_next_request(site: Site, projects: Projects) -> None:
    projects.create("phoenix")
    projects.set_member("phoenix", "guest", "developer")
    token = site.token("guest", SCOPE)
    for _ in range(3):
        assert site.ask("GET", PATH, bearer(token)).status == MAY
    projects.remove_member("phoenix", "guest")
    assert site.ask("GET", PATH, bearer(token)).status == MAY_NOT
