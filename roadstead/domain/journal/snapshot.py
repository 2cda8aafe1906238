"""What the next segment says: how everything stands that new events tell of, and a piece of a new base."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from roadstead.db.tx import Row, Tx
from roadstead.domain.journal import store
from roadstead.domain.journal.model import Emptied, Gone, Kept, Project, Projects, Record, State, Tagged, Untagged

EVENTS = 500
WALK, WALK_BYTES = 500, 4 << 20
"""Manifests of one piece of a base, and their bytes."""
BEHIND = 1_000
"""Events before the first that are read once more: some may not have been committed yet."""
LATE_MS = 3_600_000
"""A number of an event that has not come for so long belongs to a transaction that was rolled back."""
GROWN, GROWN_BYTES, GROWN_SEGMENTS = 2, 64 << 20, 10_000
"""A new base is written when what came since is so many times the base, and so much, or so many segments."""


class Next(msgspec.Struct, frozen=True):
    """How the journal stands, and how it will once the records are in the storage; `full`: more waits."""

    before: State
    after: State
    records: list[Record]
    full: bool


class _Dirty(msgspec.Struct):
    manifests: set[tuple[str, str]]
    tags: set[tuple[str, str]]
    emptied: dict[str, None]


def look(tx: Tx, now: int, *, with_projects: bool) -> Next | None:
    """At one moment; None: nothing is to be written. The new state has its number already."""
    before = store.state(tx)
    if before.rebuilding:
        return None
    after, dirty, full = _events(tx, _begun(tx, before), now)
    records = _stood(tx, dirty)
    if with_projects:
        after, more = _projects(tx, after)
        records[:0] = more
    if after.walk and not full:
        after, walked = _walk(tx, after)
        records += walked
        full = after.walk != 0
    if not records and after == before:
        return None
    return Next(before, replace(after, sequence=before.sequence + 1), records, full)


def _begun(tx: Tx, state: State) -> State:
    """A base is begun where there is none, where it has been outgrown, and where events were lost."""
    first, last = store.ends(tx)
    if not state.sequence:
        state = replace(state, seen=max(0, last - BEHIND))
        return replace(state, walk=1, walked=0)
    lost = first > state.seen + 1
    segments = state.sequence - state.base
    outgrown = state.bytes > max(GROWN * state.base_bytes, GROWN_BYTES) or segments > GROWN_SEGMENTS
    if lost or (not state.walk and (not state.base or outgrown)):
        return replace(state, walk=state.sequence + 1, walked=0, projects="", seen=max(state.seen, first - 1))
    return state


def _events(tx: Tx, state: State, now: int) -> tuple[State, _Dirty, bool]:
    rows = store.events(tx, state.seen, EVENTS)
    late = store.late_events(tx, [number for number, _ in state.missing])
    came = {number for number, _ in late}
    missing = [(number, at) for number, at in state.missing if number not in came and now - at < LATE_MS]
    seen = state.seen
    for number, _ in rows:
        if seen:
            missing += [(between, now) for between in range(max(seen + 1, number - BEHIND), number)]
        seen = number
    dirty = _Dirty(set(), set(), {})
    for _, payload in sorted([*late, *rows], key=lambda row: int(row[0])):
        _mark(dirty, json.loads(payload))
    return replace(state, seen=seen, missing=tuple(missing)), dirty, len(rows) == EVENTS


def _mark(dirty: _Dirty, event: dict[str, object]) -> None:
    repository = str(event["repository"])
    if event["type"] == "RepositoryDeleted":
        dirty.emptied[repository] = None
    if isinstance(digest := event.get("digest"), str):
        dirty.manifests.add((repository, digest))
    tags = event.get("tags") or ([event["tag"]] if "tag" in event else [])
    assert isinstance(tags, list)
    dirty.tags.update((repository, str(tag)) for tag in tags)


def _stood(tx: Tx, dirty: _Dirty) -> list[Record]:
    tags = store.tags(tx, dirty.tags)
    manifests = store.manifests(tx, dirty.manifests | {(row[0], row[2]) for row in tags})
    there, named = {(row[0], row[1]) for row in manifests}, {(row[0], row[1]) for row in tags}
    return [
        *(Emptied(name) for name in dirty.emptied),
        *map(_kept, manifests),
        *(Untagged(*key) for key in sorted(dirty.tags - named)),
        *(Tagged(*row) for row in tags),
        *(Gone(*key) for key in sorted(dirty.manifests - there)),
    ]


def _kept(row: Row) -> Kept:
    repository, digest, media_type, pushed_at, body = row
    return Kept(repository, digest, media_type, pushed_at, bytes(body))


def _projects(tx: Tx, state: State) -> tuple[State, list[Record]]:
    rows, said = store.projects(tx)
    metadata: dict[int, dict[str, str]] = defaultdict(dict)
    for project_id, name, value in said:
        metadata[project_id][name] = value
    found = Projects(tuple(Project(name, bool(public), hard, metadata[key]) for key, name, public, hard in rows))
    print_of = hashlib.sha256(msgspec.json.encode(found)).hexdigest()
    if print_of == state.projects:
        return state, []
    return replace(state, projects=print_of), [found]


def _walk(tx: Tx, state: State) -> tuple[State, Iterable[Record]]:
    """The next piece; after the last, `walk` is 0 and `base` where it began."""
    until, size = state.walked, 0
    for key, one in store.walk(tx, state.walked, WALK):
        if size and size + one > WALK_BYTES:
            break
        until, size = key, size + one
    if until == state.walked:
        return replace(state, base=state.walk, walk=0, walked=0), []
    manifests = store.walked_manifests(tx, state.walked, until)
    tags = store.walked_tags(tx, state.walked, until)
    return replace(state, walked=until), [*map(_kept, manifests), *(Tagged(*row) for row in tags)]
