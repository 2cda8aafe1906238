"""The sessions' SQL."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx

LISTED = "id, address, user_agent, created_at, seen_at, expires_at"


def find(tx: Tx, secret_hash: str) -> Row | None:
    """(session's id, seen_at, expires_at, account's id, username, sysadmin, disabled, epoch) while it is the account's.

    None when the account is disabled, deleted, or has another password since.
    """
    return tx.one(
        "SELECT s.id, s.seen_at, s.expires_at, a.id, a.username, a.sysadmin, a.disabled, a.epoch"
        " FROM session s JOIN account a ON a.id = s.account_id"
        " WHERE s.secret_hash = ? AND a.epoch = s.epoch AND a.disabled = 0 AND a.deleted_at IS NULL",
        secret_hash,
    )


def add(
    tx: Tx, secret_hash: str, account_id: int, epoch: int, address: str, user_agent: str, now: int, expires_at: int
) -> int:
    """The new session's id."""
    found: int = tx.value(
        "INSERT INTO session (secret_hash, account_id, epoch, address, user_agent, created_at, seen_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        secret_hash,
        account_id,
        epoch,
        address,
        user_agent,
        now,
        now,
        expires_at,
    )
    return found


def use(tx: Tx, session_id: int, now: int, expires_at: int) -> None:
    """It was used now."""
    tx.run("UPDATE session SET seen_at = ?, expires_at = ? WHERE id = ?", now, expires_at, session_id)


def of_account(tx: Tx, account_id: int, now: int, most: int) -> list[Row]:
    """`LISTED` of those that are open, the one used last first."""
    return tx.all(
        f"SELECT {LISTED} FROM session WHERE account_id = ? AND expires_at > ?"
        " AND epoch = (SELECT epoch FROM account WHERE account.id = session.account_id)"
        " ORDER BY seen_at DESC, id DESC LIMIT ?",
        account_id,
        now,
        most,
    )


def end_by_hash(tx: Tx, secret_hash: str) -> int:
    """Rows changed."""
    return tx.run("DELETE FROM session WHERE secret_hash = ?", secret_hash)


def end(tx: Tx, account_id: int, session_id: int) -> int:
    """Rows changed; only a session of this account."""
    return tx.run("DELETE FROM session WHERE id = ? AND account_id = ?", session_id, account_id)


def end_others(tx: Tx, account_id: int, but: int) -> int:
    """How many of the account's sessions ended: all but this one."""
    return tx.run("DELETE FROM session WHERE account_id = ? AND id <> ?", account_id, but)


def end_beyond(tx: Tx, account_id: int, most: int) -> int:
    """How many of the account's oldest sessions ended, so that `most` remain."""
    return tx.run(
        "DELETE FROM session WHERE id IN"
        " (SELECT id FROM session WHERE account_id = ? ORDER BY seen_at DESC, id DESC LIMIT 1000 OFFSET ?)",
        account_id,
        most,
    )


def clear(tx: Tx, now: int, most: int) -> int:
    """How many ended whose time is over: at most so many at once."""
    return tx.run("DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < ? LIMIT ?)", now, most)
