"""The catalog's SQL, for reading: repositories, manifests, tags, blobs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx

READABLE = """(
    EXISTS (SELECT 1 FROM blob_lease l
            WHERE l.repository_id = r.id AND l.blob_id = b.id AND l.expires_at > ?)
    OR EXISTS (SELECT 1 FROM manifest_blob e
               WHERE e.blob_id = b.id AND e.project_id = r.project_id AND e.repository_id = r.id))"""
"""A repository may give out a blob that one of its manifests names or that it was sent lately."""

REFERRERS_BYTES = 4 << 20
"""The manifests that a page of referrers tells of have so many bytes together at most, but for a single one."""

MANIFEST = "m.digest, m.media_type, mb.body, r.project_id"


def project_and_repository(tx: Tx, project: str, repository: str) -> Row | None:
    """(project id, repository id or None, the project's limit or None); None when the project is absent."""
    return tx.one(
        "SELECT p.id, r.id, q.hard FROM project p LEFT JOIN repository r ON r.name = ? AND r.project_id = p.id"
        " LEFT JOIN quota q ON q.project_id = p.id WHERE p.name = ?",
        repository,
        project,
    )


def repository(tx: Tx, name: str) -> Row | None:
    """(id, project id)."""
    return tx.one("SELECT id, project_id FROM repository WHERE name = ?", name)


def manifest_by_tag(tx: Tx, name: str, tag: str) -> Row | None:
    """(digest, media type, body, project id)."""
    return tx.one(
        f"SELECT {MANIFEST} FROM repository r JOIN tag t ON t.repository_id = r.id AND t.name = ?"
        " JOIN manifest m ON m.id = t.manifest_id JOIN manifest_body mb ON mb.manifest_id = m.id"
        " WHERE r.name = ?",
        tag,
        name,
    )


def manifest_by_digest(tx: Tx, name: str, digest: str) -> Row | None:
    """(digest, media type, body, project id)."""
    return tx.one(
        f"SELECT {MANIFEST} FROM repository r JOIN manifest m ON m.repository_id = r.id AND m.digest = ?"
        " JOIN manifest_body mb ON mb.manifest_id = m.id WHERE r.name = ?",
        digest,
        name,
    )


def blob(tx: Tx, name: str, digest: str, now: int) -> Row | None:
    """(id, size, incarnation, project id, damage) of a blob that the repository may give out."""
    return tx.one(
        f"SELECT b.id, b.size, b.incarnation, r.project_id, b.damage FROM repository r JOIN blob b ON b.digest = ?"
        f" WHERE r.name = ? AND {READABLE}",
        digest,
        name,
        now,
    )


def live_blob(tx: Tx, digest: str) -> Row | None:
    """(size, incarnation, damage), whoever may read it."""
    return tx.one("SELECT size, incarnation, damage FROM blob WHERE digest = ?", digest)


def blobs(tx: Tx, repository_id: int, digests: Sequence[str], now: int) -> dict[str, tuple[int, int]]:
    """digest → (id, size) of those that the repository may give out."""
    found: dict[str, tuple[int, int]] = {}
    for marks, lot in in_lots(digests):
        rows = tx.all(
            f"SELECT b.digest, b.id, b.size FROM blob b JOIN repository r ON r.id = ?"
            f" WHERE b.digest IN ({marks}) AND {READABLE}",
            repository_id,
            *lot,
            now,
        )
        found.update((digest, (blob_id, size)) for digest, blob_id, size in rows)
    return found


def holders(tx: Tx, digest: str, now: int, most: int) -> list[str]:
    """Names of at most `most` repositories that may give out the blob."""
    # A blob may be part of a million manifests (an empty configuration is): the index is asked for the next
    # repository each time, not for every edge.
    rows = tx.all(
        "WITH RECURSIVE keeping (blob_id, repository_id, number) AS ("
        "  SELECT b.id, (SELECT min(e.repository_id) FROM manifest_blob e WHERE e.blob_id = b.id), 1"
        "  FROM blob b WHERE b.digest = ?"
        "  UNION ALL"
        "  SELECT k.blob_id, (SELECT min(e.repository_id) FROM manifest_blob e"
        "    WHERE e.blob_id = k.blob_id AND e.repository_id > k.repository_id), k.number + 1"
        "  FROM keeping k WHERE k.repository_id IS NOT NULL AND k.number < ?),"
        " leasing AS ("
        "  SELECT l.repository_id FROM blob b JOIN blob_lease l ON l.blob_id = b.id"
        "  WHERE b.digest = ? AND l.expires_at > ? LIMIT ?)"
        " SELECT r.name FROM (SELECT repository_id FROM keeping UNION SELECT repository_id FROM leasing) held"
        " JOIN repository r ON r.id = held.repository_id LIMIT ?",
        digest,
        most,
        digest,
        now,
        most,
        most,
    )
    return [name for (name,) in rows]


def manifests(tx: Tx, repository_id: int, digests: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """digest → (id, size, size with its content) of those in the repository."""
    found: dict[str, tuple[int, int, int]] = {}
    for marks, lot in in_lots(digests):
        rows = tx.all(
            f"SELECT digest, id, size, content_size FROM manifest WHERE repository_id = ? AND digest IN ({marks})",
            repository_id,
            *lot,
        )
        found.update((digest, (manifest_id, size, content)) for digest, manifest_id, size, content in rows)
    return found


def tag_names(tx: Tx, repository_id: int, last: str, limit: int) -> list[str]:
    """Names after `last` in byte order."""
    rows = tx.all(
        "SELECT name FROM tag WHERE repository_id = ? AND name > ? ORDER BY name LIMIT ?",
        repository_id,
        last,
        limit,
    )
    return [name for (name,) in rows]


def repository_names(tx: Tx, last: str, limit: int) -> list[str]:
    """Names after `last` in byte order, of repositories that hold a manifest. `~` begins those of deleted ones."""
    rows = tx.all(
        "SELECT r.name FROM repository r WHERE r.name > ? AND r.name < '~'"
        " AND EXISTS (SELECT 1 FROM manifest m WHERE m.repository_id = r.id) ORDER BY r.name LIMIT ?",
        last,
        limit,
    )
    return [name for (name,) in rows]


def referrers(
    tx: Tx, repository_id: int, subject: str, artifact_type: str | None, last: str, limit: int
) -> tuple[list[Row], bool]:
    """(digest, media type, size, artifact type, annotations) of what points at `subject`, by digest, as many as fit
    `limit` and `REFERRERS_BYTES`; whether more follow."""
    those = "FROM manifest WHERE repository_id = ? AND subject_digest = ? AND digest > ?"
    args: list[object] = [repository_id, subject, last]
    if artifact_type is not None:
        those += " AND artifact_type = ?"
        args.append(artifact_type)
    # A manifest is no smaller than its annotations, which are looked at only when they are wanted.
    sizes = [size for (size,) in tx.all(f"SELECT size {those} ORDER BY digest LIMIT ?", *args, limit + 1)]
    fit = sum(total <= REFERRERS_BYTES for total in accumulate(sizes[:limit]))
    rows = []
    if sizes:
        columns = "digest, media_type, size, artifact_type, annotations"
        rows = tx.all(f"SELECT {columns} {those} ORDER BY digest LIMIT ?", *args, max(fit, 1))
    return rows, len(rows) < len(sizes)
