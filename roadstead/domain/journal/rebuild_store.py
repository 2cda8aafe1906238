"""The SQL of making a database from a journal. Nobody else works on it meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.tx import Row, Tx

CLEARED = (
    "tag",
    "manifest_child",
    "manifest_gap",
    "manifest_blob",
    "manifest_body",
    "manifest",
    "blob_lease",
    "loose_blob",
    "bare_manifest",
    "blob",
    "quota_usage",
    "project_content",
    "repository",
    "quota",
    "project_metadata",
    "project",
)


def is_empty(tx: Tx) -> bool:
    """Whether nobody has pushed anything here."""
    tables = ("repository", "blob", "manifest", "trash")
    return not any(tx.one(f"SELECT 1 FROM {table} LIMIT 1") for table in tables)


def clear(tx: Tx) -> None:
    """Forget all content and all projects."""
    for table in CLEARED:
        tx.run(f"DELETE FROM {table}")


def add_blobs(tx: Tx, rows: list[Row]) -> None:
    """Rows of (digest, size, incarnation, created at)."""
    tx.many("INSERT INTO blob (digest, size, incarnation, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", rows)


def blob_of(tx: Tx, digest: str) -> Row | None:
    """(id, size, incarnation)."""
    return tx.one("SELECT id, size, incarnation FROM blob WHERE digest = ?", digest)


def move_blob(tx: Tx, blob_id: int, size: int, incarnation: str) -> None:
    """Its bytes are those."""
    tx.run("UPDATE blob SET size = ?, incarnation = ? WHERE id = ?", size, incarnation, blob_id)


def project_of(tx: Tx, name: str) -> int | None:
    """Its id."""
    found: int | None = tx.value("SELECT id FROM project WHERE name = ?", name)
    return found


def repository(tx: Tx, project_id: int, name: str, at: int) -> int:
    """The id of the repository, made if it is new; shown to everybody once `at` is its time."""
    tx.run(
        "INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET updated_at = CASE WHEN repository.updated_at < excluded.updated_at"
        " THEN excluded.updated_at ELSE repository.updated_at END",
        project_id,
        name,
        at,
        at,
    )
    return int(tx.value("SELECT id FROM repository WHERE name = ?", name))


def repository_of(tx: Tx, name: str) -> int | None:
    """Its id."""
    found: int | None = tx.value("SELECT id FROM repository WHERE name = ?", name)
    return found


def empty_repository(tx: Tx, repository_id: int) -> None:
    """Nothing is in it."""
    tx.run("DELETE FROM tag WHERE repository_id = ?", repository_id)
    tx.run("DELETE FROM manifest WHERE repository_id = ?", repository_id)
    tx.run("DELETE FROM repository WHERE id = ?", repository_id)


def put_manifest(tx: Tx, row: Row, body: bytes) -> None:
    """A row of (project id, repository id, digest, media type, size, artifact type, subject, annotations, size,
    pushed at); nobody has looked what it is."""
    made = tx.one(
        "INSERT INTO manifest (project_id, repository_id, digest, media_type, size, artifact_type, subject_digest,"
        " annotations, content_size, pushed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (repository_id, digest) DO UPDATE SET pushed_at = excluded.pushed_at RETURNING id",
        *row,
    )
    assert made is not None
    tx.run("INSERT INTO manifest_body (manifest_id, body) VALUES (?, ?) ON CONFLICT DO NOTHING", made[0], body)


def drop_manifest(tx: Tx, repository_id: int, digest: str) -> None:
    """With its tags."""
    which = "(SELECT id FROM manifest WHERE repository_id = ? AND digest = ?)"
    tx.run(f"DELETE FROM tag WHERE manifest_id = {which}", repository_id, digest)
    tx.run("DELETE FROM manifest WHERE repository_id = ? AND digest = ?", repository_id, digest)


def put_tag(tx: Tx, repository_id: int, name: str, digest: str, pushed_at: int) -> bool:
    """Whether what it points at is there."""
    return bool(
        tx.run(
            "INSERT INTO tag (repository_id, name, manifest_id, pushed_at)"
            " SELECT repository_id, ?, id, ? FROM manifest WHERE repository_id = ? AND digest = ?"
            " ON CONFLICT (repository_id, name)"
            " DO UPDATE SET manifest_id = excluded.manifest_id, pushed_at = excluded.pushed_at",
            name,
            pushed_at,
            repository_id,
            digest,
        )
    )


def drop_tag(tx: Tx, repository_id: int, name: str) -> None:
    """It is not there."""
    tx.run("DELETE FROM tag WHERE repository_id = ? AND name = ?", repository_id, name)


def manifests(tx: Tx, after: int, most: int) -> list[Row]:
    """(id, repository id, digest, media type, body) behind `after`, by id."""
    return tx.all(
        "SELECT m.id, m.repository_id, m.digest, m.media_type, b.body FROM manifest m"
        " JOIN manifest_body b ON b.manifest_id = m.id WHERE m.id > ? ORDER BY m.id LIMIT ?",
        after,
        most,
    )


def ids_of_blobs(tx: Tx, digests: Sequence[str]) -> dict[str, int]:
    """digest → id of those that are there."""
    marks = ",".join("?" * len(digests))
    return dict(tx.all(f"SELECT digest, id FROM blob WHERE digest IN ({marks})", *digests)) if digests else {}


def ids_of_manifests(tx: Tx, repository_id: int, digests: Sequence[str]) -> dict[str, int]:
    """The same of manifests of the repository."""
    marks = ",".join("?" * len(digests))
    sql = f"SELECT digest, id FROM manifest WHERE repository_id = ? AND digest IN ({marks})"
    return dict(tx.all(sql, repository_id, *digests)) if digests else {}


def add_edges(tx: Tx, manifest_id: int, blobs: Sequence[int], children: Sequence[int], gaps: Sequence[str]) -> None:
    """What the manifest keeps, and what it waits for."""
    of_manifest = "FROM manifest WHERE id = ?"
    tx.many(
        "INSERT INTO manifest_blob (manifest_id, blob_id, repository_id, project_id)"
        f" SELECT id, ?, repository_id, project_id {of_manifest}",
        [(blob_id, manifest_id) for blob_id in blobs],
    )
    tx.many(
        "INSERT INTO manifest_child (parent_id, child_id) VALUES (?, ?)", [(manifest_id, child) for child in children]
    )
    tx.many(
        f"INSERT INTO manifest_gap (manifest_id, repository_id, digest) SELECT id, repository_id, ? {of_manifest}",
        [(digest, manifest_id) for digest in gaps],
    )


def count(tx: Tx) -> None:
    """Quotas count what there is; blobs that nothing keeps are noted for collection."""
    tx.run(
        "INSERT INTO project_content (project_id, digest, size)"
        " SELECT m.project_id, m.digest, m.size FROM manifest m"
        " UNION SELECT e.project_id, b.digest, b.size FROM manifest_blob e JOIN blob b ON b.id = e.blob_id"
    )
    tx.run(
        "INSERT INTO quota_usage (project_id, slot, used)"
        " SELECT project_id, 0, sum(size) FROM project_content GROUP BY project_id"
    )
    tx.run(
        "INSERT INTO loose_blob (blob_id, since) SELECT b.id, 0 FROM blob b"
        " WHERE NOT EXISTS (SELECT 1 FROM manifest_blob e WHERE e.blob_id = b.id) ORDER BY b.id"
    )


def counts(tx: Tx) -> Row:
    """(projects, repositories, manifests, tags, blobs, digests that are waited for) there are."""
    tables = ("project", "repository", "manifest", "tag", "blob", "manifest_gap")
    row = tx.one("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
    assert row is not None
    return row
