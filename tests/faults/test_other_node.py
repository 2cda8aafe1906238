"""I4 over nodes: a change on one is seen on the other at once, or after `FRESH_SECONDS` when the word was lost."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from roadstead.db.generations import FRESH_SECONDS
from tests.faults.client import Client
from tests.faults.conftest import SWEEPING, check_settled
from tests.faults.images import Image, digest_of, make_image
from tests.support.postgres import Postgres
from tests.support.server import Server

pytestmark = pytest.mark.faults

SHARED = ("blobs", "uploads", "keys")
"""What machines share over a network; `run` is each one's own."""
Pair = tuple[Client, Client]


def far_node(first: Server, folder: Path, database_url: str) -> Server:
    """A node as on another machine: the same blobs and keys, another `run`."""
    folder.mkdir()
    for name in SHARED:
        os.symlink(first.data / name, folder / name)
    return Server.start(folder, database_url=database_url, env=SWEEPING)


@pytest.fixture
def far_nodes(tmp_path: Path, postgres: Postgres) -> Iterator[tuple[Server, Server, str]]:
    """Two machines on one PostgreSQL, and its URL."""
    url = postgres.fresh()
    with (
        Server.start(tmp_path / "data", database_url=url, env=SWEEPING) as first,
        far_node(first, tmp_path / "far", url) as second,
    ):
        yield first, second, url


def lose_words(url: str) -> None:
    """From now on a NOTIFY of new connections says nothing to anybody."""
    name = url.rpartition("/")[2]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA mute")
        connection.execute("CREATE FUNCTION mute.pg_notify(text, text) RETURNS void LANGUAGE sql AS ''")
        connection.execute(f"ALTER DATABASE {name} SET search_path = mute, public, pg_catalog".encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            (name,),
        )


def see_the_same(pair: Pair, seconds: float) -> None:
    """Move a tag, take it away, take a blob away on one node; the other, which has just given them out,
    sees each after `seconds` at the latest."""
    writer, reader = pair
    loose = digest_of(b"loose")
    for image in (make_image(1_000), make_image(1_000)):
        assert writer.push(image, "moved").status == 201
        assert writer.push_whole(b"loose").status == 201
        look(pair, image, seconds)
    assert reader.blob(loose).status == 200
    assert writer.ask("DELETE", "manifests/moved").status == 202
    assert writer.ask("DELETE", f"blobs/{loose}").status == 202
    del writer.promises.tags[writer.repository, "moved"]
    writer.promises.blobs.discard((writer.repository, loose))
    time.sleep(seconds)
    assert reader.tagged("moved") is None
    assert reader.blob(loose).status == 404
    assert b"moved" not in reader.ask("GET", "tags/list").body


def look(pair: Pair, image: Image, seconds: float) -> None:
    """The tag names the image on the node that set it at once, on the other in time; by every path."""
    writer, reader = pair
    assert writer.tagged("moved") == image.digest
    time.sleep(seconds)
    assert reader.tagged("moved") == image.digest
    assert reader.ask("HEAD", "manifests/moved").headers["docker-content-digest"] == image.digest
    assert b"moved" in reader.ask("GET", "tags/list").body


def test_one_folder(nodes: tuple[Server, Server]) -> None:
    """Nodes on one machine share their numbers in memory: nothing is ever old."""
    pair = Client(nodes[0], "library/seen"), Client(nodes[1], "library/seen")
    for writer, reader in (pair, pair[::-1]):
        see_the_same((writer, reader), 0)
    check_settled(nodes[0], Client(nodes[0], "library/seen").promises)


def test_machines_that_hear_each_other(far_nodes: tuple[Server, Server, str]) -> None:
    """Long before the bound: were no word heard, the tag would be old for as long as that."""
    first, second, _ = far_nodes
    pair = Client(first, "library/seen"), Client(second, "library/seen")
    images = [make_image(100) for _ in range(20)]
    for image in images:
        assert pair[0].push(image, "moved").status == 201
    began = time.monotonic()
    for image in images:
        assert pair[0].put_manifest(image, "moved").status == 201
        while pair[1].tagged("moved") != image.digest:
            assert time.monotonic() - began < len(images) * FRESH_SECONDS, "no word was heard"
    check_settled(first, pair[0].promises)


def test_machines_that_do_not_hear_each_other(far_nodes: tuple[Server, Server, str]) -> None:
    first, second, url = far_nodes
    lose_words(url)
    pair = Client(first, "library/seen"), Client(second, "library/seen")
    see_the_same(pair, FRESH_SECONDS)
    check_settled(first, pair[0].promises)


def test_a_permission_withdrawn(far_nodes: tuple[Server, Server, str]) -> None:
    """A member who is one no more gets nothing from the other node after the bound, word or no word."""
    first, second, url = far_nodes
    first.cli("project", "create", "private")
    first.cli("user", "create", "member", "--password-stdin", stdin="Harbor12345\n")
    first.cli("project", "member", "private", "member", "guest")
    owner = Client(first, "private/seen")
    image = make_image(1_000)
    assert owner.push(image, "there").status == 201
    reader = Client(second, "private/seen")
    reader.token = second.token("repository:private/seen:pull", "member")
    assert reader.tagged("there") == image.digest
    lose_words(url)
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM member WHERE role = 3")
    time.sleep(FRESH_SECONDS)
    assert reader.ask("GET", "manifests/there").status == 401
    assert reader.ask("GET", f"blobs/{digest_of(image.config)}").status == 401
