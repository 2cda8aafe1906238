"""SQL of copying: rows of one repository made once more in another; no bytes of blobs are touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog.model import Place

_SAME = (
    "digest, media_type, size, artifact_type, subject_digest, annotations, kind, config_media_type, extra_attrs,"
    " content_size, accessory_kind, accessory_of"
)
_BOTH = "manifest o JOIN manifest n ON n.repository_id = ? AND n.digest = o.digest"


def belonging(tx: Tx, manifest_ids: Iterable[int]) -> list[int]:
    """Ids of the accessories of these."""
    found: list[int] = []
    for marks, lot in in_lots(sorted(manifest_ids)):
        rows = tx.all(
            "SELECT a.id FROM manifest m JOIN manifest a ON a.repository_id = m.repository_id"
            f" AND a.accessory_of = m.digest WHERE m.id IN ({marks})",
            *lot,
        )
        found += (manifest_id for (manifest_id,) in rows)
    return found


def keep(tx: Tx, manifest_ids: Iterable[int]) -> dict[int, str]:
    """id → digest of those that are there, and stay until the transaction ends."""
    found: dict[int, str] = {}
    for marks, lot in in_lots(sorted(manifest_ids)):
        found.update(
            (row[0], row[1]) for row in tx.keep(f"SELECT id, digest FROM manifest WHERE id IN ({marks})", *lot)
        )
    return found


def lock_in(tx: Tx, repository_id: int, digests: Iterable[str]) -> dict[str, int]:
    """digest → id of those that are in the repository; nobody else changes them before the transaction ends."""
    found: dict[str, int] = {}
    for marks, lot in in_lots(sorted(digests)):
        rows = tx.all(
            f"UPDATE manifest SET listed = listed WHERE repository_id = ? AND digest IN ({marks}) RETURNING digest, id",
            repository_id,
            *lot,
        )
        found.update((digest, manifest_id) for digest, manifest_id in rows)
    return found


def is_incomplete(tx: Tx, manifest_ids: Iterable[int]) -> bool:
    """Whether one of them names content that is not there."""
    lots = in_lots(sorted(manifest_ids))
    return any(tx.one(f"SELECT 1 FROM manifest_gap WHERE manifest_id IN ({marks})", *lot) for marks, lot in lots)


def add_manifests(tx: Tx, place: Place, manifest_ids: Iterable[int], now: int) -> None:
    """Rows like these in the other repository, in no list yet, unless it has them."""
    for marks, lot in in_lots(sorted(manifest_ids)):
        tx.run(
            f"INSERT INTO manifest (repository_id, project_id, pushed_at, listed, {_SAME})"
            f" SELECT ?, ?, ?, 0, {_SAME} FROM manifest WHERE id IN ({marks}) ORDER BY id ON CONFLICT DO NOTHING",
            place.id,
            place.project_id,
            now,
            *lot,
        )


def add_contents(tx: Tx, place: Place, manifest_ids: Iterable[int]) -> None:
    """Bodies, and edges to blobs and children, of the rows that were made like these."""
    for marks, lot in in_lots(sorted(manifest_ids)):
        tx.run(
            f"INSERT INTO manifest_body (manifest_id, body) SELECT n.id, b.body FROM {_BOTH}"
            f" JOIN manifest_body b ON b.manifest_id = o.id WHERE o.id IN ({marks}) ON CONFLICT DO NOTHING",
            place.id,
            *lot,
        )
        tx.run(
            "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id)"
            f" SELECT n.id, e.blob_id, ?, ? FROM {_BOTH} JOIN manifest_blob e ON e.manifest_id = o.id"
            f" WHERE o.id IN ({marks}) ON CONFLICT DO NOTHING",
            place.id,
            place.project_id,
            place.id,
            *lot,
        )
        tx.run(
            f"INSERT INTO manifest_child (parent_id, child_id) SELECT n.id, nc.id FROM {_BOTH}"
            " JOIN manifest_child e ON e.parent_id = o.id JOIN manifest oc ON oc.id = e.child_id"
            " JOIN manifest nc ON nc.repository_id = ? AND nc.digest = oc.digest"
            f" WHERE o.id IN ({marks}) ON CONFLICT DO NOTHING",
            place.id,
            place.id,
            *lot,
        )


def contents(tx: Tx, manifest_ids: Iterable[int]) -> dict[str, int]:
    """digest → size of these manifests and of all blobs that they name."""
    found: dict[str, int] = {}
    for marks, lot in in_lots(sorted(manifest_ids)):
        rows = tx.all(
            f"SELECT digest, size FROM manifest WHERE id IN ({marks}) UNION SELECT b.digest, b.size"
            f" FROM manifest_blob e JOIN blob b ON b.id = e.blob_id WHERE e.manifest_id IN ({marks})",
            *lot,
            *lot,
        )
        found.update((digest, size) for digest, size in rows)
    return found


def tags_of(tx: Tx, manifest_ids: Collection[int]) -> list[Row]:
    """(manifest id, name) of their tags, by name."""
    found: list[Row] = []
    for marks, lot in in_lots(sorted(manifest_ids)):
        found += tx.all(f"SELECT manifest_id, name FROM tag WHERE manifest_id IN ({marks}) ORDER BY name", *lot)
    return found
