"""Artifacts as rows, with all that may hang on them: quicker than pushes where many are needed."""

from __future__ import annotations

import json

from roadstead.db.tx import Tx
from tests.support import content

IMAGE = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
ARTIFACTS = 120
"""Of `p/app`, a third of them indexes of the two images before."""


def fill(tx: Tx) -> None:
    """A project `p` with three repositories; each artifact has two tags, a label and an accessory."""
    project_id = tx.value("INSERT INTO project (name, created_at) VALUES ('p', 1) RETURNING id")
    label_id = tx.value("INSERT INTO label (name, created_at, updated_at) VALUES ('good', 1, 1) RETURNING id")
    for number, name in enumerate(("p/app", "p/other", "p/third")):
        repository_id = tx.value(
            "INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, ?, ?, ?) RETURNING id",
            project_id,
            name,
            number,
            number + 1,
        )
        before: list[int] = []
        for n in range(ARTIFACTS if name == "p/app" else 3):
            before = [*before[-1:], artifact(tx, project_id, repository_id, f"{name} {n}", n, before)]
            manifest_id = before[-1]
            tx.run(
                "INSERT INTO manifest_label (manifest_id, label_id, created_at) VALUES (?, ?, 1)", manifest_id, label_id
            )


def artifact(tx: Tx, project_id: int, repository_id: int, name: str, n: int, before: list[int]) -> int:
    """The id of an artifact; every third is an index."""
    is_index = n % 3 == 2
    digests = [tx.value("SELECT digest FROM manifest WHERE id = ?", one) for one in before]
    body = json.dumps(
        {"manifests": [{"mediaType": IMAGE, "digest": one, "size": 1, "platform": {"os": "linux"}} for one in digests]}
    )
    digest = content.digest(name.encode())
    add = (
        "INSERT INTO manifest (project_id, repository_id, digest, media_type, size, pushed_at, kind, content_size,"
        " extra_attrs, listed, accessory_kind, accessory_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
    )
    media_type = INDEX if is_index else IMAGE
    manifest_id: int = tx.value(
        add,
        project_id,
        repository_id,
        digest,
        media_type,
        len(body),
        n,
        "IMAGE",
        5 * n,
        '{"os":"linux"}',
        1,
        None,
        None,
    )
    tx.run("INSERT INTO manifest_body (manifest_id, body) VALUES (?, ?)", manifest_id, body.encode())
    if is_index:
        tx.many(
            "INSERT INTO manifest_child (parent_id, child_id) VALUES (?, ?)", [(manifest_id, one) for one in before]
        )
    for tag in ("a", "b"):
        tx.run(
            "INSERT INTO tag (repository_id, name, manifest_id, pushed_at) VALUES (?, ?, ?, ?)",
            repository_id,
            f"{tag}{n}",
            manifest_id,
            n,
        )
    signature = content.digest(f"{name}: signature".encode())
    tx.value(add, project_id, repository_id, signature, IMAGE, 9, n, "UNKNOWN", 9, None, 0, "signature.cosign", digest)
    return manifest_id
