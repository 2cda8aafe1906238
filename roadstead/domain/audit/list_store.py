"""The SQL of reading the audit log, which may have many millions of rows: by indexes, counted as far as it goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from roadstead.db.keyset import After, condition
from roadstead.db.listing import Column, Columns, Filter, Listing
from roadstead.db.tx import Row, Tx
from roadstead.errors import Refusal

# Every index of the log ends in the id, so that `op_time` orders by it: ids are given in the order of time.
COLUMNS: Columns = {
    "id": Column("id", "number"),
    "username": Column("actor"),
    "operation": Column("operation"),
    "resource_type": Column("resource_type"),
    "resource": Column("resource"),
    "operation_result": Column("success", "flag", sortable=False),
}
ORDER: Columns = {**COLUMNS, "op_time": Column("id", "number")}
TIME: Columns = {"op_time": Column("at", "time")}

# Of several filters, the first of these that is asked for is looked up, and what it finds is looked through for the
# rest, as far as possible in the index itself. PostgreSQL would find out by itself; SQLite knows nothing of values.
PROJECT = "project_id"
LEADS = ("resource", "username", "operation_result", PROJECT, "operation", "resource_type")
_CASTS = {"text": "TEXT", "number": "BIGINT", "flag": "BIGINT", "time": "BIGINT"}

COUNTED = 10_000
"""Rows behind the page's first that are counted at most."""
DEEPEST = 100_000
"""Rows that may lie before a page."""
LATEST = 250_000
"""Rows that are looked at for a part of a text when no time is given."""
SKEW = 60_000
"""Milliseconds by which clocks of nodes may differ."""
MOST_PROJECTS = 200
"""Projects whose entries one list joins."""


def page(
    tx: Tx, project_ids: Sequence[int] | None, listing: Listing, after: After | None = None
) -> tuple[int | None, list[Row], After | None]:
    """(how many there are, as far as they are counted; one page, the last first unless `sort` says otherwise; where
    the next one begins). What begins after a row is not counted.

    Of these projects, or (None) of everything. Raises Refusal BAD_REQUEST.
    """
    limit, offset = listing.window
    if offset > DEEPEST:
        text = f"page: at most {DEEPEST} entries before the page; go on from there with page_token"
        raise Refusal("BAD_REQUEST", text)
    columns = _columns(listing, of_projects=project_ids is not None)
    where, values = _where(listing, columns)
    name, descending = _sort(listing)
    parts: list[tuple[str, list[object]]] = (
        [("1 = 1", [])]
        if project_ids is None
        else [(f"{columns[PROJECT].sql} = ?", [one]) for one in project_ids[:MOST_PROJECTS]]
    )
    if not parts:
        return 0, [], None
    total = None if after else _count(tx, [(f"{part}{where}", [*own, *values]) for part, own in parts], offset)
    behind, place = _behind(after, name, descending)
    read = [(f"{part}{where}{behind}", [*own, *values, *place]) for part, own in parts]
    rows = _rows(tx, read, _order(name, descending), limit + 1, 0 if after else offset)
    last = rows[limit - 1] if len(rows) > limit else None
    return total, rows[:limit], After(name, descending, last[_PLACES[name]], last[0]) if last else None


def _count(tx: Tx, parts: Sequence[Part], offset: int) -> int:
    most = offset + COUNTED
    counts = _union(f"SELECT 1 FROM audit_log WHERE {part} LIMIT ?" for part, _ in parts)
    return int(
        tx.value(
            f"SELECT count(*) FROM (SELECT 1 FROM ({counts}) entries LIMIT ?) counted",
            *(value for _, values in parts for value in (*values, most)),
            most,
        )
    )


