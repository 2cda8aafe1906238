"""Writing to the audit log, always in the transaction of what is written about; and taking out what is old."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.tx import Tx
from roadstead.domain.audit import forward_store, purge_store, store
from roadstead.domain.audit.model import Entry, Old
from roadstead.kit.clock import now_ms

TEXT = 1024
"""Characters of a name or description that are kept."""
LOT = 500
"""Old entries that are looked at, and may go, at once."""


def record(tx: Tx, *entries: Entry) -> None:
    """Keep the entries if, and only if, the transaction commits.

    Every change comes by here, so here it is seen that the rights which it rests on still stand: raises Moved.
    """
    for one in entries:
        if one.actor.rights is not None:
            one.actor.rights.check()
    now = now_ms()
    store.add(
        tx,
        [
            (
                now,
                one.actor.name[:TEXT],
                one.actor.address,
                one.operation,
                one.resource_type,
                one.resource[:TEXT],
                one.project_id,
                one.description[:TEXT],
                int(one.success),
            )
            for one in entries
        ],
    )


def forward(tx: Tx, on: bool) -> None:
    """Entries are to be forwarded from this one on, or no more."""
    if on:
        forward_store.begin(tx)
    else:
        forward_store.end(tx)


def old(tx: Tx, before: int, after: tuple[int, int]) -> list[Old]:
    """The next that were written before that time, behind (time, id), the oldest first."""
    return [Old(*row) for row in purge_store.old(tx, before, after, LOT)]


def remove(tx: Tx, ids: Sequence[int]) -> None:
    """These entries go."""
    purge_store.remove(tx, ids)
