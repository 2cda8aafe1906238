"""Taking back: an upload's bytes, and what a finish that was cut off has put under a key already."""

from __future__ import annotations

from roadstead.blobs.driver import Busy, Missing, Storage, Upload
from roadstead.blobs.paths import ALGORITHMS, blob_key
from roadstead.domain.catalog.service import Catalog
from roadstead.oci.digest import hasher


def discard(catalog: Catalog, storage: Storage, upload_id: str) -> bool:
    """Forget an upload that has no session any more; False while a request holds it."""
    try:
        upload = storage.upload(upload_id)
    except (Busy, Missing):
        return False
    try:
        take_back(catalog, storage, upload_id, upload)
        storage.drop_upload(upload_id)
    finally:
        upload.close()
    return True


def take_back(catalog: Catalog, storage: Storage, upload_id: str, upload: Upload) -> None:
    """Unlink the keys that a finish has put these bytes under, unless a row names them: it was committed.

    Hold the upload, and let no transaction that could still commit such a row be under way.
    """
    if not upload.placed:
        return
    states = {algorithm: hasher(algorithm) for algorithm in ALGORITHMS}
    for piece in upload.pieces():
        for state in states.values():
            state.update(piece)
    for algorithm, state in states.items():
        digest = f"{algorithm}:{state.hexdigest()}"
        live = catalog.live_blob(digest)
        if live is None or live.incarnation != upload_id:
            storage.delete(blob_key(digest, upload_id))
