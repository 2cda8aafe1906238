"""The SQL of deleting a whole repository: at once for everybody who asks for it, in steps for the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog import store


def take_away(tx: Tx, repository_id: int, name: str, actor: str, trash_id: int | None) -> bool:
    """The name is free from now on. Whoever is putting something into the repository just now is waited for.

    False when somebody else has just taken it away.
    """
    taken = "UPDATE repository SET name = ?, updated_at = 0 WHERE id = ? AND name = ?"
    if not tx.run(taken, f"~{repository_id}", repository_id, name):
        return False
    tx.run(
        "INSERT INTO repository_removal (repository_id, name, actor, trash_id) VALUES (?, ?, ?, ?)",
        repository_id,
        name,
        actor,
        trash_id,
    )
    return True


def tags(tx: Tx, repository_id: int, most: int) -> Iterator[list[str]]:
    """Names of all its tags, in lots."""
    last = ""
    while lot := store.tag_names(tx, repository_id, last, most):
        yield lot
        last = lot[-1]


def pending(tx: Tx, most: int) -> list[int]:
    """Ids of repositories that are not cleared yet."""
    rows = tx.all("SELECT repository_id FROM repository_removal ORDER BY repository_id LIMIT ?", most)
    return [repository_id for (repository_id,) in rows]


def lock(tx: Tx, repository_id: int) -> Row | None:
    """(name, who deletes it, project id, trash id), for one step at a time; None when it is gone.

    Whoever found the repository before it lost its name and puts something into it is waited for, or waits.
    """
    row = tx.one(
        "UPDATE repository_removal SET steps = steps + 1 WHERE repository_id = ?"
        " RETURNING name, actor, steps, trash_id",
        repository_id,
    )
    if row is None:
        return None
    name, actor, steps, trash_id = row
    # Only a name that really changes keeps foreign keys from being checked meanwhile (PostgreSQL).
    another = f"~{repository_id}.{steps}"
    project_id = tx.value("UPDATE repository SET name = ? WHERE id = ? RETURNING project_id", another, repository_id)
    return name, actor, project_id, trash_id


def some_manifests(tx: Tx, repository_id: int, most: int) -> list[Row]:
    """(id, digest)."""
    return tx.all("SELECT id, digest FROM manifest WHERE repository_id = ? LIMIT ?", repository_id, most)


def unlist(tx: Tx, manifest_ids: Sequence[int]) -> None:
    """No index keeps these any more, and they keep none."""
    for marks, lot in in_lots(manifest_ids):
        tx.run(f"DELETE FROM manifest_child WHERE parent_id IN ({marks})", *lot)
        tx.run(f"DELETE FROM manifest_child WHERE child_id IN ({marks})", *lot)


def end_some_leases(tx: Tx, repository_id: int, most: int) -> list[str]:
    """Digests of at most `most` blobs that the repository held by a lease and holds no more."""
    rows = tx.all(
        "DELETE FROM blob_lease WHERE repository_id = ? AND blob_id IN (SELECT l.blob_id FROM blob_lease l"
        " WHERE l.repository_id = ? LIMIT ?) RETURNING (SELECT b.digest FROM blob b WHERE b.id = blob_lease.blob_id)",
        repository_id,
        repository_id,
        most,
    )
    return [digest for (digest,) in rows]


def take_some_history(tx: Tx, repository_id: int, most: int) -> list[Row]:
    """(id, name, digest, actor, at) of at most `most` lines of the tags' history, which are gone now."""
    return tx.all(
        "DELETE FROM tag_history WHERE id IN (SELECT id FROM tag_history WHERE repository_id = ? LIMIT ?)"
        " RETURNING id, name, digest, actor, at",
        repository_id,
        most,
    )


def removal_into(tx: Tx, trash_id: int) -> int | None:
    """The id of the repository that is being cleared into this item of the trash."""
    found: int | None = tx.value("SELECT repository_id FROM repository_removal WHERE trash_id = ?", trash_id)
    return found


def delete(tx: Tx, repository_id: int) -> None:
    """The last of it. Raises IntegrityError when something was put into it meanwhile."""
    tx.run("DELETE FROM repository WHERE id = ?", repository_id)
