"""Artifacts as rows, the way pushes leave them: each a manifest with a layer of its own and one tag."""

from __future__ import annotations

import hashlib
import json
import time
from typing import NamedTuple

from bench.bulk import Bulk, Row

PER_REPOSITORY = 100
LAYER = 4 << 10  # bytes
DAYS = 30
"""So long ago the first was pushed, and each a millisecond after the one before."""
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
TABLES = {
    "repository": "id, project_id, name, created_at, updated_at",
    "blob": "id, digest, size, incarnation, created_at",
    "manifest": "id, project_id, repository_id, digest, media_type, size, artifact_type, pushed_at, kind,"
    " config_media_type, content_size",
    "manifest_body": "manifest_id, body",
    "manifest_blob": "manifest_id, blob_id, repository_id, project_id",
    "project_content": "project_id, digest, size",
    "tag": "repository_id, name, manifest_id, pushed_at",
    "tag_history": "repository_id, name, digest, actor, at",
}
_CONFIG = "application/vnd.oci.image.config.v1+json"
_LAYER = "application/vnd.oci.image.layer.v1.tar"


class Blob(NamedTuple):
    """A row that is there."""

    id: int
    digest: str
    size: int


class Artifact(NamedTuple):
    """A row that was added."""

    id: int
    number: int
    repository: str
    tag: str
    digest: str
    layer: str


class Pushed:
    """Rows of new repositories, gathered and written together."""

    def __init__(self, bulk: Bulk, config: Blob) -> None:
        self._bulk = bulk
        self._config = config
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._begun = int((time.time() - DAYS * 86_400) * 1000)
        self._first = {table: _last(bulk, table) + 1 for table in ("repository", "blob", "manifest")}

    def add(self, number: int, project_id: int, name: str) -> list[Artifact]:
        """The artifacts of the new repository of this number, counted from 0."""
        repository = self._first["repository"] + number
        self._rows["repository"].append((repository, project_id, name, self._begun + number, self._begun + number))
        first = number * PER_REPOSITORY
        return [self._artifact(first + n, project_id, repository, name, f"v{n}") for n in range(PER_REPOSITORY)]

    def write(self) -> None:
        """Everything gathered so far."""
        for table, columns in TABLES.items():
            self._bulk.insert(table, columns, self._rows[table])
            self._rows[table].clear()

    def _artifact(self, number: int, project: int, repository: int, name: str, tag: str) -> Artifact:
        rows, now = self._rows, self._begun + number
        manifest, blob = self._first["manifest"] + number, self._first["blob"] + number
        layer = digest_of(layer_bytes(number))
        body = _manifest(self._config, layer)
        digest = digest_of(body)
        rows["blob"].append((blob, layer, LAYER, incarnation(layer), now))
        size = len(body) + self._config.size + LAYER
        rows["manifest"].append(
            (manifest, project, repository, digest, MANIFEST, len(body), _CONFIG, now, "IMAGE", _CONFIG, size)
        )
        rows["manifest_body"].append((manifest, body))
        rows["manifest_blob"] += [(manifest, held, repository, project) for held in (self._config.id, blob)]
        rows["project_content"] += [(project, digest, len(body)), (project, layer, LAYER)]
        rows["tag"].append((repository, tag, manifest, now))
        rows["tag_history"].append((repository, tag, digest, "bench", now))
        return Artifact(manifest, number, name, tag, digest, layer)


def layer_bytes(number: int) -> bytes:
    """The layer of the artifact of this number."""
    return number.to_bytes(8, "big") * (LAYER // 8)


def digest_of(content: bytes) -> str:
    """`sha256:…`."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def incarnation(digest: str) -> str:
    """The name of the file of a blob that these rows tell of."""
    return digest[-32:]


def _manifest(config: Blob, layer: str) -> bytes:
    document = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": {"mediaType": _CONFIG, "digest": config.digest, "size": config.size},
        "layers": [{"mediaType": _LAYER, "digest": layer, "size": LAYER}],
    }
    return json.dumps(document, separators=(",", ":")).encode()


def _last(bulk: Bulk, table: str) -> int:
    (last,) = bulk.one(f"SELECT coalesce(max(id), 0) FROM {table}")
    assert isinstance(last, int)
    return last
