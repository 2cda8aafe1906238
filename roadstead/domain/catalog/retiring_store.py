"""The SQL of artifacts as rules about what stays see them."""

from __future__ import annotations

from collections.abc import Iterator

from roadstead.db.tx import Row, Tx

LOT = 5_000


def listed(tx: Tx, repository_id: int) -> Iterator[Row]:
    """(id, digest, pushed at, pulled at) of every artifact that lists show, oldest push first; a lot a statement."""
    after = (-1, 0)
    while True:
        rows = tx.all(
            "SELECT id, digest, pushed_at, pulled_at FROM manifest"
            " WHERE repository_id = ? AND listed = 1 AND (pushed_at, id) > (?, ?) ORDER BY pushed_at, id LIMIT ?",
            repository_id,
            *after,
            LOT,
        )
        yield from rows
        if len(rows) < LOT:
            return
        after = rows[-1][2], rows[-1][0]


def tags(tx: Tx, repository_id: int) -> Iterator[Row]:
    """(manifest id, name, pushed at, pulled at) of every tag, by name; a lot a statement."""
    after = ""
    while True:
        rows = tx.all(
            "SELECT manifest_id, name, pushed_at, pulled_at FROM tag"
            " WHERE repository_id = ? AND name > ? ORDER BY name LIMIT ?",
            repository_id,
            after,
            LOT,
        )
        yield from rows
        if len(rows) < LOT:
            return
        after = rows[-1][1]


def held(tx: Tx, repository_id: int, manifest_id: int) -> Row | None:
    """(digest, pushed at, pulled at); no tag comes to name it until this ends."""
    return tx.hold(
        "SELECT digest, pushed_at, pulled_at FROM manifest WHERE id = ? AND repository_id = ? AND listed = 1",
        manifest_id,
        repository_id,
    )


def tags_of(tx: Tx, manifest_id: int) -> list[Row]:
    """(name, pushed at, pulled at), by name."""
    return tx.all("SELECT name, pushed_at, pulled_at FROM tag WHERE manifest_id = ? ORDER BY name", manifest_id)


def after(tx: Tx, project_id: int, name: str, most: int) -> list[str]:
    """Names of the project's repositories behind `name`, in byte order."""
    rows = tx.all(
        "SELECT name FROM repository WHERE project_id = ? AND name > ? AND +updated_at > 0 ORDER BY name LIMIT ?",
        project_id,
        name,
        most,
    )
    return [found for (found,) in rows]
