"""Taking away: a tag, a manifest with its tags, a blob that nothing in the repository names."""

from __future__ import annotations

from roadstead.db.tx import Tx
from roadstead.domain.catalog import store, write_store
from roadstead.domain.catalog.events import ManifestDeleted, TagDeleted, announce
from roadstead.domain.catalog.places import known_place
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms


def delete_tag(tx: Tx, repository: str, tag: str, actor: str) -> None:
    """The tag goes, what it pointed at stays. Raises Refusal NAME_UNKNOWN, MANIFEST_UNKNOWN."""
    place = known_place(tx, repository)
    now = now_ms()
    if not write_store.delete_tag(tx, place.id, tag):
        raise Refusal("MANIFEST_UNKNOWN", f"there is no tag {tag} in {repository}", detail={"tag": tag})
    write_store.add_history(tx, place.id, tag, None, actor, now)
    announce(tx, TagDeleted(repository, tag, actor), now)
    tx.touch(f"repository:{repository}")


def delete_manifest(tx: Tx, repository: str, digest: str, actor: str) -> None:
    """The manifest and its tags go.

    Raises Refusal NAME_UNKNOWN, MANIFEST_UNKNOWN; UNSUPPORTED while an index keeps the manifest.
    """
    place = known_place(tx, repository)
    now = now_ms()
    manifest_id = write_store.hold_manifest(tx, place.id, digest)
    if manifest_id is None:
        raise Refusal("MANIFEST_UNKNOWN", f"there is no manifest {digest} in {repository}", detail={"digest": digest})
    if parent := write_store.parent_of(tx, manifest_id):
        raise Refusal("UNSUPPORTED", f"manifest {digest} is part of the index {parent}: delete that first")
    tags = write_store.delete_tags_of(tx, manifest_id)
    write_store.delete_manifest(tx, manifest_id)
    for tag in tags:
        write_store.add_history(tx, place.id, tag, None, actor, now)
    announce(tx, ManifestDeleted(repository, digest, tuple(tags), actor), now)
    tx.touch(f"repository:{repository}")


def delete_blob(tx: Tx, repository: str, digest: str) -> None:
    """The repository no longer gives out the blob; its bytes go when no other repository holds them.

    Raises Refusal NAME_UNKNOWN, BLOB_UNKNOWN; UNSUPPORTED while a manifest of the repository names it.
    """
    place = known_place(tx, repository)
    row = store.blob(tx, repository, digest, now_ms())
    if row is None:
        raise Refusal("BLOB_UNKNOWN", detail={"digest": digest})
    if keeper := write_store.keeper_of(tx, place.id, row[0]):
        raise Refusal("UNSUPPORTED", f"blob {digest} is part of manifest {keeper}: delete that first")
    write_store.end_lease(tx, place.id, row[0])
    tx.touch(f"repository:{repository}")
