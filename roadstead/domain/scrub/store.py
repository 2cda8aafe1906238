"""The SQL of the scrub."""

from __future__ import annotations

from roadstead.db.listing import Column, Columns, Listing
from roadstead.db.tx import Row, Tx

COLUMNS: Columns = {"id": Column("id", "number"), "digest": Column("digest"), "size": Column("size", "number")}


def place(tx: Tx) -> Row:
    """(behind which blob, up to which, when the round began)."""
    row = tx.one("SELECT after_id, until_id, began_at FROM scrub_place WHERE id = 1")
    assert row is not None
    return row


def move(tx: Tx, after: int, until: int, began_at: int) -> None:
    """The round is there now."""
    tx.run("UPDATE scrub_place SET after_id = ?, until_id = ?, began_at = ? WHERE id = 1", after, until, began_at)


def last_blob(tx: Tx) -> int:
    """The largest id; 0 when there is none."""
    return int(tx.value("SELECT coalesce(max(id), 0) FROM blob"))


def blobs(tx: Tx, after: int, until: int, most: int) -> list[Row]:
    """(id, digest, size, incarnation, damage) behind `after` up to `until`, by id."""
    return tx.all(
        "SELECT id, digest, size, incarnation, damage FROM blob WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
        after,
        until,
        most,
    )


def mark(tx: Tx, blob_id: int, incarnation: str, damage: str | None, now: int) -> bool:
    """What is wrong with the blob, or that it is whole; False: it has other bytes by now, or is gone."""
    return bool(
        tx.run(
            "UPDATE blob SET damage = ?, damaged_at = ? WHERE id = ? AND incarnation = ?",
            damage,
            None if damage is None else now,
            blob_id,
            incarnation,
        )
    )


def damaged(tx: Tx, listing: Listing) -> tuple[list[Row], int]:
    """((id, digest, size, damage, when it was found) by id, how many in all)."""
    where, values = listing.where(COLUMNS)
    order = listing.order(COLUMNS, "id")
    of = f"FROM blob WHERE damage IS NOT NULL{where}"
    total = int(tx.value(f"SELECT count(*) {of}", *values))
    rows = tx.all(f"SELECT id, digest, size, damage, damaged_at {of}{order} LIMIT ? OFFSET ?", *values, *listing.window)
    return rows, total


def manifests_with(tx: Tx, blob_id: int, most: int) -> list[Row]:
    """(manifest's id, repository's name, digest) of some that need the blob."""
    return tx.all(
        "SELECT m.id, r.name, m.digest FROM manifest_blob e JOIN manifest m ON m.id = e.manifest_id"
        " JOIN repository r ON r.id = m.repository_id WHERE e.blob_id = ? LIMIT ?",
        blob_id,
        most,
    )


def tags_to(tx: Tx, manifest_id: int, most: int) -> list[str]:
    """Names of some tags that lead to the manifest, by way of an index too."""
    rows = tx.all(
        "SELECT name FROM (SELECT t.name FROM tag t WHERE t.manifest_id = ?"
        " UNION SELECT t.name FROM manifest_child c JOIN tag t ON t.manifest_id = c.parent_id"
        " WHERE c.child_id = ?) AS leading ORDER BY name LIMIT ?",
        manifest_id,
        manifest_id,
        most,
    )
    return [name for (name,) in rows]


def leasing(tx: Tx, blob_id: int, most: int) -> list[str]:
    """Names of some repositories that hold the blob on lease."""
    rows = tx.all(
        "SELECT r.name FROM blob_lease l JOIN repository r ON r.id = l.repository_id WHERE l.blob_id = ? LIMIT ?",
        blob_id,
        most,
    )
    return [name for (name,) in rows]
