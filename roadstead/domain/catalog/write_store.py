"""The catalog's SQL, for changing: repositories, manifests with their edges, tags and their history, blobs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from roadstead.db.lots import in_lots
from roadstead.db.tx import IntegrityError, Row, Tx


def add_repository(tx: Tx, project_id: int, name: str, now: int) -> int:
    """The id of the repository, made if it is new. Nobody is shown it before `mark_changed`."""
    add = (
        "INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, ?, ?, 0)"
        " ON CONFLICT DO NOTHING RETURNING id"
    )
    while (found := tx.value(add, project_id, name, now)) is None:
        found = tx.value("SELECT id FROM repository WHERE name = ?", name)
        if found is not None:  # else it has lost its name in between: it is made anew
            break
    return int(found)


def hold_repository(tx: Tx, repository_id: int) -> None:
    """Wait until whoever is adding content to the repository is done, and keep others waiting until this ends."""
    tx.hold("SELECT id FROM repository WHERE id = ?", repository_id)


def mark_changed(tx: Tx, repository_id: int, now: int) -> None:
    """What is in the repository has changed. Told once a second, so that many who push at once wait for nobody."""
    tx.run(
        "UPDATE repository SET updated_at = ? WHERE id = ? AND updated_at < ? AND name < '~'",
        now,
        repository_id,
        now - 1000,
    )


class NewManifest(msgspec.Struct, frozen=True):
    """The row of a manifest that is put."""

    project_id: int
    repository_id: int
    digest: str
    media_type: str
    size: int
    artifact_type: str | None
    subject_digest: str | None
    annotations: str | None
    kind: str
    config_media_type: str | None
    extra_attrs: str | None
    content_size: int
    accessory_kind: str | None
    accessory_of: str | None
    listed: int
    pushed_at: int


_COLUMNS = ", ".join(NewManifest.__struct_fields__)
_MARKS = ", ".join("?" * len(NewManifest.__struct_fields__))


def add_manifest(tx: Tx, row: NewManifest, body: bytes, tagged: bool) -> tuple[int, bool]:
    """(id, whether it is new). One that is there already is pushed once more, `tagged` or not."""
    made = tx.one(
        f"INSERT INTO manifest ({_COLUMNS}) VALUES ({_MARKS}) ON CONFLICT DO NOTHING RETURNING id",
        *msgspec.structs.astuple(row),
    )
    if made is not None:
        tx.run("INSERT INTO manifest_body (manifest_id, body) VALUES (?, ?)", made[0], body)
        return int(made[0]), True
    # The row is locked, so that a delete at the same moment comes before or after this push, not between.
    found = tx.one(
        "UPDATE manifest SET pushed_at = ?, accessory_kind = coalesce(accessory_kind, ?),"
        " accessory_of = coalesce(accessory_of, ?),"
        " listed = CASE WHEN coalesce(accessory_of, ?) IS NOT NULL THEN 0 WHEN ? = 1 THEN 1 ELSE listed END"
        " WHERE repository_id = ? AND digest = ? RETURNING id",
        row.pushed_at,
        row.accessory_kind,
        row.accessory_of,
        row.accessory_of,
        int(tagged),
        row.repository_id,
        row.digest,
    )
    if found is None:
        raise IntegrityError("the manifest was deleted meanwhile")
    return int(found[0]), False


def add_edges(tx: Tx, manifest_id: int, repository_id: int, blob_ids: Iterable[int]) -> None:
    """The manifest keeps these blobs. Raises IntegrityError when one was collected meanwhile."""
    tx.many(
        "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id)"
        " VALUES (?, ?, ?, (SELECT project_id FROM repository WHERE id = ?)) ON CONFLICT DO NOTHING",
        [(manifest_id, blob_id, repository_id, repository_id) for blob_id in sorted(set(blob_ids))],
    )


def add_children(tx: Tx, parent_id: int, child_ids: Iterable[int]) -> None:
    """The index keeps these manifests. Raises IntegrityError when one was deleted meanwhile."""
    tx.many(
        "INSERT INTO manifest_child (parent_id, child_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(parent_id, child_id) for child_id in sorted(set(child_ids)) if child_id != parent_id],
    )


def add_gaps(tx: Tx, manifest_id: int, repository_id: int, digests: Iterable[str]) -> None:
    """The manifest names content that is not here yet."""
    tx.many(
        "INSERT INTO manifest_gap (manifest_id, repository_id, digest) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(manifest_id, repository_id, digest) for digest in sorted(set(digests))],
    )


def close_blob_gaps(tx: Tx, repository_id: int, digest: str, blob_id: int) -> None:
    """Manifests that waited for this blob keep it from now on."""
    for manifest_id in _close_gaps(tx, repository_id, digest):
        add_edges(tx, manifest_id, repository_id, [blob_id])
        tx.run("UPDATE manifest SET kind = NULL WHERE id = ?", manifest_id)  # it is looked at once more


def close_child_gaps(tx: Tx, repository_id: int, digest: str, child_id: int) -> bool:
    """Indexes that waited for this manifest keep it from now on; whether there were any."""
    waiting = _close_gaps(tx, repository_id, digest)
    for manifest_id in waiting:
        add_children(tx, manifest_id, [child_id])
    return bool(waiting)


def _close_gaps(tx: Tx, repository_id: int, digest: str) -> list[int]:
    """Ids of the manifests that waited for this and do so no more."""
    rows = tx.all(
        "DELETE FROM manifest_gap WHERE repository_id = ? AND digest = ? RETURNING manifest_id", repository_id, digest
    )
    return [manifest_id for (manifest_id,) in rows]


def set_tag(tx: Tx, repository_id: int, name: str, manifest_id: int, now: int) -> tuple[bool, int | None]:
    """Point the tag at the manifest; (whether that changed what it pointed at, the id of what it left).

    The row is locked before it is looked at, so that the history tells each move once and in order.
    """
    while True:
        row = tx.one(
            "UPDATE tag SET pushed_at = ? WHERE repository_id = ? AND name = ? RETURNING id, manifest_id",
            now,
            repository_id,
            name,
        )
        if row is not None:
            tag_id, before = row
            if before == manifest_id:
                return False, None
            tx.run("UPDATE tag SET manifest_id = ? WHERE id = ?", manifest_id, tag_id)
            return True, int(before)
        made = tx.run(
            "INSERT INTO tag (repository_id, name, manifest_id, pushed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            repository_id,
            name,
            manifest_id,
            now,
        )
        if made:
            return True, None


def add_history(tx: Tx, repository_id: int, name: str, digest: str | None, actor: str, now: int) -> None:
    """What a tag pointed at from now on; None when it went."""
    tx.run(
        "INSERT INTO tag_history (repository_id, name, digest, actor, at) VALUES (?, ?, ?, ?, ?)",
        repository_id,
        name,
        digest,
        actor,
        now,
    )


def add_histories(tx: Tx, repository_id: int, changes: Iterable[tuple[str, str | None]], actor: str, now: int) -> None:
    """The same of many tags: (name, digest) each."""
    tx.many(
        "INSERT INTO tag_history (repository_id, name, digest, actor, at) VALUES (?, ?, ?, ?, ?)",
        [(repository_id, name, digest, actor, now) for name, digest in changes],
    )


def delete_tag(tx: Tx, repository_id: int, name: str) -> Row | None:
    """(manifest id, its digest, pushed at, pulled at) of the tag that is gone now; None when there was none."""
    return tx.one(
        "DELETE FROM tag WHERE repository_id = ? AND name = ? RETURNING manifest_id,"
        " (SELECT m.digest FROM manifest m WHERE m.id = tag.manifest_id), pushed_at, pulled_at",
        repository_id,
        name,
    )


def delete_tags_of(tx: Tx, manifest_ids: Sequence[int]) -> list[Row]:
    """(manifest id, name, pushed at, pulled at) of the tags that pointed at these and are gone now."""
    columns = "manifest_id, name, pushed_at, pulled_at"
    found: list[Row] = []
    for marks, lot in in_lots(manifest_ids):
        found += tx.all(f"DELETE FROM tag WHERE manifest_id IN ({marks}) RETURNING {columns}", *lot)
    return found


def hold_manifest(tx: Tx, repository_id: int, digest: str) -> int | None:
    """Its id; no tag and no index comes to name it until this ends. None when it is not there."""
    row = tx.hold("SELECT id FROM manifest WHERE repository_id = ? AND digest = ?", repository_id, digest)
    return None if row is None else int(row[0])


def parent_of(tx: Tx, manifest_id: int) -> str | None:
    """The digest of an index that keeps the manifest."""
    digest: str | None = tx.value(
        "SELECT m.digest FROM manifest_child c JOIN manifest m ON m.id = c.parent_id WHERE c.child_id = ? LIMIT 1",
        manifest_id,
    )
    return digest


def delete_manifests(tx: Tx, manifest_ids: Sequence[int]) -> None:
    """With their bodies and their edges. Raises IntegrityError while an index or a tag keeps one."""
    for marks, lot in in_lots(manifest_ids):
        tx.run(f"DELETE FROM manifest WHERE id IN ({marks})", *lot)


def keeper_of(tx: Tx, repository_id: int, blob_id: int) -> str | None:
    """The digest of a manifest of the repository that keeps the blob."""
    digest: str | None = tx.value(
        "SELECT m.digest FROM manifest_blob e JOIN manifest m ON m.id = e.manifest_id"
        " WHERE e.blob_id = ? AND e.project_id = (SELECT project_id FROM repository WHERE id = ?)"
        " AND e.repository_id = ? LIMIT 1",
        blob_id,
        repository_id,
        repository_id,
    )
    return digest


def find_blob(tx: Tx, digest: str) -> Row | None:
    """(id, size, incarnation)."""
    return tx.one("SELECT id, size, incarnation FROM blob WHERE digest = ?", digest)


def add_blob(tx: Tx, digest: str, size: int, incarnation: str, now: int) -> bool:
    """Whether the row is new; a live row of the same digest stays as it is."""
    return bool(
        tx.run(
            "INSERT INTO blob (digest, size, incarnation, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            digest,
            size,
            incarnation,
            now,
        )
    )


def move_blob(tx: Tx, blob_id: int, size: int, incarnation: str) -> None:
    """The blob's bytes are those of another upload from now on: the ones it had are damaged."""
    whole = "damage = NULL, damaged_at = NULL"
    tx.run(f"UPDATE blob SET size = ?, incarnation = ?, {whole} WHERE id = ?", size, incarnation, blob_id)


