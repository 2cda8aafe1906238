"""What callers may ask of the catalog. Every call blocks: one call for each unit of work, in a worker thread."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from roadstead.blobs.paths import blob_key
from roadstead.db.database import Database
from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog import accounting, accounting_store, arrival, removal, retiring, store, write_store
from roadstead.domain.catalog.model import Arrival, Candidate, LiveBlob, Page, Place, StoredBlob, StoredManifest
from roadstead.domain.catalog.places import known_place, place_for_push
from roadstead.domain.catalog.push import Push, put_manifest
from roadstead.domain.catalog.trash_model import KEPT, Keeping
from roadstead.domain.catalog.untagged import Untagged
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.kit.clock import now_ms
from roadstead.oci.digest import is_digest_like
from roadstead.oci.referrers import Referrer


class Catalog:
    """Repositories, manifests, tags and blobs."""

    def __init__(self, db: Database, keeping: Keeping = KEPT) -> None:
        self.db = db
        self.keeping = keeping
        self.untagged = Untagged(db, keeping)

    def manifest(self, repository: str, reference: str) -> StoredManifest:
        """By tag or digest. Raises Refusal NAME_UNKNOWN, MANIFEST_UNKNOWN."""
        return self.db.read(_manifest, repository, reference)

    def blob(self, repository: str, digest: str) -> StoredBlob:
        """A blob that the repository may give out. Raises Refusal NAME_UNKNOWN, BLOB_UNKNOWN."""
        return self.db.read(_blob, repository, digest)

    def tags(self, repository: str, last: str, limit: int) -> Page:
        """Tag names after `last`, in byte order. Raises Refusal NAME_UNKNOWN."""
        return self.db.read(_tags, repository, last, limit)

    def repositories(self, last: str, limit: int) -> Page:
        """Names after `last`, in byte order, of repositories that hold a manifest."""
        return _page(self.db.read(store.repository_names, last, limit + 1), limit)

    def referrers(
        self, repository: str, subject: str, artifact_type: str | None, last: str, limit: int
    ) -> tuple[list[Referrer], bool]:
        """(what points at `subject`, by digest after `last`; whether more follow). Empty when nothing is there."""
        return self.db.read(_referrers, repository, subject, artifact_type, last, limit)

    def holders(self, digest: str, most: int) -> list[str]:
        """Names of at most `most` repositories that may give out the blob."""
        return self.db.read(store.holders, digest, now_ms(), most)

    def put_manifest(self, push: Push) -> None:
        """Store a manifest and its tags in one transaction; see `push.put_manifest`."""
        self.db.write(put_manifest, push)
        faults.reach("manifest.after-commit")

    def delete(self, repository: str, reference: str, actor: Actor) -> None:
        """A tag by name, or a manifest with its tags by digest; see `removal`."""
        if is_digest_like(reference):
            self.db.write(removal.delete_manifest, repository, reference, actor, self.keeping)
        else:
            self.db.write(removal.delete_tag, repository, reference, actor, self.keeping)

    def delete_blob(self, repository: str, digest: str) -> None:
        """See `removal.delete_blob`."""
        self.db.write(removal.delete_blob, repository, digest)

    # ---- for rules about what stays

    def candidates(self, repository: str) -> tuple[list[Candidate], set[int]]:
        """See `retiring.candidates`."""
        return self.db.read(retiring.candidates, repository)

    def retire(self, repository: str, one: Candidate, reason: str, actor: Actor) -> bool:
        """See `retiring.remove`."""
        return self.db.write(retiring.remove, repository, one, actor, self.keeping, reason)

    @staticmethod
    def repositories_in(tx: Tx, project_id: int) -> Iterator[str]:
        """Every repository's name, in the caller's transaction."""
        return retiring.repositories(tx, project_id)

    # ---- for uploads: how blobs arrive, and what was left behind

    def live_blob(self, digest: str) -> LiveBlob | None:
        """The row of the digest, whoever may read it."""
        row = self.db.read(store.live_blob, digest)
        return None if row is None else LiveBlob(row[0], row[1], row[2] is not None)

    @staticmethod
    def place_in(tx: Tx, repository: str) -> Place:
        """The repository, made if its project exists, in the caller's transaction. Raises Refusal NAME_UNKNOWN."""
        return place_for_push(tx, repository)

    @staticmethod
    def arrive_in(tx: Tx, blob: Arrival) -> bool:
        """A blob arrives in the caller's transaction; see `arrival.arrive`."""
        return arrival.arrive(tx, blob)

    def mount(self, repository: str, digest: str, source: str, lease_seconds: int) -> LiveBlob | None:
        """See `arrival.mount`."""
        try:
            return self.db.write(arrival.mount, repository, digest, source, lease_seconds)
        except IntegrityError:  # collected just now
            return None

    def end_leases(self, most: int) -> int:
        """End at most `most` leases that have expired; how many did."""
        now = now_ms()
        due = accounting.by_project(self.db.read(accounting_store.expired_leases, now, most))
        return sum(self.db.write(accounting.end_leases, project_id, leases, now) for project_id, leases in due)

    def due_unlinks(self, most: int) -> list[tuple[int, str]]:
        """(number, path) of at most `most` paths of the unlink log whose time has come."""
        return [(number, path) for number, path in self.db.read(write_store.due_unlinks, now_ms(), most)]

    def forget_unlinks(self, numbers: list[int]) -> None:
        """These paths are gone."""
        self.db.write(write_store.forget_unlinks, numbers)

    def forget_events(self, seconds: int, most: int) -> int:
        """Take at most `most` events that are older out of the outbox; how many went."""
        return self.db.write(write_store.forget_events, now_ms() - seconds * 1000, most)


def _manifest(tx: Tx, repository: str, reference: str) -> StoredManifest:
    find = store.manifest_by_digest if is_digest_like(reference) else store.manifest_by_tag
    row = find(tx, repository, reference)
    if row is None:
        known_place(tx, repository)
        text = f"there is no manifest {reference} in {repository}"
        raise Refusal("MANIFEST_UNKNOWN", text, detail={"reference": reference})
    digest, media_type, body, project_id = row
    return StoredManifest(project_id, digest, media_type, body)


def _blob(tx: Tx, repository: str, digest: str) -> StoredBlob:
    row = store.blob(tx, repository, digest, now_ms())
    if row is None:
        known_place(tx, repository)
        raise Refusal("BLOB_UNKNOWN", f"there is no blob {digest} in {repository}", detail={"digest": digest})
    _, size, incarnation, project_id, damage = row
    return StoredBlob(project_id, digest, size, blob_key(digest, incarnation), damage is not None)


def _tags(tx: Tx, repository: str, last: str, limit: int) -> Page:
    place = known_place(tx, repository)
    return _page(store.tag_names(tx, place.id, last, limit + 1), limit)


def _referrers(
    tx: Tx, repository: str, subject: str, artifact_type: str | None, last: str, limit: int
) -> tuple[list[Referrer], bool]:
    row = store.repository(tx, repository)
    if row is None:
        return [], False
    rows, more = store.referrers(tx, row[0], subject, artifact_type, last, limit)
    found = [
        Referrer(
            digest=digest,
            media_type=media_type,
            size=size,
            artifact_type=kind,
            annotations=msgspec.json.decode(annotations) if annotations else None,
        )
        for digest, media_type, size, kind, annotations in rows
    ]
    return found, more


def _page(names: list[str], limit: int) -> Page:
    return Page(names[:limit], len(names) > limit)
