"""Reading the audit log. Every call blocks: a worker thread's work."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from roadstead.db.database import Database
from roadstead.db.keyset import After
from roadstead.db.listing import Listing
from roadstead.db.tx import Row
from roadstead.domain.audit import list_store
from roadstead.domain.audit.model import Logged


class Page(msgspec.Struct, frozen=True):
    """`total`: how many there are, as far as they are counted; `after`: where the next page begins."""

    entries: list[Logged]
    total: int | None
    after: After | None


class AuditLog:
    """What was written down."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def page(self, project_ids: Sequence[int] | None, listing: Listing, after: After | None = None) -> Page:
        """Of these projects or (None) of everything; not counted when it begins after a row.

        Raises Refusal BAD_REQUEST.
        """
        total, rows, following = self.db.read(list_store.page, project_ids, listing, after)
        return Page([_logged(row) for row in rows], total, following)


def _logged(row: Row) -> Logged:
    key, at, actor, operation, resource_type, resource, description, success = row
    return Logged(key, at, actor, operation, resource_type, resource, description, bool(success))
