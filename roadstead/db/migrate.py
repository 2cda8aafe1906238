"""Bring a database to this version's schema. Run in a process of its own: alembic stays out of the server.

`python -m roadstead.db.migrate` migrates the URL on its standard input, which no list of processes shows, and exits 0.
All of it is one transaction under a lock: a run that was interrupted has changed nothing, a second run changes nothing,
and of two nodes that start at once one migrates and the other waits.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAD = "0007"
"""The revision this version of the program works with."""


def migrate(url: str) -> None:
    """Upgrade the database at `url` (`sqlite:///path` or `postgresql://…`) to `HEAD`."""
    import psycopg
    import sqlalchemy as sa
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    # SQLite's driver would commit around DDL by itself, so there we hold the transaction by hand.
    if sqlite := url.startswith("sqlite:"):
        begin = ["PRAGMA busy_timeout=60000", "PRAGMA journal_mode=WAL", "BEGIN IMMEDIATE"]
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    else:
        begin = ["SELECT pg_advisory_xact_lock(720011)"]
        # By libpq's reading of the URL, as everywhere else: it may name several servers.
        engine = sa.create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url))
    with engine.connect() as connection:
        for statement in begin:
            connection.execute(sa.text(statement))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if sqlite:
            connection.execute(sa.text("COMMIT"))
        connection.commit()
    engine.dispose()


def migrate_in_child(url: str) -> None:
    """Run `migrate` in a child process; raises RuntimeError with its words when it fails."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "roadstead.db.migrate"], input=url, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the database could not be migrated: {done.stderr.strip()[-2000:]}")


if __name__ == "__main__":
    migrate(sys.stdin.read())
