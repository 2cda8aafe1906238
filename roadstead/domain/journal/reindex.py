"""A database is made again from the storage: blobs from their files, everything else from a journal.

Cut off at any point it is begun anew: until the end the database says that it is half made, and nobody serves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

import msgspec
from msgspec.structs import replace

from roadstead.blobs.checking import damage_of
from roadstead.blobs.driver import Storage, StorageError
from roadstead.blobs.paths import blob_key, digest_of_key, parts_of_segment
from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE
from roadstead.domain.journal import rebuild_store, store
from roadstead.domain.journal.model import (
    Emptied,
    Gone,
    Kept,
    Project,
    Projects,
    Segment,
    Tagged,
    Untagged,
    unpacked,
)
from roadstead.domain.projects.model import Wish
from roadstead.domain.projects.service import Projects as ProjectService
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.kit.clock import now_ms
from roadstead.oci.digest import digest_of
from roadstead.oci.manifest import ManifestLimits, parse_manifest

LOT = 500
EDGES = 100
Tell = Callable[[str, int], None]


class Made(msgspec.Struct):
    """What there is now; `lost` says in words what could not be made."""

    journal: str
    projects: int
    repositories: int
    manifests: int
    tags: int
    blobs: int
    waiting: int
    lost: list[str]


class Reindex:
    """Of one storage, into an empty database that nobody serves. Blocks."""

    def __init__(self, db: Database, storage: Storage, projects: ProjectService) -> None:
        self.db = db
        self.storage = storage
        self.projects = projects
        self.lost: list[str] = []

    def journals(self) -> dict[str, int]:
        """lineage → segments of the journals that are not this database's own."""
        state = self.db.read(store.state)
        found: dict[str, int] = defaultdict(int)
        for key in self.storage.segments():
            found[parts_of_segment(key)[0]] += 1
        if not state.rebuilding:
            found.pop(state.lineage, None)
        return dict(found)

    def run(self, lineage: str, tell: Tell, first: Callable[[Tx], None]) -> Made:
        """From this journal (empty: blobs alone); `first` ends it. Raises Refusal CONFLICT for one in use."""
        self.db.write(self._begin, lineage)
        self._blobs(tell)
        faults.reach("reindex.after-blobs")
        segments = self._segments(lineage)
        self._make_projects(segments)
        for key in segments:
            segment = self._read(key)
            if segment is not None:
                self.db.write(self._apply, segment)
                tell("segments", 1)
                faults.reach("reindex.after-segment")
        faults.reach("reindex.before-edges")
        self._edges(tell)
        faults.reach("reindex.before-end")
        self.db.write(self._end, first)
        projects, repositories, manifests, tags, blobs, waiting = self.db.read(rebuild_store.counts)
        return Made(lineage, projects, repositories, manifests, tags, blobs, waiting, self.lost)

    def _begin(self, tx: Tx, lineage: str) -> None:
        state = store.state(tx)
        if not state.rebuilding and not rebuild_store.is_empty(tx):
            raise Refusal(
                "CONFLICT", "this database is in use: reindex makes an empty one, give another or move it away"
            )
        rebuild_store.clear(tx)
        stale = tuple(sorted({lineage, *state.stale} - {""}))
        fresh = replace(
            state, lineage="", sequence=0, seen=0, missing=(), base=0, bytes=0, walk=0, walked=0, projects=""
        )
        if not store.move(tx, state, replace(fresh, base_bytes=0, stale=stale, rebuilding=True)):
            raise Refusal("CONFLICT", "another reindex is under way")

    def _blobs(self, tell: Tell) -> None:
        keys = self.storage.keys()
        while lot := list(islice(keys, LOT)):
            sizes = {key: self.storage.size(key) for key in lot}
            self.db.write(self._add_blobs, {key: size for key, size in sizes.items() if size is not None})
            tell("files", len(lot))

    def _add_blobs(self, tx: Tx, sizes: dict[str, int]) -> None:
        now = now_ms()
        named = {key: digest_of_key(key) for key in sizes}
        rebuild_store.add_blobs(tx, [(*named[key][:1], size, named[key][1], now) for key, size in sizes.items()])
        for key, size in sizes.items():
            digest, incarnation = named[key]
            row = rebuild_store.blob_of(tx, digest)
            if row is None or row[2] == incarnation:
                continue
            # two files of one digest: one was to go, perhaps because it is damaged
            blob_id, other, there = row
            if damage_of(self.storage, blob_key(digest, there), digest, other) is not None:
                rebuild_store.move_blob(tx, blob_id, size, incarnation)

    def _segments(self, lineage: str) -> list[str]:
        """Keys in the order in which they apply, from the newest whole base on."""
        found: list[tuple[tuple[int, int, int], str, int]] = []
        for key in self.storage.segments():
            if parts_of_segment(key)[0] == lineage and (one := self._read(key, tell=True)) is not None:
                found.append(((one.sequence, one.seen, one.at), key, one.base))
        base = max((base for _, _, base in found), default=0)
        if found and not base:
            self.lost.append("the journal has no whole base: what was pushed before it began is not in it")
        return [key for order, key, _ in sorted(found) if order[0] >= base]

    def _read(self, key: str, *, tell: bool = False) -> Segment | None:
        try:
            return unpacked(self.storage.segment(key))
        except (StorageError, ValueError) as e:
            if tell:
                self.lost.append(f"{key}: {e}")
            return None

    def _make_projects(self, keys: list[str]) -> None:
        last: tuple[Project, ...] = ()
        for segment in filter(None, map(self._read, keys)):
            last = next((one.projects for one in reversed(segment.records) if isinstance(one, Projects)), last)
        for project in last:
            self.db.write(self._project, project)

    def _project(self, tx: Tx, project: Project) -> int:
        wish = Wish(project.name, project.public, project.metadata, storage=project.storage)
        return self.projects.make_in(tx, wish, None, CONSOLE).id

    def _apply(self, tx: Tx, segment: Segment) -> None:
        for record in segment.records:
            if isinstance(record, Kept):
                self._keep(tx, record)
            elif not isinstance(record, Projects):
                repository_id = rebuild_store.repository_of(tx, record.repository)
                if repository_id is not None:
                    _change(tx, repository_id, record)

    def _keep(self, tx: Tx, kept: Kept) -> None:
        where = f"{kept.repository}@{kept.digest}"
        try:
            if digest_of(kept.body, kept.digest.partition(":")[0]) != kept.digest:
                raise Refusal("MANIFEST_INVALID", "its bytes do not have its digest")
            manifest = parse_manifest(kept.body, kept.media_type, ManifestLimits(size=len(kept.body)))
        except Refusal as refusal:
            self.lost.append(f"{where}: {refusal.message}")
            return
        name = kept.repository.partition("/")[0]
        project_id = rebuild_store.project_of(tx, name)
        if project_id is None:  # made a moment before the end; nobody knows whether it was public
            project_id = self._project(tx, Project(name, False, -1, {}))
        repository_id = rebuild_store.repository(tx, project_id, kept.repository, kept.pushed_at)
        size = len(kept.body)
        notes = msgspec.json.encode(manifest.annotations).decode() if manifest.annotations else None
        subject = manifest.subject.digest if manifest.subject else None
        described = (manifest.media_type, size, manifest.artifact_type, subject, notes, size, kept.pushed_at)
        rebuild_store.put_manifest(tx, (project_id, repository_id, kept.digest, *described), kept.body)

    def _edges(self, tell: Tell) -> None:
        after = 0
        while rows := self.db.read(rebuild_store.manifests, after, EDGES):
            self.db.write(partial(_add_edges, rows=rows))
            after = rows[-1][0]
            tell("manifests", len(rows))

    def _end(self, tx: Tx, first: Callable[[Tx], None]) -> None:
        rebuild_store.count(tx)
        first(tx)
        state = store.state(tx)
        store.move(tx, state, replace(state, rebuilding=False))


