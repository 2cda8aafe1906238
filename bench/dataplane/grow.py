"""Puts very many artifacts straight into Roadstead's database: over HTTP they would take an hour.

Rows are as a push leaves them. Only the layers that a row of the bench reads have a file; the others are rows.
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import msgspec

from bench.dataplane.peers import PROJECTS, Peer
from bench.dataplane.seed import Content, Image
from bench.dataplane.web import MANIFEST
from roadstead.blobs.paths import blob_key

PER_REPOSITORY = 100
LAYER = 4 << 10  # bytes
BATCH = 20  # repositories in one transaction
_CONFIG = "application/vnd.oci.image.config.v1+json"
_LAYER = "application/vnd.oci.image.layer.v1.tar"
_TABLES = {
    "repository": "id, project_id, name, created_at, updated_at",
    "blob": "id, digest, size, incarnation, created_at",
    "manifest": "id, project_id, repository_id, digest, media_type, size, artifact_type, pushed_at, kind,"
    " config_media_type, content_size",
    "manifest_body": "manifest_id, body",
    "manifest_blob": "manifest_id, blob_id, repository_id, project_id",
    "tag": "repository_id, name, manifest_id, pushed_at",
    "tag_history": "repository_id, name, digest, actor, at",
}


def grow(peer: Peer, content: Content, count: int) -> Content:
    """Add count artifacts to a stopped Roadstead. What the rows ask for then lies scattered among them."""
    note = peer.folder / f"grown-{count}.json"
    if note.exists():
        return replace(msgspec.json.decode(note.read_bytes(), type=Content), scale=content.scale)
    data = peer.folder / "data"
    database = sqlite3.connect(data / "roadstead.db", isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-1000000", "foreign_keys=OFF"):
        database.execute(f"PRAGMA {pragma}")
    repositories = max(count // PER_REPOSITORY, 1)
    scale = content.scale
    read = set(range(0, repositories, max(repositories // scale.repositories, 1)))
    images: list[Image] = []
    names = _Grown(database)
    for start in range(0, repositories, BATCH):
        database.execute("BEGIN")
        for number in range(start, min(start + BATCH, repositories)):
            added = names.add(number)
            if number in read:
                images += _with_files(data, added, scale.tags)
        names.write()
        database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.execute("PRAGMA optimize")
    database.close()
    grown = replace(content, images=images)
    note.write_bytes(msgspec.json.encode(asdict(grown)))
    return grown


class _Grown:
    """Rows of new repositories, gathered and written together."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _TABLES}
        self._now = int(time.time() * 1000)
        self._first = {table: self._last(table) + 1 for table in ("repository", "blob", "manifest")}
        self._projects = dict(database.execute("SELECT name, id FROM project"))
        # The shared configuration, pushed over HTTP: the one small blob of very many manifests.
        self._config: tuple[int, str, int] = database.execute(
            "SELECT b.id, b.digest, b.size FROM manifest_blob e JOIN blob b ON b.id = e.blob_id"
            " GROUP BY b.id ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()

    def add(self, number: int) -> list[Image]:
        """The images of one new repository."""
        project = f"bench{number % PROJECTS}"
        name = f"{project}/grown-{number:06d}"
        key, project_id = self._first["repository"] + number, self._projects[project]
        self._rows["repository"].append((key, project_id, name, self._now, self._now))
        images = []
        for offset in range(PER_REPOSITORY):
            images.append(self._image(number * PER_REPOSITORY + offset, project_id, key, name, f"v{offset}"))
        return images

    def write(self) -> None:
        """Everything gathered so far, into the open transaction."""
        for table, columns in _TABLES.items():
            marks = ", ".join("?" * (columns.count(",") + 1))
            self._database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", self._rows[table])
            self._rows[table].clear()

    def _image(self, number: int, project: int, repository: int, name: str, tag: str) -> Image:
        rows, now = self._rows, self._now
        manifest, blob = self._first["manifest"] + number, self._first["blob"] + number
        config, config_digest, config_size = self._config
        layer = _digest(_layer(number))
        body = _manifest(config_digest, config_size, layer)
        digest = _digest(body)
        rows["blob"].append((blob, layer, LAYER, _incarnation(layer), now))
        size = len(body) + config_size + LAYER
        rows["manifest"].append(
            (manifest, project, repository, digest, MANIFEST, len(body), _CONFIG, now, "IMAGE", _CONFIG, size)
        )
        rows["manifest_body"].append((manifest, body))
        rows["manifest_blob"] += [(manifest, config, repository, project), (manifest, blob, repository, project)]
        rows["tag"].append((repository, tag, manifest, now))
        rows["tag_history"].append((repository, tag, digest, "bench", now))
        return Image(name, tag, digest, layer)

    def _last(self, table: str) -> int:
        row = self._database.execute(f"SELECT max(id) FROM {table}").fetchone()
        return int(row[0] or 0)


def _with_files(data: Path, images: list[Image], count: int) -> Iterator[Image]:
    """Some of the images, each with the file of its layer."""
    number = int(images[0].repository.rpartition("-")[2]) * PER_REPOSITORY
    for offset in sorted(random.Random(number).sample(range(len(images)), min(count, len(images)))):
        image = images[offset]
        file = data / blob_key(image.layer, _incarnation(image.layer))
        file.write_bytes(_layer(number + offset))
        yield image


def _layer(number: int) -> bytes:
    return number.to_bytes(8, "big") * (LAYER // 8)


def _manifest(config: str, config_size: int, layer: str) -> bytes:
    document = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": {"mediaType": _CONFIG, "digest": config, "size": config_size},
        "layers": [{"mediaType": _LAYER, "digest": layer, "size": LAYER}],
    }
    return json.dumps(document, separators=(",", ":")).encode()


def _digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _incarnation(digest: str) -> str:
    return digest[-32:]
