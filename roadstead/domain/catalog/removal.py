"""Taking away: a tag, a manifest with its tags, a blob that nothing in the repository names.

What goes is kept in the trash, as `keeping` says; `reason` tells there why it went.
"""

from __future__ import annotations

from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog import accessory_store, accounting, store, tagging, trash_fill, write_store
from roadstead.domain.catalog.events import ManifestDeleted, TagDeleted, announce
from roadstead.domain.catalog.model import Place
from roadstead.domain.catalog.places import known_place
from roadstead.domain.catalog.trash_fill import Deletion
from roadstead.domain.catalog.trash_model import BY_HAND, Item, Keeping
from roadstead.domain.immutability import service as immutability
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

MOST = 10_000
"""Manifests that one deletion may take along."""


def delete_tag(tx: Tx, repository: str, tag: str, actor: Actor, keeping: Keeping, *, reason: str = BY_HAND) -> None:
    """The tag goes, what it pointed at stays.

    Raises Refusal NAME_UNKNOWN, MANIFEST_UNKNOWN, PRECONDITION (an immutable tag).
    """
    place = known_place(tx, repository)
    now = now_ms()
    gone = tagging.remove_tag(tx, place, tag, actor.name, now)
    if gone is None:
        raise Refusal("MANIFEST_UNKNOWN", f"there is no tag {tag} in {repository}", detail={"tag": tag})
    digest, pushed_at, pulled_at = gone
    deletion = Deletion(place.project_id, repository, "tag", tag, digest, actor.name, reason)
    item = trash_fill.begin(tx, keeping, deletion, now)
    trash_fill.keep_tags(tx, item, [(digest, tag, pushed_at, pulled_at)])
    announce(tx, now, TagDeleted(repository, tag, actor.name))
    told = "" if reason == BY_HAND else reason
    record(tx, Entry(actor, "delete", "tag", f"{repository}:{tag}", place.project_id, told))
    tx.touch(f"repository:{repository}")
    write_store.mark_changed(tx, place.id, now)


def delete_manifest(
    tx: Tx, repository: str, digest: str, actor: Actor, keeping: Keeping, *, reason: str = BY_HAND
) -> None:
    """The manifest and its tags go; with them its accessories, and of an index what nothing else names.

    Raises Refusal NAME_UNKNOWN, MANIFEST_UNKNOWN, PRECONDITION (an immutable tag); UNSUPPORTED while an index keeps
    the manifest.
    """
    place = known_place(tx, repository)
    now = now_ms()
    manifest_id = write_store.hold_manifest(tx, place.id, digest)
    if manifest_id is None:
        raise _unknown(repository, digest)
    if parent := write_store.parent_of(tx, manifest_id):
        raise Refusal("UNSUPPORTED", f"manifest {digest} is part of the index {parent}: delete that first")
    deletion = Deletion(place.project_id, repository, "artifact", digest, digest, actor.name, reason)
    item = trash_fill.begin(tx, keeping, deletion, now)
    gone, held = _take_away(tx, place, manifest_id, digest, item)
    trash_fill.count(tx, item, len(gone), now)
    tags = (tag for tags in gone.values() for tag in tags)
    write_store.add_histories(tx, place.id, ((tag, None) for tag in tags), actor.name, now)
    announce(tx, now, *(ManifestDeleted(repository, one, tags, actor.name) for one, tags in gone.items()))
    told = " ".join(gone[digest]) + (f", and {len(gone) - 1} that belonged to it" if len(gone) > 1 else "")
    told = ", ".join(filter(None, (told.lstrip(", "), "" if reason == BY_HAND else reason)))
    record(tx, Entry(actor, "delete", "artifact", f"{repository}@{digest}", place.project_id, told))
    tx.touch(f"repository:{repository}")
    write_store.mark_changed(tx, place.id, now)
    accounting.release(tx, place.project_id, held)
    faults.reach("delete.before-commit")


def _take_away(
    tx: Tx, place: Place, manifest_id: int, digest: str, item: Item | None
) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """(digests of manifests that are gone, each with its tags; digests of all that they held).

    Accessories of accessories, and children of children, go too.
    """
    gone: dict[str, tuple[str, ...]] = {}
    held: set[str] = set()
    belonging: set[int] = set()
    going = {manifest_id: digest}
    while going:
        if len(gone) + len(going) > MOST:
            raise Refusal("PRECONDITION", f"{digest} has more than {MOST} accessories and parts: delete some first")
        there = accessory_store.lock(tx, going)
        going = {key: one for key, one in going.items() if key in there}
        children = accessory_store.children_of(tx, list(going))
        trash_fill.keep(tx, item, list(going))
        rows = write_store.delete_tags_of(tx, list(going))
        trash_fill.keep_tags(tx, item, [(going[key], *tag) for key, *tag in rows])
        tags: dict[int, list[str]] = {key: [] for key in going}
        for key, name, *_ in rows:
            tags[key].append(name)
        immutability.check_tags(tx, place.project_id, place.name, [name for names in tags.values() for name in names])
        held |= accounting.digests_of(tx, list(going))
        faults.reach("delete.before-rows")
        write_store.delete_manifests(tx, list(going))
        gone.update((one, tuple(tags[key])) for key, one in going.items())
        belonging.update(accessory_store.accessories_of(tx, place.id, list(going.values())))
        going = accessory_store.unkept(tx, belonging) | accessory_store.unkept(tx, children, alone=True)
        belonging.difference_update(going)
    return gone, held


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
    accounting.release(tx, place.project_id, [digest], leases=True)


def _unknown(repository: str, digest: str) -> Refusal:
    return Refusal("MANIFEST_UNKNOWN", f"there is no manifest {digest} in {repository}", detail={"digest": digest})
