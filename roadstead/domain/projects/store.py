"""The projects' SQL, and that of what an account is to one."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.tx import Row, Tx
from roadstead.domain.projects.model import Project

COLUMNS = "id, name, public, owner_id"
OF_ROW = f"{COLUMNS}, created_at, updated_at, cve_allowlist"
LIVE = "updated_at > 0"
"""Of repositories: a manifest has come once, and it is not on its way out."""
DETAIL = (
    f"{OF_ROW}, (SELECT username FROM account WHERE account.id = p.owner_id),"
    f" (SELECT count(*) FROM repository WHERE repository.project_id = p.id AND repository.{LIVE})"
)
"""Of a project `p`."""


def project(row: Row) -> Project:
    """Of a row of `COLUMNS`."""
    return Project(row[0], row[1], bool(row[2]), row[3])


def by_name(tx: Tx, name: str) -> Row | None:
    """`COLUMNS`."""
    return tx.one(f"SELECT {COLUMNS} FROM project WHERE name = ?", name)


def all_by_name(tx: Tx) -> list[Row]:
    """`COLUMNS` of every project, in byte order of their names."""
    return tx.all(f"SELECT {COLUMNS} FROM project ORDER BY name")


def detail(tx: Tx, project_id: int) -> Row | None:
    """`DETAIL`."""
    return tx.one(f"SELECT {DETAIL} FROM project p WHERE p.id = ?", project_id)


def add(tx: Tx, name: str, public: bool, owner_id: int | None, cve_allowlist: str | None, now: int) -> Row | None:
    """`COLUMNS` of the new project; None when the name is taken."""
    return tx.one(
        "INSERT INTO project (name, public, owner_id, cve_allowlist, created_at, updated_at)"
        f" VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING {COLUMNS}",
        name,
        int(public),
        owner_id,
        cve_allowlist,
        now,
        now,
    )


def add_quota(tx: Tx, project_id: int, hard: int, now: int) -> None:
    """The project's limit in bytes, -1: none."""
    tx.run(
        "INSERT INTO quota (project_id, hard, created_at, updated_at) VALUES (?, ?, ?, ?)", project_id, hard, now, now
    )


def change(tx: Tx, project_id: int, public: bool | None, cve_allowlist: str | None, now: int) -> int:
    """Rows changed; None leaves what is there. On PostgreSQL later changes of the project wait for this one."""
    return tx.run(
        "UPDATE project SET public = coalesce(?, public), cve_allowlist = coalesce(?, cve_allowlist), updated_at = ?"
        " WHERE id = ?",
        None if public is None else int(public),
        cve_allowlist,
        now,
        project_id,
    )


def count_repositories(tx: Tx, project_id: int) -> int:
    """How many repositories it has."""
    count: int = tx.value(f"SELECT count(*) FROM repository WHERE project_id = ? AND {LIVE}", project_id)
    return count


def delete(tx: Tx, project_id: int) -> int:
    """Rows changed; what belongs to it goes with it, and what was sent to repositories that never had a manifest.

    Raises IntegrityError while it has others, shown or on their way out.
    """
    tx.run("DELETE FROM repository WHERE project_id = ? AND updated_at = 0 AND name < '~'", project_id)
    return tx.run("DELETE FROM project WHERE id = ?", project_id)


_STANDING = (
    "SELECT p.name, p.id, p.public, NULL AS role FROM project p WHERE {which}"
    " UNION ALL SELECT p.name, p.id, p.public, m.role FROM project p"
    " JOIN member m ON m.project_id = p.id AND m.account_id = ? WHERE {which}"
    " UNION ALL SELECT p.name, p.id, p.public, m.role FROM project p JOIN account_group g ON g.account_id = ?"
    " JOIN member m ON m.group_id = g.group_id AND m.project_id = p.id WHERE {which}"
)
"""Each part looks up what it needs by one index, however many members a project has."""


def standings(tx: Tx, account_id: int, names: Sequence[str]) -> list[Row]:
    """(name, id, public, role) of those of the projects that exist: a row with None, and one for each role it has."""
    which = f"p.name IN ({','.join('?' * len(names))})"
    return tx.all(_STANDING.format(which=which), *names, account_id, *names, account_id, *names)


def standing_by_id(tx: Tx, account_id: int, project_id: int) -> list[Row]:
    """The same of one project by its id."""
    sql = _STANDING.format(which="p.id = ?")
    return tx.all(sql, project_id, account_id, project_id, account_id, project_id)


def has_role(tx: Tx, account_id: int, role: int) -> bool:
    """Whether the account, or a group of it, has this role in any project."""
    found = tx.one(
        "SELECT 1 FROM member WHERE account_id = ? AND role = ? UNION ALL"
        " SELECT 1 FROM account_group g JOIN member m ON m.group_id = g.group_id WHERE g.account_id = ? AND m.role = ?"
        " LIMIT 1",
        account_id,
        role,
        account_id,
        role,
    )
    return found is not None


def with_role(tx: Tx, account_id: int, role: int) -> list[Row]:
    """(id) of at most a thousand projects in which the account, or a group of it, has this role."""
    return tx.all(
        "SELECT project_id FROM member WHERE account_id = ? AND role = ? UNION"
        " SELECT m.project_id FROM account_group g JOIN member m ON m.group_id = g.group_id"
        " WHERE g.account_id = ? AND m.role = ? ORDER BY 1 LIMIT 1000",
        account_id,
        role,
        account_id,
        role,
    )
