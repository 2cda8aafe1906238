"""A registry without its street: catalog and uploads over one database and one folder, and steps to push with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roadstead.blobs.filesystem import Filesystem
from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx
from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog.examine import Examiner
from roadstead.domain.catalog.push import Push
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.projects.service import Projects
from roadstead.domain.uploads.service import Uploads
from roadstead.oci.digest import digest_of
from roadstead.oci.manifest import parse_manifest
from roadstead.settings import Limits
from tests.support.content import CONFIG, image, media_type_of

ACTOR = 7
ADMIN, EVE = Actor("admin"), Actor("eve")
REPOSITORY = "library/app"


@dataclass
class World:
    """One node. `limits` may be changed between two steps."""

    db: Database
    storage: Filesystem
    limits: Limits
    catalog: Catalog
    uploads: Uploads

    @property
    def folder(self) -> Path:
        """Where the bytes are."""
        return Path(self.storage.root)

    def push_blob(self, data: bytes, repository: str = REPOSITORY, algorithm: str = "sha256") -> str:
        """Begin, write, finish; the digest."""
        digest = digest_of(data, algorithm)
        upload_id = self.uploads.begin(repository, ACTOR)
        self.send(upload_id, data, repository)
        self.finish(upload_id, digest, repository)
        return digest

    def send(self, upload_id: str, data: bytes, repository: str = REPOSITORY) -> None:
        """Append to the session."""
        intake = self.uploads.go_on(upload_id, repository, ACTOR)
        try:
            intake.write(memoryview(data))
        finally:
            intake.release()

    def finish(self, upload_id: str, digest: str, repository: str = REPOSITORY) -> None:
        """Make the session's bytes a blob."""
        intake = self.uploads.go_on(upload_id, repository, ACTOR)
        try:
            self.uploads.finish(intake, repository, digest, session=True)
        finally:
            intake.release()

    def push(
        self, body: bytes, *tags: str, repository: str = REPOSITORY, actor: str = "admin", sparse: bool = False
    ) -> str:
        """A manifest; its digest."""
        digest = digest_of(body)
        manifest = parse_manifest(body, media_type_of(body))
        findings = Examiner(self.db, self.storage).examine(repository, manifest, digest, len(body), tags)
        self.catalog.put_manifest(Push(repository, digest, tags, manifest, body, findings, Actor(actor), sparse))
        return digest

    def push_image(self, *layers: bytes, tags: tuple[str, ...] = (), repository: str = REPOSITORY) -> str:
        """An image with its blobs; the manifest's digest."""
        for blob in (CONFIG, *layers):
            self.push_blob(blob, repository)
        return self.push(image(*layers), *tags, repository=repository)

    def rows(self, sql: str, *args: object) -> list[Row]:
        """The rows of a query of the test's own."""
        return self.db.read(_rows, sql, args)

    def count(self, table: str) -> int:
        """How many rows the table has."""
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    def change(self, sql: str, *args: object) -> int:
        """Change rows behind the stores' backs, as a collector to come or an accident does; how many."""
        return self.db.write(_change, sql, args)

    def history(self, tag: str, repository: str = REPOSITORY) -> list[tuple[str | None, str]]:
        """(digest, actor) of what the tag pointed at, oldest first."""
        found = self.rows(
            "SELECT h.digest, h.actor FROM tag_history h JOIN repository r ON r.id = h.repository_id"
            " WHERE r.name = ? AND h.name = ? ORDER BY h.id",
            repository,
            tag,
        )
        return [(digest, actor) for digest, actor in found]

    def events(self) -> list[dict[str, Any]]:
        """The outbox, oldest first."""
        return [json.loads(payload) for (payload,) in self.rows("SELECT payload FROM outbox ORDER BY id")]

    def unlinks(self) -> list[tuple[str, int]]:
        """(path, not before) of the unlink log, oldest first."""
        found = self.rows("SELECT path, not_before FROM unlink_log ORDER BY id")
        return [(path, not_before) for path, not_before in found]


def _rows(tx: Tx, sql: str, args: tuple[object, ...]) -> list[Row]:
    return tx.all(sql, *args)


def _change(tx: Tx, sql: str, args: tuple[object, ...]) -> int:
    return tx.run(sql, *args)


def make_world(db: Database, folder: Path) -> World:
    """With the project `library`."""
    Projects(db).create("library", public=True)
    return enter_world(db, folder)


def enter_world(db: Database, folder: Path) -> World:
    """Another node on the same folder, or the same node after a restart."""
    limits, storage = Limits(), Filesystem(folder)
    return World(db, storage, limits, Catalog(db), Uploads(db, storage, limits))
