"""What a node sees of all tasks: what it may take up, and which other nodes have fallen silent.

A node is silent when the beat of its run has not changed for the time of a lease, by the one steady clock of who
listens. The clocks of two nodes are never compared, and may be wrong or set meanwhile.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping, Sequence

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx
from roadstead.jobs import work_store as store
from roadstead.jobs.model import ERROR, NEWS, PENDING, STOPPED, Claim, Kind
from roadstead.jobs.presence import Presence
from roadstead.jobs.run import settle
from roadstead.kit.clock import elapsed, now_ms

log = logging.getLogger("roadstead.jobs")
NEVER = 1 << 62
STEP = 500


class Seen(msgspec.Struct, frozen=True):
    """`later`, `clock`: when the next task comes due, the next schedule fires (ms since the epoch).

    `running`: (kind, (task, node, run), beat) of all nodes. `waiting`: kinds that this node may take up, the most
    urgent first.
    """

    later: int
    clock: int
    running: list[tuple[str, Row, int]]
    waiting: list[str]


class Lookout:
    """One node's."""

    def __init__(
        self, db: Database, presence: Presence, kinds: Mapping[str, Kind], vendor_types: Sequence[str]
    ) -> None:
        self.db = db
        self.presence = presence
        self.node = presence.node
        self.kinds = kinds
        self.vendor_types = vendor_types
        self._heard: dict[Row, tuple[int, float]] = {}

    def look(self, free: Sequence[str]) -> Seen:
        """`free`: kinds of which the node could take up one more."""
        later = clock = NEVER
        running, waiting = [], []
        for what, name, node, a, b, c in self.db.read(store.outlook, free, self.vendor_types):
            if what == "running":
                running.append((str(name), (a, node, b), int(c)))
            elif what == "waiting":
                waiting.append((b, a, str(name)))
            elif a is not None and what == "later":
                later = int(a)
            elif a is not None:
                clock = int(a)
        return Seen(later, clock, running, [kind for _, _, kind in sorted(waiting)])

    def promote(self) -> int:
        """Tasks whose time has come are let into the queue; how many."""
        return self.db.write(_promote)

    def claim(self, kind: str) -> Claim | None:
        """Take up the next of a kind."""
        row = self.db.write(store.claim, kind, self.node, now_ms())
        if row is None:
            return None
        task_id, execution_id, name, run_count, failures, payload, extra, log_bytes = row
        payload, extra = json.loads(payload), json.loads(extra)
        return Claim(task_id, execution_id, name, run_count, failures, payload, extra, log_bytes)

    def end_silent(self, running: Sequence[tuple[str, Row, int]], mine: Collection[Row]) -> int:
        """Take what runs from nodes that have been silent for a lease; how many run elsewhere."""
        now = elapsed()
        others = [one for one in running if one[1] not in mine and one[0] in self.kinds]
        heard = {}
        for name, own, beat in others:
            before = self._heard.get(own)
            heard[own] = before if before is not None and before[0] == beat else (beat, now)
            if now - heard[own][1] > self.kinds[name].lease_seconds or self.presence.is_gone(own[1]):
                self._end(self.kinds[name], own, beat)
        self._heard = heard
        return len(others)

    def _end(self, kind: Kind, own: Row, beat: int) -> None:
        if self.db.write(_end_run, kind, own, beat):
            log.warning("a node has fallen silent, its task goes on", extra={"task": own[0], "node": own[1]})


def _promote(tx: Tx) -> int:
    tx.touch(NEWS)
    return store.promote(tx, now_ms(), STEP)


def _end_run(tx: Tx, kind: Kind, own: Row, beat: int) -> bool:
    row = store.silent(tx, own, beat)
    if row is None:
        return False
    execution_id, failures, stop_asked = row
    failures += 1
    status = STOPPED if stop_asked else ERROR if failures >= kind.runs else PENDING
    told = f"run {own[2]}: the node that worked on it fell silent"
    settle(tx, own, execution_id, status, told, failures)
    tx.touch(NEWS)
    return True
