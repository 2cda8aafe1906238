"""The SQL of restoring: rows in the trash made rows of a repository again, by a lot of manifests a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog.model import Place
from roadstead.domain.catalog.trash_store import FIELDS

MADE = "trash_manifest k JOIN manifest m ON m.repository_id = ? AND m.digest = k.digest"
"""Rows in the trash with those of the repository that they have become."""


def lock(tx: Tx, project_id: int, trash_id: int, now: int) -> Row | None:
    """(kind, repository, name, digest, description, pull count), for one who restores or empties at a time."""
    return tx.one(
        "UPDATE trash SET artifacts = artifacts WHERE id = ? AND project_id = ? AND expires_at > ?"
        " RETURNING kind, repository, name, digest, description, pull_count",
        trash_id,
        project_id,
        now,
    )


def ready(tx: Tx, trash_id: int, after: int, most: int) -> dict[int, str]:
    """id → digest of manifests that wait for none of the item's others, at most `most` with ids after this one."""
    rows = tx.all(
        "SELECT k.id, k.digest FROM trash_manifest k WHERE k.trash_id = ? AND k.id > ? AND NOT EXISTS"
        " (SELECT 1 FROM trash_child c JOIN trash_manifest o ON o.trash_id = k.trash_id AND o.digest = c.digest"
        " WHERE c.trash_manifest_id = k.id) ORDER BY k.id LIMIT ?",
        trash_id,
        after,
        most,
    )
    return dict(rows)


def room(tx: Tx, trash_id: int, project_id: int) -> int:
    """Bytes that the project would hold more if all of the item came back."""
    held = "NOT EXISTS (SELECT 1 FROM project_content c WHERE c.project_id = ? AND c.digest = "
    return int(
        tx.value(
            "SELECT coalesce(sum(size), 0) FROM ("
            f"SELECT k.digest, k.size FROM trash_manifest k WHERE k.trash_id = ? AND {held}k.digest)"
            " UNION SELECT b.digest, b.size FROM trash_manifest k JOIN trash_blob e ON e.trash_manifest_id = k.id"
            f" JOIN blob b ON b.id = e.blob_id WHERE k.trash_id = ? AND {held}b.digest)) missing",
            trash_id,
            project_id,
            trash_id,
            project_id,
        )
    )


def describe(tx: Tx, repository_id: int, description: str, pulls: int) -> None:
    """What was said of the repository, unless something else is by now; pulls are added to those since."""
    tx.run(
        "UPDATE repository SET description = CASE WHEN description = '' THEN ? ELSE description END,"
        " pull_count = pull_count + ? WHERE id = ?",
        description,
        pulls,
        repository_id,
    )


# ---- manifests


def add_manifests(tx: Tx, place: Place, ids: Sequence[int]) -> dict[int, str]:
    """id → digest of the rows that are made; what the repository has already stays as it is."""
    made: dict[int, str] = {}
    for marks, lot in in_lots(ids):
        rows = tx.all(
            f"INSERT INTO manifest (repository_id, project_id, {FIELDS}) SELECT ?, ?, {FIELDS} FROM trash_manifest"
            f" WHERE id IN ({marks}) ORDER BY id ON CONFLICT DO NOTHING RETURNING id, digest",
            place.id,
            place.project_id,
            *lot,
        )
        made.update((manifest_id, digest) for manifest_id, digest in rows)
    return made


