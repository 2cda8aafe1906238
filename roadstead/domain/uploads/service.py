"""What callers may ask of uploads. Every call blocks: one call for each unit of work, in a worker thread."""

from __future__ import annotations

import secrets

from msgspec.structs import replace

from roadstead.blobs.driver import Busy, Storage
from roadstead.blobs.paths import blob_key, is_upload_id
from roadstead.db.database import Database
from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.catalog.model import Arrival, LiveBlob
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.quotas import service as quotas
from roadstead.domain.quotas.model import LARGEST
from roadstead.domain.uploads import store
from roadstead.domain.uploads.bound import Bound
from roadstead.domain.uploads.discard import discard, take_back
from roadstead.domain.uploads.intake import HashStates, Intake
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.kit.clock import now_ms
from roadstead.oci.digest import parse_digest
from roadstead.settings import Limits

TRIES = 4
HOPELESS = ("DIGEST_INVALID", "DENIED")
"""Refusals after which an upload's bytes are of no use."""


class Uploads:
    """Sessions belong to the account that began them and to one repository."""

    def __init__(self, db: Database, storage: Storage, limits: Limits) -> None:
        self.db = db
        self.storage = storage
        self.catalog = Catalog(db)
        self.limits = limits
        self.states = HashStates()

    def begin(self, repository: str, actor: int) -> str:
        """A new session's id. Raises Refusal NAME_UNKNOWN, TOOMANYREQUESTS."""
        upload_id = new_id()
        try:
            self.db.write(self._begin, upload_id, repository, actor)
        except IntegrityError:
            raise Refusal("NAME_UNKNOWN", f"the project of {repository} was deleted just now") from None
        return upload_id

    def _begin(self, tx: Tx, upload_id: str, repository: str, actor: int) -> None:
        most = self.limits.uploads_per_user
        place = self.catalog.place_in(tx, repository)
        if store.begun_by(tx, actor, most) >= most:
            raise Refusal(
                "TOOMANYREQUESTS",
                f"{most} uploads are in progress already: finish or cancel some of them first",
            )
        store.add(tx, upload_id, place.id, actor, now_ms())

    def go_on(self, upload_id: str, repository: str, actor: int, announced: int | None = None) -> Intake:
        """Hold the session for writing; `release` it.

        `announced`: bytes that are said to come, 0 when nobody says; None: so few that they may as well be taken in.
        Raises Refusal BLOB_UPLOAD_UNKNOWN, 409 when it is held; DENIED when so many will never fit the quota.
        """
        room = self.db.read(_open, upload_id, repository, actor, announced is not None)
        intake = self._hold(upload_id, repository, room)
        try:
            if intake.size == 0:  # the upload may have ended since, and these be the bytes of none
                self._still_open(upload_id, repository, actor)
            if intake.upload.placed:  # by a finish that was cut off: the bytes may become others now
                self.db.write(_still_there, upload_id)
                take_back(self.catalog, self.storage, upload_id, intake.upload)
            self._expect(intake, announced or 0, session=True)
        except BaseException:
            intake.release()
            raise
        return intake

    def _still_open(self, upload_id: str, repository: str, actor: int) -> None:
        try:
            self.db.read(_session, upload_id, repository, actor)
        except Refusal:
            self.storage.drop_upload(upload_id)
            raise

    def at_once(self, repository: str, announced: int | None) -> Intake:
        """Hold a new upload without a session, for a blob that comes in one request; `announced` as in `go_on`."""
        room = LARGEST if announced is None else self.db.read(quotas.room, repository.partition("/")[0])
        intake = self._hold(new_id(), repository, room)
        try:
            self._expect(intake, announced or 0, session=False)
        except BaseException:
            self.give_up(intake)
            intake.release()
            raise
        return intake

    def _expect(self, intake: Intake, announced: int, *, session: bool) -> None:
        try:
            intake.bound.check(intake.size + announced)
        except Refusal as refusal:
            if refusal.code in HOPELESS:
                self.end(intake, session=session)
            raise

    def size(self, upload_id: str, repository: str, actor: int) -> int:
        """Bytes held so far. Raises Refusal BLOB_UPLOAD_UNKNOWN."""
        self.db.read(_session, upload_id, repository, actor)
        return self.storage.upload_size(upload_id)

    def cancel(self, upload_id: str, repository: str, actor: int) -> None:
        """End the session and forget its bytes. Raises Refusal BLOB_UPLOAD_UNKNOWN."""
        self.db.write(_end, upload_id, repository, actor)
        discard(self.catalog, self.storage, upload_id)

    def end(self, intake: Intake, *, session: bool) -> None:
        """Forget an upload that can never become a blob, and its session."""
        if session:
            self.db.write(store.delete, intake.upload_id)
        self.storage.drop_upload(intake.upload_id)

    def give_up(self, intake: Intake) -> None:
        """Forget an upload without a session that failed; where it may have been committed, the sweep decides."""
        if not intake.upload.placed:
            self.storage.drop_upload(intake.upload_id)

    def finish(self, intake: Intake, repository: str, digest: str, *, session: bool) -> None:
        """Make the bytes a blob of the repository: durable when this returns.

        Raises Refusal DIGEST_INVALID, DENIED (the quota; with both the upload is dropped), NAME_UNKNOWN,
        BLOB_UPLOAD_UNKNOWN.
        """
        blob = Arrival(repository, digest, intake.size, intake.upload_id, self.limits.lease_seconds)
        try:
            intake.check(digest)
            for _ in range(TRIES):
                if self._keep_once(intake, blob, session):
                    faults.reach("upload.after-commit")
                    self.storage.drop_upload(intake.upload_id)
                    return
        except Refusal as refusal:
            if refusal.code in HOPELESS:
                self.end(intake, session=session)
            elif refusal.code == "BLOB_UPLOAD_UNKNOWN":  # cancelled meanwhile: the bytes are nobody's
                self.storage.drop_upload(intake.upload_id)
            raise
        raise Refusal("UNAVAILABLE", "the blob was collected again and again meanwhile: push it once more")

    def _keep_once(self, intake: Intake, blob: Arrival, session: bool) -> bool:
        live = self.catalog.live_blob(blob.digest)
        if live is not None:
            if not live.damaged and self._size(blob.digest, live) == live.size == blob.size:
                return self._commit(replace(blob, whole=live.incarnation), session)
            blob = replace(blob, damaged=live.incarnation)
        key = blob_key(blob.digest, blob.incarnation)
        intake.upload.finish(key)
        try:
            kept = self._commit(blob, session)
        except Refusal:  # nothing was committed
            self.storage.delete(key)
            raise
        if not kept:
            self.storage.delete(key)
        return kept

    def _commit(self, blob: Arrival, session: bool) -> bool:
        try:
            return self.db.write(_keep, blob, session)
        except IntegrityError:  # collected between two statements
            return False

    def mount(self, repository: str, digest: str, source: str) -> bool:
        """Give the repository a blob that `source` holds, whole, without moving a byte; whether it does hold it."""
        parse_digest(digest)
        live = self.catalog.mount(repository, digest, source, self.limits.lease_seconds)
        return live is not None and not live.damaged and self._size(digest, live) == live.size

    def _size(self, digest: str, live: LiveBlob) -> int | None:
        return self.storage.size(blob_key(digest, live.incarnation))

    def _hold(self, upload_id: str, repository: str, room: int) -> Intake:
        try:
            upload = self.storage.upload(upload_id)
        except Busy:
            raise Refusal(
                "BLOB_UPLOAD_INVALID", "another request is writing this upload: wait for it", status=409
            ) from None
        bound = Bound(self.db, repository, self.limits.blob_bytes, room)
        return Intake(upload_id, upload, self.states, bound)


