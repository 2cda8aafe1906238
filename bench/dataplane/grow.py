"""Puts very many artifacts straight into Roadstead's database. Only the layers that a row of the bench reads have a
file; the others are rows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import msgspec

from bench import pushed
from bench.bulk import Bulk, opened
from bench.dataplane.peers import PROJECTS, Peer
from bench.dataplane.seed import Content, Image
from bench.pushed import PER_REPOSITORY, Artifact, Blob, Pushed
from roadstead.blobs.paths import blob_key

BATCH = 20  # repositories written together


def grow(peer: Peer, content: Content, count: int) -> Content:
    """Add count artifacts to a stopped Roadstead. What the rows ask for then lies scattered among them."""
    note = peer.folder / f"grown-{count}.json"
    if note.exists():
        return replace(msgspec.json.decode(note.read_bytes(), type=Content), scale=content.scale)
    data = peer.folder / "data"
    repositories = max(count // PER_REPOSITORY, 1)
    scale = content.scale
    read = set(range(0, repositories, max(repositories // scale.repositories, 1)))
    images: list[Image] = []
    with opened(f"sqlite:///{data / 'roadstead.db'}", list(pushed.TABLES)) as bulk:
        projects = [_number(bulk, f"SELECT id FROM project WHERE name = 'bench{number}'") for number in range(PROJECTS)]
        rows = Pushed(bulk, _shared(bulk))
        for number in range(repositories):
            project = number % PROJECTS
            added = rows.add(number, projects[project], f"bench{project}/grown-{number:06d}")
            if number in read:
                images += _with_files(data, added, scale.tags)
            if number % BATCH == BATCH - 1:
                rows.write()
        rows.write()
    grown = replace(content, images=images)
    note.write_bytes(msgspec.json.encode(asdict(grown)))
    return grown


def _shared(bulk: Bulk) -> Blob:
    """The configuration, pushed over HTTP: the one small blob of very many manifests."""
    row = bulk.one(
        "SELECT b.id, b.digest, b.size FROM manifest_blob e JOIN blob b ON b.id = e.blob_id"
        " GROUP BY b.id ORDER BY count(*) DESC LIMIT 1"
    )
    return msgspec.convert(row, Blob)


def _number(bulk: Bulk, sql: str) -> int:
    (number,) = bulk.one(sql)
    assert isinstance(number, int)
    return number


def _with_files(data: Path, added: list[Artifact], count: int) -> Iterator[Image]:
    """Some of the images, each with the file of its layer."""
    for one in sorted(random.Random(added[0].number).sample(added, min(count, len(added)))):
        file = data / blob_key(one.layer, pushed.incarnation(one.layer))
        file.write_bytes(pushed.layer_bytes(one.number))
        yield Image(one.repository, one.tag, one.digest, one.layer)
