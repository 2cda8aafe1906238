"""What one artifact has to do with others: a small graph, bounded whatever hangs together."""

from __future__ import annotations

import msgspec

from roadstead.db.tx import Tx
from roadstead.domain.catalog import related_store
from roadstead.domain.catalog.artifacts_lists import find
from roadstead.domain.projects.model import Standing

NODES = 100
PARTS = 500


class Part(msgspec.Struct, frozen=True):
    """What an index lists and the repository holds; `size` in bytes."""

    digest: str
    kind: str | None
    size: int


class Node(msgspec.Struct, frozen=True):
    """An accessory of `of`, which is the artifact, a part of it, or another accessory. Times as everywhere."""

    of: str
    digest: str
    kind: str
    artifact_type: str | None
    size: int
    pushed_at: int


class Related(msgspec.Struct, frozen=True):
    """`subject`: (digest, kind of accessory) if the artifact is one; `indexes`: digests of those that list it."""

    subject: tuple[str, str] | None
    indexes: list[str]
    parts: list[Part]
    accessories: list[Node]


def related(tx: Tx, standing: Standing, repository: str, reference: str) -> Related:
    """At most `NODES` accessories, those of accessories too. Raises Refusal NOT_FOUND."""
    found = find(tx, standing, repository, reference)
    row = related_store.belongs_to(tx, found.id)
    subject = (row[1], row[2] or "") if row and row[1] else None
    parts = [Part(*one) for one in related_store.parts(tx, found.id, PARTS)]
    nodes: dict[str, Node] = {}
    around = [found.digest, *(one.digest for one in parts[:NODES])]
    while around and len(nodes) < NODES:
        more = [Node(*one) for one in related_store.accessories(tx, found.place.id, around, NODES - len(nodes))]
        around = [one.digest for one in more if one.digest not in nodes and one.digest != found.digest]
        nodes.update((one.digest, one) for one in more)
    return Related(subject, related_store.indexes(tx, found.id, NODES), parts, list(nodes.values()))
