"""The SQL of what manifests and leases name, for those who count what projects hold."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx


def digests_of(tx: Tx, manifest_ids: Sequence[int]) -> set[str]:
    """Digests of these manifests and of all blobs that they name."""
    found: set[str] = set()
    for marks, lot in in_lots(manifest_ids):
        rows = tx.all(
            f"SELECT digest FROM manifest WHERE id IN ({marks}) UNION"
            f" SELECT b.digest FROM manifest_blob e JOIN blob b ON b.id = e.blob_id WHERE e.manifest_id IN ({marks})",
            *lot,
            *lot,
        )
        found.update(digest for (digest,) in rows)
    return found


def named(tx: Tx, project_id: int, digests: Sequence[str], *, leases: bool) -> set[str]:
    """Those that are a manifest of the project's repositories or named by one, or so in the trash while that counts.

    With `leases`, also those on lease there.
    """
    found: set[str] = set()
    for marks, lot in in_lots(digests):
        parts = [_BY_EDGE, _AS_MANIFEST, _BY_TRASH, _IN_TRASH, *([_ON_LEASE] if leases else [])]
        sql = " UNION ALL ".join(part.format(marks=marks) for part in parts)
        values = [value for _ in parts for value in (project_id, *lot)]
        found.update(digest for (digest,) in tx.all(sql, *values))
    return found


_BY_EDGE = (
    "SELECT b.digest FROM blob b WHERE EXISTS"
    " (SELECT 1 FROM manifest_blob e WHERE e.blob_id = b.id AND e.project_id = ?) AND b.digest IN ({marks})"
)
_AS_MANIFEST = "SELECT digest FROM manifest WHERE project_id = ? AND digest IN ({marks})"
_BY_TRASH = (
    "SELECT b.digest FROM blob b WHERE EXISTS"
    " (SELECT 1 FROM trash_blob k WHERE k.blob_id = b.id AND k.counts_in = ?) AND b.digest IN ({marks})"
)
_IN_TRASH = "SELECT digest FROM trash_manifest WHERE counts_in = ? AND digest IN ({marks})"
_ON_LEASE = (
    "SELECT b.digest FROM blob b WHERE EXISTS (SELECT 1 FROM blob_lease l"
    " JOIN repository r ON r.id = l.repository_id WHERE l.blob_id = b.id AND r.project_id = ?)"
    " AND b.digest IN ({marks})"
)


def expired_leases(tx: Tx, now: int, most: int) -> list[Row]:
    """(project id, repository id, blob id) of at most `most` leases that have expired, by project."""
    return tx.all(
        "SELECT r.project_id, l.repository_id, l.blob_id FROM"
        " (SELECT repository_id, blob_id FROM blob_lease WHERE expires_at <= ? ORDER BY expires_at LIMIT ?) l"
        " JOIN repository r ON r.id = l.repository_id ORDER BY r.project_id",
        now,
        most,
    )


def end_expired(tx: Tx, repository_id: int, blob_id: int, now: int) -> str | None:
    """The digest of the blob whose lease has ended; None when it was renewed meanwhile."""
    digest: str | None = tx.value(
        "DELETE FROM blob_lease WHERE repository_id = ? AND blob_id = ? AND expires_at <= ?"
        " RETURNING (SELECT b.digest FROM blob b WHERE b.id = blob_lease.blob_id)",
        repository_id,
        blob_id,
        now,
    )
    return digest
