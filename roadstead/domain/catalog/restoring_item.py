"""Restoring an item of the trash: a tag or an artifact in one transaction, a repository in many."""

from __future__ import annotations

import msgspec

from roadstead.db.tx import Row, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog import (
    accessory_store,
    accounting,
    copy_store,
    places,
    restoring,
    restoring_store,
    trash_store,
    write_store,
)
from roadstead.domain.catalog.events import TagCreated, announce
from roadstead.domain.catalog.model import Place
from roadstead.domain.catalog.restoring import Return
from roadstead.domain.catalog.trash_model import Restored
from roadstead.domain.projects.model import Standing
from roadstead.domain.quotas import service as quotas
from roadstead.domain.quotas.model import UNLIMITED, exceeded
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

LOT = 50
"""Manifests that a step puts back."""
HISTORIES = 100
"""Tags that are no more, whose history a step puts back."""


class Asked(msgspec.Struct, frozen=True):
    """Who wants which item of a project back; `skip` leaves tags that point elsewhere now."""

    standing: Standing
    trash_id: int
    actor: Actor
    skip: bool


def absent(trash_id: int) -> Refusal:
    """The refusal for an item that is not there, has expired or is another project's."""
    return Refusal("NOT_FOUND", f"item {trash_id} is not in the trash of this project")


def whole(tx: Tx, asked: Asked) -> Restored:
    """A tag or an artifact with all that went with it. Raises Refusal, IntegrityError: see `restoring`."""
    kind, repository, name, digest, *_ = _lock(tx, asked)
    if kind == "tag":
        return _tag(tx, asked, repository, name, digest)
    of = _begin(asked, places.place_for_push(tx, repository))
    found, contents, after = Restored(repository), dict[str, int](), 0
    while (rows := restoring_store.ready(tx, asked.trash_id, after, LOT)) or after:
        if rows:
            more, some = restoring.put_back(tx, of, rows)
            found = found.with_(more.artifacts, more.tags, more.skipped)
            contents |= some
        after = max(rows, default=0)  # at the end from the start: those that waited have nothing to wait for now
    told = f"from the trash, with {found.artifacts} artifacts and {len(found.tags)} tags"
    record(tx, Entry(asked.actor, "restore", "artifact", f"{repository}@{name}", of.place.project_id, told))
    _end(tx, of)
    accounting.count(tx, of.place, contents)
    faults.reach("restore.before-commit")
    return found


def _tag(tx: Tx, asked: Asked, repository: str, name: str, digest: str) -> Restored:
    place = places.place(tx, repository)
    made = {} if place is None else copy_store.lock_in(tx, place.id, [digest])
    if place is None or not made:
        item = restoring_store.elsewhere(tx, asked.standing.project_id, repository, digest, now_ms())
        step = "push it first" if item is None else f"restore item {item} of the trash first"
        raise Refusal("PRECONDITION", f"{repository} does not have {digest} any more: {step}")
    of = _begin(msgspec.structs.replace(asked, skip=False), place)
    back, _ = restoring.put_tags(tx, of, made)
    accessory_store.relist(tx, made.values())
    announce(tx, of.now, *(TagCreated(repository, tag, digest, asked.actor.name) for tag in back))
    record(tx, Entry(asked.actor, "restore", "tag", f"{repository}:{name}", place.project_id, f"at {digest}"))
    _end(tx, of)
    faults.reach("restore.before-commit")
    return Restored(repository, 0, tuple(back))


def begin(tx: Tx, asked: Asked) -> Restored:
    """The repository is there again, with nothing of its content yet.

    Raises Refusal NOT_FOUND, DENIED when all of it does not fit the quota, CONFLICT for a tag that points elsewhere.
    """
    _, repository, _, _, description, pulls = _lock(tx, asked)
    place = places.place_for_push(tx, repository)
    if place.hard != UNLIMITED:
        usage, more = quotas.usage(tx, place.project_id), restoring_store.room(tx, asked.trash_id, place.project_id)
        if usage.used + more > usage.hard:
            raise exceeded(asked.standing.name, usage, more)
    names = restoring_store.taken(tx, place, asked.trash_id, restoring.NAMED + 1)
    if names and not asked.skip:
        raise restoring.taken(names)
    restoring_store.describe(tx, place.id, description, pulls)
    trash_store.forget_description(tx, asked.trash_id)
    record(tx, Entry(asked.actor, "restore", "repository", repository, place.project_id, "from the trash"))
    tx.touch(f"repository:{repository}")
    return Restored(repository)


def step(tx: Tx, asked: Asked, after: int) -> tuple[int | None, Restored]:
    """(where the next step begins, None: all is done; what came back). Raises as `whole` does."""
    _, repository, *_ = _lock(tx, asked)
    of = _begin(asked, places.place_for_push(tx, repository), history=True)
    nothing = Restored(repository)
    rows = restoring_store.ready(tx, asked.trash_id, after, LOT)
    if rows:
        found, contents = restoring.put_back(tx, of, rows)
        _tell(tx, of)
        accounting.count(tx, of.place, contents)
        faults.reach("restore.before-commit")
        return max(rows), found
    if after:  # those that waited have nothing to wait for now
        return 0, nothing
    names = restoring_store.some_history(tx, asked.trash_id, HISTORIES)
    if names:
        write_store.hold_repository(tx, of.place.id)  # nobody begins a history meanwhile
        restoring_store.move_history(tx, of.place, asked.trash_id, names)
        return 0, nothing
    _end(tx, of)
    return None, nothing


def _lock(tx: Tx, asked: Asked) -> Row:
    row = restoring_store.lock(tx, asked.standing.project_id, asked.trash_id, now_ms())
    if row is None:
        raise absent(asked.trash_id)
    return row


def _begin(asked: Asked, place: Place, *, history: bool = False) -> Return:
    if place.project_id != asked.standing.project_id:  # the project of that name is another one by now
        raise absent(asked.trash_id)
    return Return(asked.trash_id, place, asked.actor, asked.skip, history, now_ms())


def _tell(tx: Tx, of: Return) -> None:
    tx.touch(f"repository:{of.place.name}")
    write_store.mark_changed(tx, of.place.id, of.now)


def _end(tx: Tx, of: Return) -> None:
    _tell(tx, of)
    trash_store.delete(tx, of.item)
