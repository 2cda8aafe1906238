"""The SQL of robot accounts."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.listing import Column, Columns, Listing
from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx

ROBOT = (
    "r.id, r.name, r.project_id, p.name, r.description, r.duration, r.expires_at, r.disabled, r.permissions,"
    " r.creator_kind, r.creator_id, r.epoch, r.created_at, r.updated_at, r.seen_at, r.seen_doing,"
    " CASE r.creator_kind WHEN 'robot' THEN NOT EXISTS (SELECT 1 FROM robot m WHERE m.id = r.creator_id)"
    " ELSE NOT EXISTS (SELECT 1 FROM account m WHERE m.id = r.creator_id AND m.deleted_at IS NULL) END"
)
SECRETS = "r.secret_hash, r.old_secret_hash, r.old_secret_until"
FROM = "FROM robot r LEFT JOIN project p ON p.id = r.project_id"

COLUMNS: Columns = {
    "id": Column("r.id", "number"),
    "name": Column("r.name"),
    "description": Column("r.description"),
    "disable": Column("r.disabled", "flag"),
    "duration": Column("r.duration", "number"),
    "creation_time": Column("r.created_at", "time"),
    "update_time": Column("r.updated_at", "time"),
}


def page(tx: Tx, project_id: int | None, listing: Listing) -> tuple[list[Row], int]:
    """(rows of `ROBOT` of one project or of the system, how many there are in all)."""
    where, values = listing.where(COLUMNS)
    order = listing.order(COLUMNS, "r.name, r.id")
    scope, of = ("r.project_id IS NULL", []) if project_id is None else ("r.project_id = ?", [project_id])
    total = tx.value(f"SELECT count(*) FROM robot r WHERE {scope}{where}", *of, *values)
    rows = tx.all(f"SELECT {ROBOT} {FROM} WHERE {scope}{where}{order} LIMIT ? OFFSET ?", *of, *values, *listing.window)
    return rows, int(total)


def ending(tx: Tx, project_ids: Sequence[int], before: int, most: int) -> list[Row]:
    """Rows of `ROBOT` in these projects that are not disabled and end before a time, the first of them."""
    found: list[Row] = []
    for marks, lot in in_lots(project_ids):
        found += tx.all(
            f"SELECT {ROBOT} {FROM} WHERE r.project_id IN ({marks}) AND r.disabled = 0 AND r.expires_at >= 0"
            " AND r.expires_at < ? ORDER BY r.expires_at LIMIT ?",
            *lot,
            before,
            most,
        )
    return found


def find(tx: Tx, robot_id: int) -> Row | None:
    """`ROBOT`."""
    return tx.one(f"SELECT {ROBOT} {FROM} WHERE r.id = ?", robot_id)


def named(tx: Tx, name: str, project: str | None) -> Row | None:
    """`ROBOT` and `SECRETS` of the robot of that project or (None) of the system."""
    if project is None:
        return tx.one(f"SELECT {ROBOT}, {SECRETS} {FROM} WHERE r.name = ? AND r.project_id IS NULL", name)
    return tx.one(
        f"SELECT {ROBOT}, {SECRETS} FROM project p JOIN robot r ON r.project_id = p.id AND r.name = ? WHERE p.name = ?",
        name,
        project,
    )


def project_names(tx: Tx, project_ids: Sequence[int]) -> dict[int, str]:
    """id → name of the projects that are there."""
    found: dict[int, str] = {}
    for marks, lot in in_lots(project_ids):
        found.update((row[0], row[1]) for row in tx.all(f"SELECT id, name FROM project WHERE id IN ({marks})", *lot))
    return found


def add(tx: Tx, values: Row) -> int | None:
    """The new robot's id; None when the name is taken. Raises IntegrityError when the project is gone.

    `values`: name, project id, description, secret hash, duration, expiry, disabled, permissions, creator's kind and
    id, time, time.
    """
    robot_id: int | None = tx.value(
        "INSERT INTO robot (name, project_id, description, secret_hash, duration, expires_at, disabled, permissions,"
        " creator_kind, creator_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING id",
        *values,
    )
    return robot_id


def change(tx: Tx, robot_id: int, values: Row) -> None:
    """`values`: description, duration, expiry, disabled, permissions, by how much the epoch moves, time."""
    tx.run(
        "UPDATE robot SET description = ?, duration = ?, expires_at = ?, disabled = ?, permissions = ?,"
        " epoch = epoch + ?, updated_at = ? WHERE id = ?",
        *values,
        robot_id,
    )


def set_secret(tx: Tx, robot_id: int, secret_hash: str, old_until: int | None, now: int) -> None:
    """Another secret; the one before is good until then, or (None) no more, and then its tokens end too."""
    tx.run(
        "UPDATE robot SET old_secret_hash = CASE WHEN ? = 1 THEN secret_hash END, old_secret_until = ?,"
        " secret_hash = ?, epoch = epoch + ?, updated_at = ? WHERE id = ?",
        int(old_until is not None),
        old_until,
        secret_hash,
        int(old_until is None),
        now,
        robot_id,
    )


def delete(tx: Tx, robot_id: int) -> None:
    """It is gone."""
    tx.run("DELETE FROM robot WHERE id = ?", robot_id)


def seen(tx: Tx, robot_id: int, doing: str, now: int, before: int) -> None:
    """It was here, unless that is written down of a time after `before`."""
    tx.run(
        "UPDATE robot SET seen_at = ?, seen_doing = ? WHERE id = ? AND (seen_at IS NULL OR seen_at < ?)",
        now,
        doing,
        robot_id,
        before,
    )
