"""The audit log's SQL."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx

DISABLED = (
    "SELECT 1 FROM configuration c WHERE c.name = 'disabled_audit_log_event_types'"
    " AND ',' || c.value || ',' LIKE ? ESCAPE '\\'"
)


def add(tx: Tx, rows: list[Row]) -> None:
    """Rows of (at, actor, address, operation, resource_type, resource, project_id, description, success).

    An administrator may have chosen to keep none of this type: asked in the same statement, so that a
    choice counts from its own transaction on.
    """
    tx.many(
        "INSERT INTO audit_log"
        " (at, actor, address, operation, resource_type, resource, project_id, description, success)"
        f" SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS ({DISABLED})",
        [(*row, _pattern(row[3], row[4])) for row in rows],
    )


def _pattern(operation: str, resource_type: str) -> str:
    event = f"{operation}_{resource_type}".replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%,{event},%"
