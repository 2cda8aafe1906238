"""What a server keeps: rows of each table and files, counted before and after a request that must leave nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg

from tests.support.patience import eventually
from tests.support.server import Server

TABLES = (
    "project",
    "repository",
    "blob",
    "blob_lease",
    "manifest",
    "manifest_body",
    "manifest_blob",
    "manifest_child",
    "manifest_gap",
    "unlink_log",
    "tag",
    "tag_history",
    "upload",
    "outbox",
)
FOLDERS = ("blobs", "uploads")
PATIENCE = 3.0

Census = dict[str, int]


def rows(server: Server, sql: str) -> list[tuple[object, ...]]:
    """The rows of a statement without parameters, from the server's database."""
    if (url := _postgres(server)) is not None:
        with psycopg.connect(url) as connection:
            return connection.execute(sql.encode()).fetchall()
    with closing(sqlite3.connect(_file(server), timeout=30)) as database:
        return database.execute(sql).fetchall()


def _postgres(server: Server) -> str | None:
    url = server.environment.get("ROADSTEAD_DATABASE_URL", "")
    return url if url.startswith("postgresql:") else None


def _file(server: Server) -> str:
    url = server.environment.get("ROADSTEAD_DATABASE_URL", f"sqlite:///{server.data / 'roadstead.db'}")
    return url.removeprefix("sqlite:///")


def census(server: Server) -> Census:
    """How many rows each table has, and how many files lie in each folder."""
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in TABLES)
    (found,) = rows(server, f"SELECT {counts}")
    files = {f"{folder}/": sum(len(names) for _, _, names in os.walk(server.data / folder)) for folder in FOLDERS}
    return {**dict(zip(TABLES, (int(str(n)) for n in found), strict=True)), **files}


def change(before: Census, after: Census) -> Census:
    """What is different, by how much."""
    return {name: after[name] - before[name] for name in before if after[name] != before[name]}


@contextmanager
def leaves(server: Server, **expected: int) -> Iterator[None]:
    """The block changes these counts by so much, and nothing else; files are named `blobs_files`, `uploads_files`.

    Waits a little for what the server does after a client has left.
    """
    wanted = {name.replace("_files", "/"): number for name, number in expected.items() if number}
    before = census(server)
    yield
    eventually(lambda: change(before, census(server)) == wanted, PATIENCE)
    found = change(before, census(server))
    assert found == wanted, (found, wanted)


def execute(server: Server, sql: str) -> None:
    """Change the server's database behind its back, as what is not built yet will."""
    if (url := _postgres(server)) is not None:
        with psycopg.connect(url) as connection:
            connection.execute(sql.encode())
        return
    with closing(sqlite3.connect(_file(server), timeout=30)) as database, database:
        database.execute(sql)
