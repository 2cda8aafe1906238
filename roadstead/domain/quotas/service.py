"""What others may ask of quotas: count what comes, release what goes, show and set limits.

What takes a transaction belongs to the unit of work that changes the contents themselves, so that usage is what
the project holds, whatever is cut off. Sums are kept in slots: without a limit, transactions add to different ones
and wait for nobody; with a limit all of them add to the first, as the last thing they do.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Row, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.quotas import store
from roadstead.domain.quotas.model import LARGEST, UNLIMITED, Quota, Usage, check_limits, exceeded
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms

SLOTS = 16


def count(tx: Tx, project_id: int, project: str, hard: int, contents: Mapping[str, int]) -> None:
    """The project holds these contents (digest → size) from now on; those that it held already cost nothing.

    `hard` is the limit that the transaction has read, `project` the name. Call it once, at the very end: what
    comes after delays others. Raises Refusal DENIED when the limit would be exceeded.
    """
    asked = 0
    missing = sorted(contents)
    while missing:
        added = store.add_content(tx, project_id, [(digest, contents[digest]) for digest in missing])
        asked += sum(added.values())
        held = [digest for digest in missing if digest not in added]
        # One that was released between the two statements is to be added after all.
        kept = store.keep_content(tx, project_id, held)
        missing = [digest for digest in held if digest not in kept]
    if asked:
        slot = random.randrange(SLOTS) if hard == UNLIMITED else 0  # noqa: S311 - no secret
        used, limit = store.add_usage(tx, project_id, slot, asked)
        if limit is not None and UNLIMITED < limit < used:
            raise exceeded(project, Usage(limit, used - asked), asked)


def hold(tx: Tx, project_id: int, digests: Collection[str]) -> None:
    """Nobody counts on these being held until the transaction ends: look now whether anything names them."""
    store.hold_content(tx, project_id, sorted(digests))


def release(tx: Tx, project_id: int, digests: Collection[str]) -> None:
    """The project no longer holds these, of which it knows after `hold` that nothing names them."""
    freed = store.remove_content(tx, project_id, sorted(digests))
    if freed:
        store.add_usage(tx, project_id, random.randrange(SLOTS), -freed)  # noqa: S311 - no secret


def usage(tx: Tx, project_id: int) -> Usage:
    """What the project may hold and what it holds."""
    row = store.usage(tx, project_id)
    return Usage(UNLIMITED, 0) if row is None else Usage(row[0], row[1])


def room(tx: Tx, project: str) -> int:
    """Bytes that the project of this name has room for; none when it holds more than it may."""
    row = store.usage_by_name(tx, project)
    return LARGEST if row is None or row[0] == UNLIMITED else max(0, row[0] - row[1])


def ceiling(tx: Tx, project: str, size: int) -> int:
    """Bytes that one content on its way into the project may have, at least `size`.

    If the project holds such a large one already, this may be the same, and cost nothing. Raises Refusal DENIED
    when there is no room for `size` bytes.
    """
    row = store.usage_by_name(tx, project)
    if row is None or row[0] == UNLIMITED:
        return LARGEST
    hard, used, project_id = row
    most: int = max(hard - used, store.largest(tx, project_id))
    if size > most:
        raise exceeded(project, Usage(hard, used), size)
    return most


class Quotas:
    """Limits, as administrators see and set them. Every call blocks: one unit of work, in a worker thread."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def page(self, listing: Listing) -> tuple[list[Quota], int]:
        """(the quotas of the page, how many there are in all)."""
        rows, total = self.db.read(store.page, listing)
        return [_quota(row) for row in rows], total

    def usages(self, project_ids: Sequence[int]) -> dict[int, Usage]:
        """Of each of these projects."""
        return {one: Usage(hard, used) for one, hard, used in self.db.read(store.usages, project_ids)}

    def get(self, quota_id: int) -> Quota:
        """Raises Refusal NOT_FOUND."""
        return self.db.read(_known, quota_id)

    def set_limits(self, quota_id: int, limits: Mapping[str, int], actor: Actor) -> None:
        """May be less than what is used: then nothing comes in until enough is deleted.

        Raises Refusal BAD_REQUEST, NOT_FOUND.
        """
        self.db.write(_set_limits, quota_id, limits, actor)


def _set_limits(tx: Tx, quota_id: int, limits: Mapping[str, int], actor: Actor) -> None:
    quota = _known(tx, quota_id)
    hard = check_limits(limits)
    store.set_limit(tx, quota_id, hard, now_ms())
    told = f"storage: {quota.hard} to {hard}"
    record(tx, Entry(actor, "update", "quota", quota.project, quota.project_id, told))


def _known(tx: Tx, quota_id: int) -> Quota:
    row = store.find(tx, quota_id)
    if row is None:
        raise Refusal("NOT_FOUND", f"quota {quota_id} does not exist")
    return _quota(row)


def _quota(row: Row) -> Quota:
    return Quota(*row)
