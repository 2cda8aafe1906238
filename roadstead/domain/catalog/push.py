"""Putting a manifest: one transaction that keeps all it names, or changes nothing."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import msgspec

from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog import accessory_store, accounting, store, tagging, write_store
from roadstead.domain.catalog.events import ManifestPushed, announce
from roadstead.domain.catalog.examine import with_children
from roadstead.domain.catalog.model import Findings, Place
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
    findings: Findings
    actor: Actor
    sparse: bool


def put_manifest(tx: Tx, push: Push) -> None:
    """Store the manifest and set its tags.

    Raises Refusal NAME_UNKNOWN (no such project), MANIFEST_BLOB_UNKNOWN (names what the repository does not
    hold), MANIFEST_INVALID (a descriptor's size is not that of what it names), DENIED (the project's quota),
    PRECONDITION (an immutable tag is there already).
    """
    now = now_ms()
    place = place_for_push(tx, push.repository)
    faults.reach("manifest.before-row")
    try:
        manifest_id, hidden, contents = _keep(tx, place, push, now)
    except IntegrityError:
        raise Refusal("MANIFEST_BLOB_UNKNOWN", "content of the manifest was deleted meanwhile: push it again") from None
    for tag in sorted(push.tags):  # in one order, so that two pushes do not wait for each other
        tagging.point(tx, place, tag, manifest_id, push.digest, push.actor.name, now)
    if hidden:
        accessory_store.relist(tx, hidden)
    faults.reach("manifest.before-event")
    announce(tx, now, ManifestPushed(push.repository, push.digest, push.tags, push.actor.name))
    resource = f"{push.repository}:{push.tags[0]}" if push.tags else f"{push.repository}@{push.digest}"
    record(tx, Entry(push.actor, "create", "artifact", resource, place.project_id, " ".join(push.tags[1:])))
    tx.touch(f"repository:{push.repository}")
    write_store.mark_changed(tx, place.id, now)
    accounting.count(tx, place, contents)
    faults.reach("manifest.before-commit")


def _keep(tx: Tx, place: Place, push: Push, now: int) -> tuple[int, list[int], dict[str, int]]:
    """(the manifest's id, ids of those that an index keeps from now on, digest → size of what came to the project)."""
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
    _check_sizes(manifest.blobs, {digest: size for digest, (_, size) in blobs.items()})
    _check_sizes(manifest.children, {digest: size for digest, (_, size, _) in children.items()})
    content_size = with_children(push.findings.content_size, sum(content for _, _, content in children.values()))
    row = _row(place, push, content_size, gaps, now)
    manifest_id, new = write_store.add_manifest(tx, row, push.body, tagged=bool(push.tags))
    faults.reach("manifest.before-edges")
    if not new:
        return manifest_id, [], {}
    hidden = [child_id for child_id, _, _ in children.values()]
    write_store.add_edges(tx, manifest_id, place.id, (blob_id for blob_id, _ in blobs.values()))
    write_store.add_children(tx, manifest_id, hidden)
    write_store.add_gaps(tx, manifest_id, place.id, gaps)
    if write_store.close_child_gaps(tx, place.id, push.digest, manifest_id):
        hidden.append(manifest_id)
    contents = {push.digest: len(push.body), **{digest: size for digest, (_, size) in blobs.items()}}
    return manifest_id, hidden, contents


def _row(place: Place, push: Push, content_size: int, gaps: Sequence[str], now: int) -> write_store.NewManifest:
    manifest, findings = push.manifest, push.findings
    # What it says is known from another time: it is told when it is here again.
    away = manifest.config is not None and manifest.config.digest in gaps
    accessory = findings.accessory
    return write_store.NewManifest(
        project_id=place.project_id,
        repository_id=place.id,
        digest=push.digest,
        media_type=manifest.media_type,
        size=len(push.body),
        artifact_type=manifest.artifact_type,
        subject_digest=manifest.subject.digest if manifest.subject else None,
        annotations=msgspec.json.encode(manifest.annotations).decode() if manifest.annotations else None,
        kind=findings.kind,
        config_media_type=findings.config_media_type,
        extra_attrs=None if away else findings.extra_attrs,
        content_size=content_size,
        accessory_kind=accessory.kind if accessory else None,
        accessory_of=accessory.of if accessory else None,
        listed=int(accessory is None),
        pushed_at=now,
    )


Blobs = dict[str, tuple[int, int]]
"""digest → (id, size)."""
Children = dict[str, tuple[int, int, int]]
"""digest → (id, size, size with what it names)."""


def _held(tx: Tx, place: Place, manifest: Manifest, now: int) -> tuple[Blobs, Children, list[str]]:
    """(blobs, manifests that the repository holds of those which the manifest names; digests of the others)."""
    blobs = store.blobs(tx, place.id, _digests(manifest.blobs + manifest.foreign), now)
    children = store.manifests(tx, place.id, _digests(manifest.children))
    return blobs, children, _missing(manifest.blobs, blobs) + _missing(manifest.children, children)


def _digests(descriptors: Sequence[Descriptor]) -> list[str]:
    return sorted({descriptor.digest for descriptor in descriptors})


def _missing(named: Sequence[Descriptor], found: Container[str]) -> list[str]:
    return [digest for digest in _digests(named) if digest not in found]


def _check_sizes(named: Sequence[Descriptor], found: Mapping[str, int]) -> None:
    for descriptor in named:
        size = found.get(descriptor.digest, descriptor.size)
        if size != descriptor.size:
            raise Refusal(
                "MANIFEST_INVALID",
                f"size of {descriptor.digest}: the manifest says {descriptor.size}, the content has {size} bytes",
            )
