"""The audit log's SQL."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx


def add(tx: Tx, rows: list[Row]) -> None:
    """Rows of (at, actor, address, operation, resource_type, resource, project_id, description, success)."""
    tx.many(
        "INSERT INTO audit_log"
        " (at, actor, address, operation, resource_type, resource, project_id, description, success)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
