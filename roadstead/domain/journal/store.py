"""The SQL of writing the journal: events that are new, how things stand that they tell of, everything in lots."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx
from roadstead.domain.journal.model import State

PAIRS = 200


def state(tx: Tx) -> State:
    """How far it has come."""
    row = tx.one(
        "SELECT lineage, sequence, seen, missing, base, base_bytes, bytes, walk, walked, projects, stale, rebuilding"
        " FROM journal WHERE id = 1"
    )
    assert row is not None
    missing = tuple((int(number), int(at)) for number, at in json.loads(row[3]))
    lineage, sequence, seen, _, base, base_bytes, held, walk, walked, projects, stale, rebuilding = row
    return State(
        lineage=lineage,
        sequence=sequence,
        seen=seen,
        missing=missing,
        base=base,
        base_bytes=base_bytes,
        bytes=held,
        walk=walk,
        walked=walked,
        projects=projects,
        stale=tuple(json.loads(stale)),
        rebuilding=bool(rebuilding),
    )


def move(tx: Tx, before: State, after: State) -> bool:
    """It is there now; False: somebody else has moved it meanwhile."""
    return bool(
        tx.run(
            "UPDATE journal SET lineage = ?, sequence = ?, seen = ?, missing = ?, base = ?, base_bytes = ?, bytes = ?,"
            " walk = ?, walked = ?, projects = ?, stale = ?, rebuilding = ?"
            " WHERE id = 1 AND lineage = ? AND sequence = ? AND rebuilding = ?",
            after.lineage,
            after.sequence,
            after.seen,
            json.dumps(after.missing),
            after.base,
            after.base_bytes,
            after.bytes,
            after.walk,
            after.walked,
            after.projects,
            json.dumps(after.stale),
            int(after.rebuilding),
            before.lineage,
            before.sequence,
            int(before.rebuilding),
        )
    )


def ends(tx: Tx) -> tuple[int, int]:
    """(the first event's number, the last one's) of those that are there; 0 where there is none."""
    first = tx.value("SELECT id FROM outbox ORDER BY id LIMIT 1")
    last = tx.value("SELECT id FROM outbox ORDER BY id DESC LIMIT 1")
    return int(first or 0), int(last or 0)


def events(tx: Tx, after: int, most: int) -> list[Row]:
    """(number, payload) of events behind `after`, in order."""
    return tx.all("SELECT id, payload FROM outbox WHERE id > ? ORDER BY id LIMIT ?", after, most)


def late_events(tx: Tx, numbers: Sequence[int]) -> list[Row]:
    """(number, payload) of those of these events that have come."""
    found: list[Row] = []
    for marks, lot in in_lots(numbers):
        found += tx.all(f"SELECT id, payload FROM outbox WHERE id IN ({marks}) ORDER BY id", *lot)
    return found


def _pairs(keys: Collection[tuple[str, str]]) -> Iterable[tuple[str, list[str]]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), PAIRS):
        lot = ordered[start : start + PAIRS]
        asked = " UNION ALL ".join(["SELECT CAST(? AS text) AS repository, CAST(? AS text) AS name"] * len(lot))
        yield asked, [value for pair in lot for value in pair]


def manifests(tx: Tx, keys: Collection[tuple[str, str]]) -> list[Row]:
    """(repository, digest, media type, pushed at, body) of those of these (repository, digest) that are there."""
    found: list[Row] = []
    for asked, values in _pairs(keys):
        found += tx.all(
            f"SELECT r.name, m.digest, m.media_type, m.pushed_at, b.body FROM ({asked}) AS a"
            " JOIN repository r ON r.name = a.repository"
            " JOIN manifest m ON m.repository_id = r.id AND m.digest = a.name"
            " JOIN manifest_body b ON b.manifest_id = m.id",
            *values,
        )
    return found


def tags(tx: Tx, keys: Collection[tuple[str, str]]) -> list[Row]:
    """(repository, tag, digest, pushed at) of those of these (repository, tag) that are there."""
    found: list[Row] = []
    for asked, values in _pairs(keys):
        found += tx.all(
            f"SELECT r.name, t.name, m.digest, t.pushed_at FROM ({asked}) AS a"
            " JOIN repository r ON r.name = a.repository JOIN tag t ON t.repository_id = r.id AND t.name = a.name"
            " JOIN manifest m ON m.id = t.manifest_id",
            *values,
        )
    return found


def walk(tx: Tx, after: int, most: int) -> list[Row]:
    """(id, size) of manifests behind `after`, by id."""
    return tx.all("SELECT id, size FROM manifest WHERE id > ? ORDER BY id LIMIT ?", after, most)


def walked_manifests(tx: Tx, after: int, until: int) -> list[Row]:
    """(repository, digest, media type, pushed at, body), by id, of those that no deleted repository still holds."""
    return tx.all(
        "SELECT r.name, m.digest, m.media_type, m.pushed_at, b.body FROM manifest m"
        " JOIN repository r ON r.id = m.repository_id JOIN manifest_body b ON b.manifest_id = m.id"
        " WHERE m.id > ? AND m.id <= ? AND r.name < '~' ORDER BY m.id",
        after,
        until,
    )


def walked_tags(tx: Tx, after: int, until: int) -> list[Row]:
    """(repository, tag, digest, pushed at) of tags on these."""
    return tx.all(
        "SELECT r.name, t.name, m.digest, t.pushed_at FROM manifest m JOIN tag t ON t.manifest_id = m.id"
        " JOIN repository r ON r.id = m.repository_id WHERE m.id > ? AND m.id <= ? AND r.name < '~'",
        after,
        until,
    )


def projects_mark(tx: Tx) -> Row:
    """Another row after most changes of a project or its quota; a look into each index."""
    row = tx.one(
        "SELECT (SELECT max(id) FROM project), (SELECT max(updated_at) FROM project),"
        " (SELECT max(updated_at) FROM quota)"
    )
    assert row is not None
    return row


def projects(tx: Tx) -> tuple[list[Row], list[Row]]:
    """((id, name, public, quota) of all by name, (project's id, name, value) of what is said of them)."""
    rows = tx.all(
        "SELECT p.id, p.name, p.public, coalesce(q.hard, -1) FROM project p LEFT JOIN quota q ON q.project_id = p.id"
        " ORDER BY p.name"
    )
    return rows, tx.all("SELECT project_id, name, value FROM project_metadata ORDER BY project_id, name")
