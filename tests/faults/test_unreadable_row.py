"""F26: one row of the database cannot be read. That request fails, no other."""

from __future__ import annotations

import os
import sqlite3
import struct
from pathlib import Path

import psycopg
import pytest

from tests.faults.client import Client
from tests.faults.images import digest_of, make_image
from tests.support.postgres import Postgres
from tests.support.server import Server

pytestmark = pytest.mark.faults


def damage_sqlite(url: str, body: bytes) -> None:
    """Break the chain of pages that a manifest's bytes lie on. Nobody has the file open."""
    path = Path(url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    content = path.read_bytes()
    at = content.index(body[6 * page : 6 * page + 64])
    start = at - at % page
    with path.open("r+b") as file:  # an overflow page begins with the number of the next one
        file.seek(start)
        file.write(struct.pack(">I", 0xFFFFFFF0))
        os.fsync(file.fileno())


def damage_postgres(cluster: Postgres, url: str) -> None:
    """Overwrite the first of the pages that long manifests lie on, while the database is down."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute(
            "SELECT pg_relation_filepath(reltoastrelid) FROM pg_class WHERE oid = 'manifest_body'::regclass"
        ).fetchone()
        assert row is not None
    cluster.halt()
    path = cluster.folder / "data" / row[0]
    assert path.stat().st_size > 50_000
    with path.open("r+b") as file:
        file.write(b"\xff" * 1024)
    cluster.resume()


def test_one_manifest_cannot_be_read(server: Server, database_url: str, postgres: Postgres) -> None:
    client = Client(server, "library/damaged")
    bad, good = make_image(1_000, padding=100_000), make_image(1_000)
    assert client.push(bad, "bad").status == 201
    assert client.push(good, "good").status == 201
    server.stop()
    if database_url.startswith("sqlite"):
        damage_sqlite(database_url, bad.manifest)
    else:
        damage_postgres(postgres, database_url)
    server.run()
    for _ in range(3):  # whichever of its connections is used
        for reference in ("bad", bad.digest):
            reply = client.ask("GET", f"manifests/{reference}")
            assert reply.status >= 500
            assert b"sqlite" not in reply.body.lower() + b"psycopg" not in reply.body.lower()
        client.check_pull(good, "good")
    for blob in bad.blobs:
        assert client.blob(digest_of(blob)).body == blob
    assert b"bad" in client.ask("GET", "tags/list").body
    after = make_image(1_000)
    assert client.push(after, "after").status == 201
    client.check_pull(after, "after")
    assert client.put_manifest(after, "bad").status == 201  # and the tag can be mended by a push
    client.check_pull(after, "bad")
