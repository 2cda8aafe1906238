"""The SQL of looking after queues: what waits, what pauses, which nodes work."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx
from roadstead.jobs.model import STOPPED


def keep_pool(tx: Tx, row: Row) -> None:
    """(id, host, pid, started, heartbeat, concurrency): the node is there."""
    tx.run(
        "INSERT INTO worker_pool (id, host, pid, started_at, heartbeat_at, concurrency) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at",
        *row,
    )


def forget_pools(tx: Tx, before: int) -> int:
    """Nodes that were last heard of before that."""
    return tx.run("DELETE FROM worker_pool WHERE heartbeat_at < ?", before)


def forget_pool(tx: Tx, node: str) -> None:
    """One node."""
    tx.run("DELETE FROM worker_pool WHERE id = ?", node)


def pools(tx: Tx, since: int) -> list[Row]:
    """(id, host, pid, started, heartbeat, concurrency) of nodes that were heard of since."""
    return tx.all(
        "SELECT id, host, pid, started_at, heartbeat_at, concurrency FROM worker_pool WHERE heartbeat_at >= ?"
        " ORDER BY started_at, id LIMIT 1000",
        since,
    )


def running(tx: Tx, node: str, limit: int) -> list[Row]:
    """(task, kind, started, progress, updated) of what runs on a node."""
    return tx.all(
        "SELECT id, kind, started_at, progress, updated_at FROM task"
        " WHERE status = 'Running' AND node = ? ORDER BY id LIMIT ?",
        node,
        limit,
    )


def waiting(tx: Tx) -> list[Row]:
    """(kind, how many wait for a lane, when the one that waits longest was made)."""
    return tx.all(
        "SELECT kind, count(*), min(created_at) FROM task WHERE status = 'Pending'"
        " GROUP BY kind ORDER BY kind LIMIT 1000"
    )


def paused(tx: Tx) -> set[str]:
    """Kinds that pause."""
    return {kind for (kind,) in tx.all("SELECT kind FROM paused ORDER BY kind LIMIT 1000")}


def pause(tx: Tx, kinds: Sequence[str], now: int) -> None:
    """Nothing of these is taken up from now on."""
    tx.many(
        "INSERT INTO paused (kind, paused_at) VALUES (?, ?) ON CONFLICT DO NOTHING", [(kind, now) for kind in kinds]
    )


def resume(tx: Tx, kinds: Sequence[str]) -> None:
    """They are taken up again."""
    tx.many("DELETE FROM paused WHERE kind = ?", [(kind,) for kind in kinds])


def stop_waiting(tx: Tx, kind: str, message: str, now: int, limit: int) -> list[int]:
    """Some tasks of this kind that wait end; their executions, one for each."""
    rows = tx.take(
        "SELECT id, execution_id FROM task WHERE status = 'Pending' AND kind = ? ORDER BY urgency, id LIMIT ?",
        kind,
        limit,
    )
    for marks, lot in in_lots([task_id for task_id, _ in rows]):
        tx.run(
            f"UPDATE task SET status = ?, message = ?, updated_at = ?, ended_at = ? WHERE id IN ({marks})",
            STOPPED,
            message,
            now,
            now,
            *lot,
        )
    return [execution_id for _, execution_id in rows]
