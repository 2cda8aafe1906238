"""Projects and their members on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE
from roadstead.domain.groups.service import Groups
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects import store
from roadstead.domain.projects.membership import Whom
from roadstead.domain.projects.model import Policy, Role, Sight, Standing, Wish
from roadstead.domain.projects.service import Projects
from roadstead.domain.quotas.service import usage
from roadstead.errors import Refusal
from tests.unit.refusals import refused

PASSWORD = "Right-password-1"


@pytest.fixture
def projects(database: Database) -> Projects:
    return Projects(database)


@pytest.fixture
def bob(database: Database) -> int:
    return Identity(database).create("bob", PASSWORD).id


def add_repository(tx: Tx, project_id: int, name: str) -> None:
    tx.run("INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, ?, 0, 1)", project_id, name)


def test_a_new_project_is_private_and_found_by_name(projects: Projects) -> None:
    made = projects.create("team")
    assert projects.by_name("team") == made
    assert (made.public, made.owner_id) == (False, None)
    assert projects.create("open", public=True).public
    assert [p.name for p in projects.all()] == ["open", "team"]
    assert projects.by_name("other") is None
    assert projects.by_name("no\x00name") is None


def test_who_makes_a_project_administers_it(projects: Projects, bob: int) -> None:
    made = projects.create("team", owner_id=bob)
    assert projects.standings(bob, ["team"]) == {"team": Standing(made.id, "team", False, (Role.projectAdmin,))}


def test_a_name_is_taken_once_even_by_many_at_once(projects: Projects) -> None:
    def attempt(_: int) -> str:
        try:
            projects.create("team")
        except Refusal as refusal:
            return refusal.code
        return "made"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(attempt, range(8)))
    assert answers == ["CONFLICT"] * 7 + ["made"]


WRONG = ["", "Team", "a/b", "a__b", "a--b", "-a", "a-", "a..b", ".", "..", "a b", "a\n", "é", "x" * 256]


def test_a_name_that_breaks_the_rules_is_refused(projects: Projects) -> None:
    for name in WRONG:
        with refused("BAD_REQUEST", "a project name has"):
            projects.create(name)
    assert projects.all() == []


def test_a_name_within_the_rules_is_taken(projects: Projects) -> None:
    for name in ("a", "0", "a-b.c_d", "x" * 255):
        assert projects.create(name).name == name


def test_open_and_close(projects: Projects) -> None:
    projects.create("team")
    for public in (True, False):
        projects.set_public("team", public)
        found = projects.by_name("team")
        assert found is not None
        assert found.public is public
    with refused("NOT_FOUND", "project other does not exist"):
        projects.set_public("other", True)


def test_a_project_that_ends_takes_its_members_along(projects: Projects, bob: int) -> None:
    first = projects.create("team", owner_id=bob)
    projects.delete("team")
    assert projects.by_name("team") is None
    again = projects.create("team")
    assert again.id > first.id  # an id is never used again
    assert projects.standings(bob, ["team"])["team"].roles == ()
    with refused("NOT_FOUND", "project other does not exist"):
        projects.delete("other")


def test_a_project_with_repositories_stays(database: Database, projects: Projects) -> None:
    made = projects.create("team")
    database.write(add_repository, made.id, "team/app")
    with refused("PRECONDITION", "project team has 1 repository"):
        projects.delete("team")
    assert projects.by_name("team") == made


def test_a_push_that_comes_between_keeps_the_project(
    database: Database, projects: Projects, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = projects.create("team")
    database.write(add_repository, made.id, "team/app")
    monkeypatch.setattr(store, "count_repositories", lambda tx, project_id: 0)  # as it was a moment ago
    with refused("PRECONDITION", "has repositories just now"):
        projects.delete("team")
    assert projects.by_name("team") == made


def test_a_member_is_one_once_even_by_many_at_once(projects: Projects, bob: int) -> None:
    projects.create("team")
    team = projects.named("team")

    def attempt(_: int) -> str:
        try:
            projects.members.add(team, Whom(user_id=bob), Role.guest, CONSOLE)
        except Refusal as refusal:
            return refusal.code
        return "made"

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(attempt, range(8))) == ["CONFLICT"] * 7 + ["made"]


def test_a_new_project_has_what_the_policy_gives(database: Database) -> None:
    projects = Projects(database, lambda: Policy(storage=5))
    given = [projects.make(wish, None, CONSOLE).id for wish in (Wish("a"), Wish("b", storage=7), Wish("c", storage=-1))]
    assert [database.read(usage, project_id).hard for project_id in given] == [5, 7, -1]


def test_groups_give_roles(database: Database, projects: Projects, bob: int) -> None:
    projects.create("team")
    team = projects.named("team")
    groups = [Groups(database).create(name, 3, "", actor=CONSOLE).id for name in ("one", "two")]
    for group_id, role in zip(groups, (Role.guest, Role.maintainer), strict=True):
        projects.members.add(team, Whom(group_id=group_id), role, CONSOLE)
    assert projects.standings(bob, ["team"])["team"].roles == ()
    database.write(lambda tx: tx.many("INSERT INTO account_group VALUES (?, ?)", [(bob, one) for one in groups]))
    projects.members.add(team, Whom(user_id=bob), Role.developer, CONSOLE)
    standing = projects.standings(bob, ["team"])["team"]
    assert standing.roles == (Role.developer, Role.guest, Role.maintainer)
    assert projects.detail(standing).roles == (Role.maintainer, Role.developer, Role.guest)
    (listed,) = projects.page(Sight(account_id=bob), Listing())[1]
    assert listed.roles == (Role.maintainer, Role.developer, Role.guest)


def test_a_member_has_one_role_the_last_one_given(projects: Projects, bob: int) -> None:
    projects.create("team")
    for role in ("guest", "projectAdmin", "limitedGuest", "maintainer", "developer"):
        projects.set_member("team", "bob", role)
        assert projects.standings(bob, ["team"])["team"].roles == (Role[role],)
    projects.remove_member("team", "bob")
    assert projects.standings(bob, ["team"])["team"].roles == ()


def test_a_membership_needs_a_project_an_account_and_a_role(projects: Projects, bob: int) -> None:
    projects.create("team")
    with refused("NOT_FOUND", "project other does not exist"):
        projects.set_member("other", "bob", "guest")
    with refused("NOT_FOUND", "no account 'rob'"):
        projects.set_member("team", "rob", "guest")
    with refused("BAD_REQUEST", "use one of projectAdmin, developer, guest, maintainer, limitedGuest"):
        projects.set_member("team", "bob", "owner")
    with refused("NOT_FOUND", "bob is no member of project team"):
        projects.remove_member("team", "bob")


def test_standings_are_of_projects_that_exist(projects: Projects, bob: int) -> None:
    open_ = projects.create("open", public=True)
    team = projects.create("team", owner_id=bob)
    names = ["open", "team", "absent"]
    assert projects.standings(bob, names) == {
        "open": Standing(open_.id, "open", True),
        "team": Standing(team.id, "team", False, (Role.projectAdmin,)),
    }
    assert projects.standings(0, names) == {
        "open": Standing(open_.id, "open", True),
        "team": Standing(team.id, "team", False),
    }
    assert projects.standings(bob, []) == {}


def test_every_change_makes_what_is_cached_of_the_project_old(database: Database, projects: Projects, bob: int) -> None:
    for change in (
        lambda: projects.create("team"),
        lambda: projects.set_public("team", True),
        lambda: projects.set_member("team", "bob", "guest"),
        lambda: projects.remove_member("team", "bob"),
        lambda: projects.delete("team"),
    ):
        before = database.generations.of("project:team")
        change()
        assert database.generations.of("project:team") != before
