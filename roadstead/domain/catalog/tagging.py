"""Setting and removing tags, with everything that hangs on them: history, lists, cosign's accessories."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog import accessories, accessory_store, write_store
from roadstead.domain.catalog.model import Place
from roadstead.domain.immutability import service as immutability


def set_tag(tx: Tx, place: Place, tag: str, manifest_id: int, digest: str, actor: str, now: int) -> bool:
    """Point the tag at a manifest that is there already; whether that changed what it pointed at.

    Raises IntegrityError when the manifest was deleted meanwhile; Refusal PRECONDITION for an immutable tag.
    """
    mark(tx, tag, manifest_id)
    return point(tx, place, tag, manifest_id, digest, actor, now)


def mark(tx: Tx, tag: str, manifest_id: int) -> None:
    """The manifest is to have this tag: it is listed, or belongs to what the tag names."""
    accessory = accessories.by_tag(tag)
    if accessory is None:
        accessory_store.mark_tagged(tx, manifest_id)
    else:
        accessory_store.make_accessory(tx, manifest_id, accessory)


def point(tx: Tx, place: Place, tag: str, manifest_id: int, digest: str, actor: str, now: int) -> bool:
    """The same of a manifest whose row says already that it is tagged, as a push has just written it."""
    changed, before = write_store.set_tag(tx, place.id, tag, manifest_id, now)
    if not changed or before is not None:  # it was there
        immutability.check_tags(tx, place.project_id, place.name, [tag])
    if changed:
        write_store.add_history(tx, place.id, tag, digest, actor, now)
    if before is not None:
        accessory_store.relist(tx, [before])
    return changed


def remove_tag(tx: Tx, place: Place, tag: str, actor: str, now: int) -> Row | None:
    """The tag goes, what it pointed at stays; (its digest, pushed at, pulled at), None when there was no such tag.

    Raises Refusal PRECONDITION (immutable).
    """
    row = write_store.delete_tag(tx, place.id, tag)
    if row is None:
        return None
    manifest_id, *told = row
    immutability.check_tags(tx, place.project_id, place.name, [tag])
    accessory = accessories.by_tag(tag)
    ended = [] if accessory is None else accessory_store.end_tagged_accessories(tx, place.id, accessory)
    accessory_store.relist(tx, sorted({manifest_id, *ended}))
    write_store.add_history(tx, place.id, tag, None, actor, now)
    return tuple(told)
