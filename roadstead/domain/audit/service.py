"""Writing to the audit log, always in the transaction of what is written about."""

from __future__ import annotations

from roadstead.db.tx import Tx
from roadstead.domain.audit import store
from roadstead.domain.audit.model import Entry
from roadstead.kit.clock import now_ms

TEXT = 1024
"""Characters of a name or description that are kept."""


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
