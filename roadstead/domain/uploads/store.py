"""The SQL of upload sessions."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx


def begun_by(tx: Tx, actor: int, most: int) -> int:
    """How many sessions the account has open; counting ends at `most`."""
    return int(tx.value("SELECT count(*) FROM (SELECT 1 FROM upload WHERE actor = ? LIMIT ?) AS u", actor, most))


def add(tx: Tx, upload_id: str, repository_id: int, actor: int, now: int) -> None:
    """A new session."""
    tx.run(
        "INSERT INTO upload (id, repository_id, actor, started_at) VALUES (?, ?, ?, ?)",
        upload_id,
        repository_id,
        actor,
        now,
    )


def find(tx: Tx, upload_id: str) -> Row | None:
    """(repository name, actor)."""
    return tx.one(
        "SELECT r.name, u.actor FROM upload u JOIN repository r ON r.id = u.repository_id WHERE u.id = ?",
        upload_id,
    )


def lock(tx: Tx, upload_id: str) -> bool:
    """Wait for whoever is ending the session just now; whether it is still there."""
    return bool(tx.run("UPDATE upload SET started_at = started_at WHERE id = ?", upload_id))


def delete(tx: Tx, upload_id: str) -> bool:
    """Whether there was one."""
    return bool(tx.run("DELETE FROM upload WHERE id = ?", upload_id))


def delete_begun_before(tx: Tx, time: int, most: int) -> list[str]:
    """Ids of at most `most` sessions that were begun before `time` and are gone now."""
    rows = tx.all(
        "DELETE FROM upload WHERE id IN (SELECT id FROM upload WHERE started_at < ? LIMIT ?) RETURNING id",
        time,
        most,
    )
    return [upload_id for (upload_id,) in rows]
