"""The configuration's SQL."""

from __future__ import annotations

from collections.abc import Mapping

from roadstead.db.tx import Tx


def all_set(tx: Tx) -> dict[str, str]:
    """name → value of what was set; there are no more rows than keys."""
    return dict(tx.all("SELECT name, value FROM configuration ORDER BY name LIMIT 1000"))


def put(tx: Tx, values: Mapping[str, str], now: int) -> None:
    """Set them, in the order of their names."""
    tx.many(
        "INSERT INTO configuration (name, value, updated_at) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
        [(name, values[name], now) for name in sorted(values)],
    )
