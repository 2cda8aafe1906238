"""The groups' SQL."""

from __future__ import annotations

from roadstead.db.listing import like
from roadstead.db.tx import Row, Tx

COLUMNS = "id, name, kind, ldap_dn"
_OF_DN = "ldap_dn <> '' AND lower(ldap_dn) = lower(?)"


def by_id(tx: Tx, group_id: int) -> Row | None:
    """`COLUMNS`."""
    return tx.one(f"SELECT {COLUMNS} FROM user_group WHERE id = ?", group_id)


def same(tx: Tx, name: str, kind: int, ldap_dn: str) -> Row | None:
    """`COLUMNS` of the group with this DN, whatever the case of its letters, or without one with this name and kind."""
    if ldap_dn:
        return tx.one(f"SELECT {COLUMNS} FROM user_group WHERE {_OF_DN}", ldap_dn)
    return tx.one(f"SELECT {COLUMNS} FROM user_group WHERE name = ? AND kind = ?", name, kind)


def page(tx: Tx, name: str, ldap_dn: str, window: tuple[int, int]) -> tuple[list[Row], int]:
    """(`COLUMNS` of a page's groups by name, the number of all) whose name holds `name`, with this DN if not empty."""
    where, values = "1 = 1", list[object]()
    if name:
        where, values = f"{where} AND lower(name) LIKE ? ESCAPE '\\'", [like(name)]
    if ldap_dn:
        where, values = f"{where} AND {_OF_DN}", [*values, ldap_dn]
    rows = tx.all(
        f"SELECT {COLUMNS} FROM user_group WHERE {where} ORDER BY name, kind LIMIT ? OFFSET ?", *values, *window
    )
    return rows, int(tx.value(f"SELECT count(*) FROM user_group WHERE {where}", *values))


def add(tx: Tx, name: str, kind: int, ldap_dn: str, now: int) -> Row | None:
    """`COLUMNS` of the new group; None when name or DN is taken."""
    return tx.one(
        "INSERT INTO user_group (name, kind, ldap_dn, created_at, updated_at) VALUES (?, ?, ?, ?, ?)"
        f" ON CONFLICT DO NOTHING RETURNING {COLUMNS}",
        name,
        kind,
        ldap_dn,
        now,
        now,
    )


def rename(tx: Tx, group_id: int, name: str, now: int) -> int:
    """Rows changed. Raises IntegrityError when the name is taken."""
    return tx.run("UPDATE user_group SET name = ?, updated_at = ? WHERE id = ?", name, now, group_id)


def accounts(tx: Tx, group_id: int) -> list[int]:
    """The ids of those who are in it."""
    return [row[0] for row in tx.all("SELECT account_id FROM account_group WHERE group_id = ?", group_id)]


def delete(tx: Tx, group_id: int) -> int:
    """Rows changed; its memberships go with it."""
    return tx.run("DELETE FROM user_group WHERE id = ?", group_id)
