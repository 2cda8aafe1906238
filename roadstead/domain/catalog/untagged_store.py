"""The SQL of artifacts that a tag left or never had: notes of those, and which of them are bare.

Bare is what no tag names, no index keeps and belongs to no other artifact.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx

_BARE = (
    "m.accessory_of IS NULL AND NOT EXISTS (SELECT 1 FROM tag t WHERE t.manifest_id = m.id)"
    " AND NOT EXISTS (SELECT 1 FROM manifest_child c WHERE c.child_id = m.id)"
)
Place = tuple[int, int]
"""(time, number) of a note."""


def notes(tx: Tx, settled: int, before: int, after: Place, most: int) -> list[Row]:
    """(number, manifest id, time) of notes that are older, behind `after`; the oldest first."""
    return tx.all(
        "SELECT id, manifest_id, since FROM bare_manifest"
        " WHERE settled = ? AND since <= ? AND (since, id) > (?, ?) ORDER BY since, id LIMIT ?",
        settled,
        before,
        *after,
        most,
    )


def bare(tx: Tx, manifest_ids: Collection[int]) -> list[Row]:
    """(id, repository, digest, pushed at) of those that are bare; not of repositories on their way out."""
    found: list[Row] = []
    for marks, lot in in_lots(sorted(manifest_ids)):
        found += tx.all(
            "SELECT m.id, r.name, m.digest, m.pushed_at FROM manifest m JOIN repository r ON r.id = m.repository_id"
            f" WHERE m.id IN ({marks}) AND r.name < '~' AND {_BARE} ORDER BY m.id",
            *lot,
        )
    return found


def is_bare(tx: Tx, manifest_id: int, before: int) -> bool:
    """Whether it is bare still and was not pushed since; its row is held by an earlier statement."""
    return (
        tx.one(f"SELECT 1 FROM manifest m WHERE m.id = ? AND m.pushed_at <= ? AND {_BARE}", manifest_id, before)
        is not None
    )


def settle(tx: Tx, notes: Sequence[Row]) -> None:
    """These, (number, manifest id), were looked at and stay: one note of each artifact is kept."""
    last = {manifest_id: number for number, manifest_id in notes}
    for marks, lot in in_lots(sorted(last)):
        tx.run(f"DELETE FROM bare_manifest WHERE settled = 1 AND manifest_id IN ({marks})", *lot)
    for marks, lot in in_lots(sorted(last.values())):
        tx.run(f"UPDATE bare_manifest SET settled = 1 WHERE id IN ({marks})", *lot)
    forget(tx, [number for number, manifest_id in notes if number != last[manifest_id]])


def forget(tx: Tx, numbers: Sequence[int]) -> None:
    """These have been seen to."""
    for marks, lot in in_lots(numbers):
        tx.run(f"DELETE FROM bare_manifest WHERE id IN ({marks})", *lot)
