"""What others may ask of the configuration."""

from __future__ import annotations

import time
from collections.abc import Mapping

from roadstead.db.database import Database
from roadstead.db.generations import FRESH_SECONDS
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.config import store
from roadstead.domain.config.model import KEYS, Snapshot, check_together, kept
from roadstead.kit.clock import now_ms

TOUCHED = "configuration"
"""What its generation is called."""


class Configuration:
    """The values in force, read again when they have changed on any node."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._slot = db.generations.slot(TOUCHED)
        self._held: tuple[int, float, Snapshot] | None = None

    def cached(self) -> Snapshot | None:
        """What was read lately and still counts; None: ask `now`. No I/O."""
        held = self._held
        if held is None or held[0] != self.db.generations.values[self._slot] or held[1] < time.monotonic():
            return None
        return held[2]

    def now(self) -> Snapshot:
        """What is in force at this moment; blocks when it has to be read."""
        snapshot = self.cached()
        if snapshot is None:
            # The number first, then the rows: a change in between makes them old at once.
            generation, until = self.db.generations.values[self._slot], time.monotonic() + FRESH_SECONDS
            snapshot = Snapshot(self.db.read(store.all_set))
            self._held = (generation, until, snapshot)
        return snapshot

    def set(self, given: Mapping[str, object], actor: Actor) -> None:
        """Set all of them or, when any is wrong, none; names that are no key and None mean nothing. Blocks.

        Raises Refusal BAD_REQUEST.
        """
        values = {name: kept(name, value) for name, value in given.items() if name in KEYS and value is not None}
        if values:
            self.db.write(_set, values, actor)


def _set(tx: Tx, values: Mapping[str, str], actor: Actor) -> None:
    before = store.all_set(tx)
    check_together(Snapshot({**before, **values}))
    store.put(tx, values, now_ms())
    record(tx, Entry(actor, "update", "configuration", "configuration", description=", ".join(sorted(values))))
    tx.touch(TOUCHED)
