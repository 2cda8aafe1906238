"""Damaged blobs: remembered until their bytes come again, told with what they hit. Every call blocks."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.domain.scrub import store
from roadstead.domain.scrub.model import Damaged, Hit
from roadstead.kit.clock import now_ms

MANIFESTS, TAGS = 20, 10
"""Told of one blob, and of one manifest, at most."""
TOUCHED = 1_000
"""Repositories whose answers are made anew when one of their blobs is found damaged; others forget in seconds."""


class Damages:
    """What scrubs have found. A push of the same digest mends it: clients that ask are told that it is not there."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def page(self, listing: Listing) -> tuple[list[Damaged], int]:
        """(some of the damaged blobs, how many in all)."""
        return self.db.read(_page, listing)

    def mark(self, blob_id: int, incarnation: str, damage: str | None) -> list[Hit] | None:
        """What is wrong with the blob's file, or that it is whole after all; what that hits.

        None: the blob has gone meanwhile, or has other bytes.
        """
        return self.db.write(_mark, blob_id, incarnation, damage)


def _mark(tx: Tx, blob_id: int, incarnation: str, damage: str | None) -> list[Hit] | None:
    if not store.mark(tx, blob_id, incarnation, damage, now_ms()):
        return None
    names = {row[1] for row in store.manifests_with(tx, blob_id, TOUCHED)}
    for name in sorted(names | set(store.leasing(tx, blob_id, TOUCHED))):
        tx.touch(f"repository:{name}")
    return _hits(tx, blob_id)


def _page(tx: Tx, listing: Listing) -> tuple[list[Damaged], int]:
    rows, total = store.damaged(tx, listing)
    return [Damaged(digest, size, damage, at, _hits(tx, blob_id)) for blob_id, digest, size, damage, at in rows], total


def _hits(tx: Tx, blob_id: int) -> list[Hit]:
    rows = store.manifests_with(tx, blob_id, MANIFESTS)
    return [Hit(name, digest, tuple(store.tags_to(tx, key, TAGS))) for key, name, digest in rows]
