"""The SQL of looking at all rows of a table in lots, and of repairing single ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx


def blobs(tx: Tx, after: int, most: int) -> list[Row]:
    """(id, digest, size, incarnation) behind `after`, by id."""
    return tx.all("SELECT id, digest, size, incarnation FROM blob WHERE id > ? ORDER BY id LIMIT ?", after, most)


def live(tx: Tx, digests: Collection[str]) -> dict[str, tuple[int, int, str]]:
    """digest → (id, size, incarnation)."""
    found: dict[str, tuple[int, int, str]] = {}
    for marks, lot in in_lots(sorted(digests)):
        for digest, *rest in tx.all(f"SELECT digest, id, size, incarnation FROM blob WHERE digest IN ({marks})", *lot):
            found[digest] = (rest[0], rest[1], rest[2])
    return found


def any_blob(tx: Tx) -> bool:
    """Whether there is one at all."""
    return tx.one("SELECT 1 FROM blob LIMIT 1") is not None


def to_unlink(tx: Tx, after: int, most: int) -> list[Row]:
    """(number, path) of the unlink log behind `after`, by number."""
    return tx.all("SELECT id, path FROM unlink_log WHERE id > ? ORDER BY id LIMIT ?", after, most)


def last_unlink(tx: Tx) -> int:
    """The last number of the unlink log."""
    return int(tx.value("SELECT coalesce(max(id), 0) FROM unlink_log"))


def logged(tx: Tx, paths: Collection[str]) -> set[str]:
    """Those that the unlink log names."""
    found: set[str] = set()
    for marks, lot in in_lots(sorted(paths)):
        found.update(path for (path,) in tx.all(f"SELECT path FROM unlink_log WHERE path IN ({marks})", *lot))
    return found


def log_unlink(tx: Tx, path: str, not_before: int) -> None:
    """It goes then."""
    tx.run("INSERT INTO unlink_log (path, not_before) VALUES (?, ?)", path, not_before)


def forget_unlink(tx: Tx, number: int) -> bool:
    """It does not go; whether it was still to."""
    return bool(tx.run("DELETE FROM unlink_log WHERE id = ?", number))


def adopt(tx: Tx, blob_id: int, size: int, before: str, incarnation: str) -> bool:
    """The blob's bytes are those of another incarnation from now on; False: it has others than before meanwhile."""
    return bool(
        tx.run(
            "UPDATE blob SET size = ?, incarnation = ?, damage = NULL, damaged_at = NULL"
            " WHERE id = ? AND incarnation = ?",
            size,
            incarnation,
            blob_id,
            before,
        )
    )


def manifest_ids(tx: Tx, after: int, most: int) -> list[int]:
    """Ids behind `after`, in order."""
    return [key for (key,) in tx.all("SELECT id FROM manifest WHERE id > ? ORDER BY id LIMIT ?", after, most)]


def manifests(tx: Tx, ids: Sequence[int]) -> list[Row]:
    """(id, repository's id, its name, digest, media type, size, body or None)."""
    marks = ",".join("?" * len(ids))
    return tx.all(
        "SELECT m.id, m.repository_id, r.name, m.digest, m.media_type, m.size, b.body FROM manifest m"
        " JOIN repository r ON r.id = m.repository_id LEFT JOIN manifest_body b ON b.manifest_id = m.id"
        f" WHERE m.id IN ({marks}) ORDER BY m.id",
        *ids,
    )


def edges(tx: Tx, ids: Sequence[int]) -> list[Row]:
    """(manifest's id, digest of a blob that it keeps)."""
    marks = ",".join("?" * len(ids))
    return tx.all(
        "SELECT e.manifest_id, b.digest FROM manifest_blob e JOIN blob b ON b.id = e.blob_id"
        f" WHERE e.manifest_id IN ({marks})",
        *ids,
    )


def children(tx: Tx, ids: Sequence[int]) -> list[Row]:
    """(manifest's id, digest of a manifest that it keeps)."""
    marks = ",".join("?" * len(ids))
    return tx.all(
        "SELECT c.parent_id, m.digest FROM manifest_child c JOIN manifest m ON m.id = c.child_id"
        f" WHERE c.parent_id IN ({marks})",
        *ids,
    )


def gaps(tx: Tx, ids: Sequence[int]) -> list[Row]:
    """(manifest's id, digest of what it waits for)."""
    marks = ",".join("?" * len(ids))
    return tx.all(f"SELECT manifest_id, digest FROM manifest_gap WHERE manifest_id IN ({marks})", *ids)


def add_edge(tx: Tx, manifest_id: int, digest: str) -> int:
    """The manifest keeps the blob; how many rows came, none where there is no such blob."""
    return tx.run(
        "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id)"
        " SELECT m.id, b.id, m.repository_id, m.project_id FROM manifest m JOIN blob b ON b.digest = ?"
        " WHERE m.id = ? ON CONFLICT DO NOTHING",
        digest,
        manifest_id,
    )


def add_child(tx: Tx, manifest_id: int, digest: str) -> int:
    """The index keeps the manifest of its repository; how many rows came."""
    return tx.run(
        "INSERT INTO manifest_child (parent_id, child_id) SELECT p.id, c.id FROM manifest p"
        " JOIN manifest c ON c.repository_id = p.repository_id AND c.digest = ? AND c.id <> p.id"
        " WHERE p.id = ? ON CONFLICT DO NOTHING",
        digest,
        manifest_id,
    )


def add_gap(tx: Tx, manifest_id: int, digest: str) -> int:
    """The manifest waits for it."""
    return tx.run(
        "INSERT INTO manifest_gap (manifest_id, repository_id, digest)"
        " SELECT id, repository_id, ? FROM manifest WHERE id = ? ON CONFLICT DO NOTHING",
        digest,
        manifest_id,
    )


def drop_edge(tx: Tx, manifest_id: int, digest: str) -> int:
    """The manifest does not keep the blob."""
    return tx.run(
        "DELETE FROM manifest_blob WHERE manifest_id = ? AND blob_id = (SELECT id FROM blob WHERE digest = ?)",
        manifest_id,
        digest,
    )


def drop_child(tx: Tx, manifest_id: int, digest: str) -> int:
    """The index does not keep the manifest."""
    return tx.run(
        "DELETE FROM manifest_child WHERE parent_id = ? AND child_id IN (SELECT c.id FROM manifest c"
        " JOIN manifest p ON p.repository_id = c.repository_id WHERE p.id = ? AND c.digest = ?)",
        manifest_id,
        manifest_id,
        digest,
    )
