"""The SQL of retention policies."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx

POLICY = "id, project_id, rules, cron"


def find(tx: Tx, policy_id: int) -> Row | None:
    """`POLICY`."""
    return tx.one(f"SELECT {POLICY} FROM retention_policy WHERE id = ?", policy_id)


def of_project(tx: Tx, project_id: int) -> Row | None:
    """`POLICY`."""
    return tx.one(f"SELECT {POLICY} FROM retention_policy WHERE project_id = ?", project_id)


def add(tx: Tx, project_id: int, rules: str, cron: str, now: int) -> int | None:
    """The new policy's id; None when the project has one."""
    made: int | None = tx.value(
        "INSERT INTO retention_policy (project_id, rules, cron, created_at, updated_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (project_id) DO NOTHING RETURNING id",
        project_id,
        rules,
        cron,
        now,
        now,
    )
    return made


def change(tx: Tx, policy_id: int, rules: str, cron: str, now: int) -> int:
    """Rows changed."""
    sql = "UPDATE retention_policy SET rules = ?, cron = ?, updated_at = ? WHERE id = ?"
    return tx.run(sql, rules, cron, now, policy_id)


def delete(tx: Tx, policy_id: int) -> int:
    """Rows deleted."""
    return tx.run("DELETE FROM retention_policy WHERE id = ?", policy_id)
