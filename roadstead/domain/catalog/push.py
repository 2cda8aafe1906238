"""Putting a manifest: one transaction that keeps all it names, or changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.catalog import store, write_store
from roadstead.domain.catalog.events import ManifestPushed, announce
from roadstead.domain.catalog.model import Place
from roadstead.domain.catalog.places import place_for_push
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.kit.clock import now_ms
from roadstead.oci.manifest import Descriptor, Manifest


class Push(msgspec.Struct, frozen=True):
    """A manifest on its way in; `sparse` accepts one that names content which is not here."""

    repository: str
    digest: str
    tags: tuple[str, ...]
    manifest: Manifest
    body: bytes
    actor: str
    sparse: bool


def put_manifest(tx: Tx, push: Push) -> None:
    """Store the manifest and set its tags.

    Raises Refusal NAME_UNKNOWN (no such project), MANIFEST_BLOB_UNKNOWN (names what the repository does not
    hold), MANIFEST_INVALID (a descriptor's size is not that of what it names).
    """
    now = now_ms()
    place = place_for_push(tx, push.repository)
    faults.reach("manifest.before-row")
    try:
        manifest_id = _keep(tx, place, push, now)
    except IntegrityError:
        raise Refusal("MANIFEST_BLOB_UNKNOWN", "content of the manifest was deleted meanwhile: push it again") from None
    for tag in sorted(push.tags):  # in one order, so that two pushes do not wait for each other
        if write_store.set_tag(tx, place.id, tag, manifest_id, now):
            write_store.add_history(tx, place.id, tag, push.digest, push.actor, now)
    faults.reach("manifest.before-event")
    announce(tx, ManifestPushed(push.repository, push.digest, push.tags, push.actor), now)
    tx.touch(f"repository:{push.repository}")
    faults.reach("manifest.before-commit")


def _keep(tx: Tx, place: Place, push: Push, now: int) -> int:
    manifest = push.manifest
    blobs, children, gaps = _held(tx, place, manifest, now)
    if gaps and push.sparse:  # what arrives just now sees no gap yet: wait for it, and look again
        write_store.hold_repository(tx, place.id)
        blobs, children, gaps = _held(tx, place, manifest, now)
    if gaps and not push.sparse:
        raise Refusal(
            "MANIFEST_BLOB_UNKNOWN",
            f"the manifest names content that is not in {place.name}: push it first",
            detail=[{"digest": digest} for digest in gaps[:100]],
        )
    _check_sizes(manifest.blobs, blobs)
    _check_sizes(manifest.children, children)
    values = (
        place.id,
        push.digest,
        manifest.media_type,
        len(push.body),
        manifest.artifact_type,
        manifest.subject.digest if manifest.subject else None,
        msgspec.json.encode(manifest.annotations).decode() if manifest.annotations else None,
        now,
    )
    manifest_id, new = write_store.add_manifest(tx, values, push.body)
    faults.reach("manifest.before-edges")
    if new:
        write_store.add_edges(tx, manifest_id, place.id, (blob_id for blob_id, _ in blobs.values()))
        write_store.add_children(tx, manifest_id, (child_id for child_id, _ in children.values()))
        write_store.add_gaps(tx, manifest_id, place.id, gaps)
        write_store.close_child_gaps(tx, place.id, push.digest, manifest_id)
    return manifest_id


Found = dict[str, tuple[int, int]]
"""digest → (id, size)."""


def _held(tx: Tx, place: Place, manifest: Manifest, now: int) -> tuple[Found, Found, list[str]]:
    """(blobs, manifests that the repository holds of those which the manifest names; digests of the others)."""
    blobs = store.blobs(tx, place.id, _digests(manifest.blobs + manifest.foreign), now)
    children = store.manifests(tx, place.id, _digests(manifest.children))
    return blobs, children, _missing(manifest.blobs, blobs) + _missing(manifest.children, children)


def _digests(descriptors: Sequence[Descriptor]) -> list[str]:
    return sorted({descriptor.digest for descriptor in descriptors})


def _missing(named: Sequence[Descriptor], found: Found) -> list[str]:
    return [digest for digest in _digests(named) if digest not in found]


def _check_sizes(named: Sequence[Descriptor], found: Found) -> None:
    for descriptor in named:
        _, size = found.get(descriptor.digest, (0, descriptor.size))
        if size != descriptor.size:
            raise Refusal(
                "MANIFEST_INVALID",
                f"size of {descriptor.digest}: the manifest says {descriptor.size}, the content has {size} bytes",
            )
