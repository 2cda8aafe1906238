"""The SQL of what is in the trash: put in, listed, emptied. Rows move inside the database, never through memory."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.listing import Column, Columns, Listing
from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx

FIELDS = (
    "digest, media_type, size, artifact_type, subject_digest, annotations, pushed_at, kind, config_media_type,"
    " extra_attrs, content_size, pulled_at, pull_count, accessory_kind, accessory_of, listed"
)
"""What a manifest's row and the one in the trash have in common."""
TRASHED = "id, kind, repository, name, digest, actor, reason, artifacts, deleted_at, expires_at"
_M_FIELDS = ", ".join(f"m.{one.strip()}" for one in FIELDS.split(","))
_BOTH = "manifest m JOIN trash_manifest k ON k.trash_id = ? AND k.digest = m.digest"

COLUMNS: Columns = {
    "id": Column("id", "number"),
    "kind": Column("kind", sortable=False),
    "repository": Column("repository"),
    "name": Column("name", sortable=False),
    "digest": Column("digest", sortable=False),
    "username": Column("actor", sortable=False),
    "reason": Column("reason", sortable=False),
    "deletion_time": Column("deleted_at", "time", sortable=False),
    "expiry_time": Column("expires_at", "time", sortable=False),
}


def add(tx: Tx, values: Row) -> int:
    """The new item's id. `values`: project id, repository, kind, name, digest, actor, reason, counted, two times."""
    return int(
        tx.value(
            "INSERT INTO trash (project_id, repository, kind, name, digest, actor, reason, counted,"
            " deleted_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            *values,
        )
    )


def describe(tx: Tx, trash_id: int, repository_id: int) -> None:
    """Keep what is said of a repository."""
    tx.run(
        "UPDATE trash SET description = (SELECT r.description FROM repository r WHERE r.id = ?),"
        " pull_count = (SELECT r.pull_count FROM repository r WHERE r.id = ?) WHERE id = ?",
        repository_id,
        repository_id,
        trash_id,
    )


def forget_description(tx: Tx, trash_id: int) -> None:
    """What is said of the repository is back where it belongs."""
    tx.run("UPDATE trash SET description = '', pull_count = 0 WHERE id = ?", trash_id)


def count(tx: Tx, trash_id: int, more: int, now: int) -> Row | None:
    """(project id, counted) of an item that gets so many artifacts more; None when it has expired or is emptied."""
    return tx.one(
        "UPDATE trash SET artifacts = artifacts + ? WHERE id = ? AND expires_at > ? RETURNING project_id, counted",
        more,
        trash_id,
        now,
    )


def keep_manifests(tx: Tx, trash_id: int, counts_in: int | None, manifest_ids: Sequence[int]) -> None:
    """Rows, bodies, edges and labels of these, before they go."""
    for marks, lot in in_lots(manifest_ids):
        tx.run(
            f"INSERT INTO trash_manifest (trash_id, counts_in, {FIELDS}, body) SELECT ?, ?, {_M_FIELDS}, b.body"
            f" FROM manifest m JOIN manifest_body b ON b.manifest_id = m.id WHERE m.id IN ({marks}) ORDER BY m.id"
            " ON CONFLICT DO NOTHING",
            trash_id,
            counts_in,
            *lot,
        )
        tx.run(
            "INSERT INTO trash_blob (trash_manifest_id, blob_id, counts_in) SELECT k.id, e.blob_id, k.counts_in"
            f" FROM {_BOTH} JOIN manifest_blob e ON e.manifest_id = m.id WHERE m.id IN ({marks})"
            " ON CONFLICT DO NOTHING",
            trash_id,
            *lot,
        )
        tx.run(
            f"INSERT INTO trash_child (trash_manifest_id, digest) SELECT k.id, c.digest FROM {_BOTH}"
            " JOIN manifest_child e ON e.parent_id = m.id JOIN manifest c ON c.id = e.child_id"
            f" WHERE m.id IN ({marks}) ON CONFLICT DO NOTHING",
            trash_id,
            *lot,
        )
        tx.run(
            f"INSERT INTO trash_gap (trash_manifest_id, digest) SELECT k.id, g.digest FROM {_BOTH}"
            f" JOIN manifest_gap g ON g.manifest_id = m.id WHERE m.id IN ({marks}) ON CONFLICT DO NOTHING",
            trash_id,
            *lot,
        )
        tx.run(
            "INSERT INTO trash_label (trash_manifest_id, label_id, created_at) SELECT k.id, l.label_id, l.created_at"
            f" FROM {_BOTH} JOIN manifest_label l ON l.manifest_id = m.id WHERE m.id IN ({marks})"
            " ON CONFLICT DO NOTHING",
            trash_id,
            *lot,
        )


