"""Entries of the audit log on their way to a syslog server: in order, from the table, each at least once.

One node at a time does it. How far it has come is kept in the database: what cannot be sent stays where it is and is
tried again, however long that takes and whoever was killed meanwhile.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Sequence

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx
from roadstead.domain.audit import forward_store
from roadstead.kit.clock import now_ms
from roadstead.outbound import syslog
from roadstead.outbound.endpoint import Endpoint

log = logging.getLogger("roadstead.audit")

LOT = 200
"""Entries that are sent together."""
HELD = 20_000
"""Milliseconds for which a node that is at it is left alone; it takes less for a lot, or gives up."""
UNSETTLED = 60_000
"""Milliseconds after which a number that is missing will not come any more: its transaction came to nothing."""
LONGEST = 60.0
"""Most seconds between two tries."""


class Forwards(msgspec.Struct, frozen=True):
    """Where entries go, None: nowhere; whether they are `kept` here as well."""

    endpoint: Endpoint | None = None
    kept: bool = True


class Forwarding:
    """One of each node; `step` blocks, and is called again and again."""

    def __init__(self, db: Database, policy: Callable[[], Forwards]) -> None:
        self.db = db
        self.policy = policy
        self.holder = secrets.token_hex(8)
        self._failed = 0
        self._next = 0.0

    def step(self) -> int:
        """Forward some; how many. 0: there are none, another node is at it, or it is to be tried later."""
        policy = self.policy()
        if policy.endpoint is None or time.monotonic() < self._next:
            return 0
        now = now_ms()
        if not self.db.read(forward_store.waits, self.holder, now):
            return 0
        seen = self.db.write(forward_store.claim, self.holder, now + HELD, now)
        if seen is None:
            return 0
        rows = settled(seen, self.db.read(forward_store.after, seen, LOT), now)
        if not rows or not self._sent(policy.endpoint, rows):
            return 0
        self.db.write(_done, self.holder, rows, policy.kept)
        return len(rows)

    def _sent(self, endpoint: Endpoint, rows: Sequence[Row]) -> bool:
        try:
            syslog.send(endpoint, [told(row) for row in rows])
        except OSError as e:
            self._failed += 1
            wait = min(LONGEST, 2.0 ** min(self._failed, 10) / 2)
            self._next = time.monotonic() + wait
            more = {"error": str(e), "host": endpoint.host, "port": endpoint.port, "again_in": wait}
            log.warning("the audit log cannot be forwarded now; it stays in the database", extra=more)
            return False
        if self._failed:
            log.info("the audit log is forwarded again")
        self._failed = 0
        return True


def settled(seen: int, rows: Sequence[Row], now: int) -> list[Row]:
    """Those in front of the first number that is missing and may still come.

    PostgreSQL gives numbers before it commits: a later one may be there earlier.
    """
    found: list[Row] = []
    for row in rows:
        if row[0] != seen + 1 and now - row[1] < UNSETTLED:
            break
        found.append(row)
        seen = row[0]
    return found


def told(row: Row) -> bytes:
    """The entry as a syslog message: the text is a JSON object with the names of the API, and what it leaves out."""
    key, at, actor, address, operation, resource_type, resource, project_id, description, success = row
    text = msgspec.json.encode(
        {
            "id": key,
            "username": actor,
            "client_ip": address,
            "operation": operation,
            "resource_type": resource_type,
            "resource": resource,
            "project_id": project_id,
            "operation_description": description,
            "operation_result": bool(success),
        }
    )
    return syslog.message(syslog.INFORMATIONAL if success else syslog.WARNING, at, "audit", text)


def _done(tx: Tx, holder: str, rows: Sequence[Row], kept: bool) -> None:
    if forward_store.advance(tx, holder, rows[-1][0]) and not kept:
        forward_store.forget(tx, [row[0] for row in rows])
