"""The SQL of lists of projects: which are seen, in which order, one page of them."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.listing import Column, Columns, Listing, like
from roadstead.db.tx import Row, Tx
from roadstead.domain.projects import store
from roadstead.domain.projects.model import Sight
from roadstead.domain.projects.sight_store import OWN, Part, branches

COLUMNS: Columns = {
    "name": Column("name"),
    "project_id": Column("id", "number"),
    "owner_id": Column("owner_id", "number", sortable=False),
    "public": Column("public", "flag", sortable=False),
    "creation_time": Column("created_at", "time"),
    "update_time": Column("updated_at", "time"),
}

OWNER: Columns = {"owner": Column("username")}


def page(tx: Tx, sight: Sight, listing: Listing, public: bool | None) -> tuple[int, list[Row]]:
    """(how many there are in all, `store.DETAIL` of those of the page). Raises Refusal BAD_REQUEST."""
    where, values = _where(listing)
    order = listing.order(COLUMNS, "name")
    parts = [(f"{seen}{where}", [*own, *values]) for seen, own in branches(sight, public, narrowed=bool(where))]
    if not parts:
        return 0, []
    ids = " UNION ALL ".join(f"SELECT id FROM project WHERE {condition}" for condition, _ in parts)
    total: int = tx.value(f"SELECT count(*) FROM ({ids}) listed", *(value for _, given in parts for value in given))
    return total, _rows(tx, parts, order, *listing.window)


def found(tx: Tx, sight: Sight, part: str, most: int) -> list[Row]:
    """`store.DETAIL` of the first by name whose names hold `part`."""
    seen = branches(sight, None, narrowed=True)
    parts = [(f"{condition} AND name LIKE ? ESCAPE '\\'", [*values, like(part)]) for condition, values in seen]
    return _rows(tx, parts, " ORDER BY name", most, 0)


def mine(tx: Tx, account_id: int, most: int) -> list[Row]:
    """`store.DETAIL` of the first by name in which the account has a role."""
    return _rows(tx, [(f"id IN ({OWN})", [account_id] * 2)], " ORDER BY name", most, 0)


def counts(tx: Tx, sight: Sight, public: bool) -> tuple[int, int]:
    """(how many projects that are public, or not, are seen; how many repositories they have)."""
    projects = repositories = 0
    for seen, values in branches(sight, public):
        projects += tx.value(f"SELECT count(*) FROM project WHERE {seen}", *values)
        ids = f"SELECT id FROM project WHERE {seen}"
        repositories += tx.value(
            f"SELECT count(*) FROM repository WHERE {store.LIVE} AND project_id IN ({ids})", *values
        )
    return projects, repositories


def _where(listing: Listing) -> Part:
    """The conditions of the filters, led by AND."""
    owners, owner_values = Listing(tuple(listing.take("owner"))).where(OWNER)
    where, values = listing.where(COLUMNS)
    if owners:
        where += f" AND owner_id IN (SELECT id FROM account WHERE deleted_at IS NULL{owners})"
        values += owner_values
    return where, values


def _rows(tx: Tx, parts: Sequence[Part], order: str, limit: int, offset: int) -> list[Row]:
    """`store.DETAIL`; of each part no more rows are read, in the order of an index, than the page may need."""
    first = f"SELECT {store.OF_ROW} FROM (SELECT {store.OF_ROW} FROM project WHERE "
    rows = " UNION ALL ".join(f"{first}{condition}{order} LIMIT ?) part" for condition, _ in parts)
    page = f"SELECT {store.OF_ROW} FROM ({rows}) seen{order} LIMIT ? OFFSET ?"
    values = [value for _, given in parts for value in (*given, limit + offset)]
    return tx.all(f"SELECT {store.DETAIL} FROM ({page}) p{order}", *values, limit, offset)


def metadata(tx: Tx, project_ids: Sequence[int]) -> list[Row]:
    """(project id, name, value)."""
    return tx.all(
        f"SELECT project_id, name, value FROM project_metadata WHERE project_id IN ({_marks(project_ids)})",
        *project_ids,
    )


def roles(tx: Tx, account_id: int, project_ids: Sequence[int]) -> list[Row]:
    """(project id, role) of each role that the account has, itself or by a group."""
    marks = _marks(project_ids)
    return tx.all(
        f"SELECT project_id, role FROM member WHERE account_id = ? AND project_id IN ({marks})"
        " UNION SELECT m.project_id, m.role FROM account_group g JOIN member m ON m.group_id = g.group_id"
        f" WHERE g.account_id = ? AND m.project_id IN ({marks})",
        account_id,
        *project_ids,
        account_id,
        *project_ids,
    )


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
