"""Rows of artifacts with all that is wanted of them: a statement for each kind of thing, however many artifacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog import artifacts_store
from roadstead.domain.catalog.artifacts_model import Artifact, Attached, Listed, Tag, Wanted
from roadstead.domain.immutability import service as immutability
from roadstead.domain.labels import service as labels
from roadstead.oci.descriptor import Descriptor
from roadstead.oci.mediatypes import is_index_type, is_manifest_type

FIELDS = 14
"""Columns of a row that are fields of an `Artifact`; the body follows."""


class _Index(msgspec.Struct):
    manifests: list[Descriptor] = []


_index = msgspec.json.Decoder(_Index)


def told(tx: Tx, rows: Sequence[Row], wanted: Wanted) -> list[Artifact]:
    """The artifacts of these rows, in their order."""
    ids = [row[0] for row in rows]
    if not ids:
        return []
    tags = _tags(_judged(tx, rows, artifacts_store.tags(tx, ids), wanted)) if wanted.tags else {}
    labelled = labels.of_manifests(tx, ids) if wanted.labels else {}
    attached = _attached(artifacts_store.attached(tx, ids, own=wanted.accessories, inherited=wanted.inherited))
    bodies: dict[int, bytes | None] = {row[0]: row[FIELDS] for row in rows if is_index_type(row[5])}
    references = _references(artifacts_store.children(tx, list(bodies)), bodies) if bodies else {}
    return [
        Artifact(
            *row[:FIELDS],
            tags=tags.get(row[0], []),
            labels=labelled.get(row[0], []),
            accessories=attached.get((False, row[0]), []),
            inherited=attached.get((True, row[0]), []),
            references=references.get(row[0], []),
        )
        for row in rows
    ]


def _judged(tx: Tx, artifacts: Sequence[Row], rows: Sequence[Row], wanted: Wanted) -> list[Tag]:
    """The tags of these artifacts of one project, each with whether it is immutable if that is wanted."""
    if not wanted.immutable:
        return [Tag(*row) for row in rows]
    found = immutability.protection(tx, artifacts[0][1])
    repositories = {row[0]: row[3] for row in artifacts}
    told = [(Tag(*row), repositories[row[2]]) for row in rows]
    return [replace(tag, immutable=bool(found.of(repository, [tag.name]))) for tag, repository in told]


def _tags(tags: Iterable[Tag]) -> dict[int, list[Tag]]:
    found: dict[int, list[Tag]] = defaultdict(list)
    for tag in tags:
        found[tag.artifact_id].append(tag)
    return found


def _attached(rows: Iterable[Row]) -> dict[tuple[bool, int], list[Attached]]:
    """By whether they are inherited, and by whom."""
    found: dict[tuple[bool, int], list[Attached]] = defaultdict(list)
    for inherited, owner_id, *values in rows:
        found[bool(inherited), owner_id].append(Attached(*values))
    return found


def _references(rows: Iterable[Row], bodies: Mapping[int, bytes | None]) -> dict[int, list[Listed]]:
    """As the indexes themselves say, in their order; of those that are not read, what the repository holds of them."""
    here: dict[int, dict[str, int]] = defaultdict(dict)
    for parent_id, child_id, digest in rows:
        here[parent_id][digest] = child_id
    found: dict[int, list[Listed]] = {}
    for index_id, body in bodies.items():
        held = here.get(index_id, {})
        if body is None:
            found[index_id] = [Listed(index_id, child_id, digest) for digest, child_id in held.items()]
        else:
            said = [one for one in _index.decode(body).manifests if is_manifest_type(one.media_type)]
            found[index_id] = [Listed(index_id, held.get(one.digest), one.digest, one) for one in said]
    return found
