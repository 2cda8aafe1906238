"""A registry with a trash: the world of the catalog, what people do in it, and all that it holds, without ids."""

from __future__ import annotations

from dataclasses import dataclass, field

from roadstead.db.listing import Listing
from roadstead.db.tx import Row
from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog.artifacts import Artifacts
from roadstead.domain.catalog.repositories import Repositories
from roadstead.domain.catalog.trash import Trash
from roadstead.domain.catalog.trash_model import KEPT, Keeping, Trashed
from roadstead.domain.projects.model import Standing
from tests.support.content import CONFIG, EMPTY, artifact, descriptor, digest, image, index, media_type_of, noise
from tests.unit.catalog.world import REPOSITORY, World

LAYERS = [noise(f"layer {n}") for n in range(6)]
IMAGES = [image(layer) for layer in LAYERS]
BOTH = index(*IMAGES[:2])
ADA = Actor("ada", "192.0.2.1")

ROWS = {
    "repositories": "SELECT r.name, r.description, r.pull_count FROM repository r WHERE r.name < '~'",
    "manifests": "SELECT r.name, m.digest, m.media_type, m.size, m.artifact_type, m.subject_digest, m.annotations,"
    " m.pushed_at, m.kind, m.config_media_type, m.extra_attrs, m.content_size, m.pulled_at, m.pull_count,"
    " m.accessory_kind, m.accessory_of, m.listed, b.body FROM manifest m JOIN repository r ON r.id = m.repository_id"
    " JOIN manifest_body b ON b.manifest_id = m.id",
    "edges": "SELECT r.name, m.digest, b.digest, e.project_id - r.project_id FROM manifest_blob e"
    " JOIN manifest m ON m.id = e.manifest_id JOIN repository r ON r.id = e.repository_id"
    " JOIN blob b ON b.id = e.blob_id",
    "children": "SELECT r.name, m.digest, c.digest FROM manifest_child e JOIN manifest m ON m.id = e.parent_id"
    " JOIN manifest c ON c.id = e.child_id JOIN repository r ON r.id = m.repository_id",
    "gaps": "SELECT r.name, m.digest, g.digest FROM manifest_gap g JOIN manifest m ON m.id = g.manifest_id"
    " JOIN repository r ON r.id = m.repository_id",
    "labels": "SELECT r.name, m.digest, l.name, ml.created_at FROM manifest_label ml JOIN label l ON l.id = ml.label_id"
    " JOIN manifest m ON m.id = ml.manifest_id JOIN repository r ON r.id = m.repository_id",
    "tags": "SELECT r.name, t.name, m.digest, t.pushed_at, t.pulled_at FROM tag t"
    " JOIN manifest m ON m.id = t.manifest_id JOIN repository r ON r.id = t.repository_id",
    "content": "SELECT project_id, digest, size FROM project_content",
    "usage": "SELECT project_id, CAST(sum(used) AS BIGINT) FROM quota_usage GROUP BY project_id",
}
TRASH = (
    "trash",
    "trash_manifest",
    "trash_blob",
    "trash_child",
    "trash_gap",
    "trash_label",
    "trash_tag",
    "trash_history",
)
NOTHING = dict.fromkeys(TRASH, 0)


@dataclass
class Bin:
    """`keeping` is in force for whatever is deleted through it."""

    world: World
    keeping: Keeping = KEPT
    project: str = "library"
    standing: Standing = field(init=False)

    def __post_init__(self) -> None:
        ((project_id,),) = self.world.rows("SELECT id FROM project WHERE name = ?", self.project)
        self.standing = Standing(project_id, self.project, True)
        self.world.catalog.keeping = self.keeping

    @property
    def artifacts(self) -> Artifacts:
        return Artifacts(self.world.db, self.keeping)

    @property
    def repositories(self) -> Repositories:
        return Repositories(self.world.db, self.keeping)

    @property
    def trash(self) -> Trash:
        return Trash(self.world.db, self.repositories)

    def items(self) -> list[Trashed]:
        """The newest first."""
        return self.trash.page(self.standing, Listing(page_size=0))[0]

    def delete(self, reference: str, repository: str = REPOSITORY) -> Trashed:
        """An artifact; its item."""
        self.artifacts.delete(self.standing, repository, reference, ADA)
        return self.items()[0]

    def untag(self, reference: str, tag: str) -> Trashed:
        """A tag; its item."""
        self.artifacts.remove_tag(self.standing, REPOSITORY, reference, tag, ADA)
        return self.items()[0]

    def drop(self, repository: str = REPOSITORY) -> Trashed:
        """A repository; its item."""
        self.repositories.delete(self.standing, repository, ADA)
        return self.items()[0]

    def sign(self, body: bytes, *tags: str, kind: str = "application/vnd.cncf.notary.signature") -> str:
        """An accessory; its digest. Its blob has to be there."""
        return self.world.push(artifact(kind, descriptor(body, media_type_of(body))), *tags)

    def label(self, reference: str, name: str) -> int:
        """A label of the system on an artifact; its id."""
        self.world.change(
            "INSERT INTO label (name, created_at, updated_at) VALUES (?, 1, 1) ON CONFLICT DO NOTHING", name
        )
        ((label_id,),) = self.world.rows("SELECT id FROM label WHERE name = ?", name)
        self.artifacts.add_label(self.standing, REPOSITORY, reference, label_id, ADA)
        return int(label_id)

    def state(self) -> dict[str, list[Row]]:
        """All that the registry holds."""
        return {name: sorted(self.world.rows(sql), key=repr) for name, sql in ROWS.items()}

    def left(self) -> dict[str, int]:
        """Rows of the trash's tables."""
        return {name: self.world.count(name) for name in NOTHING}


def cosign(body: bytes) -> str:
    """The tag by which cosign finds a signature."""
    return digest(body).replace(":", "-") + ".sig"


def filled_bin(world: World) -> Bin:
    """Six images, an index of the first two; the third signed in both ways, labelled and pulled."""
    found = Bin(world)
    for blob in (CONFIG, EMPTY, *LAYERS):
        world.push_blob(blob)
    for n, body in enumerate(IMAGES):
        world.push(body, *([f"v{n}", f"also{n}"] if n else []))
    world.push(BOTH, "both")
    found.sign(IMAGES[2])
    world.push(IMAGES[5], cosign(IMAGES[2]))
    found.label("v2", "tested")
    world.change("UPDATE manifest SET pull_count = 7, pulled_at = 77 WHERE digest = ?", digest(IMAGES[2]))
    world.change("UPDATE tag SET pulled_at = 78 WHERE name = 'v2'")
    world.change("UPDATE repository SET description = 'what it is', pull_count = 9")
    world.change("DELETE FROM blob_lease")
    return found
