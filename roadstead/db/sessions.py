"""Sessions on PostgreSQL that wait for nobody for ever: not for a server, a node or a lock's holder that is gone."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

LOCK_SECONDS = 10.0
"""So long a statement waits for another transaction's lock."""
IDLE_SECONDS = 30.0
"""So long a transaction may lie still: then its node is paused or cut off, and the server takes its locks away."""
DEFAULTS: dict[str, Any] = {
    "connect_timeout": 5,
    # A server that is cut off is noticed within a dozen seconds, where the kernel would take a quarter of an hour.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def connect(url: str) -> psycopg.Connection:
    """A session; what the URL says goes before what is set here. Raises psycopg.Error."""
    given = conninfo_to_dict(url)
    limits = {"lock_timeout": LOCK_SECONDS, "idle_in_transaction_session_timeout": IDLE_SECONDS}
    options = " ".join(f"-c {name}={seconds * 1000:.0f}" for name, seconds in limits.items())
    given["options"] = f"{options} {given.get('options') or ''}"
    return psycopg.connect(autocommit=True, **{**DEFAULTS, **given})
