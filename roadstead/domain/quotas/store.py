"""The SQL of quotas: limits, usage in slots, and what each project holds."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.listing import Column, Columns, Listing
from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx

USED = "(SELECT CAST(coalesce(sum(u.used), 0) AS BIGINT) FROM quota_usage u WHERE u.project_id = q.project_id)"
QUOTA = f"q.id, q.project_id, p.name, coalesce(a.username, ''), q.hard, {USED}, q.created_at, q.updated_at"
OWNED = "JOIN project p ON p.id = q.project_id LEFT JOIN account a ON a.id = p.owner_id"
SUMS = "SELECT project_id, CAST(sum(used) AS BIGINT) AS used FROM quota_usage GROUP BY project_id"
BY_USAGE = "used.storage"
IN_FORCE = (
    "CASE WHEN EXISTS (SELECT 1 FROM configuration c WHERE c.name = 'quota_per_project_enable' AND c.value = 'false')"
    " THEN -1 ELSE q.hard END"
)
"""The limit as long as limits are in force: asked where it counts, so that a change counts at once on every node."""

COLUMNS: Columns = {
    "id": Column("q.id", "number"),
    "reference_id": Column("q.project_id", "number"),
    "hard.storage": Column("q.hard", "number"),
    BY_USAGE: Column("total", "number"),
    "creation_time": Column("q.created_at", "time"),
    "update_time": Column("q.updated_at", "time"),
}


def page(tx: Tx, listing: Listing) -> tuple[list[Row], int]:
    """(rows of `QUOTA`, how many there are in all). Usage is summed for the page alone, unless it is the order."""
    where, values = listing.where(COLUMNS)
    order = listing.order(COLUMNS, "q.id")
    by_usage = any(name == BY_USAGE for name, _ in listing.sort)
    total, sums = (
        ("coalesce(s.used, 0)", f" LEFT JOIN ({SUMS}) s ON s.project_id = q.project_id") if by_usage else ("0", "")
    )
    found = f"SELECT q.*, {total} AS total FROM quota q{sums} WHERE 1 = 1{where}{order} LIMIT ? OFFSET ?"
    rows = tx.all(f"SELECT {QUOTA} FROM ({found}) q {OWNED}{order}", *values, *listing.window)
    count = tx.value(f"SELECT count(*) FROM quota q WHERE 1 = 1{where}", *values)
    return rows, int(count)


def find(tx: Tx, quota_id: int) -> Row | None:
    """`QUOTA`."""
    return tx.one(f"SELECT {QUOTA} FROM quota q {OWNED} WHERE q.id = ?", quota_id)


def usage(tx: Tx, project_id: int) -> Row | None:
    """(limit, used) of the project."""
    return tx.one(f"SELECT q.hard, {USED} FROM quota q WHERE q.project_id = ?", project_id)


def usages(tx: Tx, project_ids: Sequence[int]) -> list[Row]:
    """(project id, limit, used) of each."""
    found = []
    for marks, lot in in_lots(project_ids):
        found += tx.all(f"SELECT q.project_id, q.hard, {USED} FROM quota q WHERE q.project_id IN ({marks})", *lot)
    return found


def usage_by_name(tx: Tx, project: str) -> Row | None:
    """(limit in force, used, project id) of the project of that name."""
    return tx.one(
        f"SELECT {IN_FORCE}, {USED}, q.project_id FROM project p JOIN quota q ON q.project_id = p.id WHERE p.name = ?",
        project,
    )


def set_limit(tx: Tx, quota_id: int, hard: int, now: int) -> None:
    """The limit from now on."""
    tx.run("UPDATE quota SET hard = ?, updated_at = ? WHERE id = ?", hard, now, quota_id)


def add_usage(tx: Tx, project_id: int, slot: int, size: int) -> Row:
    """Add to the project's usage, in this slot; (what is used now, the limit in force).

    Whoever adds to the same slot waits until this transaction ends.
    """
    row = tx.one(
        "INSERT INTO quota_usage (project_id, slot, used) VALUES (?, ?, ?)"
        " ON CONFLICT (project_id, slot) DO UPDATE SET used = quota_usage.used + excluded.used"
        " RETURNING used + (SELECT CAST(coalesce(sum(o.used), 0) AS BIGINT) FROM quota_usage o"
        f" WHERE o.project_id = ? AND o.slot <> ?), (SELECT {IN_FORCE} FROM quota q WHERE q.project_id = ?)",
        project_id,
        slot,
        size,
        project_id,
        slot,
        project_id,
    )
    assert row is not None
    return row


# ---- what projects hold


def add_content(tx: Tx, project_id: int, contents: Sequence[tuple[str, int]]) -> dict[str, int]:
    """digest → size of those that the project did not hold."""
    added: dict[str, int] = {}
    for _, lot in in_lots(contents):
        marks = ", ".join(["(?, ?, ?)"] * len(lot))
        values = [value for digest, size in lot for value in (project_id, digest, size)]
        rows = tx.all(
            f"INSERT INTO project_content (project_id, digest, size) VALUES {marks}"
            " ON CONFLICT DO NOTHING RETURNING digest, size",
            *values,
        )
        added.update((digest, size) for digest, size in rows)
    return added


def keep_content(tx: Tx, project_id: int, digests: Sequence[str]) -> set[str]:
    """Those that the project holds; nobody releases them before this transaction ends."""
    kept: set[str] = set()
    for marks, lot in in_lots(digests):
        rows = tx.keep(
            f"SELECT digest FROM project_content WHERE project_id = ? AND digest IN ({marks})", project_id, *lot
        )
        kept.update(digest for (digest,) in rows)
    return kept


def hold_content(tx: Tx, project_id: int, digests: Sequence[str]) -> None:
    """Wait for all who keep or hold these; who comes later waits for this transaction."""
    for marks, lot in in_lots(digests):
        tx.run(f"UPDATE project_content SET size = size WHERE project_id = ? AND digest IN ({marks})", project_id, *lot)


def remove_content(tx: Tx, project_id: int, digests: Sequence[str]) -> int:
    """The project no longer holds these; how many bytes that were."""
    freed = 0
    for marks, lot in in_lots(digests):
        rows = tx.all(
            f"DELETE FROM project_content WHERE project_id = ? AND digest IN ({marks}) RETURNING size",
            project_id,
            *lot,
        )
        freed += sum(size for (size,) in rows)
    return freed


def largest(tx: Tx, project_id: int) -> int:
    """Bytes of the largest content that the project holds."""
    return int(tx.value("SELECT coalesce(max(size), 0) FROM project_content WHERE project_id = ?", project_id))
