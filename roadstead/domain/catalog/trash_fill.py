"""Into the trash: in the transaction of a deletion, what goes is kept as it was."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog import trash_store
from roadstead.domain.catalog.trash_model import DAY, Item, Keeping, Kind
from roadstead.kit.clock import now_ms


class Deletion(msgspec.Struct, frozen=True):
    """What is deleted, by whom and why; `name` is the tag, the digest or the repository."""

    project_id: int
    repository: str
    kind: Kind
    name: str
    digest: str | None
    actor: str
    reason: str


def begin(tx: Tx, keeping: Keeping, deletion: Deletion, now: int) -> Item | None:
    """A new item; None when nothing is kept."""
    if keeping.days <= 0:
        return None
    values = (*msgspec.structs.astuple(deletion), int(keeping.in_quota), now, now + keeping.days * DAY)
    return Item(trash_store.add(tx, values), deletion.project_id if keeping.in_quota else None)


def count(tx: Tx, item: Item | None, more: int, now: int) -> None:
    """The item has so many artifacts more."""
    if item is not None:
        trash_store.count(tx, item.id, more, now)


def go_on(tx: Tx, trash_id: int | None, more: int) -> Item | None:
    """The item of a deletion in steps, which gets so many artifacts more; None when it is not kept any more."""
    row = None if trash_id is None else trash_store.count(tx, trash_id, more, now_ms())
    if trash_id is None or row is None:
        return None
    project_id, counted = row
    return Item(trash_id, project_id if counted else None)


def keep(tx: Tx, item: Item | None, manifest_ids: Sequence[int]) -> None:
    """These manifests, which are locked and about to go."""
    if item is not None:
        trash_store.keep_manifests(tx, item.id, item.counts_in, manifest_ids)


def keep_tags(tx: Tx, item: Item | None, tags: Sequence[Row]) -> None:
    """(digest, name, pushed at, pulled at) of tags that are gone."""
    if item is not None:
        trash_store.keep_tags(tx, item.id, tags)


def keep_history(tx: Tx, item: Item | None, rows: Sequence[Row]) -> None:
    """(number, name, digest, actor, at) of what tags pointed at."""
    if item is not None:
        trash_store.keep_history(tx, item.id, rows)
