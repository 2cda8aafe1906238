"""The moment an upload becomes a blob: which row, which file, in one transaction."""

from __future__ import annotations

import msgspec

from roadstead.blobs.paths import blob_key
from roadstead.db.tx import Tx
from roadstead.domain.catalog import write_store as catalog
from roadstead.domain.catalog.model import now_ms
from roadstead.domain.catalog.places import place_for_push
from roadstead.domain.uploads import store
from roadstead.errors import Refusal
from roadstead.kit import faults

READER_SECONDS = 20 * 60
"""A path that no row names any more stays so long for readers that have it."""


class Kept(msgspec.Struct, frozen=True):
    """A finished upload of `size` bytes, whose own file is under its id unless `whole` names another.

    `whole`: the incarnation that is live under this digest and whose file is there, whole.
    `damaged`: the live incarnation whose file is not.
    """

    repository: str
    digest: str
    size: int
    upload_id: str
    session: bool
    lease_seconds: int
    whole: str | None = None
    damaged: str | None = None


def keep(tx: Tx, kept: Kept) -> bool:
    """Make the blob readable in the repository and end the session.

    False, with nothing changed, when the live blob it counted on was collected meanwhile. Raises Refusal
    NAME_UNKNOWN (no such project), BLOB_UPLOAD_UNKNOWN (the session ended meanwhile).
    """
    now = now_ms()
    faults.reach("upload.before-row")
    place = place_for_push(tx, kept.repository)
    if kept.whole is None:
        catalog.add_blob(tx, kept.digest, kept.size, kept.upload_id, now)
    row = catalog.find_blob(tx, kept.digest)
    if row is None:
        return False
    blob_id, _, live = row
    if kept.whole is None and live != kept.upload_id:
        if live == kept.damaged:
            catalog.move_blob(tx, blob_id, kept.size, kept.upload_id)
            superfluous, not_before = live, now + READER_SECONDS * 1000
        else:  # the same content came in twice at once, the other was first
            superfluous, not_before = kept.upload_id, now
        catalog.log_unlink(tx, [blob_key(kept.digest, superfluous)], not_before)
    elif kept.whole is not None and live != kept.whole:
        return False
    catalog.lease_blob(tx, place.id, blob_id, now + kept.lease_seconds * 1000)
    catalog.close_blob_gaps(tx, place.id, kept.digest, blob_id)
    if kept.session and not store.delete(tx, kept.upload_id):
        raise Refusal("BLOB_UPLOAD_UNKNOWN", "the upload was cancelled meanwhile")
    tx.touch(f"repository:{kept.repository}")
    faults.reach("upload.before-commit")
    return True
