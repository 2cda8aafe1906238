"""The SQL of collection: notes of blobs that something let go of, and the blobs that nothing keeps."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx

_KEPT = " OR ".join(
    # With LIMIT each is a look into an index, whatever a planner thinks of the tables' sizes.
    f"(SELECT 1 FROM {table} k WHERE k.blob_id = blob.id LIMIT 1) IS NOT NULL"
    for table in ("manifest_blob", "blob_lease", "trash_blob")
)


def take_notes(tx: Tx, after: int, most: int) -> list[Row]:
    """(number, blob id) of at most `most` notes behind `after` that no other collection works on."""
    return tx.take("SELECT id, blob_id FROM loose_blob WHERE id > ? ORDER BY id LIMIT ?", after, most)


def count_notes(tx: Tx) -> tuple[int, int]:
    """(how many notes there are, the last one's number)."""
    row = tx.one("SELECT count(*), coalesce(max(id), 0) FROM loose_blob")
    assert row is not None
    return int(row[0]), int(row[1])


def take_blobs(tx: Tx, blob_ids: Collection[int]) -> set[int]:
    """Those of the blobs that nobody works on: nothing comes to keep one before the transaction ends."""
    found: set[int] = set()
    for marks, lot in in_lots(sorted(blob_ids)):
        found.update(blob_id for (blob_id,) in tx.take(f"SELECT id FROM blob WHERE id IN ({marks}) ORDER BY id", *lot))
    return found


def there(tx: Tx, blob_ids: Collection[int]) -> set[int]:
    """Those that are there."""
    found: set[int] = set()
    for marks, lot in in_lots(sorted(blob_ids)):
        found.update(blob_id for (blob_id,) in tx.all(f"SELECT id FROM blob WHERE id IN ({marks})", *lot))
    return found


def delete_unkept(tx: Tx, blob_ids: Collection[int]) -> list[Row]:
    """(digest, size, incarnation) of those that nothing keeps and that are gone now.

    They were taken by an earlier statement: on PostgreSQL only the next one sees all that was added before.
    """
    found: list[Row] = []
    for marks, lot in in_lots(sorted(blob_ids)):
        found += tx.all(
            f"DELETE FROM blob WHERE id IN ({marks}) AND NOT ({_KEPT}) RETURNING digest, size, incarnation", *lot
        )
    return found


def log_unlinks(tx: Tx, paths: Sequence[str], not_before: int) -> None:
    """No row names these paths any more."""
    tx.many("INSERT INTO unlink_log (path, not_before) VALUES (?, ?)", [(path, not_before) for path in paths])


def forget_notes(tx: Tx, numbers: Sequence[int]) -> None:
    """What these told of has been seen to."""
    for marks, lot in in_lots(numbers):
        tx.run(f"DELETE FROM loose_blob WHERE id IN ({marks})", *lot)


def notes(tx: Tx, after: int, most: int) -> list[Row]:
    """(number, blob id) of at most `most` notes behind `after`."""
    return tx.all("SELECT id, blob_id FROM loose_blob WHERE id > ? ORDER BY id LIMIT ?", after, most)


def sizes_of_unkept(tx: Tx, blob_ids: Collection[int]) -> list[int]:
    """Bytes of each of those that nothing keeps."""
    found: list[int] = []
    for marks, lot in in_lots(sorted(blob_ids)):
        rows = tx.all(f"SELECT size FROM blob WHERE id IN ({marks}) AND NOT ({_KEPT})", *lot)
        found += (size for (size,) in rows)
    return found
