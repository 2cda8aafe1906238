"""The SQL of comparing what projects are said to hold with what they do."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx

_NAMED = (
    "SELECT m.digest, m.size FROM manifest m WHERE m.project_id = ?",
    "SELECT b.digest, b.size FROM manifest_blob e JOIN blob b ON b.id = e.blob_id WHERE e.repository_id IN"
    " (SELECT r.id FROM repository r WHERE r.project_id = ?)",
    "SELECT t.digest, t.size FROM trash_manifest t WHERE t.counts_in = ?",
    "SELECT b.digest, b.size FROM trash_blob k JOIN blob b ON b.id = k.blob_id WHERE k.counts_in = ?",
)
_LEASED = (
    "SELECT b.digest FROM blob_lease l JOIN repository r ON r.id = l.repository_id"
    " JOIN blob b ON b.id = l.blob_id WHERE r.project_id = ?"
)
NAMED = " UNION ".join(_NAMED)


def projects(tx: Tx) -> list[Row]:
    """(id, name) of all."""
    return tx.all("SELECT id, name FROM project ORDER BY id")


def missing(tx: Tx, project_id: int, most: int) -> list[Row]:
    """(digest, size) of what the project holds and does not count, or counts with another size."""
    return tx.all(
        f"SELECT h.digest, h.size FROM ({NAMED}) AS h WHERE NOT EXISTS (SELECT 1 FROM project_content c"
        " WHERE c.project_id = ? AND c.digest = h.digest AND c.size = h.size) ORDER BY h.digest LIMIT ?",
        *[project_id] * (len(_NAMED) + 1),
        most,
    )


def superfluous(tx: Tx, project_id: int, most: int) -> list[Row]:
    """(digest, size) of what the project counts and neither holds nor has on lease."""
    return tx.all(
        "SELECT c.digest, c.size FROM project_content c WHERE c.project_id = ?"
        f" AND c.digest NOT IN (SELECT h.digest FROM ({NAMED}) AS h UNION {_LEASED}) ORDER BY c.digest LIMIT ?",
        *[project_id] * (len(_NAMED) + 2),
        most,
    )


def sums(tx: Tx, project_id: int) -> tuple[int, int]:
    """(bytes of what the project counts, bytes that its quota says it uses)."""
    row = tx.one(
        "SELECT (SELECT coalesce(sum(size), 0) FROM project_content WHERE project_id = ?),"
        " (SELECT coalesce(sum(used), 0) FROM quota_usage WHERE project_id = ?)",
        project_id,
        project_id,
    )
    assert row is not None
    return int(row[0]), int(row[1])


def hold(tx: Tx, project_id: int) -> None:
    """Nobody who changes what the project uses commits before this ends."""
    tx.run("UPDATE quota_usage SET used = used WHERE project_id = ?", project_id)


def count(tx: Tx, project_id: int, digest: str, size: int) -> None:
    """The project counts it."""
    tx.run(
        "INSERT INTO project_content (project_id, digest, size) VALUES (?, ?, ?)"
        " ON CONFLICT (project_id, digest) DO UPDATE SET size = excluded.size",
        project_id,
        digest,
        size,
    )


def release(tx: Tx, project_id: int, digest: str) -> None:
    """The project does not count it."""
    tx.run("DELETE FROM project_content WHERE project_id = ? AND digest = ?", project_id, digest)


def adjust(tx: Tx, project_id: int, more: int) -> None:
    """The project uses so many bytes more than was said."""
    tx.run(
        "INSERT INTO quota_usage (project_id, slot, used) VALUES (?, 0, ?)"
        " ON CONFLICT (project_id, slot) DO UPDATE SET used = quota_usage.used + excluded.used",
        project_id,
        more,
    )
