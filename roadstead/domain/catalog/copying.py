"""Copying an artifact into another repository: rows alone, in one transaction, with all that belongs to it."""

from __future__ import annotations

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog import accessories, accessory_store, accounting, copy_store, tagging, write_store
from roadstead.domain.catalog.artifacts_lists import Found, absent, find
from roadstead.domain.catalog.events import ManifestPushed, announce
from roadstead.domain.catalog.model import Place
from roadstead.domain.catalog.places import place_for_push
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms
from roadstead.oci.digest import is_digest_like

MOST = 10_000
"""Manifests that one copy may take along."""
TRIES = 4


class Copy(msgspec.Struct, frozen=True):
    """What is to be copied: `reference`, a tag or a digest, of `source`; and where to. Both are `project/path…`."""

    standing: Standing
    source: str
    reference: str
    target: str
    actor: Actor


class Copies:
    """Every call blocks."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def copy(self, asked: Copy) -> str:
        """The digest of the artifact, which the target has from now on, with its children and accessories.

        A copy by tag has that tag, one by digest all tags of the artifact. Raises Refusal NOT_FOUND, DENIED (the
        quota), PRECONDITION (an immutable tag, content that is not there, more than `MOST` parts).
        """
        for _ in range(TRIES):
            try:
                return self.db.write(_copy, asked)
            except IntegrityError:  # what it counted on was deleted meanwhile
                continue
        raise absent(asked.source, asked.reference)


def _copy(tx: Tx, asked: Copy) -> str:
    now = now_ms()
    found = find(tx, asked.standing, asked.source, asked.reference)
    place = place_for_push(tx, asked.target)
    parts = copy_store.keep(tx, _with_parts(tx, found))
    if parts.get(found.id) != found.digest:
        raise absent(asked.source, asked.reference)
    if copy_store.is_incomplete(tx, parts):
        raise Refusal("PRECONDITION", f"{found.digest} names content that is not in {asked.source}")
    made = _make(tx, place, parts, now)
    tags = _tags(tx, found, asked.reference, parts)
    for tag, digest in tags.items():
        tagging.set_tag(tx, place, tag, made[digest], digest, asked.actor.name, now)
    accessory_store.relist(tx, made.values())
    names = {digest: tuple(tag for tag, of in tags.items() if of == digest) for digest in parts.values()}
    announce(tx, now, *(ManifestPushed(place.name, digest, some, asked.actor.name) for digest, some in names.items()))
    told = f"copied from {asked.source}" + "".join(f" {tag}" for tag in names[found.digest])
    record(tx, Entry(asked.actor, "create", "artifact", f"{place.name}@{found.digest}", place.project_id, told))
    write_store.mark_changed(tx, place.id, now)
    tx.touch(f"repository:{place.name}")
    accounting.count(tx, place, copy_store.contents(tx, parts))
    return found.digest


def _with_parts(tx: Tx, found: Found) -> set[int]:
    """Ids of the artifact, its children and accessories, theirs, and so on."""
    parts: set[int] = set()
    more = {found.id}
    while more:
        parts |= more
        if len(parts) > MOST:
            raise Refusal("PRECONDITION", f"{found.digest} has more than {MOST} accessories and parts")
        more = {*accessory_store.children_of(tx, sorted(more)), *copy_store.belonging(tx, more)} - parts
    return parts


def _make(tx: Tx, place: Place, parts: dict[int, str], now: int) -> dict[str, int]:
    """digest → id in the target. Raises IntegrityError when one that was there goes again and again meanwhile."""
    copy_store.add_manifests(tx, place, parts, now)
    made = copy_store.lock_in(tx, place.id, parts.values())
    if len(made) < len(set(parts.values())):
        raise IntegrityError("a manifest of the target was deleted meanwhile")
    copy_store.add_contents(tx, place, parts)
    return made


def _tags(tx: Tx, found: Found, reference: str, parts: dict[int, str]) -> dict[str, str]:
    """tag → digest: the artifact's own, and those by which cosign finds what belongs to it."""
    tags = {} if is_digest_like(reference) else {reference: found.digest}
    for manifest_id, name in copy_store.tags_of(tx, parts):
        own = manifest_id == found.id and is_digest_like(reference)
        if own or (manifest_id != found.id and accessories.by_tag(name) is not None):
            tags[name] = parts[manifest_id]
    return tags
