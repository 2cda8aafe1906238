"""The SQL of labels."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.listing import Column, Columns, Listing, like
from roadstead.db.tx import Row, Tx

LABEL = "l.id, l.name, l.description, l.color, l.project_id, l.created_at, l.updated_at"

COLUMNS: Columns = {
    "id": Column("l.id", "number"),
    "name": Column("l.name"),
    "description": Column("l.description"),
    "color": Column("l.color"),
    "creation_time": Column("l.created_at", "time"),
    "update_time": Column("l.updated_at", "time"),
}


def page(tx: Tx, listing: Listing, project_id: int | None, part: str) -> tuple[list[Row], int]:
    """(rows of `LABEL` of one project or of the system, whose name holds `part`; how many there are in all)."""
    where, values = listing.where(COLUMNS)
    order = listing.order(COLUMNS, "l.name, l.id")
    scope, of = ("l.project_id IS NULL", []) if project_id is None else ("l.project_id = ?", [project_id])
    if part:
        where, values = f"{where} AND lower(l.name) LIKE ? ESCAPE '\\'", [*values, like(part)]
    total = tx.value(f"SELECT count(*) FROM label l WHERE {scope}{where}", *of, *values)
    rows = tx.all(
        f"SELECT {LABEL} FROM label l WHERE {scope}{where}{order} LIMIT ? OFFSET ?", *of, *values, *listing.window
    )
    return rows, int(total)


def find(tx: Tx, label_id: int) -> Row | None:
    """`LABEL`."""
    return tx.one(f"SELECT {LABEL} FROM label l WHERE l.id = ?", label_id)


def add(tx: Tx, values: Row) -> int | None:
    """The new label's id; None when the name is taken. `values`: name, description, color, project id, time, time."""
    label_id: int | None = tx.value(
        "INSERT INTO label (name, description, color, project_id, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        *values,
    )
    return label_id


def change(tx: Tx, label_id: int, name: str, description: str, color: str, now: int) -> None:
    """Raises IntegrityError when another of the same scope has the name."""
    tx.run(
        "UPDATE label SET name = ?, description = ?, color = ?, updated_at = ? WHERE id = ?",
        name,
        description,
        color,
        now,
        label_id,
    )


def delete(tx: Tx, label_id: int) -> None:
    """It comes off everything that it is on."""
    tx.run("DELETE FROM label WHERE id = ?", label_id)


def of_manifests(tx: Tx, manifest_ids: Sequence[int]) -> list[Row]:
    """(manifest id, `LABEL`), by name."""
    marks = ",".join("?" * len(manifest_ids))
    return tx.all(
        f"SELECT ml.manifest_id, {LABEL} FROM manifest_label ml JOIN label l ON l.id = ml.label_id"
        f" WHERE ml.manifest_id IN ({marks}) ORDER BY l.name, l.id",
        *manifest_ids,
    )


def attach(tx: Tx, manifest_id: int, label_id: int, now: int) -> bool:
    """Whether it was not on it yet. Raises IntegrityError when one of them went meanwhile."""
    return bool(
        tx.run(
            "INSERT INTO manifest_label (manifest_id, label_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            manifest_id,
            label_id,
            now,
        )
    )


def detach(tx: Tx, manifest_id: int, label_id: int) -> bool:
    """Whether it was on it."""
    return bool(tx.run("DELETE FROM manifest_label WHERE manifest_id = ? AND label_id = ?", manifest_id, label_id))
