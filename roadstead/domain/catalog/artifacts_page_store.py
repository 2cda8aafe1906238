"""The SQL of pages of artifacts: of a repository, of a project, or the newest of each of its repositories.

A page is found in an index and only its rows are read.
"""

from __future__ import annotations

from roadstead.db.keyset import After
from roadstead.db.listing import Listing
from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog.artifacts_filter_store import BARE, NEWEST_FIRST, Order, Part, Scope, conditions, order
from roadstead.domain.catalog.artifacts_store import BODY, BOUNDED

NEAR = 2_000
"""So many of a project's last artifacts are looked through for the newest of each repository, before all are."""

FEW = 500
"""Of no more repositories than this, the newest are looked up one by one."""

_SOME = "SELECT 1 FROM repository r WHERE r.project_id = ?"
_LATEST = (
    "m.id = (SELECT l.id FROM manifest l WHERE l.repository_id = r.id AND l.listed = 1"
    " ORDER BY l.pushed_at DESC, l.id DESC LIMIT 1)"
)
_NONE_NEWER = (
    "NOT EXISTS (SELECT 1 FROM manifest n WHERE n.repository_id = m.repository_id AND n.listed = 1"
    " AND n.pushed_at >= 0 AND (n.pushed_at, n.id) > (m.pushed_at, m.id))"
)
_NOT_EMPTY = "EXISTS (SELECT 1 FROM manifest m WHERE m.repository_id = r.id AND m.listed = 1 AND m.pushed_at >= 0)"


class Query:
    """A list that is asked for, in SQL; counted unless it begins after a row."""

    def __init__(self, scope: Scope, listing: Listing, after: After | None) -> None:
        self.order: Order = order(listing)
        self.where, self.values = conditions(listing, scope)
        self.behind, self.place = self.order.behind(after)
        self.counted = after is None
        self.scope = scope
        self.listing = listing

    @property
    def total(self) -> Part:
        """SELECT of the number of rows."""
        if self.scope.latest and self.where == BARE:
            return f"SELECT count(*) FROM repository r WHERE r.project_id = ? AND {_NOT_EMPTY}", [self.scope.project_id]
        source, own = self.source
        return f"SELECT count(*) FROM {source}{self.where}", [*own, *self.values]

    @property
    def source(self) -> Part:
        """FROM and the beginning of WHERE."""
        scope = self.scope
        if scope.latest:
            return f"repository r JOIN manifest m ON {_LATEST} WHERE r.project_id = ?", [scope.project_id]
        if scope.repository is None:
            return "manifest m WHERE m.project_id = ?", [scope.project_id]
        here, of = scope.repositories
        return f"manifest m WHERE m.repository_id = (SELECT r.id FROM repository r WHERE {here})", of

    @property
    def near(self) -> Part:
        """`source` of the newest of each of many repositories, if they are among the last `NEAR` of the project."""
        last = (
            f"SELECT m.pushed_at FROM manifest m WHERE m.project_id = ?{BARE}{self.behind}"
            f"{NEWEST_FIRST} LIMIT 1 OFFSET {NEAR}"
        )
        many = f"(SELECT count(*) FROM ({_SOME} LIMIT {FEW + 1}) counted) > {FEW}"
        there = f"m.project_id = ?{BARE} AND m.pushed_at >= coalesce(({last}), 0) AND {_NONE_NEWER}"
        return f"manifest m WHERE {many} AND {there}", [*[self.scope.project_id] * 3, *self.place]


def total(tx: Tx, query: Query) -> int | None:
    """How many artifacts the list has; None when there is no such repository."""
    counting, values = query.total
    if query.scope.repository is None:
        return int(tx.value(counting, *values))
    here, of = query.scope.repositories
    found: int | None = tx.value(f"SELECT ({counting}) FROM repository r WHERE {here}", *values, *of)
    return found


def page(tx: Tx, query: Query) -> list[Row]:
    """`BOUNDED`, the value of the column that orders the list, if a page may begin behind it; the total, if counted.

    One row more than the page has, where others follow.
    """
    if query.scope.latest and query.order.sql == NEWEST_FIRST:
        rows = _page(tx, query, query.near)
        size, offset = query.listing.window
        if len(rows) > size or (rows and query.counted and offset + len(rows) == rows[0][-1]):
            return rows
    return _page(tx, query, query.source)


def _page(tx: Tx, query: Query, source: Part) -> list[Row]:
    size, offset = query.listing.window
    key = query.order.key
    counting, counted = query.total if query.counted else ("SELECT NULL", [])
    found, own = source
    return tx.all(
        f"SELECT {BOUNDED}, {key.sql if key else 'NULL'}, ({counting}) FROM"
        f" (SELECT m.id FROM {found}{query.where}{query.behind}{query.order.sql} LIMIT ? OFFSET ?) page"
        f" JOIN manifest m ON m.id = page.id JOIN repository r ON r.id = m.repository_id {BODY}{query.order.sql}",
        *counted,
        *own,
        *query.values,
        *query.place,
        size + 1,
        0 if query.place else offset,
    )