def add_contents(tx: Tx, place: Place, ids: Sequence[int], made: Iterable[int]) -> None:
    """Bodies, and edges to blobs, children and gaps, of the rows that were made.

    Raises IntegrityError when a child was deleted meanwhile.
    """
    new = sorted(made)
    for marks, lot in in_lots(ids, 200):
        for news, some in in_lots(new, 200):
            which, values = f"WHERE k.id IN ({marks}) AND m.id IN ({news}) ON CONFLICT DO NOTHING", (*lot, *some)
            tx.run(
                f"INSERT INTO manifest_body (manifest_id, body) SELECT m.id, k.body FROM {MADE} {which}",
                place.id,
                *values,
            )
            tx.run(
                "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id) SELECT m.id, e.blob_id,"
                f" m.repository_id, m.project_id FROM {MADE} JOIN trash_blob e ON e.trash_manifest_id = k.id {which}",
                place.id,
                *values,
            )
            tx.run(
                f"INSERT INTO manifest_child (parent_id, child_id) SELECT m.id, o.id FROM {MADE}"
                " JOIN trash_child e ON e.trash_manifest_id = k.id"
                f" JOIN manifest o ON o.repository_id = m.repository_id AND o.digest = e.digest {which}",
                place.id,
                *values,
            )
            tx.run(
                "INSERT INTO manifest_gap (manifest_id, repository_id, digest) SELECT m.id, m.repository_id, e.digest"
                f" FROM {MADE} JOIN trash_gap e ON e.trash_manifest_id = k.id {which}",
                place.id,
                *values,
            )


def children(tx: Tx, ids: Sequence[int], digests: Sequence[str]) -> dict[str, str]:
    """digest of a child → of an index that lists it, of those of the item's rows that have these digests."""
    found: dict[str, str] = {}
    wanted = set(digests)
    for marks, lot in in_lots(ids):
        rows = tx.all(
            "SELECT c.digest, k.digest FROM trash_manifest k JOIN trash_child c ON c.trash_manifest_id = k.id"
            f" WHERE k.id IN ({marks})",
            *lot,
        )
        found.update((child, index) for child, index in rows if index in wanted)
    return found


def add_labels(tx: Tx, place: Place, ids: Sequence[int]) -> None:
    """Their labels, those that are still there. Raises IntegrityError when one was deleted meanwhile."""
    for marks, lot in in_lots(ids):
        tx.run(
            "INSERT INTO manifest_label (manifest_id, label_id, created_at) SELECT m.id, e.label_id, e.created_at"
            f" FROM {MADE} JOIN trash_label e ON e.trash_manifest_id = k.id WHERE k.id IN ({marks})"
            " ON CONFLICT DO NOTHING",
            place.id,
            *lot,
        )


def open_gaps(tx: Tx, place: Place, made: Sequence[int], digests: Sequence[str]) -> set[str]:
    """Digests of gaps that these manifests have, and of those that others have and these contents close."""
    found: set[str] = set()
    for column, wanted in (("manifest_id", made), ("digest", digests)):
        for marks, lot in in_lots(wanted):
            rows = tx.all(
                f"SELECT DISTINCT digest FROM manifest_gap WHERE repository_id = ? AND {column} IN ({marks})",
                place.id,
                *lot,
            )
            found.update(digest for (digest,) in rows)
    return found


def elsewhere(tx: Tx, project_id: int, repository: str, digest: str, now: int) -> int | None:
    """The id of the newest item of the repository in which that manifest lies."""
    found: int | None = tx.value(
        "SELECT i.id FROM trash_manifest k JOIN trash i ON i.id = k.trash_id WHERE k.digest = ? AND i.project_id = ?"
        " AND i.repository = ? AND i.expires_at > ? ORDER BY k.trash_id DESC LIMIT 1",
        digest,
        project_id,
        repository,
        now,
    )
    return found


# ---- tags and their history


def tags(tx: Tx, trash_id: int, digests: Sequence[str]) -> dict[str, str]:
    """name → digest of the item's tags that point at these."""
    found: dict[str, str] = {}
    for marks, lot in in_lots(digests):
        rows = tx.all(f"SELECT name, digest FROM trash_tag WHERE trash_id = ? AND digest IN ({marks})", trash_id, *lot)
        found.update((name, digest) for name, digest in rows)
    return found


