"""Whatever names a row by a foreign key is found by an index when that row goes: nothing is read from end to end."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def test_an_index_begins_with_each_foreign_key(migrated_sqlite: Path) -> None:
    with closing(sqlite3.connect(migrated_sqlite)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        bare = [
            f"{table}.{key[3]}"
            for table in tables
            for key in database.execute(f"PRAGMA foreign_key_list({table})")
            if key[3] not in _leading(database, table)
        ]
    assert bare == []


def _leading(database: sqlite3.Connection, table: str) -> set[str]:
    """The first column of each index, and the key of the rows themselves."""
    indexes = [row[1] for row in database.execute(f"PRAGMA index_list({table})")]
    found = {next(iter(database.execute(f"PRAGMA index_info({name})")))[2] for name in indexes}
    return found | {row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[5] == 1}
