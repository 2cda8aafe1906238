"""Reading the audit log. Every call blocks: a worker thread's work."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Row
from roadstead.domain.audit import list_store
from roadstead.domain.audit.model import Logged


class AuditLog:
    """What was written down."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def page(self, project_ids: Sequence[int] | None, listing: Listing) -> tuple[int, list[Logged]]:
        """(how many, as far as they are counted; one page), of these projects or (None) of everything.

        Raises Refusal BAD_REQUEST.
        """
        total, rows = self.db.read(list_store.page, project_ids, listing)
        return total, [_logged(row) for row in rows]


def _logged(row: Row) -> Logged:
    key, at, actor, operation, resource_type, resource, description, success = row
    return Logged(key, at, actor, operation, resource_type, resource, description, bool(success))
