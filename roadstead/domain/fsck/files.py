"""Rows that have no file, files that have no row, and files that are about to go although a row names them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from roadstead.blobs.checking import MISSING, SIZE, damage_of
from roadstead.blobs.driver import Storage, StorageError
from roadstead.blobs.paths import blob_key, digest_of_key
from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.fsck import store
from roadstead.domain.fsck.model import Finding, Options, Tell
from roadstead.kit.clock import now_ms

LOT = 500


class Files:
    """One check's look at the storage."""

    def __init__(self, db: Database, storage: Storage, options: Options, tell: Tell) -> None:
        self.db = db
        self.storage = storage
        self.options = options
        self.tell = tell

    def rows_without_files(self) -> Iterator[Finding]:
        """Blobs whose file is missing, has another size or, if it is read, another digest."""
        after = 0
        while rows := self.db.read(store.blobs, after, LOT):
            for _, digest, size, incarnation in rows:
                damage = self._damage(digest, size, incarnation)
                # what was collected, or pushed anew, since it was read is nobody's loss
                if damage and self.db.read(_still, digest, incarnation):
                    yield Finding(f"blob-{damage}", digest, blob_key(digest, incarnation))
            after = rows[-1][0]
            self.tell("blobs", len(rows))

    def files_without_rows(self, *, ours: bool) -> Iterator[Finding]:
        """Files that no row names and that no upload is about to. A repair lets them go, unless a blob lacks them.

        `ours`: whether they may go; else the database may be the one that lacks something.
        """
        keys = self.storage.keys()
        ours = ours and self.db.read(store.any_blob)
        while lot := list(islice(keys, LOT)):
            for key in self.db.read(_unnamed, lot):
                if self._is_stray(key):
                    repaired = self.options.repair and (self._adopt(key) or (ours and self._let_go(key)))
                    yield Finding("file-without-row", key, "no row names it", repaired)
            self.tell("files", len(lot))

    def unlinks(self) -> Iterator[Finding]:
        """Paths that are to be unlinked although a blob has its bytes there, or that are none."""
        after, last = 0, self.db.read(store.last_unlink)
        while after < last and (rows := self.db.read(store.to_unlink, after, LOT)):
            named = self.db.read(_named, [path for _, path in rows])
            for number, path in rows:
                if path in named or not _is_key(path):
                    detail = "a blob's bytes are there" if path in named else "no path of a blob"
                    yield Finding(
                        "unlink-wrong", path, detail, self.options.repair and self.db.write(_keep, number, path)
                    )
            after = rows[-1][0]
            self.tell("unlinks", len(rows))

    def _damage(self, digest: str, size: int, incarnation: str) -> str | None:
        key = blob_key(digest, incarnation)
        if self.options.deep:
            return damage_of(self.storage, key, digest, size)
        try:
            found = self.storage.size(key)
        except StorageError:
            return "unreadable"
        return None if found == size else MISSING if found is None else SIZE

    def _is_stray(self, key: str) -> bool:
        """In this order: a push commits its row first and ends its upload then, so what has neither will have none."""
        _, incarnation = digest_of_key(key)
        if self.storage.upload_touched(incarnation):
            return False
        return bool(self.db.read(_unnamed, [key])) and self.storage.size(key) is not None

    def _adopt(self, key: str) -> bool:
        """Give it to a blob of the same digest whose own file is damaged."""
        digest, incarnation = digest_of_key(key)
        blob = self.db.read(store.live, [digest]).get(digest)
        size = self.storage.size(key)
        if blob is None or size is None or damage_of(self.storage, blob_key(digest, blob[2]), digest, blob[1]) is None:
            return False
        if damage_of(self.storage, key, digest, size) is not None:
            return False
        return self.db.write(_adopt, digest, blob, size, incarnation)

    def _let_go(self, key: str) -> bool:
        not_before = now_ms() + int(self.options.reader_seconds * 1000)
        self.db.write(_unlink, key, not_before)
        return True


def _still(tx: Tx, digest: str, incarnation: str) -> bool:
    blob = store.live(tx, [digest]).get(digest)
    return blob is not None and blob[2] == incarnation


def _named(tx: Tx, paths: list[str]) -> set[str]:
    """Those paths that a blob has its bytes at."""
    keys = {path: digest_of_key(path) for path in paths if _is_key(path)}
    blobs = store.live(tx, {digest for digest, _ in keys.values()})
    return {path for path, (digest, number) in keys.items() if digest in blobs and blobs[digest][2] == number}


def _unnamed(tx: Tx, keys: list[str]) -> list[str]:
    named = _named(tx, keys) | store.logged(tx, keys)
    return [key for key in keys if key not in named]


def _is_key(path: str) -> bool:
    try:
        digest_of_key(path)
    except ValueError:
        return False
    return True


def _keep(tx: Tx, number: int, path: str) -> bool:
    record(tx, _repaired(path))
    return store.forget_unlink(tx, number)


def _unlink(tx: Tx, key: str, not_before: int) -> None:
    record(tx, _repaired(key))
    store.log_unlink(tx, key, not_before)


def _adopt(tx: Tx, digest: str, blob: tuple[int, int, str], size: int, incarnation: str) -> bool:
    blob_id, _, before = blob
    if not store.adopt(tx, blob_id, size, before, incarnation):
        return False
    record(tx, _repaired(digest))
    store.log_unlink(tx, blob_key(digest, before), now_ms())
    return True


def _repaired(what: str) -> Entry:
    return Entry(CONSOLE, "update", "fsck", what, 0, "repaired")
