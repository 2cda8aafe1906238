"""The memberships' SQL: accounts and groups in projects. Those of deleted accounts are not there any more."""

from __future__ import annotations

from roadstead.db.listing import like
from roadstead.db.tx import Row, Tx

COLUMNS = "m.id, m.project_id, m.role, m.account_id, m.group_id, coalesce(a.username, g.name)"
_MEMBERS = (
    "FROM member m LEFT JOIN account a ON a.id = m.account_id AND a.deleted_at IS NULL"
    " LEFT JOIN user_group g ON g.id = m.group_id"
    " WHERE m.project_id = ? AND coalesce(a.id, g.id) IS NOT NULL"
)


def page(tx: Tx, project_id: int, part: str, limit: int, offset: int) -> tuple[int, list[Row]]:
    """(how many there are in all, `COLUMNS` of a page of them, the eldest first), whose names hold `part`."""
    named, values = (
        ("", []) if not part else (" AND lower(coalesce(a.username, g.name)) LIKE ? ESCAPE '\\'", [like(part)])
    )
    total: int = tx.value(f"SELECT count(*) {_MEMBERS}{named}", project_id, *values)
    rows = tx.all(
        f"SELECT {COLUMNS} {_MEMBERS}{named} ORDER BY m.id LIMIT ? OFFSET ?", project_id, *values, limit, offset
    )
    return total, rows


def one(tx: Tx, project_id: int, member_id: int) -> Row | None:
    """`COLUMNS`; None when the project has no such member."""
    return tx.one(f"SELECT {COLUMNS} {_MEMBERS} AND m.id = ?", project_id, member_id)


def of_account(tx: Tx, project_id: int, account_id: int) -> Row | None:
    """`COLUMNS` of the account's own membership."""
    return tx.one(f"SELECT {COLUMNS} {_MEMBERS} AND m.account_id = ?", project_id, account_id)


def add(tx: Tx, project_id: int, account_id: int | None, group_id: int | None, role: int, now: int) -> int | None:
    """The new member's id; None when account or group is one already. Raises IntegrityError for an absent project."""
    found: int | None = tx.value(
        "INSERT INTO member (project_id, account_id, group_id, role, created_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING id",
        project_id,
        account_id,
        group_id,
        role,
        now,
    )
    return found


def set_role(tx: Tx, member_id: int, role: int) -> int:
    """Rows changed."""
    return tx.run("UPDATE member SET role = ? WHERE id = ?", role, member_id)


def remove(tx: Tx, member_id: int) -> int:
    """Rows changed."""
    return tx.run("DELETE FROM member WHERE id = ?", member_id)


def counts(tx: Tx, project_id: int) -> list[Row]:
    """(role, how many have it)."""
    return tx.all(f"SELECT m.role, count(*) {_MEMBERS} GROUP BY m.role", project_id)
