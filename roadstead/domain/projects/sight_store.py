"""Which projects somebody may know of, as parts of SQL that indexes answer."""

from __future__ import annotations

from roadstead.domain.projects.model import Sight

OWN = (
    "SELECT project_id FROM member WHERE account_id = ?"
    " UNION ALL SELECT m.project_id FROM account_group g JOIN member m ON m.group_id = g.group_id"
    " WHERE g.account_id = ?"
)
"""Ids of the projects in which an account (twice a parameter) has a role, itself or by its groups."""

Part = tuple[str, list[object]]
"""A condition and its parameters."""


def branches(sight: Sight, public: bool | None, *, narrowed: bool = False) -> list[Part]:
    """Conditions on `project` that exclude one another; all they find is what is seen. `public` None: all of it.

    `narrowed`: other conditions come with them, whose index is to be used rather than that of `public`; SQLite is
    told so by the sign.
    """
    column = "+public" if narrowed else "public"
    if sight.everything:
        return [("1 = 1", [])] if public is None else [(f"{column} = ?", [int(public)])]
    found: list[Part] = [] if public is False else [(f"{column} = 1", [])]
    if public is not True and sight.account_id:
        found.append((f"+public = 0 AND id IN ({OWN})", [sight.account_id] * 2))
    if public is not True and sight.names:
        found.append((f"+public = 0 AND name IN ({','.join('?' * len(sight.names))})", list(sight.names)))
    return found


def seen(sight: Sight, project: str) -> Part:
    """The condition on a row of `project` under this alias."""
    if sight.everything:
        return "1 = 1", []
    parts, values = [f"{project}.public = 1"], list[object]()
    if sight.account_id:
        parts.append(f"{project}.id IN ({OWN})")
        values += [sight.account_id] * 2
    if sight.names:
        parts.append(f"{project}.name IN ({','.join('?' * len(sight.names))})")
        values += sight.names
    return f"({' OR '.join(parts)})", values
