"""What lists of people and groups cost: few statements, each of which an index serves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from roadstead.db.database import Database
from roadstead.db.listing import Filter, Listing
from roadstead.domain.groups.service import Groups
from roadstead.domain.identity.people import People
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.domain.sessions.service import Sessions
from tests.support.statements import Noting

PASSWORD = "Right-password-1"
ADDRESS = "198.51.100.1"

Ask = Callable[[Database], object]


def listing(filters: tuple[Filter, ...] = (), *sort: tuple[str, bool]) -> Listing:
    return Listing(filters, sort)


ASKED: dict[str, Ask] = {
    "all": lambda db: People(db).page(listing()),
    "by address": lambda db: People(db).page(listing((), ("email", True))),
    "the youngest": lambda db: People(db).page(listing((), ("creation_time", True))),
    "by id": lambda db: People(db).page(listing((), ("user_id", True))),
    "of a name": lambda db: People(db).page(listing((Filter("username", "is", ("ada",)),))),
    "of a part": lambda db: People(db).page(listing((Filter("username", "like", ("ad",)),))),
    "of an address": lambda db: People(db).page(listing((Filter("email", "is", ("a@b.org",)),))),
    "of ids": lambda db: People(db).page(listing((Filter("user_id", "any", ("1", "2")),))),
    "of a time": lambda db: People(db).page(listing((Filter("creation_time", "between", ("2024-01-01", "")),))),
    "administrators": lambda db: People(db).page(listing((Filter("sysadmin_flag", "is", ("true",)),))),
    "search": lambda db: People(db).search("ad", listing()),
    "profile": lambda db: People(db).profile(1),
    "taken name": lambda db: People(db).has_name("ada"),
    "taken address": lambda db: People(db).has_email("a@b.org"),
    "groups": lambda db: Groups(db).page((10, 0)),
    "groups of a part": lambda db: Groups(db).page((10, 0), "te"),
    "groups of a DN": lambda db: Groups(db).page((10, 0), "", "cn=team,dc=example"),
    "login": lambda db: Identity(db).sign_in("ada", PASSWORD, ADDRESS),
    "sessions": lambda db: Sessions(db, Identity(db)).of(1),
    "session": lambda db: Sessions(db, Identity(db)).find("A" * 43),
    "new session": lambda db: Sessions(db, Identity(db)).begin("ada", PASSWORD, ADDRESS, ""),
    "administers": lambda db: Projects(db).administers(1),
}


@pytest.fixture
def watched(database: Database) -> Noting:
    """With somebody in it."""
    Identity(database).create("ada", PASSWORD)
    return Noting(database)


def test_what_is_asked_costs_few_statements_and_no_scan(watched: Noting) -> None:
    most = {"login": 4, "new session": 10}  # of a login once a minute that it was there
    for name, ask in ASKED.items():
        watched.notes.clear()
        ask(watched)
        assert len(watched.notes) <= most.get(name, 2), (name, watched.notes)
        assert watched.scans() == [], name
