"""Looking after queues: what waits, what pauses, which nodes work on what."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.jobs import monitor_store as store
from roadstead.jobs.model import NEWS
from roadstead.jobs.summing import sum_up
from roadstead.kit.clock import now_ms

GONE_SECONDS = 300.0
"""A node that said nothing for so long is shown no more."""
STEP = 500
MOST = 1_000


class Pool(msgspec.Struct, frozen=True):
    """A node with its lanes; times in milliseconds since the epoch."""

    id: str
    host: str
    pid: int
    started_at: int
    heartbeat_at: int
    concurrency: int


class Lane(msgspec.Struct, frozen=True):
    """A lane of a node, with the task that it works on; an idle one has none (0)."""

    pool_id: str
    number: int
    task_id: int = 0
    kind: str = ""
    started_at: int | None = None
    progress: dict[str, object] = {}
    updated_at: int | None = None


class Queue(msgspec.Struct, frozen=True):
    """The tasks of a kind that wait for a lane; `waited`: milliseconds that the oldest has done so."""

    kind: str
    count: int
    waited: int
    paused: bool


def pools(tx: Tx) -> list[Pool]:
    """The nodes that work, the oldest first."""
    return [Pool(*row) for row in store.pools(tx, now_ms() - int(GONE_SECONDS * 1000))]


def lanes(tx: Tx, pool: Pool) -> list[Lane]:
    """A node's lanes, the busy ones first."""
    rows = store.running(tx, pool.id, MOST)
    busy = [
        Lane(pool.id, number, task_id, kind, started_at, json.loads(progress), updated_at)
        for number, (task_id, kind, started_at, progress, updated_at) in enumerate(rows)
    ]
    return busy + [Lane(pool.id, number) for number in range(len(busy), pool.concurrency)]


def queues(tx: Tx, kinds: Sequence[str]) -> list[Queue]:
    """Of these kinds, and of others of which tasks wait; by name."""
    now, paused = now_ms(), store.paused(tx)
    waiting = {kind: (count, now - since) for kind, count, since in store.waiting(tx)}
    return [Queue(kind, *waiting.get(kind, (0, 0)), paused=kind in paused) for kind in sorted({*kinds, *waiting})]


def paused(tx: Tx) -> set[str]:
    """Kinds that pause, `SCHEDULER` among them while nothing is started by the clock."""
    return store.paused(tx)


def pause(tx: Tx, kinds: Sequence[str]) -> None:
    """Nothing of these is taken up from now on; what runs goes on."""
    store.pause(tx, kinds, now_ms())


def resume(tx: Tx, kinds: Sequence[str]) -> None:
    """They are taken up again."""
    store.resume(tx, kinds)
    tx.touch(NEWS)


def stop_waiting(db: Database, kinds: Sequence[str], by: str) -> None:
    """Tasks that wait for a lane end; in transactions so small that nobody waits for them."""
    for kind in kinds:
        while db.write(_stop_some, kind, f"stopped by {by}"):
            pass


def _stop_some(tx: Tx, kind: str, message: str) -> int:
    now = now_ms()
    execution_ids = store.stop_waiting(tx, kind, message, now, STEP)
    for execution_id in sorted(set(execution_ids)):
        sum_up(tx, execution_id, message, now)
    return len(execution_ids)
