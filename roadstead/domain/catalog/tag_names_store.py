"""The SQL of the names of a project's tags."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx


def of_project(tx: Tx, project_id: int, most: int) -> list[Row]:
    """(repository's name, tag) of the first of them, repository by repository."""
    return tx.all(
        "SELECT r.name, t.name FROM repository r JOIN tag t ON t.repository_id = r.id"
        " WHERE r.project_id = ? AND r.updated_at > 0 LIMIT ?",
        project_id,
        most,
    )
