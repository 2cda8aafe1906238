"""A blob arrives at a repository: by its bytes, which a row names from now on, or by a mount of what is here."""

from __future__ import annotations

from roadstead.blobs.paths import blob_key
from roadstead.db.tx import Tx
from roadstead.domain.catalog import accounting, store, write_store
from roadstead.domain.catalog.model import Arrival, LiveBlob, Place
from roadstead.domain.catalog.places import place_for_push
from roadstead.kit.clock import now_ms

READER_SECONDS = 20 * 60
"""A path that no row names any more stays so long for readers that have it."""


def arrive(tx: Tx, arrival: Arrival) -> bool:
    """Make the blob readable in the repository.

    False, with nothing changed, when the live blob it counted on was collected meanwhile. Raises Refusal
    NAME_UNKNOWN (no such project), DENIED (it does not fit the project's quota).
    """
    now = now_ms()
    place = place_for_push(tx, arrival.repository)
    if arrival.whole is None:
        write_store.add_blob(tx, arrival.digest, arrival.size, arrival.incarnation, now)
    row = write_store.find_blob(tx, arrival.digest)
    if row is None:
        return False
    blob_id, size, live = row
    if arrival.whole is None and live != arrival.incarnation:
        if live == arrival.damaged:
            write_store.move_blob(tx, blob_id, arrival.size, arrival.incarnation)
            superfluous, not_before = live, now + READER_SECONDS * 1000
        else:  # the same content came in twice at once, the other was first
            superfluous, not_before = arrival.incarnation, now
        write_store.log_unlink(tx, [blob_key(arrival.digest, superfluous)], not_before)
    elif arrival.whole is not None and live != arrival.whole:
        return False
    _give(tx, place, arrival.digest, blob_id, size, now + arrival.lease_seconds * 1000)
    return True


def mount(tx: Tx, repository: str, digest: str, source: str, lease_seconds: int) -> LiveBlob | None:
    """Give the repository a blob that `source` may give out; None when it may not.

    Raises Refusal NAME_UNKNOWN, DENIED (it does not fit the project's quota).
    """
    now = now_ms()
    row = store.blob(tx, source, digest, now)
    if row is None:
        return None
    blob_id, size, incarnation, _, damage = row
    _give(tx, place_for_push(tx, repository), digest, blob_id, size, now + lease_seconds * 1000)
    return LiveBlob(size, incarnation, damage is not None)


def _give(tx: Tx, place: Place, digest: str, blob_id: int, size: int, until: int) -> None:
    """The repository holds the blob until then, and manifests that waited for it keep it."""
    write_store.lease_blob(tx, place.id, blob_id, until)
    write_store.close_blob_gaps(tx, place.id, digest, blob_id)
    tx.touch(f"repository:{place.name}")
    accounting.count(tx, place, {digest: size})
