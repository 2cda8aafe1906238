"""The SQL of what one artifact has to do with others of its repository: parts, indexes, subject, accessories."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.tx import Row, Tx

_SIZE = "CASE WHEN m.kind IS NULL THEN m.size ELSE m.content_size END"


def belongs_to(tx: Tx, manifest_id: int) -> Row | None:
    """(repository id, digest of its subject or None, kind of accessory or None)."""
    return tx.one("SELECT repository_id, accessory_of, accessory_kind FROM manifest WHERE id = ?", manifest_id)


def parts(tx: Tx, manifest_id: int, most: int) -> list[Row]:
    """(digest, kind, size in bytes) of what an index lists and the repository holds."""
    return tx.all(
        f"SELECT m.digest, m.kind, {_SIZE} FROM manifest_child c JOIN manifest m ON m.id = c.child_id"
        " WHERE c.parent_id = ? ORDER BY c.child_id LIMIT ?",
        manifest_id,
        most,
    )


def indexes(tx: Tx, manifest_id: int, most: int) -> list[str]:
    """Digests of the indexes that list it."""
    rows = tx.all(
        "SELECT m.digest FROM manifest_child c JOIN manifest m ON m.id = c.parent_id WHERE c.child_id = ?"
        " ORDER BY c.parent_id LIMIT ?",
        manifest_id,
        most,
    )
    return [digest for (digest,) in rows]


def accessories(tx: Tx, repository_id: int, digests: Sequence[str], most: int) -> list[Row]:
    """(subject's digest, digest, kind of accessory, artifact type, size in bytes, pushed at), the oldest first."""
    marks = ",".join("?" * len(digests))
    return tx.all(
        f"SELECT m.accessory_of, m.digest, m.accessory_kind, m.artifact_type, {_SIZE}, m.pushed_at FROM manifest m"
        f" WHERE m.repository_id = ? AND m.accessory_of IN ({marks}) ORDER BY m.id LIMIT ?",
        repository_id,
        *digests,
        most,
    )
