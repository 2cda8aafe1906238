"""Sessions on PostgreSQL that wait for nobody for ever: not for a server, a node or a lock's holder that is gone."""

from __future__ import annotations

import re
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

LOCK_SECONDS = 10.0
"""So long a statement waits for another transaction's lock."""
IDLE_SECONDS = 30.0
"""So long a transaction may lie still: then its node is paused or cut off, and the server takes its locks away."""
PORTS = re.compile("[0-9,]*")
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
    given = _read(url)
    limits = {"lock_timeout": LOCK_SECONDS, "idle_in_transaction_session_timeout": IDLE_SECONDS}
    options = " ".join(f"-c {name}={seconds * 1000:.0f}" for name, seconds in limits.items())
    given["options"] = f"{options} {given.get('options') or ''}"
    return psycopg.connect(autocommit=True, **{**DEFAULTS, **given})


def _read(url: str) -> dict[str, Any]:
    """What libpq finds in it. Its own complaints would show the URL, or the part of a password that it took for a host
    or a port."""
    try:
        given = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        given = {"port": "none"}
    port, host = (str(given.get(name) or "") for name in ("port", "host"))
    if not PORTS.fullmatch(port) or "@" in host[1:]:
        raise psycopg.OperationalError("database_url cannot be read: are user and password percent-coded?")
    return given
