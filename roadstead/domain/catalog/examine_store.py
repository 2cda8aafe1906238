"""SQL of manifests that nobody has looked at yet."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog.model import Findings


def unexamined(tx: Tx, last: int, most: int) -> list[int]:
    """Ids after `last`, in order: a child is older than its index, most often."""
    rows = tx.all("SELECT id FROM manifest WHERE kind IS NULL AND id > ? ORDER BY id LIMIT ?", last, most)
    return [manifest_id for (manifest_id,) in rows]


def stored(tx: Tx, manifest_id: int) -> Row | None:
    """(repository's name, digest, media type, body)."""
    return tx.one(
        "SELECT r.name, m.digest, m.media_type, b.body FROM manifest m JOIN repository r ON r.id = m.repository_id"
        " JOIN manifest_body b ON b.manifest_id = m.id WHERE m.id = ?",
        manifest_id,
    )


def tags_of(tx: Tx, manifest_id: int) -> list[str]:
    """Names of some of its tags, as many as could matter."""
    rows = tx.all("SELECT name FROM tag WHERE manifest_id = ? ORDER BY id LIMIT 1000", manifest_id)
    return [name for (name,) in rows]


def size_of_children(tx: Tx, manifest_id: int) -> int:
    """Bytes of what an index keeps."""
    return int(
        tx.value(
            "SELECT coalesce(sum(c.content_size), 0) FROM manifest_child e JOIN manifest c ON c.id = e.child_id"
            " WHERE e.parent_id = ?",
            manifest_id,
        )
    )


def keep(tx: Tx, manifest_id: int, found: Findings, content_size: int) -> None:
    """Keep what was found, unless somebody else has looked meanwhile."""
    tx.run(
        "UPDATE manifest SET kind = ?, config_media_type = ?, extra_attrs = ?, content_size = ?,"
        " accessory_kind = ?, accessory_of = ? WHERE id = ? AND kind IS NULL",
        found.kind,
        found.config_media_type,
        found.extra_attrs,
        content_size,
        found.accessory.kind if found.accessory else None,
        found.accessory.of if found.accessory else None,
        manifest_id,
    )