def _change(tx: Tx, repository_id: int, record: Emptied | Gone | Tagged | Untagged) -> None:
    if isinstance(record, Emptied):
        rebuild_store.empty_repository(tx, repository_id)
    elif isinstance(record, Gone):
        rebuild_store.drop_manifest(tx, repository_id, record.digest)
    elif isinstance(record, Tagged):
        rebuild_store.put_tag(tx, repository_id, record.name, record.digest, record.pushed_at)
    else:
        rebuild_store.drop_tag(tx, repository_id, record.name)


def _add_edges(tx: Tx, rows: list[tuple[int, int, str, str, bytes]]) -> None:
    for manifest_id, repository_id, digest, media_type, body in rows:
        manifest = parse_manifest(bytes(body), media_type, ManifestLimits(size=len(body)))
        needed = _digests(one.digest for one in manifest.blobs)
        children = [one for one in _digests(one.digest for one in manifest.children) if one != digest]
        blobs = rebuild_store.ids_of_blobs(tx, sorted({*needed, *_digests(one.digest for one in manifest.foreign)}))
        kept = rebuild_store.ids_of_manifests(tx, repository_id, children)
        gaps = [one for one in needed if one not in blobs] + [one for one in children if one not in kept]
        rebuild_store.add_edges(tx, manifest_id, sorted(blobs.values()), sorted(kept.values()), sorted(set(gaps)))


def _digests(named: Iterator[str]) -> list[str]:
    return sorted(set(named))
