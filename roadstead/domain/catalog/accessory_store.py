"""SQL of what lists leave out: accessories, and untagged children of an index.

`listed` is 1 for an artifact that is no accessory and that a tag names or no index keeps. It is kept right in the
transaction of each change of a tag or an index. Where two such changes meet on PostgreSQL, what should be left out
may be listed until the next one; what should be listed is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog.model import Accessory

_TAGGED = "EXISTS (SELECT 1 FROM tag t WHERE t.manifest_id = manifest.id)"
_KEPT = "EXISTS (SELECT 1 FROM manifest_child c WHERE c.child_id = manifest.id)"


def relist(tx: Tx, manifest_ids: Collection[int]) -> None:
    """Their tags, or the indexes that keep them, have changed. Rows that stay as they are are not locked."""
    for marks, lot in in_lots(sorted(manifest_ids)):
        tx.run(
            f"UPDATE manifest SET listed = 0 WHERE id IN ({marks}) AND listed = 1"
            f" AND (accessory_of IS NOT NULL OR ({_KEPT} AND NOT {_TAGGED}))",
            *lot,
        )
        # It looks once more, at what others did while the one above waited for them.
        tx.run(
            f"UPDATE manifest SET listed = 1 WHERE id IN ({marks}) AND listed = 0"
            f" AND accessory_of IS NULL AND ({_TAGGED} OR NOT {_KEPT})",
            *lot,
        )


def lock(tx: Tx, manifest_ids: Collection[int]) -> set[int]:
    """Ids of those that are there; nobody else pushes, tags or deletes them before the transaction ends."""
    found: set[int] = set()
    for marks, lot in in_lots(sorted(manifest_ids)):
        rows = tx.all(f"UPDATE manifest SET listed = listed WHERE id IN ({marks}) RETURNING id", *lot)
        found.update(manifest_id for (manifest_id,) in rows)
    return found


def mark_tagged(tx: Tx, manifest_id: int) -> None:
    """A tag is about to name the manifest; its row is locked."""
    tx.run("UPDATE manifest SET listed = CASE WHEN accessory_of IS NULL THEN 1 ELSE 0 END WHERE id = ?", manifest_id)


def make_accessory(tx: Tx, manifest_id: int, accessory: Accessory) -> None:
    """The manifest belongs to another one from now on, unless it does already; its row is locked."""
    tx.run(
        "UPDATE manifest SET listed = 0, accessory_kind = coalesce(accessory_kind, ?),"
        " accessory_of = coalesce(accessory_of, ?) WHERE id = ? AND digest <> ?",
        accessory.kind,
        accessory.of,
        manifest_id,
        accessory.of,
    )


def end_tagged_accessories(tx: Tx, repository_id: int, accessory: Accessory) -> list[int]:
    """The tag that made them accessories is gone: ids of those that no tag names and that name no subject."""
    rows = tx.all(
        "UPDATE manifest SET accessory_kind = NULL, accessory_of = NULL"
        " WHERE repository_id = ? AND accessory_of = ? AND accessory_kind = ? AND subject_digest IS NULL"
        f" AND NOT {_TAGGED} RETURNING id",
        repository_id,
        accessory.of,
        accessory.kind,
    )
    return [manifest_id for (manifest_id,) in rows]


def accessories_of(tx: Tx, repository_id: int, digests: Sequence[str]) -> list[int]:
    """Ids of what belongs to one of these."""
    found: list[int] = []
    for marks, lot in in_lots(digests):
        rows = tx.all(
            f"SELECT id FROM manifest WHERE repository_id = ? AND accessory_of IN ({marks})", repository_id, *lot
        )
        found += (manifest_id for (manifest_id,) in rows)
    return found


def newest_accessory(tx: Tx, repository: str, digest: str, kind: str) -> Row | None:
    """(media type, body) of the accessory of that kind that came last."""
    return tx.one(
        "SELECT m.media_type, b.body FROM repository r JOIN manifest m ON m.repository_id = r.id"
        " JOIN manifest_body b ON b.manifest_id = m.id"
        " WHERE r.name = ? AND m.accessory_of = ? AND m.accessory_kind = ? ORDER BY m.id DESC LIMIT 1",
        repository,
        digest,
        kind,
    )


def children_of(tx: Tx, manifest_ids: Sequence[int]) -> list[int]:
    """Ids of what these indexes keep."""
    found: set[int] = set()
    for marks, lot in in_lots(manifest_ids):
        rows = tx.all(f"SELECT child_id FROM manifest_child WHERE parent_id IN ({marks})", *lot)
        found.update(child_id for (child_id,) in rows)
    return sorted(found)


def unkept(tx: Tx, manifest_ids: Collection[int], *, alone: bool = False) -> dict[int, str]:
    """id → digest of those that no index keeps; with `alone`, that have no tag and are no accessory either."""
    narrowed = f" AND accessory_of IS NULL AND NOT {_TAGGED}" if alone else ""
    found: dict[int, str] = {}
    for marks, lot in in_lots(sorted(manifest_ids)):
        rows = tx.all(f"SELECT id, digest FROM manifest WHERE id IN ({marks}) AND NOT {_KEPT}{narrowed}", *lot)
        found.update((manifest_id, digest) for manifest_id, digest in rows)
    return found
