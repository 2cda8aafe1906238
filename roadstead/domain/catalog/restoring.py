"""Out of the trash: what was deleted becomes rows of its repository again, a lot of manifests at a time.

What an index lists comes before the index. What the repository has again by now stays as it is, and gets back what it
lacks: tags that are free, labels. In the catalog's order of locks: manifests, tags, history, at last the quota.
"""

from __future__ import annotations

import msgspec

from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog import (
    accessories,
    accessory_store,
    copy_store,
    restoring_store,
    store,
    tagging,
    trash_store,
    write_store,
)
from roadstead.domain.catalog.events import ManifestPushed, announce
from roadstead.domain.catalog.model import Place
from roadstead.domain.catalog.trash_model import Restored
from roadstead.errors import Refusal
from roadstead.kit import faults

NAMED = 10
"""Names of tags that a message tells."""


class Return(msgspec.Struct, frozen=True):
    """A restoring that is under way: of which item, to where, by whom.

    `skip` leaves tags that point elsewhere; `history`: what tags pointed at before lies in the item too.
    """

    item: int
    place: Place
    actor: Actor
    skip: bool
    history: bool
    now: int


def put_back(tx: Tx, of: Return, rows: dict[int, str]) -> tuple[Restored, dict[str, int]]:
    """(what came back, digest → size of what the project is to count) of these (id in the trash → digest).

    Raises Refusal PRECONDITION (a child is missing), CONFLICT (a tag points elsewhere); IntegrityError when something
    was deleted meanwhile: do it all once more.
    """
    ids, digests, place = list(rows), sorted(rows.values()), of.place
    faults.reach("restore.before-rows")
    new = restoring_store.add_manifests(tx, place, ids)
    made = copy_store.lock_in(tx, place.id, digests)
    if len(made) < len(digests):
        raise IntegrityError("a manifest was deleted meanwhile")
    contents: dict[str, int] = {}
    if new:
        _hold_children(tx, of, ids, new)
        restoring_store.add_contents(tx, place, ids, new)
        faults.reach("restore.before-tags")
        contents = copy_store.contents(tx, new)
        _close_gaps(tx, of, new, contents)
    restoring_store.add_labels(tx, place, ids)
    tags, skipped = put_tags(tx, of, made)
    accessory_store.relist(tx, {*made.values(), *accessory_store.children_of(tx, sorted(new))})
    trash_store.delete_manifests(tx, ids)
    back = sorted({*new.values(), *tags.values()})
    names = {digest: tuple(name for name, named in tags.items() if named == digest) for digest in back}
    announce(tx, of.now, *(ManifestPushed(place.name, digest, names[digest], of.actor.name) for digest in back))
    return Restored(place.name, len(rows), tuple(tags), tuple(skipped)), contents


def put_tags(tx: Tx, of: Return, made: dict[str, int]) -> tuple[dict[str, str], list[str]]:
    """(name → digest of tags that are back, names of those that point elsewhere) of tags on these (digest → id).

    The rows of the manifests are locked. Raises Refusal CONFLICT unless those may be skipped.
    """
    place, digests = of.place, sorted(made)
    wanted = restoring_store.tags(tx, of.item, digests)
    for name, digest in wanted.items():
        if accessories.by_tag(name) is not None:
            tagging.mark(tx, name, made[digest])
    put = restoring_store.add_tags(tx, place, of.item, digests)
    others = sorted(wanted.keys() - put)
    there = restoring_store.pointing(tx, place, others)
    if there.keys() < set(others):
        raise IntegrityError("a tag was deleted meanwhile")
    skipped = [name for name in others if there[name] != wanted[name]]
    if skipped and not of.skip:
        raise taken(skipped)
    if of.history:
        restoring_store.move_history_of(tx, place, of.item, digests)
    back = {name: wanted[name] for name in sorted(put)}
    write_store.add_histories(tx, place.id, back.items(), of.actor.name, of.now)
    restoring_store.delete_tags(tx, of.item, digests)
    return back, skipped


def taken(names: list[str]) -> Refusal:
    """The refusal for tags that point at something else by now."""
    told = ", ".join(names[:NAMED]) + (" and more" if len(names) > NAMED else "")
    many = "tags point" if len(names) > 1 else "tag points"
    text = f"{many} elsewhere by now: {told}; restore with skip_tags=true to leave them there, or delete them first"
    return Refusal("CONFLICT", text)


def _hold_children(tx: Tx, of: Return, ids: list[int], new: dict[int, str]) -> None:
    """What the indexes among them list is there, and stays. Raises Refusal PRECONDITION."""
    children = restoring_store.children(tx, ids, list(new.values()))
    there = copy_store.lock_in(tx, of.place.id, children)
    for child in sorted(children.keys() - there.keys()):
        raise _incomplete(tx, of, children[child], child)


def _close_gaps(tx: Tx, of: Return, new: dict[int, str], contents: dict[str, int]) -> None:
    """What came back, or came since, is no gap."""
    place = of.place
    if not restoring_store.open_gaps(tx, place, sorted(new), sorted(contents)):
        return
    write_store.hold_repository(tx, place.id)  # what arrives just now sees no gap yet
    left = restoring_store.open_gaps(tx, place, sorted(new), sorted(contents))
    children = store.manifests(tx, place.id, sorted(left))
    for digest, (manifest_id, _, _) in children.items():
        write_store.close_child_gaps(tx, place.id, digest, manifest_id)
    for digest, (blob_id, _) in store.blobs(tx, place.id, sorted(left - children.keys()), of.now).items():
        write_store.close_blob_gaps(tx, place.id, digest, blob_id)


def _incomplete(tx: Tx, of: Return, index: str, child: str) -> Refusal:
    item = restoring_store.elsewhere(tx, of.place.project_id, of.place.name, child, of.now)
    step = "push it first" if item is None else f"restore item {item} of the trash first"
    return Refusal("PRECONDITION", f"index {index} lists {child}, which {of.place.name} does not have: {step}")
