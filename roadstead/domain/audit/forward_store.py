"""The SQL of forwarding the audit log: one row that says how far it is, and which node is at it."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx

_LAST = "(SELECT coalesce(max(a.id), 0) FROM audit_log a)"


def begin(tx: Tx) -> None:
    """What is written from now on is to be forwarded, unless it has begun already."""
    tx.run(f"UPDATE audit_forward SET running = 1, seen = {_LAST} WHERE running = 0")


def end(tx: Tx) -> None:
    """Nothing is to be forwarded any more; the next time begins anew."""
    tx.run("UPDATE audit_forward SET running = 0")


def waits(tx: Tx, holder: str, now: int) -> bool:
    """Whether there is anything for this node to do."""
    found = tx.one(
        "SELECT 1 FROM audit_forward f WHERE (f.holder = ? OR f.held_until < ?)"
        f" AND (f.running = 0 OR f.seen < {_LAST})",
        holder,
        now,
    )
    return found is not None


def claim(tx: Tx, holder: str, until: int, now: int) -> int | None:
    """The id of the last entry that was forwarded, for this node to go on until then; None: another is at it."""
    begin(tx)
    seen: int | None = tx.value(
        "UPDATE audit_forward SET holder = ?, held_until = ? WHERE holder = ? OR held_until < ? RETURNING seen",
        holder,
        until,
        holder,
        now,
    )
    return seen


def after(tx: Tx, seen: int, most: int) -> list[Row]:
    """(id, at, actor, address, operation, resource type, resource, project id, description, success)."""
    return tx.all(
        "SELECT id, at, actor, address, operation, resource_type, resource, project_id, description, success"
        " FROM audit_log WHERE id > ? ORDER BY id LIMIT ?",
        seen,
        most,
    )


def advance(tx: Tx, holder: str, seen: int) -> bool:
    """Entries up to this one have been forwarded; False: another node has taken over meanwhile."""
    return bool(tx.run("UPDATE audit_forward SET seen = ? WHERE holder = ?", seen, holder))


def forget(tx: Tx, ids: Sequence[int]) -> None:
    """These entries are kept elsewhere and no more here."""
    for marks, lot in in_lots(ids):
        tx.run(f"DELETE FROM audit_log WHERE id IN ({marks})", *lot)
