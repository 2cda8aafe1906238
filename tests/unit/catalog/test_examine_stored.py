"""Manifests that nobody had looked at: those of before, and those whose configuration came later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roadstead.blobs.filesystem import Filesystem
from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE
from roadstead.domain.catalog.examine import Examiner
from roadstead.domain.catalog.examine_stored import STEP, Examination
from roadstead.domain.catalog.push import Push
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.projects.service import Projects
from roadstead.domain.uploads.service import Uploads
from roadstead.oci.manifest import parse_manifest
from roadstead.settings import Limits
from tests.support import content
from tests.support.content import digest, image, index

CONFIG = json.dumps({"os": "linux", "architecture": "riscv64"}).encode()
REPOSITORY = "team/app"


class Shelf:
    """A repository that takes manifests of which parts are missing."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self.storage = Filesystem(folder)
        self.examiner = Examiner(db, self.storage)
        self.uploads = Uploads(db, self.storage, Limits())

    def put(self, body: bytes, *tags: str) -> None:
        manifest = parse_manifest(body, None)
        findings = self.examiner.examine(REPOSITORY, manifest, digest(body), len(body), tags)
        push = Push(REPOSITORY, digest(body), tags, manifest, body, findings, CONSOLE, sparse=True)
        Catalog(self.db).put_manifest(push)

    def push_blob(self, data: bytes) -> None:
        intake = self.uploads.at_once(REPOSITORY, len(data))
        intake.write(memoryview(data))
        self.uploads.finish(intake, REPOSITORY, digest(data), session=False)
        intake.release()

    def known(self, body: bytes) -> tuple[str | None, str | None, int, int]:
        """(kind, attributes, size with content, whether it is listed)."""
        sql = "SELECT kind, extra_attrs, content_size, listed FROM manifest WHERE digest = ?"
        row = self.db.read(lambda tx: tx.one(sql, digest(body)))
        assert row is not None
        return row[0], row[1], row[2], row[3]

    def change(self, sql: str, *args: object) -> None:
        def run(tx: Tx) -> None:
            tx.run(sql, *args)

        self.db.write(run)


@pytest.fixture
def shelf(database: Database, tmp_path: Path) -> Shelf:
    Projects(database).create("team")
    return Shelf(database, tmp_path / "data")


def test_a_configuration_that_comes_later_is_read(shelf: Shelf) -> None:
    body = image(config=CONFIG)
    shelf.put(body, "v1")
    assert shelf.known(body)[:2] == ("IMAGE", None)
    shelf.push_blob(CONFIG)
    examination = Examination(shelf.examiner)
    assert (examination.run(), examination.run()) == (1, 0)
    kind, attributes, size, _ = shelf.known(body)
    assert (kind, json.loads(attributes or "")) == ("IMAGE", {"architecture": "riscv64", "os": "linux", "author": ""})
    assert size == len(body) + len(CONFIG)


def test_a_child_that_comes_later_is_not_listed(shelf: Shelf) -> None:
    child, tagged = image(content.noise("child")), image(content.noise("tagged"))
    for tag, body in (("v1", index(child)), ("v2", index(tagged))):
        shelf.put(body, tag)
    shelf.put(child)
    shelf.put(tagged, "v3")
    assert (shelf.known(child)[3], shelf.known(tagged)[3]) == (0, 1)


def test_many_are_looked_at_in_steps_and_bad_ones_keep_nobody_waiting(shelf: Shelf) -> None:
    bodies = [image(content.noise(n)) for n in range(STEP + 5)]
    for body in bodies:
        shelf.put(body)
    shelf.change("UPDATE manifest SET kind = NULL, content_size = 0")
    broken, gone = bodies[0], bodies[1]
    shelf.change("UPDATE manifest_body SET body = ? WHERE manifest_id = (SELECT min(id) FROM manifest)", b"{")
    shelf.change("DELETE FROM manifest_body WHERE manifest_id = (SELECT min(id) + 1 FROM manifest)")
    examination = Examination(shelf.examiner)
    assert (examination.run(), examination.run(), examination.run()) == (STEP, 5, 0)
    assert shelf.known(broken)[0] == "UNKNOWN"
    assert shelf.known(gone)[0] is None
    for body in bodies[2:]:
        assert shelf.known(body)[0] == "IMAGE"


def test_two_nodes_look_at_the_same_time(shelf: Shelf) -> None:
    body = image(config=CONFIG)
    shelf.push_blob(CONFIG)
    shelf.put(body, "v1")
    before = shelf.known(body)
    shelf.change("UPDATE manifest SET kind = NULL, extra_attrs = NULL, content_size = 0")
    one, other = Examination(shelf.examiner), Examination(Examiner(shelf.db, shelf.storage))
    assert one.run() == 1
    other.run()
    assert shelf.known(body) == before
