"""The SQL of immutable tag rules. `project.immutable_rules` counts a project's, so that one row says there are none."""

from __future__ import annotations

from roadstead.db.listing import Column, Columns, Listing
from roadstead.db.tx import Row, Tx

RULE = "id, project_id, disabled, priority, rule, created_at, updated_at"

COLUMNS: Columns = {
    "id": Column("id", "number"),
    "disabled": Column("disabled", "flag"),
    "priority": Column("priority", "number"),
    "creation_time": Column("created_at", "time"),
    "update_time": Column("updated_at", "time"),
}


def page(tx: Tx, project_id: int, listing: Listing) -> tuple[list[Row], int]:
    """(rows of `RULE` of the project, how many there are in all)."""
    where, values = listing.where(COLUMNS)
    order = listing.order(COLUMNS, "id")
    of = f"FROM immutable_rule WHERE project_id = ?{where}"
    total = tx.value(f"SELECT count(*) {of}", project_id, *values)
    return tx.all(f"SELECT {RULE} {of}{order} LIMIT ? OFFSET ?", project_id, *values, *listing.window), int(total)


def find(tx: Tx, project_id: int, rule_id: int) -> Row | None:
    """`RULE`."""
    return tx.one(f"SELECT {RULE} FROM immutable_rule WHERE id = ? AND project_id = ?", rule_id, project_id)


def in_force(tx: Tx, project_id: int) -> list[str]:
    """`rule` of those of the project that are not disabled."""
    rows = tx.all("SELECT rule FROM immutable_rule WHERE project_id = ? AND disabled = 0 ORDER BY id", project_id)
    return [rule for (rule,) in rows]


def keep_count(tx: Tx, project_id: int) -> int:
    """How many rules the project has, which stays so until the transaction ends."""
    rows = tx.keep("SELECT immutable_rules FROM project WHERE id = ?", project_id)
    return int(rows[0][0]) if rows else 0


def add_to_count(tx: Tx, project_id: int, more: int) -> int | None:
    """How many there are now; None when the project is gone. Those who keep the count are waited for."""
    count: int | None = tx.value(
        "UPDATE project SET immutable_rules = immutable_rules + ? WHERE id = ? RETURNING immutable_rules",
        more,
        project_id,
    )
    return count


def add(tx: Tx, values: Row, now: int) -> int:
    """The new rule's id. `values`: project id, disabled, priority, rule."""
    return int(
        tx.value(
            "INSERT INTO immutable_rule (project_id, disabled, priority, rule, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            *values,
            now,
            now,
        )
    )


def change(tx: Tx, rule_id: int, values: Row, now: int) -> None:
    """`values`: disabled, priority, rule."""
    sql = "UPDATE immutable_rule SET disabled = ?, priority = ?, rule = ?, updated_at = ? WHERE id = ?"
    tx.run(sql, *values, now, rule_id)


def delete(tx: Tx, project_id: int, rule_id: int) -> bool:
    """Whether it was there."""
    return bool(tx.run("DELETE FROM immutable_rule WHERE id = ? AND project_id = ?", rule_id, project_id))