def new_id() -> str:
    """An upload's id: 32 hexadecimal digits that nobody can guess."""
    return secrets.token_hex(16)


def _keep(tx: Tx, blob: Arrival, session: bool) -> bool:
    """The moment an upload becomes a blob: row, lease and the session's end in one transaction.

    False, with nothing changed, when the live blob it counted on was collected meanwhile.
    """
    faults.reach("upload.before-row")
    if not Catalog.arrive_in(tx, blob):
        return False
    if session and not store.delete(tx, blob.incarnation):
        raise Refusal("BLOB_UPLOAD_UNKNOWN", "the upload was cancelled meanwhile")
    faults.reach("upload.before-commit")
    return True


def _session(tx: Tx, upload_id: str, repository: str, actor: int) -> None:
    # Unknown, another repository's and another account's are one answer: nobody learns which.
    if not is_upload_id(upload_id) or store.find(tx, upload_id) != (repository, actor):
        raise _unknown(upload_id, repository)


def _unknown(upload_id: str, repository: str) -> Refusal:
    return Refusal("BLOB_UPLOAD_UNKNOWN", f"there is no upload {upload_id[:64]} of yours in {repository}")


def _open(tx: Tx, upload_id: str, repository: str, actor: int, many: bool) -> int:
    """Bytes that the project has room for, if many are to come."""
    _session(tx, upload_id, repository, actor)
    return quotas.room(tx, repository.partition("/")[0]) if many else LARGEST


def _still_there(tx: Tx, upload_id: str) -> None:
    if not store.lock(tx, upload_id):
        raise Refusal("BLOB_UPLOAD_UNKNOWN", f"upload {upload_id} has ended meanwhile")


def _end(tx: Tx, upload_id: str, repository: str, actor: int) -> None:
    _session(tx, upload_id, repository, actor)
    if not store.delete(tx, upload_id):  # finished since
        raise _unknown(upload_id, repository)
