"""The SQL of what is seen at a glance."""

from __future__ import annotations

from roadstead.db.listing import like
from roadstead.db.tx import Row, Tx
from roadstead.domain.projects.model import Sight
from roadstead.domain.projects.service import seen_projects


def repositories(tx: Tx, sight: Sight, part: str, most: int) -> list[Row]:
    """(name, project's id, name and publicity, pulls, artifacts) of the first by name whose names hold `part`."""
    seen, values = seen_projects(sight, "p")
    return tx.all(
        "SELECT f.name, f.project_id, f.project, f.public, f.pull_count,"
        " (SELECT count(*) FROM manifest m WHERE m.repository_id = f.id AND m.listed = 1) FROM ("
        "  SELECT r.id, r.name, r.project_id, r.pull_count, p.name AS project, p.public"
        # SQLite takes the tables of a CROSS JOIN in this order: the names first, in the order of their index.
        "  FROM repository r CROSS JOIN project p"
        f" WHERE p.id = r.project_id AND +r.updated_at > 0 AND r.name LIKE ? ESCAPE '\\' AND {seen}"
        " ORDER BY r.name LIMIT ?) f ORDER BY f.name",
        like(part),
        *values,
        most,
    )


def storage(tx: Tx) -> int:
    """Bytes of all that projects hold, each digest once a project."""
    return int(tx.value("SELECT sum(used) FROM quota_usage") or 0)


def answers(tx: Tx) -> bool:
    """Whether the database does."""
    return bool(tx.value("SELECT 1") == 1)
