"""The SQL of removing from the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx


def old(tx: Tx, before: int, after: tuple[int, int], most: int) -> list[Row]:
    """(at, id, operation, resource type) of entries before that time and behind (time, id), in this order."""
    return tx.all(
        "SELECT at, id, operation, resource_type FROM audit_log"
        " WHERE at < ? AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?",
        before,
        *after,
        most,
    )


def remove(tx: Tx, ids: Sequence[int]) -> None:
    """These entries are gone."""
    for marks, lot in in_lots(ids):
        tx.run(f"DELETE FROM audit_log WHERE id IN ({marks})", *lot)
