"""How the list of quotas reads the database."""

from __future__ import annotations

import pytest

from roadstead.api.query import read_listing
from roadstead.db.database import Database
from roadstead.db.listing import Filter
from roadstead.db.tx import Tx
from roadstead.domain.quotas.service import Quotas
from tests.support.statements import Noting


def _prepare(tx: Tx) -> None:
    for number in (1, 2, 3):
        tx.run("INSERT INTO project (name, created_at) VALUES (?, 0)", f"p{number}")
        tx.run("INSERT INTO quota (project_id, hard, created_at, updated_at) VALUES (?, ?, ?, 0)", number, -number, 9)
        for slot in (0, 1):
            tx.run("INSERT INTO quota_usage (project_id, slot, used) VALUES (?, ?, ?)", number, slot, number % 3 * 10)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", [1, 2, 3]),
        ("hard.storage", [3, 2, 1]),
        ("-hard.storage", [1, 2, 3]),
        ("creation_time,-id", [3, 2, 1]),
        ("used.storage", [3, 1, 2]),
        ("-used.storage,hard.storage", [2, 1, 3]),
    ],
)
def test_a_page_takes_two_statements(database: Database, sort: str, order: list[int]) -> None:
    database.write(_prepare)
    watched = Noting(database)
    found, total = Quotas(watched).page(read_listing("", sort, 1, 10))
    assert ([one.project_id for one in found], total) == (order, 3)
    assert [one.used for one in found] == [number % 3 * 20 for number in order]
    assert len(watched.notes) == 2
    # An index is read in its order; only the order by what is used sums up everything.
    scans = [line for line in watched.scans() if "SCAN q:" not in line]
    assert not scans or "used.storage" in sort


def test_one_project_is_found_by_index(database: Database) -> None:
    database.write(_prepare)
    watched = Noting(database)
    listing = read_listing("", "", 1, 10)
    listing.filters = (Filter("reference_id", "is", ("2",)),)
    found, total = Quotas(watched).page(listing)
    assert ([one.project for one in found], total) == (["p2"], 1)
    assert not watched.scans()
