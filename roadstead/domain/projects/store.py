"""The projects' and memberships' SQL."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.tx import Row, Tx

COLUMNS = "id, name, public, owner_id"


def by_name(tx: Tx, name: str) -> Row | None:
    """`COLUMNS`."""
    return tx.one(f"SELECT {COLUMNS} FROM project WHERE name = ?", name)


def all_by_name(tx: Tx) -> list[Row]:
    """`COLUMNS` of every project, in byte order of their names."""
    return tx.all(f"SELECT {COLUMNS} FROM project ORDER BY name")


def add(tx: Tx, name: str, public: bool, owner_id: int | None, now: int) -> Row | None:
    """`COLUMNS` of the new project; None when the name is taken."""
    return tx.one(
        "INSERT INTO project (name, public, owner_id, created_at) VALUES (?, ?, ?, ?)"
        f" ON CONFLICT DO NOTHING RETURNING {COLUMNS}",
        name,
        int(public),
        owner_id,
        now,
    )


def set_public(tx: Tx, name: str, public: bool) -> int:
    """Rows changed."""
    return tx.run("UPDATE project SET public = ? WHERE name = ?", int(public), name)


def has_repositories(tx: Tx, project_id: int) -> bool:
    """Whether anything is kept in it."""
    return tx.one("SELECT 1 FROM repository WHERE project_id = ?", project_id) is not None


def delete(tx: Tx, project_id: int) -> int:
    """Rows changed; memberships go with it. Raises IntegrityError while it has repositories."""
    return tx.run("DELETE FROM project WHERE id = ?", project_id)


def set_member(tx: Tx, project_id: int, account_id: int, role: int, now: int) -> None:
    """Make the account a member, or change its role."""
    tx.run(
        "INSERT INTO member (project_id, account_id, role, created_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (project_id, account_id) DO UPDATE SET role = excluded.role",
        project_id,
        account_id,
        role,
        now,
    )


def remove_member(tx: Tx, project_id: int, account_id: int) -> int:
    """Rows changed."""
    return tx.run("DELETE FROM member WHERE project_id = ? AND account_id = ?", project_id, account_id)


_STANDING = (
    "SELECT p.name, p.id, p.public, m.role FROM project p"
    " LEFT JOIN member m ON m.project_id = p.id AND (m.account_id = ?"
    " OR m.group_id IN (SELECT group_id FROM account_group WHERE account_id = ?))"
)


def standings(tx: Tx, account_id: int, names: Sequence[str]) -> list[Row]:
    """(name, id, public, role or None) of those of the projects that exist; a row for each role that it has."""
    marks = ",".join("?" * len(names))
    return tx.all(f"{_STANDING} WHERE p.name IN ({marks}) ORDER BY m.role", account_id, account_id, *names)


def standing_by_id(tx: Tx, account_id: int, project_id: int) -> list[Row]:
    """The same of one project by its id."""
    return tx.all(f"{_STANDING} WHERE p.id = ? ORDER BY m.role", account_id, account_id, project_id)
