"""The SQL of repositories as they are shown and described.

One that never had a manifest, or is on its way out, has `updated_at` 0. The latter's name begins with `~`.
"""

from __future__ import annotations

from roadstead.db.listing import Column, Columns, Listing
from roadstead.db.tx import Row, Tx
from roadstead.domain.projects.model import Sight
from roadstead.domain.projects.service import seen_projects

COLUMNS: Columns = {
    "repository_id": Column("r.id", "number"),
    "name": Column("r.name"),
    "project_id": Column("r.project_id", "number"),
    "creation_time": Column("r.created_at", "time"),
    "update_time": Column("r.updated_at", "time"),
    "pull_count": Column("r.pull_count", "number"),
}
NEWEST = "r.created_at DESC, r.id DESC"
# The sign keeps SQLite from reading all of an index for this, where another has the order that is asked for.
LIVE = "r.name < '~' AND +r.updated_at > 0"
COUNTED = "r.updated_at > 0"
SHOWN = f"+{COUNTED}"
EVERYWHERE = "1 = 1"
_ALL = "SELECT (SELECT count(*) FROM repository) - (SELECT count(*) FROM repository WHERE updated_at = 0)"

REPOSITORY = (
    "r.id, r.project_id, r.name, r.description, r.created_at, r.updated_at, r.pull_count,"
    " (SELECT count(*) FROM manifest m WHERE m.repository_id = r.id AND m.listed = 1)"
)


def of_project(tx: Tx, project_id: int, listing: Listing) -> tuple[list[Row], int]:
    """(`REPOSITORY` of the page, how many in all)."""
    return _page(tx, "r.project_id = ?", [project_id], listing)


def seen(tx: Tx, sight: Sight, listing: Listing) -> tuple[list[Row], int]:
    """The same over all projects that are seen."""
    if sight.everything:
        return _page(tx, EVERYWHERE, [], listing)
    projects, values = seen_projects(sight, "p")
    return _page(tx, f"r.project_id IN (SELECT p.id FROM project p WHERE {projects})", values, listing)


def _page(tx: Tx, among: str, of: list[object], listing: Listing) -> tuple[list[Row], int]:
    where, values = listing.where(COLUMNS)
    order = listing.order(COLUMNS, "r.id", NEWEST)
    live, shown = (f"{LIVE}{where}", f"{LIVE}{where}") if where else (COUNTED, SHOWN)
    counting = f"SELECT count(*) FROM repository r WHERE {among} AND {live}"
    total = tx.value(_ALL if among == EVERYWHERE and not where else counting, *of, *values)
    rows = tx.all(
        f"SELECT {REPOSITORY} FROM (SELECT r.id FROM repository r WHERE {among} AND {shown}{order}"
        f" LIMIT ? OFFSET ?) page JOIN repository r ON r.id = page.id{order}",
        *of,
        *values,
        *listing.window,
    )
    return rows, int(total)


def one(tx: Tx, project_id: int, name: str) -> Row | None:
    """`REPOSITORY`."""
    return tx.one(
        f"SELECT {REPOSITORY} FROM repository r WHERE r.name = ? AND r.project_id = ? AND {LIVE}", name, project_id
    )


def manifest_sizes(tx: Tx, repository_id: int) -> Row:
    """(bytes of its manifests, which each repository keeps for itself; time of the last pull)."""
    row = tx.one(
        "SELECT coalesce(sum(m.size), 0), coalesce(max(m.pulled_at), 0) FROM manifest m WHERE m.repository_id = ?",
        repository_id,
    )
    assert row is not None
    return row


def blob_sizes(tx: Tx, repository_id: int) -> Row:
    """(bytes of the distinct blobs that its manifests name, of them those that no other repository's name)."""
    row = tx.one(
        "SELECT coalesce(sum(b.size), 0), coalesce(sum(CASE WHEN NOT EXISTS (SELECT 1 FROM manifest_blob o"
        " WHERE o.blob_id = b.id AND o.repository_id <> ?) THEN b.size ELSE 0 END), 0) FROM"
        " (SELECT DISTINCT e.blob_id FROM manifest m JOIN manifest_blob e ON e.manifest_id = m.id"
        "  WHERE m.repository_id = ?) held JOIN blob b ON b.id = held.blob_id",
        repository_id,
        repository_id,
    )
    assert row is not None
    return row


def describe(tx: Tx, project_id: int, name: str, description: str, now: int) -> bool:
    """Whether there is such a repository."""
    return bool(
        tx.run(
            "UPDATE repository SET description = ?, updated_at = ?"
            " WHERE name = ? AND project_id = ? AND updated_at > 0",
            description,
            now,
            name,
            project_id,
        )
    )
