"""The SQL of accounts as people see them: profiles, lists, searches."""

from __future__ import annotations

from typing import Literal

from roadstead.db.listing import Column, Columns, Listing, like
from roadstead.db.tx import Row, Tx

PROFILE = "id, username, coalesce(email, ''), realname, comment, sysadmin, disabled, created_at, updated_at, seen_at"
LISTED: Columns = {
    "user_id": Column("id", "number"),
    "username": Column("username"),
    "email": Column("email"),
    "creation_time": Column("created_at", "time"),
    "realname": Column("realname", sortable=False),
    "comment": Column("comment", sortable=False),
    "sysadmin_flag": Column("sysadmin", "flag", sortable=False),
    "update_time": Column("updated_at", "time", sortable=False),
}


def profile(tx: Tx, account_id: int) -> Row | None:
    """`PROFILE` of an account that is not deleted."""
    return tx.one(f"SELECT {PROFILE} FROM account WHERE id = ? AND deleted_at IS NULL", account_id)


def page(tx: Tx, listing: Listing) -> tuple[list[Row], int]:
    """(`PROFILE` of a page's accounts, the number of all)."""
    where, values = listing.where(LISTED)
    order = listing.order(LISTED, "id", "username, id")
    rows = tx.all(
        f"SELECT {PROFILE} FROM account WHERE deleted_at IS NULL{where}{order} LIMIT ? OFFSET ?",
        *values,
        *listing.window,
    )
    return rows, int(tx.value(f"SELECT count(*) FROM account WHERE deleted_at IS NULL{where}", *values))


def search(tx: Tx, part: str, listing: Listing) -> tuple[list[Row], int]:
    """((id, username) of a page's accounts whose name holds `part`, the number of all)."""
    where = "deleted_at IS NULL AND lower(username) LIKE ? ESCAPE '\\'"
    rows = tx.all(
        f"SELECT id, username FROM account WHERE {where} ORDER BY username, id LIMIT ? OFFSET ?",
        like(part),
        *listing.window,
    )
    return rows, int(tx.value(f"SELECT count(*) FROM account WHERE {where}", like(part)))


def has(tx: Tx, column: Literal["username", "email"], value: str) -> bool:
    """Whether an account that is not deleted has this value there."""
    return tx.one(f"SELECT 1 FROM account WHERE {column} = ? AND deleted_at IS NULL", value) is not None


def set_details(tx: Tx, account_id: int, email: str | None, realname: str, comment: str, now: int) -> None:
    """Raises IntegrityError when the address is somebody else's."""
    tx.run(
        "UPDATE account SET email = ?, realname = ?, comment = ?, updated_at = ? WHERE id = ?",
        email,
        realname,
        comment,
        now,
        account_id,
    )


def set_sysadmin(tx: Tx, account_id: int, sysadmin: bool, now: int) -> None:
    """Make the account a system administrator, or one no more."""
    tx.run("UPDATE account SET sysadmin = ?, updated_at = ? WHERE id = ?", int(sysadmin), now, account_id)
