"""The SQL of artifacts as they are shown: a page of them, one, and what hangs on those.

A page is found in an index and only its rows are read. Whatever the content, an answer is bounded: of manifests
larger than `LARGE` a list tells neither annotations nor platforms, of each artifact `TAGS` tags, the newest, and
`ACCESSORIES` accessories; the rest is at the artifact itself and in the lists of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.keyset import After
from roadstead.db.listing import Listing
from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog.artifacts_filter_store import Order, Part, Scope, conditions, order
from roadstead.oci.mediatypes import INDEX_TYPES

LARGE = 64 << 10
TAGS = 1_000
ACCESSORIES = 100
REFERENCES = 10_000

_INDEXES = ", ".join(f"'{media_type}'" for media_type in sorted(INDEX_TYPES))
_BODY = f"LEFT JOIN manifest_body b ON b.manifest_id = m.id AND m.media_type IN ({_INDEXES})"
_ROW = (
    "m.id, r.project_id, m.repository_id, r.name, m.digest, m.media_type, m.config_media_type, m.artifact_type,"
    " m.kind, CASE WHEN m.kind IS NULL THEN m.size ELSE m.content_size END, m.extra_attrs, m.pushed_at, m.pulled_at"
)
_WHOLE = f"{_ROW}, m.annotations, b.body"
_BOUNDED = f"{_ROW}, CASE WHEN m.size <= {LARGE} THEN m.annotations END, CASE WHEN m.size <= {LARGE} THEN b.body END"

_LATEST = (
    "m.id = (SELECT l.id FROM manifest l WHERE l.repository_id = r.id AND l.listed = 1"
    " ORDER BY l.pushed_at DESC, l.id DESC LIMIT 1)"
)


class Query:
    """A list that is asked for, in SQL."""

    def __init__(self, scope: Scope, listing: Listing, after: After | None) -> None:
        self.order: Order = order(listing)
        self.where, self.values = conditions(listing, scope)
        self.behind, self.place = self.order.behind(after)
        self.scope = scope
        self.listing = listing


def total(tx: Tx, query: Query) -> Row | None:
    """(id of the repository or None, how many artifacts the list has); None when there is no such repository."""
    scope = query.scope
    here, of = scope.repositories
    if scope.repository is not None:
        return tx.one(
            f"SELECT r.id, (SELECT count(*) FROM manifest m WHERE m.repository_id = r.id{query.where})"
            f" FROM repository r WHERE {here}",
            *query.values,
            *of,
        )
    source, own = _source(scope)
    return tx.one(f"SELECT NULL, count(*) FROM {source}{query.where}", *own, *query.values)


def page(tx: Tx, query: Query) -> list[Row]:
    """`_BOUNDED`, then the value of the column that orders the list, if a page may begin behind it.

    One row more than the page has, where others follow.
    """
    source, own = _source(query.scope)
    size, offset = query.listing.window
    key = query.order.key
    return tx.all(
        f"SELECT {_BOUNDED}, {key.sql if key else 'NULL'} FROM"
        f" (SELECT m.id FROM {source}{query.where}{query.behind}{query.order.sql} LIMIT ? OFFSET ?) page"
        f" JOIN manifest m ON m.id = page.id JOIN repository r ON r.id = m.repository_id {_BODY}{query.order.sql}",
        *own,
        *query.values,
        *query.place,
        size + 1,
        0 if query.place else offset,
    )


def _source(scope: Scope) -> Part:
    """FROM and the beginning of WHERE."""
    if scope.latest:
        return f"repository r JOIN manifest m ON {_LATEST} WHERE r.project_id = ?", [scope.project_id]
    if scope.repository is None:
        return "manifest m WHERE m.project_id = ?", [scope.project_id]
    here, of = scope.repositories
    return f"manifest m WHERE m.repository_id = (SELECT r.id FROM repository r WHERE {here})", of


def referenced(by_digest: bool) -> str:
    """FROM of the manifest `m` that a repository `r` has under a reference, which is the first parameter."""
    if by_digest:
        return "repository r JOIN manifest m ON m.repository_id = r.id AND m.digest = ?"
    return "repository r JOIN tag t ON t.repository_id = r.id AND t.name = ? JOIN manifest m ON m.id = t.manifest_id"


def one(tx: Tx, project_id: int, repository: str, reference: str, *, by_digest: bool) -> Row | None:
    """`_WHOLE`."""
    return tx.one(
        f"SELECT {_WHOLE} FROM {referenced(by_digest)} {_BODY} WHERE r.name = ? AND r.project_id = ?",
        reference,
        repository,
        project_id,
    )


_TAG = "id, repository_id, manifest_id, name, pushed_at, pulled_at"


def tags(tx: Tx, manifest_ids: Sequence[int]) -> list[Row]:
    """(id, repository id, manifest id, name, pushed at, pulled at), the newest first, `TAGS` of each manifest."""
    return tx.all(
        f"SELECT {_TAG} FROM (SELECT {_TAG}, row_number() OVER (PARTITION BY manifest_id ORDER BY pushed_at DESC,"
        f" id DESC) AS nth FROM tag WHERE manifest_id IN ({_marks(manifest_ids)})) newest"
        " WHERE nth <= ? ORDER BY pushed_at DESC, id DESC",
        *manifest_ids,
        TAGS,
    )


ATTACHED = (
    "a.id, s.id AS subject_id, s.digest AS subject_digest, r.name, a.accessory_kind, a.digest,"
    " CASE WHEN a.kind IS NULL THEN a.size ELSE a.content_size END AS content_size, a.pushed_at"
)
_ACCESSORIES = (
    "JOIN manifest a ON a.repository_id = s.repository_id AND a.accessory_of = s.digest"
    " JOIN repository r ON r.id = s.repository_id"
)


def accessories(tx: Tx, manifest_ids: Sequence[int]) -> list[Row]:
    """(id of the subject, `ATTACHED`), the oldest first, `ACCESSORIES` of each."""
    return _attached(tx, "s.id", "manifest s", f"s.id IN ({_marks(manifest_ids)})", manifest_ids)


def inherited(tx: Tx, manifest_ids: Sequence[int]) -> list[Row]:
    """(id of what an index lists, `ATTACHED` of the index's), the oldest first, `ACCESSORIES` of each."""
    source = "manifest_child c JOIN manifest s ON s.id = c.parent_id"
    return _attached(tx, "c.child_id", source, f"c.child_id IN ({_marks(manifest_ids)})", manifest_ids)


def _attached(tx: Tx, key: str, source: str, where: str, values: Sequence[int]) -> list[Row]:
    return tx.all(
        "SELECT keeper_id, id, subject_id, subject_digest, name, accessory_kind, digest, content_size, pushed_at FROM"
        f" (SELECT {key} AS keeper_id, {ATTACHED}, row_number() OVER (PARTITION BY {key} ORDER BY a.id) AS nth"
        f" FROM {source} {_ACCESSORIES} WHERE {where}) oldest WHERE nth <= ? ORDER BY id",
        *values,
        ACCESSORIES,
    )


def children(tx: Tx, parent_ids: Sequence[int]) -> list[Row]:
    """(id of the index, id, digest) of what indexes list and the repository holds; at most `REFERENCES`."""
    return tx.all(
        "SELECT c.parent_id, c.child_id, m.digest FROM manifest_child c JOIN manifest m ON m.id = c.child_id"
        f" WHERE c.parent_id IN ({_marks(parent_ids)}) ORDER BY c.parent_id, c.child_id LIMIT ?",
        *parent_ids,
        REFERENCES,
    )


def unique_size(tx: Tx, manifest_id: int) -> int:
    """Bytes of the manifest and of the blobs that no other manifest names, in whatever repository."""
    return int(
        tx.value(
            "SELECT m.size + coalesce((SELECT sum(b.size) FROM manifest_blob e JOIN blob b ON b.id = e.blob_id"
            " WHERE e.manifest_id = m.id AND NOT EXISTS (SELECT 1 FROM manifest_blob o"
            " WHERE o.blob_id = e.blob_id AND o.manifest_id <> e.manifest_id)), 0) FROM manifest m WHERE m.id = ?",
            manifest_id,
        )
    )


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
