"""The SQL of what is set of projects by name; `public` is the project's own column."""

from __future__ import annotations

from collections.abc import Mapping

from roadstead.db.tx import Row, Tx


def of_project(tx: Tx, project_id: int) -> list[Row]:
    """(name, value)."""
    return tx.all("SELECT name, value FROM project_metadata WHERE project_id = ? ORDER BY name", project_id)


def add(tx: Tx, project_id: int, name: str, value: str) -> int:
    """Rows added: 0 when the name is set already."""
    return tx.run(
        "INSERT INTO project_metadata (project_id, name, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        project_id,
        name,
        value,
    )


def put(tx: Tx, project_id: int, values: Mapping[str, str]) -> None:
    """Set the values, whether or not the names are set already."""
    tx.many(
        "INSERT INTO project_metadata (project_id, name, value) VALUES (?, ?, ?)"
        " ON CONFLICT (project_id, name) DO UPDATE SET value = excluded.value",
        [(project_id, name, value) for name, value in values.items()],
    )


def change(tx: Tx, project_id: int, name: str, value: str) -> int:
    """Rows changed: 0 when the name is not set."""
    return tx.run("UPDATE project_metadata SET value = ? WHERE project_id = ? AND name = ?", value, project_id, name)


def remove(tx: Tx, project_id: int, name: str) -> int:
    """Rows changed."""
    return tx.run("DELETE FROM project_metadata WHERE project_id = ? AND name = ?", project_id, name)
