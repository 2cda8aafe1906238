"""The SQL of artifacts as they are shown: one, and what hangs on one or many.

Whatever the content, an answer is bounded: of manifests
larger than `LARGE` a list tells neither annotations nor platforms, of each artifact `TAGS` tags, the newest, and
`ACCESSORIES` accessories; the rest is at the artifact itself and in the lists of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.tx import Row, Tx
from roadstead.oci.mediatypes import INDEX_TYPES

LARGE = 64 << 10
TAGS = 1_000
ACCESSORIES = 100
REFERENCES = 10_000

_INDEXES = ", ".join(f"'{media_type}'" for media_type in sorted(INDEX_TYPES))
BODY = f"LEFT JOIN manifest_body b ON b.manifest_id = m.id AND m.media_type IN ({_INDEXES})"
_ROW = (
    "m.id, r.project_id, m.repository_id, r.name, m.digest, m.media_type, m.config_media_type, m.artifact_type,"
    " m.kind, CASE WHEN m.kind IS NULL THEN m.size ELSE m.content_size END, m.extra_attrs, m.pushed_at, m.pulled_at"
)
_WHOLE = f"{_ROW}, m.annotations, b.body"
BOUNDED = f"{_ROW}, CASE WHEN m.size <= {LARGE} THEN m.annotations END, CASE WHEN m.size <= {LARGE} THEN b.body END"


def referenced(by_digest: bool) -> str:
    """FROM of the manifest `m` that a repository `r` has under a reference, which is the first parameter."""
    if by_digest:
        return "repository r JOIN manifest m ON m.repository_id = r.id AND m.digest = ?"
    return "repository r JOIN tag t ON t.repository_id = r.id AND t.name = ? JOIN manifest m ON m.id = t.manifest_id"


def one(tx: Tx, project_id: int, repository: str, reference: str, *, by_digest: bool) -> Row | None:
    """`_WHOLE`."""
    return tx.one(
        f"SELECT {_WHOLE} FROM {referenced(by_digest)} {BODY} WHERE r.name = ? AND r.project_id = ?",
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


_OWN = "s.id", "manifest s", "s.id"
_INHERITED = "c.child_id", "manifest_child c JOIN manifest s ON s.id = c.parent_id", "c.child_id"


def attached(tx: Tx, manifest_ids: Sequence[int], *, own: bool, inherited: bool) -> list[Row]:
    """(whether inherited, manifest id, `ATTACHED`), the oldest first, `ACCESSORIES` of each.

    Their own, those of the indexes that list them, or both.
    """
    parts = [(way, _INHERITED if way else _OWN) for way, asked in ((0, own), (1, inherited)) if asked]
    if not parts:
        return []
    selects = " UNION ALL ".join(
        f"SELECT {way} AS way, {key} AS keeper_id, {ATTACHED}, row_number() OVER (PARTITION BY {key} ORDER BY a.id)"
        f" AS nth FROM {source} {_ACCESSORIES} WHERE {among} IN ({_marks(manifest_ids)})"
        for way, (key, source, among) in parts
    )
    return tx.all(
        "SELECT way, keeper_id, id, subject_id, subject_digest, name, accessory_kind, digest, content_size, pushed_at"
        f" FROM ({selects}) oldest WHERE nth <= ? ORDER BY id",
        *(value for _ in parts for value in manifest_ids),
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
