"""Manifests: whether each has its bytes, and keeps exactly what those name (I1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx, Unavailable
from roadstead.domain.audit.model import CONSOLE, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.fsck import store
from roadstead.domain.fsck.model import Finding, Options, Tell
from roadstead.errors import Refusal
from roadstead.oci.digest import digest_of
from roadstead.oci.manifest import ManifestLimits, parse_manifest

LOT = 100


class Kept(msgspec.Struct):
    """Digests that one manifest has edges to, by what the edge is."""

    blobs: set[str]
    children: set[str]
    gaps: set[str]


def check_manifests(db: Database, options: Options, tell: Tell) -> Iterator[Finding]:
    """Each lot is read at one moment, so that pushes and deletions meanwhile do not matter."""
    after = 0
    while ids := db.read(store.manifest_ids, after, LOT):
        try:
            found = db.read(_look, ids)
        except Unavailable:
            raise
        except Exception:  # a row cannot be read: find out which, and go on with the others
            found = [one for key in ids for one in _alone(db, key)]
        for manifest_id, finding, lacks in found:
            repaired = bool(options.repair and lacks and db.write(_repair, manifest_id, finding, *lacks))
            yield msgspec.structs.replace(finding, repaired=repaired)
        after = ids[-1]
        tell("manifests", len(ids))


Lacks = tuple[str, str]
"""(what is to be done, with which digest)."""
Found = tuple[int, Finding, Lacks | None]


def _alone(db: Database, manifest_id: int) -> list[Found]:
    try:
        return db.read(_look, [manifest_id])
    except Unavailable:
        raise
    except Exception as e:
        text = f"cannot be read: {type(e).__name__}: {e}"
        return [(manifest_id, Finding("manifest-unreadable", f"manifest {manifest_id}", text[:200]), None)]


def _look(tx: Tx, ids: list[int]) -> list[Found]:
    kept: dict[int, Kept] = defaultdict(lambda: Kept(set(), set(), set()))
    for key, digest in store.edges(tx, ids):
        kept[key].blobs.add(digest)
    for key, digest in store.children(tx, ids):
        kept[key].children.add(digest)
    for key, digest in store.gaps(tx, ids):
        kept[key].gaps.add(digest)
    return [found for row in store.manifests(tx, ids) for found in _one(row, kept[row[0]])]


def _one(row: Row, kept: Kept) -> Iterator[Found]:
    key, _, repository, digest, media_type, size, body = row
    subject = f"{repository}@{digest}"
    if body is None:
        yield key, Finding("manifest-body", subject, "its bytes are missing"), None
        return
    body = bytes(body)
    if len(body) != size or digest_of(body, digest.partition(":")[0]) != digest:
        yield key, Finding("manifest-body", subject, "its bytes do not have its digest"), None
        return
    try:
        manifest = parse_manifest(body, media_type, ManifestLimits(size=len(body)))
    except Refusal:
        return  # of a version that took what this one does not; nothing can be said of it
    blobs, foreign = ({one.digest for one in named} for named in (manifest.blobs, manifest.foreign))
    children = {one.digest for one in manifest.children} - {digest}
    for name in sorted(blobs - kept.blobs - kept.gaps):
        yield key, Finding("edge-missing", subject, f"does not keep blob {name}"), ("blob", name)
    for name in sorted(children - kept.children - kept.gaps):
        yield key, Finding("edge-missing", subject, f"does not keep manifest {name}"), ("child", name)
    for name in sorted(kept.blobs - blobs - foreign):
        yield key, Finding("edge-extra", subject, f"keeps blob {name}, which it does not name"), ("no-blob", name)
    for name in sorted(kept.children - children):
        yield key, Finding("edge-extra", subject, f"keeps manifest {name}, which it does not name"), ("no-child", name)


_DEEDS = {
    # what is not here at all is waited for: an edge takes the gap's place when it is pushed again
    "blob": (store.add_edge, store.add_gap),
    "child": (store.add_child, store.add_gap),
    "no-blob": (store.drop_edge,),
    "no-child": (store.drop_child,),
}


def _repair(tx: Tx, manifest_id: int, finding: Finding, what: str, digest: str) -> bool:
    """Whether what was missing is there again; a gap alone is no repair."""
    first, *others = _DEEDS[what]
    done = bool(first(tx, manifest_id, digest))
    if not done:
        for other in others:
            other(tx, manifest_id, digest)
    record(tx, Entry(CONSOLE, "update", "fsck", finding.subject, 0, finding.detail))
    return done
