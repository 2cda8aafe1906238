"""The accounts' SQL. A deleted account keeps its row, so that what names its id still finds a name."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx

COLUMNS = "id, username, sysadmin, disabled, epoch"


def hash_of(tx: Tx, account_id: int) -> str:
    """The password's hash; empty when the account is not there."""
    return str(tx.value("SELECT password_hash FROM account WHERE id = ? AND deleted_at IS NULL", account_id) or "")


def by_name(tx: Tx, username: str) -> Row | None:
    """`COLUMNS`, the password's hash, and when somebody was last let in by it."""
    return tx.one(
        f"SELECT {COLUMNS}, password_hash, seen_at FROM account WHERE username = ? AND deleted_at IS NULL", username
    )


def by_id(tx: Tx, account_id: int) -> Row | None:
    """`COLUMNS` of an account that is not deleted."""
    return tx.one(f"SELECT {COLUMNS} FROM account WHERE id = ? AND deleted_at IS NULL", account_id)


def add(
    tx: Tx, username: str, email: str | None, realname: str, comment: str, password_hash: str, sysadmin: bool, now: int
) -> Row | None:
    """`COLUMNS` of the new account; None when name or address is taken."""
    return tx.one(
        "INSERT INTO account (username, email, realname, comment, password_hash, sysadmin, created_at, updated_at)"
        f" VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING {COLUMNS}",
        username,
        email,
        realname,
        comment,
        password_hash,
        int(sysadmin),
        now,
        now,
    )


def add_first(tx: Tx, username: str, password_hash: str, now: int) -> bool:
    """Make account 1, a system administrator; False when there is or ever was one.

    The second statement always meets the first's row and adds nothing; it takes the number 1 from
    PostgreSQL's sequence, which the explicit id did not.
    """
    values = (username, password_hash, now)
    made = tx.run(
        "INSERT INTO account (id, username, password_hash, sysadmin, created_at) VALUES (1, ?, ?, 1, ?)"
        " ON CONFLICT DO NOTHING",
        *values,
    )
    if made:
        tx.run(
            "INSERT INTO account (username, password_hash, sysadmin, created_at) VALUES (?, ?, 1, ?)"
            " ON CONFLICT DO NOTHING",
            *values,
        )
    return bool(made)


def ever_had(tx: Tx, account_id: int) -> bool:
    """Whether there is or was such an account."""
    return tx.one("SELECT 1 FROM account WHERE id = ?", account_id) is not None


def set_password(tx: Tx, account_id: int, password_hash: str, now: int) -> None:
    """Older tokens and sessions end."""
    tx.run(
        "UPDATE account SET password_hash = ?, epoch = epoch + 1, updated_at = ? WHERE id = ?",
        password_hash,
        now,
        account_id,
    )


def replace_hash(tx: Tx, account_id: int, old: str, new: str) -> int:
    """The same password with newer parameters: tokens stay."""
    return tx.run("UPDATE account SET password_hash = ? WHERE id = ? AND password_hash = ?", new, account_id, old)


def set_disabled(tx: Tx, account_id: int, disabled: bool, now: int) -> None:
    """Older tokens and sessions end."""
    tx.run(
        "UPDATE account SET disabled = ?, epoch = epoch + 1, updated_at = ? WHERE id = ?",
        int(disabled),
        now,
        account_id,
    )


def delete(tx: Tx, account_id: int, now: int) -> None:
    """The name is free again, tokens and sessions end, the hash is forgotten."""
    tx.run(
        "UPDATE account SET deleted_at = ?, epoch = epoch + 1, password_hash = '', email = NULL WHERE id = ?",
        now,
        account_id,
    )
    tx.run("DELETE FROM account_group WHERE account_id = ?", account_id)


def seen(tx: Tx, account_id: int, now: int, before: int) -> None:
    """Somebody was let in by the account's password, unless that is written down of a time after `before`."""
    tx.run("UPDATE account SET seen_at = ? WHERE id = ? AND seen_at < ?", now, account_id, before)