def lease_blob(tx: Tx, repository_id: int, blob_id: int, expires_at: int) -> None:
    """The repository holds the blob until then, whether or not a manifest names it."""
    tx.run(
        "INSERT INTO blob_lease (repository_id, blob_id, expires_at) VALUES (?, ?, ?)"
        " ON CONFLICT (repository_id, blob_id) DO UPDATE SET expires_at = excluded.expires_at",
        repository_id,
        blob_id,
        expires_at,
    )


def end_lease(tx: Tx, repository_id: int, blob_id: int) -> None:
    """The repository no longer holds the blob by itself."""
    tx.run("DELETE FROM blob_lease WHERE repository_id = ? AND blob_id = ?", repository_id, blob_id)


def log_unlink(tx: Tx, paths: Sequence[str], not_before: int) -> None:
    """These paths are named by no row any more; they may be unlinked from then on."""
    tx.many("INSERT INTO unlink_log (path, not_before) VALUES (?, ?)", [(path, not_before) for path in paths])


def due_unlinks(tx: Tx, now: int, most: int) -> list[Row]:
    """(id, path) of at most `most` paths whose time has come, those due longest first."""
    return tx.all("SELECT id, path FROM unlink_log WHERE not_before <= ? ORDER BY not_before LIMIT ?", now, most)


def forget_unlinks(tx: Tx, ids: Sequence[int]) -> None:
    """These paths are gone."""
    for marks, lot in in_lots(ids):
        tx.run(f"DELETE FROM unlink_log WHERE id IN ({marks})", *lot)


def announce(tx: Tx, rows: list[Row]) -> None:
    """Write events, (time, kind, payload) each, into the outbox, in the transaction of the change they tell of."""
    tx.many("INSERT INTO outbox (at, kind, payload) VALUES (?, ?, ?)", rows)


def forget_events(tx: Tx, before: int, most: int) -> int:
    """Delete those of the first `most` events that are older than `before`; how many went."""
    # Only the first are looked at: when none is due, the whole outbox would be read to find that out.
    return tx.run(
        "DELETE FROM outbox WHERE id IN ("
        " SELECT id FROM (SELECT id, at FROM outbox ORDER BY id LIMIT ?) AS oldest WHERE at < ?)",
        most,
        before,
    )
