"""The SQL of pulls: how often and when last."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.tx import Tx

_REPOSITORY = "(SELECT r.id FROM repository r WHERE r.project_id = ? AND r.name = ?)"


def pulled(tx: Tx, pulls: Sequence[tuple[int, str, str, int]], at: int) -> None:
    """(project's id, repository, digest, how often) of each artifact, in order; `at` 0 leaves the time as it is.

    A repository's pulls are those of what lists show: not of an index's children, not of signatures.
    """
    tx.many(
        "UPDATE manifest SET pull_count = pull_count + ?, pulled_at = CASE WHEN pulled_at < ? THEN ? ELSE pulled_at END"
        f" WHERE repository_id = {_REPOSITORY} AND digest = ?",
        [(count, at, at, project_id, name, digest) for project_id, name, digest, count in pulls],
    )
    counted = [(count, project_id, name, digest) for project_id, name, digest, count in pulls if count]
    if counted:
        tx.many(
            "UPDATE repository SET pull_count = pull_count + ? WHERE project_id = ? AND name = ?"
            " AND EXISTS (SELECT 1 FROM manifest m"
            " WHERE m.repository_id = repository.id AND m.digest = ? AND m.listed = 1)",
            counted,
        )


def tags_pulled(tx: Tx, tags: Sequence[tuple[int, str, str]], at: int) -> None:
    """(project's id, repository, tag), in order."""
    if tags:
        tx.many(
            f"UPDATE tag SET pulled_at = ? WHERE repository_id = {_REPOSITORY} AND name = ?",
            [(at, project_id, name, tag) for project_id, name, tag in tags],
        )
