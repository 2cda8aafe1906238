"""Lists of very many projects: few statements, each answered by an index; and that they list just what is seen."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from roadstead.api.query import read_listing
from roadstead.db.database import Database
from roadstead.db.postgres import PostgresDatabase
from roadstead.db.tx import Tx
from roadstead.domain.overview.service import Overview
from roadstead.domain.projects.model import Role, Sight, Standing
from roadstead.domain.projects.service import Projects
from tests.support.databases import close_soon
from tests.support.statements import Noting
from tests.unit.projects.conftest import shared_database

MANY = 10_000
STATEMENTS = 4


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """10,000 projects with a repository each, every second public; account 1 has a role in 20 by itself or a group."""
    db = shared_database(request, tmp_path_factory)
    db.write(fill)
    if isinstance(db, PostgresDatabase):
        db.write(lambda tx: tx.run("ANALYZE"))
    yield db
    close_soon(db)


def fill(tx: Tx) -> None:
    """In the order of ids: `p00000` is 1."""
    for account in range(500):
        tx.run("INSERT INTO account (username, password_hash, created_at) VALUES (?, '', 0)", f"user{account}")
    group = tx.value("INSERT INTO user_group (name, kind, created_at, updated_at) VALUES ('g', 3, 0, 0) RETURNING id")
    tx.many("INSERT INTO account_group (account_id, group_id) VALUES (?, ?)", [(one, group) for one in range(1, 500)])
    tx.many(
        "INSERT INTO project (name, public, owner_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
        [(f"p{n:05}", int(n % 2 == 0), 1 + n % 500, n, MANY - n) for n in range(MANY)],
    )
    ids = range(1, MANY + 1)
    tx.many(
        "INSERT INTO project_metadata (project_id, name, value) VALUES (?, 'auto_scan', 'true')", [(n,) for n in ids]
    )
    tx.many(
        "INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, ?, 0, 1)",
        [(n, f"p{n - 1:05}/app") for n in ids],
    )
    tx.many(
        "INSERT INTO member (project_id, account_id, role, created_at) VALUES (?, ?, ?, 0)",
        [*((n, 1, 2) for n in ids[1::1000]), *((n, 2 + n % 400, 3) for n in ids[::2])],
    )
    tx.many(
        "INSERT INTO member (project_id, group_id, role, created_at) VALUES (?, ?, 5, 0)",
        [(n, group) for n in ids[3::1000]],
    )


ADMIN, OWN, NOBODY = Sight(everything=True), Sight(account_id=1), Sight()
ROBOT = Sight(names=("p00001", "p00002"))
SIGHTS = {"administrator": ADMIN, "member": OWN, "anonymous": NOBODY, "robot": ROBOT}
LISTS = [
    ("", "", None),
    ("", "-creation_time", None),
    ("", "update_time", True),
    ("", "project_id", False),
    ("owner=user7", "", None),
    ("name=p00001", "", None),
    ("creation_time=[1970-01-01~1970-01-01 00:00:05]", "-creation_time", None),
]


@pytest.mark.parametrize("who", SIGHTS)
@pytest.mark.parametrize(("q", "sort", "public"), LISTS)
def test_a_page_is_few_statements_on_indexes(many: Database, who: str, q: str, sort: str, public: bool | None) -> None:
    for size in (10, 100):
        watched = Noting(many)
        _, found = Projects(watched).page(SIGHTS[who], read_listing(q, sort, 1, size), public=public)
        assert len(watched.notes) <= STATEMENTS
        assert scans(watched) == []
        assert all(one.metadata == {"auto_scan": "true"} and one.repositories == 1 for one in found)


GLANCES: list[Callable[[Overview, Sight], object]] = [
    lambda overview, sight: overview.search(sight, "p0999"),
    lambda overview, sight: overview.statistics(sight),
]


@pytest.mark.parametrize("who", SIGHTS)
@pytest.mark.parametrize("look", GLANCES, ids=["search", "statistics"])
def test_a_glance_is_few_statements_on_indexes(
    many: Database, who: str, look: Callable[[Overview, Sight], object]
) -> None:
    watched = Noting(many)
    look(Overview(watched), SIGHTS[who])
    assert len(watched.notes) <= STATEMENTS + 1
    assert scans(watched) == []


def scans(watched: Noting) -> list[str]:
    """All but the sum of what every project uses."""
    return [line for line in watched.scans() if "SELECT sum(used) FROM quota_usage" not in line]


def test_numbers(many: Database) -> None:
    overview = Overview(many)
    half = MANY // 2
    all_of_it = overview.statistics(ADMIN)
    assert (all_of_it.public_projects, all_of_it.private_projects) == (half, half)
    assert (all_of_it.public_repositories, all_of_it.private_repositories) == (half, half)
    own = overview.statistics(OWN)
    assert (own.public_projects, own.private_projects, own.private_repositories) == (half, 20, 20)
    assert [
        len(found) for found in (overview.search(NOBODY, "p0").projects, overview.search(OWN, "p0100").projects)
    ] == [
        100,
        7,
    ]


def test_what_somebody_is_to_a_project_is_one_look(many: Database) -> None:
    watched = Noting(many)
    projects = Projects(watched)
    own = projects.standing(1, "p00001")
    assert own is not None
    assert (own.project_id, own.roles) == (2, (Role.developer,))
    assert projects.standing(1, "4") == Standing(4, "p00003", False, (Role.limitedGuest,))
    assert len(watched.notes) == 2
    assert scans(watched) == []


Made = tuple[str, int, int, bool, bool]
"""A project of `fill`: name, times of creation and change, whether it is public and whether account 1 has a role."""


def is_seen(who: str, one: Made) -> bool:
    """Whether it is in such a caller's lists."""
    name, _, _, public, own = one
    return public or who == "administrator" or (who == "member" and own) or (who == "robot" and name in ROBOT.names)


@pytest.mark.parametrize("seed", range(8))
def test_a_page_is_that_part_of_what_is_seen(many: Database, seed: int) -> None:
    """Against a list made by hand."""
    chance = random.Random(seed)
    who = chance.choice(sorted(SIGHTS))
    sort, key, back = chance.choice(
        [("name", 0, False), ("-name", 0, True), ("creation_time", 1, False), ("-update_time", 2, True)]
    )
    public = chance.choice([None, True, False])
    everything: list[Made] = [(f"p{n:05}", n, MANY - n, n % 2 == 0, n % 1000 in (1, 3)) for n in range(MANY)]
    expected = [one for one in everything if is_seen(who, one) and public in (None, one[3])]
    expected.sort(key=lambda one: one[key], reverse=back)
    size = chance.choice([1, 7, 100])
    number = chance.choice([1, 2, 1 + len(expected) // size, 2 + len(expected) // size])
    total, found = Projects(many).page(SIGHTS[who], read_listing("", sort, number, size), public=public)
    assert total == len(expected)
    assert [one.name for one in found] == [one[0] for one in expected[(number - 1) * size : number * size]]
    roles = {one.name: one.roles for one in found}
    if who == "member":
        for name, _, _, _, own in expected[(number - 1) * size : number * size]:
            assert bool(roles[name]) == own