def keep_tags(tx: Tx, trash_id: int, tags: Sequence[Row]) -> None:
    """(digest, name, pushed at, pulled at) of tags that are gone; of two with a name the first."""
    tx.many(
        "INSERT INTO trash_tag (trash_id, digest, name, pushed_at, pulled_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(trash_id, *tag) for tag in tags],
    )


def keep_history(tx: Tx, trash_id: int, rows: Sequence[Row]) -> None:
    """(number, name, digest, actor, at) of what tags of a repository pointed at."""
    tx.many(
        "INSERT INTO trash_history (trash_id, number, name, digest, actor, at) VALUES (?, ?, ?, ?, ?, ?)",
        [(trash_id, *row) for row in rows],
    )


def page(tx: Tx, project_id: int, listing: Listing, now: int) -> tuple[list[Row], int]:
    """(rows of `TRASHED`, the newest first unless the listing says otherwise; how many in all)."""
    where, values = listing.where(COLUMNS)
    order = listing.order(COLUMNS, "id", "id DESC")
    of = f"FROM trash WHERE project_id = ? AND expires_at > ?{where}"
    total = tx.value(f"SELECT count(*) {of}", project_id, now, *values)
    rows = tx.all(f"SELECT {TRASHED} {of}{order} LIMIT ? OFFSET ?", project_id, now, *values, *listing.window)
    return rows, int(total)


def find(tx: Tx, project_id: int, trash_id: int, now: int) -> Row | None:
    """`TRASHED`; None also for what is another project's, or has expired."""
    return tx.one(
        f"SELECT {TRASHED} FROM trash WHERE id = ? AND project_id = ? AND expires_at > ?", trash_id, project_id, now
    )


def end(tx: Tx, project_id: int, trash_id: int) -> None:
    """It can be restored no more; clearing up takes it away."""
    tx.run("UPDATE trash SET expires_at = 0 WHERE id = ? AND project_id = ?", trash_id, project_id)


def end_all(tx: Tx, project_id: int, now: int) -> int:
    """The same of all that a project has; how many."""
    return tx.run("UPDATE trash SET expires_at = 0 WHERE project_id = ? AND expires_at > ?", project_id, now)


# ---- clearing up


def ended(tx: Tx, now: int, most: int) -> list[int]:
    """Ids of items that have expired, were emptied or lost their project."""
    expired = tx.all("SELECT id FROM trash WHERE expires_at <= ? ORDER BY expires_at, id LIMIT ?", now, most)
    orphaned = tx.all("SELECT id FROM trash WHERE project_id IS NULL ORDER BY id LIMIT ?", most)
    return sorted({trash_id for (trash_id,) in (*expired, *orphaned)})


def lock_ended(tx: Tx, trash_id: int, now: int) -> Row | None:
    """(project id, counted), for one who clears at a time; None when it is gone or did not end."""
    return tx.one(
        "UPDATE trash SET artifacts = artifacts WHERE id = ? AND (expires_at <= ? OR project_id IS NULL)"
        " RETURNING project_id, counted",
        trash_id,
        now,
    )


def some_manifests(tx: Tx, trash_id: int, most: int) -> list[int]:
    """Ids of rows in the trash."""
    rows = tx.all("SELECT id FROM trash_manifest WHERE trash_id = ? ORDER BY id LIMIT ?", trash_id, most)
    return [number for (number,) in rows]


def digests_of(tx: Tx, ids: Sequence[int]) -> set[str]:
    """Digests of these manifests in the trash and of the blobs that they keep."""
    found: set[str] = set()
    for marks, lot in in_lots(ids):
        rows = tx.all(
            f"SELECT digest FROM trash_manifest WHERE id IN ({marks}) UNION SELECT b.digest"
            f" FROM trash_blob k JOIN blob b ON b.id = k.blob_id WHERE k.trash_manifest_id IN ({marks})",
            *lot,
            *lot,
        )
        found.update(digest for (digest,) in rows)
    return found


def delete_manifests(tx: Tx, ids: Sequence[int]) -> None:
    """With all that hangs on them; the blobs that they kept are loose."""
    for marks, lot in in_lots(ids):
        tx.run(f"DELETE FROM trash_manifest WHERE id IN ({marks})", *lot)


def delete_some_history(tx: Tx, trash_id: int, most: int) -> int:
    """How many lines of history went."""
    return tx.run(
        "DELETE FROM trash_history WHERE trash_id = ? AND number IN"
        " (SELECT number FROM trash_history WHERE trash_id = ? ORDER BY number LIMIT ?)",
        trash_id,
        trash_id,
        most,
    )


def delete(tx: Tx, trash_id: int) -> None:
    """The item, with its tags."""
    tx.run("DELETE FROM trash WHERE id = ?", trash_id)
