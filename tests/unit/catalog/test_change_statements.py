"""What pushing, tagging, copying and deleting ask the database for: few statements, all of them on indexes."""

from __future__ import annotations

import pytest

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE
from roadstead.domain.catalog.accessories import accessory
from roadstead.domain.catalog.copying import Copies, Copy
from roadstead.domain.catalog.model import Findings
from roadstead.domain.catalog.push import Push
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.projects.model import Standing
from roadstead.oci.manifest import parse_manifest
from tests.support import content
from tests.support.content import artifact, descriptor, digest, image, index
from tests.support.statements import Noting

LAYERS = [content.noise(f"layer {n}") for n in range(4)]
IMAGES = [image(layer) for layer in LAYERS]
BOTH = index(*IMAGES[:2])
SIGNATURE = artifact("application/vnd.cncf.notary.signature", descriptor(BOTH, content.media_type_of(BOTH)))
COSIGN = f"{digest(BOTH).replace(':', '-')}.sig"


@pytest.fixture
def watched(database: Database) -> Noting:
    """A repository that holds blobs."""
    database.write(_fill)
    return Noting(database)


def _fill(tx: Tx) -> None:
    project_id = tx.value("INSERT INTO project (name, created_at) VALUES ('team', 0) RETURNING id")
    tx.run("INSERT INTO quota (project_id, created_at, updated_at) VALUES (?, 0, 0)", project_id)
    sql = "INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, 'team/app', 0, 1) RETURNING id"
    repository_id = tx.value(sql, project_id)
    for blob in (content.CONFIG, content.EMPTY, *LAYERS):
        blob_id = tx.value(
            "INSERT INTO blob (digest, size, incarnation, created_at) VALUES (?, ?, 'x', 0) RETURNING id",
            digest(blob),
            len(blob),
        )
        tx.run(
            "INSERT INTO blob_lease (repository_id, blob_id, expires_at) VALUES (?, ?, ?)",
            repository_id,
            blob_id,
            1 << 50,
        )


def push(watched: Noting, body: bytes, *tags: str) -> int:
    """How many statements it took."""
    manifest = parse_manifest(body, None)
    findings = Findings("IMAGE", None, None, len(body), accessory(manifest, digest(body), tags))
    before = len(watched.notes)
    Catalog(watched).put_manifest(Push("team/app", digest(body), tags, manifest, body, findings, CONSOLE, False))
    return len(watched.notes) - before


def test_pushes_copies_and_deletions_are_served_by_indexes(watched: Noting) -> None:
    assert push(watched, IMAGES[0], "v1") <= 16
    assert push(watched, IMAGES[1], "v2") <= 16
    assert push(watched, IMAGES[0], "v2") <= 16  # the tag moves
    assert push(watched, IMAGES[2], "v3") <= 16
    assert push(watched, BOTH, "both") <= 19
    push(watched, SIGNATURE)
    push(watched, IMAGES[3], COSIGN)
    asked = Copy(Standing(1, "team", False), "team/app", "both", "team/copy", CONSOLE)
    assert Copies(watched).copy(asked) == digest(BOTH)
    catalog = Catalog(watched)
    catalog.delete("team/app", COSIGN, CONSOLE)
    catalog.delete("team/app", "v2", CONSOLE)
    catalog.delete("team/copy", digest(BOTH), CONSOLE)
    assert watched.scans() == []
