"""The SQL of lists below one artifact: its tags, its accessories; and of finding the artifact itself."""

from __future__ import annotations

from roadstead.db.listing import Column, Columns, Listing
from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog.artifacts_store import ATTACHED, referenced

TAG_COLUMNS: Columns = {
    "id": Column("t.id", "number"),
    "name": Column("t.name"),
    "push_time": Column("t.pushed_at", "time"),
    "pull_time": Column("t.pulled_at", "time"),
}
ACCESSORY_COLUMNS: Columns = {
    "id": Column("a.id", "number"),
    "type": Column("a.accessory_kind"),
    "digest": Column("a.digest"),
    "size": Column("a.content_size", "number"),
    "creation_time": Column("a.pushed_at", "time"),
}

HISTORY_COLUMNS: Columns = {
    "id": Column("h.id", "number"),
    "digest": Column("h.digest", sortable=False),
    "username": Column("h.actor", sortable=False),
    "time": Column("h.at", "time", sortable=False),
}


def find(tx: Tx, project_id: int, repository: str, reference: str, *, by_digest: bool) -> Row | None:
    """(repository id, manifest id, digest)."""
    return tx.one(
        f"SELECT r.id, m.id, m.digest FROM {referenced(by_digest)} WHERE r.name = ? AND r.project_id = ?",
        reference,
        repository,
        project_id,
    )


def tags(tx: Tx, manifest_id: int, listing: Listing) -> tuple[list[Row], int]:
    """((id, repository id, manifest id, name, pushed at, pulled at) of the page, how many in all)."""
    where, values = listing.where(TAG_COLUMNS)
    order = listing.order(TAG_COLUMNS, "t.id", "t.pushed_at DESC, t.id DESC")
    total = tx.value(f"SELECT count(*) FROM tag t WHERE t.manifest_id = ?{where}", manifest_id, *values)
    rows = tx.all(
        "SELECT t.id, t.repository_id, t.manifest_id, t.name, t.pushed_at, t.pulled_at FROM tag t"
        f" WHERE t.manifest_id = ?{where}{order} LIMIT ? OFFSET ?",
        manifest_id,
        *values,
        *listing.window,
    )
    return rows, int(total)


def accessories(tx: Tx, repository_id: int, digest: str, listing: Listing) -> tuple[list[Row], int]:
    """(`ATTACHED` of the page, how many in all)."""
    where, values = listing.where(ACCESSORY_COLUMNS)
    order = listing.order(ACCESSORY_COLUMNS, "a.id")
    of = f"a.repository_id = ? AND a.accessory_of = ?{where}"
    total = tx.value(f"SELECT count(*) FROM manifest a WHERE {of}", repository_id, digest, *values)
    rows = tx.all(
        f"SELECT {ATTACHED} FROM manifest a JOIN repository r ON r.id = a.repository_id"
        f" JOIN manifest s ON s.repository_id = a.repository_id AND s.digest = a.accessory_of"
        f" WHERE {of}{order} LIMIT ? OFFSET ?",
        repository_id,
        digest,
        *values,
        *listing.window,
    )
    return rows, int(total)


def tag_is_on(tx: Tx, repository_id: int, name: str, manifest_id: int) -> bool:
    """Whether the tag names this manifest."""
    found = tx.value("SELECT manifest_id FROM tag WHERE repository_id = ? AND name = ?", repository_id, name)
    return bool(found == manifest_id)


def add_tag(tx: Tx, repository_id: int, name: str, manifest_id: int, now: int) -> bool:
    """Whether the name was free. Raises IntegrityError when the manifest was deleted meanwhile."""
    return bool(
        tx.run(
            "INSERT INTO tag (repository_id, name, manifest_id, pushed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            repository_id,
            name,
            manifest_id,
            now,
        )
    )


def tag_history(tx: Tx, project_id: int, repository: str, name: str, listing: Listing) -> tuple[list[Row], int]:
    """((id, digest or None, actor, at) of the page, the latest first unless the listing says otherwise; how many)."""
    where, values = listing.where(HISTORY_COLUMNS)
    order = listing.order(HISTORY_COLUMNS, "h.id", "h.id DESC")
    of = (
        "FROM repository r JOIN tag_history h ON h.repository_id = r.id"
        f" WHERE r.name = ? AND r.project_id = ? AND h.name = ?{where}"
    )
    total = tx.value(f"SELECT count(*) {of}", repository, project_id, name, *values)
    rows = tx.all(
        f"SELECT h.id, h.digest, h.actor, h.at {of}{order} LIMIT ? OFFSET ?",
        repository,
        project_id,
        name,
        *values,
        *listing.window,
    )
    return rows, int(total)
