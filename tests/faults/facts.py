"""What lies in a database and a folder, read with own SQL and own knowledge of paths: nothing of the program's."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

Rows = list[tuple[Any, ...]]
Query = Callable[[str], Rows]

TABLES = {
    "blobs": "SELECT id, digest, size, incarnation FROM blob",
    "manifests": "SELECT m.id, r.name, m.digest, m.size, b.body FROM manifest m"
    " JOIN repository r ON r.id = m.repository_id LEFT JOIN manifest_body b ON b.manifest_id = m.id",
    "edges": "SELECT e.manifest_id, b.digest, e.repository_id = m.repository_id AND e.project_id = r.project_id"
    " FROM manifest_blob e LEFT JOIN blob b ON b.id = e.blob_id LEFT JOIN manifest m ON m.id = e.manifest_id"
    " LEFT JOIN repository r ON r.id = m.repository_id",
    "children": "SELECT c.parent_id, m.digest FROM manifest_child c LEFT JOIN manifest m ON m.id = c.child_id",
    "gaps": "SELECT manifest_id, digest FROM manifest_gap",
    "leases": "SELECT r.name, b.digest, l.expires_at FROM blob_lease l"
    " JOIN repository r ON r.id = l.repository_id JOIN blob b ON b.id = l.blob_id",
    "tags": "SELECT r.name, t.name, m.digest, m.repository_id = t.repository_id FROM tag t"
    " JOIN repository r ON r.id = t.repository_id LEFT JOIN manifest m ON m.id = t.manifest_id",
    "history": "SELECT r.name, h.name, h.digest FROM tag_history h"
    " JOIN repository r ON r.id = h.repository_id ORDER BY h.id",
    "uploads": "SELECT id FROM upload",
    "unlinks": "SELECT path, not_before FROM unlink_log",
    "events": "SELECT kind, payload FROM outbox",
    "content": "SELECT project_id, digest, size FROM project_content",
    "usage": "SELECT project_id, sum(used) FROM quota_usage GROUP BY project_id",
    "named": "SELECT r.project_id, m.digest, m.size FROM manifest m JOIN repository r ON r.id = m.repository_id"
    " UNION SELECT r.project_id, b.digest, b.size FROM manifest_blob e JOIN blob b ON b.id = e.blob_id"
    " JOIN repository r ON r.id = e.repository_id"
    " UNION SELECT t.project_id, k.digest, k.size FROM trash_manifest k JOIN trash t ON t.id = k.trash_id"
    " WHERE t.counted = 1 AND t.project_id IS NOT NULL"
    " UNION SELECT t.project_id, b.digest, b.size FROM trash_manifest k JOIN trash t ON t.id = k.trash_id"
    " JOIN trash_blob e ON e.trash_manifest_id = k.id JOIN blob b ON b.id = e.blob_id"
    " WHERE t.counted = 1 AND t.project_id IS NOT NULL",
    "trashed": "SELECT k.id, t.repository, k.digest, k.size, k.body FROM trash_manifest k"
    " JOIN trash t ON t.id = k.trash_id",
    "kept": "SELECT e.trash_manifest_id, b.digest FROM trash_blob e LEFT JOIN blob b ON b.id = e.blob_id"
    " UNION ALL SELECT trash_manifest_id, digest FROM trash_child"
    " UNION ALL SELECT trash_manifest_id, digest FROM trash_gap",
    "leased": "SELECT DISTINCT r.project_id, b.digest, b.size FROM blob_lease l"
    " JOIN repository r ON r.id = l.repository_id JOIN blob b ON b.id = l.blob_id",
}


@dataclass
class Facts:
    """Rows as the queries of `TABLES` give them; files as path below the folder → size in bytes."""

    folder: Path
    blobs: Rows = field(default_factory=list)
    manifests: Rows = field(default_factory=list)
    edges: Rows = field(default_factory=list)
    children: Rows = field(default_factory=list)
    gaps: Rows = field(default_factory=list)
    leases: Rows = field(default_factory=list)
    tags: Rows = field(default_factory=list)
    history: Rows = field(default_factory=list)
    uploads: Rows = field(default_factory=list)
    unlinks: Rows = field(default_factory=list)
    events: Rows = field(default_factory=list)
    content: Rows = field(default_factory=list)
    usage: Rows = field(default_factory=list)
    named: Rows = field(default_factory=list)
    leased: Rows = field(default_factory=list)
    trashed: Rows = field(default_factory=list)
    kept: Rows = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)


def read_facts(folder: Path, database_url: str | None = None) -> Facts:
    """Everything there is. Files are listed after the rows were read, all rows in one snapshot."""
    facts = Facts(folder)
    url = database_url or f"sqlite:///{folder / 'roadstead.db'}"
    if url.startswith("sqlite:///"):
        lite = sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True, isolation_level=None)
        lite.execute("BEGIN")
        _fill(facts, lambda sql: lite.execute(sql).fetchall())
        lite.close()
    else:
        with psycopg.connect(url) as server:
            server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            _fill(facts, lambda sql: server.execute(sql.encode()).fetchall())
    for room in ("blobs", "uploads"):
        for above, _, names in os.walk(folder / room):
            for name in names:
                path = Path(above, name)
                with suppress(FileNotFoundError):  # cleared up just now
                    facts.files[str(path.relative_to(folder))] = path.stat().st_size
    return facts


def _fill(facts: Facts, query: Query) -> None:
    for name, sql in TABLES.items():
        setattr(facts, name, query(sql))