def add_tags(tx: Tx, place: Place, trash_id: int, digests: Sequence[str]) -> set[str]:
    """Names of the tags that are made, of the item's that point at these; names that are taken stay as they are."""
    made: set[str] = set()
    for marks, lot in in_lots(digests):
        rows = tx.all(
            "INSERT INTO tag (repository_id, name, manifest_id, pushed_at, pulled_at)"
            " SELECT m.repository_id, k.name, m.id, k.pushed_at, k.pulled_at FROM trash_tag k"
            f" JOIN manifest m ON m.repository_id = ? AND m.digest = k.digest WHERE k.trash_id = ?"
            f" AND k.digest IN ({marks}) ORDER BY k.name ON CONFLICT DO NOTHING RETURNING name",
            place.id,
            trash_id,
            *lot,
        )
        made.update(name for (name,) in rows)
    return made


def taken(tx: Tx, place: Place, trash_id: int, most: int) -> list[str]:
    """Names of the item's tags that point elsewhere in the repository now."""
    rows = tx.all(
        "SELECT k.name FROM trash_tag k JOIN tag t ON t.repository_id = ? AND t.name = k.name"
        " JOIN manifest m ON m.id = t.manifest_id WHERE k.trash_id = ? AND m.digest <> k.digest"
        " ORDER BY k.name LIMIT ?",
        place.id,
        trash_id,
        most,
    )
    return [name for (name,) in rows]


def pointing(tx: Tx, place: Place, names: Sequence[str]) -> dict[str, str]:
    """name → digest of tags of the repository."""
    found: dict[str, str] = {}
    for marks, lot in in_lots(names):
        rows = tx.all(
            "SELECT t.name, m.digest FROM tag t JOIN manifest m ON m.id = t.manifest_id"
            f" WHERE t.repository_id = ? AND t.name IN ({marks})",
            place.id,
            *lot,
        )
        found.update((name, digest) for name, digest in rows)
    return found


def some_history(tx: Tx, trash_id: int, most: int) -> list[str]:
    """Names of at most `most` tags whose history is in the item."""
    rows = tx.all("SELECT DISTINCT name FROM trash_history WHERE trash_id = ? ORDER BY name LIMIT ?", trash_id, most)
    return [name for (name,) in rows]


def move_history(tx: Tx, place: Place, trash_id: int, names: Sequence[str]) -> None:
    """The history of these tags, unless they have one again: that begins anew."""
    for marks, lot in in_lots(names):
        _move_history(tx, place, trash_id, f"k.name IN ({marks})", lot)


def move_history_of(tx: Tx, place: Place, trash_id: int, digests: Sequence[str]) -> None:
    """The same of the item's tags that point at these."""
    for marks, lot in in_lots(digests):
        those = f"SELECT t.name FROM trash_tag t WHERE t.trash_id = ? AND t.digest IN ({marks})"
        _move_history(tx, place, trash_id, f"k.name IN ({those})", (trash_id, *lot))


def _move_history(tx: Tx, place: Place, trash_id: int, which: str, values: Sequence[object]) -> None:
    tx.run(
        "INSERT INTO tag_history (repository_id, name, digest, actor, at)"
        f" SELECT ?, k.name, k.digest, k.actor, k.at FROM trash_history k WHERE k.trash_id = ? AND {which}"
        " AND NOT EXISTS (SELECT 1 FROM tag_history h WHERE h.repository_id = ? AND h.name = k.name)"
        " ORDER BY k.number",
        place.id,
        trash_id,
        *values,
        place.id,
    )
    tx.run(f"DELETE FROM trash_history AS k WHERE k.trash_id = ? AND {which}", trash_id, *values)


def delete_tags(tx: Tx, trash_id: int, digests: Sequence[str]) -> None:
    """The item's tags that point at these are dealt with."""
    for marks, lot in in_lots(digests):
        tx.run(f"DELETE FROM trash_tag WHERE trash_id = ? AND digest IN ({marks})", trash_id, *lot)