def _rows(tx: Tx, parts: Sequence[Part], order: str, limit: int, offset: int) -> list[Row]:
    if len(parts) == 1:
        ((part, values),) = parts
        return tx.all(f"SELECT {ROW} FROM audit_log WHERE {part}{order} LIMIT ? OFFSET ?", *values, limit, offset)
    rows = _union(f"SELECT {ROW} FROM audit_log WHERE {part}{order} LIMIT ?" for part, _ in parts)
    return tx.all(
        f"SELECT {ROW} FROM ({rows}) entries{order} LIMIT ? OFFSET ?",
        *(value for _, values in parts for value in (*values, limit + offset)),
        limit,
        offset,
    )


ROW = "id, at, actor, operation, resource_type, resource, description, success"
_PLACES = {"id": 0, "op_time": 0, "username": 2, "operation": 3, "resource_type": 4, "resource": 5}
"""Where a row has the value that orders the list."""
Part = tuple[str, list[object]]
"""A condition and its parameters."""


def _union(selects: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT * FROM ({one}) part" for one in selects)


def _columns(listing: Listing, *, of_projects: bool) -> Columns:
    """Those of the filters, and of the project, so that only the one to be looked up can use its index."""
    said = {one.name for one in listing.filters if one.how == "is" and not _is_usual(one)}
    said |= {PROJECT} if of_projects else set()
    lead = next((name for name in LEADS if name in said), None)
    columns = {**COLUMNS, PROJECT: Column("project_id", "number")}
    if lead is None:
        return columns
    return {
        name: column if name in (lead, "id") else replace(column, sql=f"CAST({column.sql} AS {_CASTS[column.kind]})")
        for name, column in columns.items()
    }


def _is_usual(one: Filter) -> bool:
    """What ended well is nearly everything."""
    return one.name == "operation_result" and one.values[0].lower() in ("true", "1")


def _where(listing: Listing, columns: Columns) -> tuple[str, list[object]]:
    times = listing.take("op_time")
    where, values = listing.where({name: column for name, column in columns.items() if name in COLUMNS})
    if not times and any(one.how == "like" for one in listing.filters):
        where += f" AND id > (SELECT max(l.id) FROM audit_log l) - {LATEST}"
    for one in times:
        text, moments = Listing((one,)).where(TIME)
        where += text
        values += moments
        if one.how == "between":
            text, moments = _between(one.values, moments)
            where += text
            values += moments
    return where, values


def _between(ends: tuple[str, ...], moments: Sequence[object]) -> tuple[str, list[object]]:
    """The same range said of ids, which every index can follow; wider by what clocks may differ."""
    text, values, given = "", list[object](), [moment for moment in moments if isinstance(moment, int)]
    if ends[0]:
        before = "SELECT l.id FROM audit_log l WHERE l.at < ? ORDER BY l.at DESC, l.id DESC LIMIT 1"
        text += f" AND id > coalesce(({before}), 0)"
        values.append(given[0] - SKEW)
    if ends[1]:
        behind = "SELECT l.id FROM audit_log l WHERE l.at > ? ORDER BY l.at, l.id LIMIT 1"
        text += f" AND id < coalesce(({behind}), {2**63 - 1})"
        values.append(given[-1] + SKEW)
    return text, values


def _sort(listing: Listing) -> tuple[str, bool]:
    """(the one column that orders the list, whether descending)."""
    name, descending = listing.sort[0] if listing.sort else ("op_time", True)
    listing.unknown += [name for name, _ in listing.sort[1:]]
    if name in ORDER and ORDER[name].sortable:
        return name, descending
    listing.unknown.append(name)
    return "op_time", True


def _order(name: str, descending: bool) -> str:
    """By the column and the id in the same direction, as the indexes are."""
    by_id = "id DESC" if descending else "id"
    sort = () if ORDER[name].sql == "id" else ((name, descending),)
    return Listing(sort=sort).order(ORDER, by_id)


def _behind(after: After | None, name: str, descending: bool) -> Part:
    """The condition on those behind a row, led by AND. Raises Refusal BAD_REQUEST."""
    behind, place = condition(after, name, ORDER[name], descending, "id")
    if after is None or ORDER[name].sql != "id":
        return behind, place
    return f" AND id {'<' if descending else '>'} ?", [after.id]
