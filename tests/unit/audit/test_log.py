"""Reading a long audit log: two statements a page, each answered by an index, counts and depth bounded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from roadstead.api.query import read_listing
from roadstead.db.database import Database, open_database
from roadstead.db.postgres import PostgresDatabase
from roadstead.db.tx import Tx
from roadstead.domain.audit.list_store import COUNTED
from roadstead.domain.audit.log import AuditLog, Page
from tests.support.databases import close_soon
from tests.support.postgres import Postgres
from tests.support.statements import Noting

MANY = 30_000
STATEMENTS = 2


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def long(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Entry n, from 1 on, is of second n; every tenth is ann's, of project 1 + n % 50."""
    folder = tmp_path_factory.mktemp("log")
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        db = open_database(server.fresh(), folder / "run")
    else:
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), folder / "roadstead.db")
        db = open_database(f"sqlite:///{folder / 'roadstead.db'}", folder / "run")
    db.write(fill)
    if isinstance(db, PostgresDatabase):
        db.write(lambda tx: tx.run("ANALYZE"))
    yield db
    close_soon(db)


def fill(tx: Tx) -> None:
    """As the fixture says."""
    tx.many(
        "INSERT INTO audit_log"
        " (at, actor, address, operation, resource_type, resource, project_id, description, success)"
        " VALUES (?, ?, '', 'pull', 'artifact', ?, ?, '', ?)",
        [
            (n * 1000, "ann" if n % 10 == 0 else "bob", f"p/app:{n}", 1 + n % 50, int(n % 100 != 0))
            for n in range(1, MANY + 1)
        ],
    )


def page(db: Database, q: str = "", sort: str = "", number: int = 1, of: list[int] | None = None) -> list[int]:
    """The ids of a page of five, with as many statements as are allowed and no scan."""
    watched = Noting(db)
    found = AuditLog(watched).page(of, read_listing(q, sort, number, 5))
    assert len(watched.notes) == STATEMENTS
    assert watched.scans() == []
    return [one.id for one in found.entries]


def test_pages_begin_with_the_last(long: Database) -> None:
    assert page(long) == [30000, 29999, 29998, 29997, 29996]
    assert page(long, number=2) == [29995, 29994, 29993, 29992, 29991]
    assert page(long, sort="op_time") == [1, 2, 3, 4, 5]


def test_filters_and_orders_are_answered_by_indexes(long: Database) -> None:
    assert page(long, "username=ann") == [30000, 29990, 29980, 29970, 29960]
    assert page(long, "resource=p/app:77,username=bob") == [77]
    assert page(long, "operation_result=false") == [30000, 29900, 29800, 29700, 29600]
    assert page(long, "op_time=[1970-01-01 00:01:40~1970-01-01 00:01:42]") == [102, 101, 100]
    assert page(long, "username=ann,op_time=[~1970-01-01 00:00:30]") == [30, 20, 10]
    assert page(long, "op_time=[1971-01-01~]") == []
    assert page(long, sort="resource")[0] == 1
    assert page(long, sort="-username")[0] == 29999


def test_of_some_projects(long: Database) -> None:
    assert page(long, of=[1, 2]) == [30000, 29951, 29950, 29901, 29900]
    assert page(long, "username=ann", of=[1, 2]) == [30000, 29950, 29900, 29850, 29800]
    assert page(long, sort="op_time", of=[3]) == [2, 52, 102, 152, 202]


def test_counts_go_so_far(long: Database) -> None:
    log = AuditLog(long)
    assert log.page(None, read_listing("", "", 1, 5)).total == COUNTED
    assert log.page(None, read_listing("", "", 3, 5)).total == COUNTED + 10
    assert log.page(None, read_listing("username=ann", "", 1, 5)).total == MANY // 10
    assert log.page([1, 2], read_listing("", "", 1, 5)).total == MANY // 25
    assert log.page([], read_listing("", "", 1, 5)) == Page([], 0, None)


@pytest.mark.parametrize("of", [None, [1, 2]])
@pytest.mark.parametrize("sort", ["", "op_time", "-resource"])
@pytest.mark.parametrize("q", ["", "username=ann"])
def test_pages_behind_rows_are_those_by_number(long: Database, q: str, sort: str, of: list[int] | None) -> None:
    """Each is found by an index and nothing is counted."""
    watched = Noting(long)
    log = AuditLog(watched)
    first = log.page(of, read_listing(q, sort, 1, 5))
    found, place = list(first.entries), first.after
    for number in (2, 3):
        watched.notes.clear()
        page = log.page(of, read_listing(q, sort, 1, 5), place)
        assert (page.total, len(watched.notes), watched.scans()) == (None, 1, [])
        assert page.entries == log.page(of, read_listing(q, sort, number, 5)).entries
        found, place = [*found, *page.entries], page.after
    assert len({one.id for one in found}) == 15


@pytest.mark.parametrize("long", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("q", "of", "index"),
    [
        ("operation=pull,username=ann", None, "audit_log_actor"),
        ("operation=pull,resource_type=artifact,username=ann", [1], "audit_log_actor"),
        ("resource_type=artifact,operation=pull", [1], "audit_log_project_id"),
        ("username=ann,resource=p/app:77,operation=pull", [1], "audit_log_resource"),
        ("resource_type=artifact,operation=pull", None, "audit_log_operation"),
        ("operation_result=false,operation=pull", None, "audit_log_success"),
    ],
)
def test_of_several_filters_the_one_that_says_most_is_looked_up(
    long: Database, q: str, of: list[int] | None, index: str
) -> None:
    """SQLite knows nothing of how often a value occurs; PostgreSQL does."""
    watched = Noting(long)
    AuditLog(watched).page(of, read_listing(q, "", 1, 5))
    for note in watched.notes:
        plan = " ".join(long.read(explained, note.sql, note.args))
        assert index in plan
        assert "TEMP B-TREE" not in plan


def explained(tx: Tx, sql: str, args: tuple[object, ...]) -> list[str]:
    """Steps of SQLite's plan."""
    return [str(row[3]) for row in tx.all(f"EXPLAIN QUERY PLAN {sql}", *args)]
