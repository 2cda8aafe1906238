"""What others may ask of the configuration."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import forward, record
from roadstead.domain.config import store
from roadstead.domain.config.model import FORWARD, KEYS, Snapshot, Source, check_together, kept, kept_text
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms
from roadstead.kit.sealing import Sealer, SealError

log = logging.getLogger("roadstead.config")

TOUCHED = "configuration"
"""What its generation is called."""


class Configuration:
    """The values in force, read again when they have changed on any node."""

    def __init__(self, db: Database, sealer: Sealer, fixed: Mapping[str, tuple[Source, object]] | None = None) -> None:
        """`fixed`: what the node's settings say, which counts before the database. Raises Refusal BAD_REQUEST."""
        self.db = db
        self.sealer = sealer
        self._sources, self._fixed = _fixed(fixed or {})
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
            generations = self.db.generations
            generation, until = generations.values[self._slot], time.monotonic() + generations.fresh_seconds
            texts = self._opened(self.db.read(store.all_set))
            snapshot = Snapshot({**texts, **self._fixed}, self._sources)
            self._held = (generation, until, snapshot)
        return snapshot

    def set(self, given: Mapping[str, object], actor: Actor) -> None:
        """Set all of them or, when any is wrong, none; names that are no key and None mean nothing. Blocks.

        Raises Refusal BAD_REQUEST; DENIED for one that settings fix; UNAVAILABLE when secrets cannot be sealed.
        """
        values = {name: kept(name, value) for name, value in given.items() if name in KEYS and value is not None}
        for name, text in values.items():
            if text != self._fixed.get(name, text):
                place = "environment" if self._sources[name] == "environment" else "file of settings"
                raise Refusal("DENIED", f"{name} is fixed in the registry's {place}, and can only be changed there")
        check_together({**self.now().texts, **values})
        try:
            sealed = self._sealed(values)
        except SealError as e:
            log.error("a secret of the configuration cannot be sealed", extra={"error": str(e)})
            raise Refusal("UNAVAILABLE", "secrets cannot be sealed: the file `secrets_key` cannot be used") from None
        if sealed:
            self.db.write(_set, sealed, actor)

    def reseal(self, actor: Actor) -> int:
        """Make a new key and seal every secret with it; how many there are. Raises SealError."""
        self.sealer.rotate()

        def change(tx: Tx) -> int:
            values = self._opened({name: text for name, text in store.all_set(tx).items() if KEYS[name].secret})
            store.put(tx, self._sealed(values), now_ms())
            record(tx, Entry(actor, "update", "configuration", "configuration", description="secrets sealed anew"))
            tx.touch(TOUCHED)
            return sum(map(bool, values.values()))

        return self.db.write(change)

    def _sealed(self, values: Mapping[str, str]) -> dict[str, str]:
        return {
            name: self.sealer.seal(text, KEYS[name].place) if KEYS[name].secret and text else text
            for name, text in values.items()
        }

    def _opened(self, values: Mapping[str, str]) -> dict[str, str]:
        """Without those that cannot be opened: they stay where they are kept, and count as not set."""
        opened: dict[str, str] = {}
        for name, text in values.items():
            key = KEYS.get(name)
            try:
                opened[name] = self.sealer.opened(text, key.place) if key and key.secret and text else text
            except SealError as e:
                log.error("a secret of the configuration cannot be opened", extra={"error": str(e)})
        return opened


def _set(tx: Tx, values: Mapping[str, str], actor: Actor) -> None:
    store.put(tx, values, now_ms())
    if FORWARD in values:
        forward(tx, bool(values[FORWARD]))
    record(tx, Entry(actor, "update", "configuration", "configuration", description=", ".join(sorted(values))))
    tx.touch(TOUCHED)


def _fixed(given: Mapping[str, tuple[Source, object]]) -> tuple[dict[str, Source], dict[str, str]]:
    """(where each comes from, what it is)."""
    for name in given:
        if name not in KEYS:
            raise Refusal("BAD_REQUEST", f"there is no key {name[:100]!r} of the configuration")
    values = {
        name: kept_text(name, value) if isinstance(value, str) else kept(name, value)
        for name, (_, value) in given.items()
    }
    check_together(values)
    return {name: source for name, (source, _) in given.items()}, values
