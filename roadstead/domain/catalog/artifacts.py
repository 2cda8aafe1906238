"""Artifacts as people ask for them: pages of them, one, what hangs on those; and how people change them."""

from __future__ import annotations

import msgspec

from roadstead.db.database import Database
from roadstead.db.keyset import After
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog import (
    artifacts_change,
    artifacts_lists,
    artifacts_page_store,
    artifacts_store,
    related,
    tag_names_store,
    tag_rows,
)
from roadstead.domain.catalog.artifacts_filter_store import Scope
from roadstead.domain.catalog.artifacts_lists import absent
from roadstead.domain.catalog.artifacts_model import Artifact, Attached, Page, Tag, Wanted
from roadstead.domain.catalog.artifacts_told import told
from roadstead.domain.catalog.trash_model import KEPT, Keeping, TagChange
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.oci.digest import is_digest_like

MOST = 100
"""Artifacts of a page: each may have a lot to tell, so no list of them is whole."""


class Artifacts:
    """Every call blocks: one unit of work, in a worker thread. `repository` is a full name `project/path…`.

    What is absent, or in another project than the caller was let into, raises Refusal NOT_FOUND.
    """

    def __init__(self, db: Database, keeping: Keeping = KEPT) -> None:
        self.db = db
        self.keeping = keeping

    def page(self, scope: Scope, listing: Listing, wanted: Wanted, after: After | None = None) -> Page:
        """Those of a repository or a project; not counted when the page begins after a row.

        Raises Refusal BAD_REQUEST.
        """
        return self.db.read(_page, scope, listing, wanted, after)

    def one(self, standing: Standing, repository: str, reference: str, wanted: Wanted, *, sizes: bool) -> Artifact:
        """By tag or digest; with its unique size if `sizes`."""
        return self.db.read(_one, standing, repository, reference, wanted, sizes)

    def tags(
        self, standing: Standing, repository: str, reference: str, listing: Listing, *, immutable: bool
    ) -> tuple[list[Tag], int]:
        """(the artifact's tags of the page, how many in all). Raises Refusal BAD_REQUEST."""
        return self.db.read(artifacts_lists.tags, standing, repository, reference, listing, immutable)

    def accessories(
        self, standing: Standing, repository: str, reference: str, listing: Listing
    ) -> tuple[list[Attached], int]:
        """(the artifact's accessories of the page, how many in all). Raises Refusal BAD_REQUEST."""
        return self.db.read(artifacts_lists.accessories, standing, repository, reference, listing)

    def tag_history(
        self, standing: Standing, repository: str, name: str, listing: Listing
    ) -> tuple[list[TagChange], int]:
        """(what the tag pointed at, the latest first, of the page; how many in all), also of one that is gone.

        Raises Refusal BAD_REQUEST.
        """
        return self.db.read(artifacts_lists.tag_history, standing, repository, name, listing)

    def tag_rows(
        self, standing: Standing, repository: str, listing: Listing, after: After | None = None
    ) -> tag_rows.TagRows:
        """All tags of a repository, each with what it names; not counted when the page begins after a tag.

        Raises Refusal BAD_REQUEST.
        """
        return self.db.read(tag_rows.page, standing, repository, listing, after)

    def tag_names(self, standing: Standing, most: int) -> list[tuple[str, str]]:
        """(repository, tag) of the project's first tags, repository by repository."""
        return [(name, tag) for name, tag in self.db.read(tag_names_store.of_project, standing.project_id, most)]

    def related(self, standing: Standing, repository: str, reference: str) -> related.Related:
        """What the artifact has to do with others of its repository."""
        return self.db.read(related.related, standing, repository, reference)

    # ---- changes: see `artifacts_change` for what they refuse

    def delete(self, standing: Standing, repository: str, reference: str, actor: Actor) -> None:
        """With its tags and all that belongs to it."""
        self.db.write(artifacts_change.delete, standing, repository, reference, actor, self.keeping)
        faults.reach("delete.after-commit")

    def add_tag(self, standing: Standing, repository: str, reference: str, name: str, actor: Actor) -> None:
        """A name that the repository does not have yet."""
        self.db.write(artifacts_change.add_tag, standing, repository, reference, name, actor)

    def remove_tag(self, standing: Standing, repository: str, reference: str, name: str, actor: Actor) -> None:
        """The artifact stays."""
        self.db.write(artifacts_change.remove_tag, standing, repository, reference, name, actor, self.keeping)

    def add_label(self, standing: Standing, repository: str, reference: str, label_id: int, actor: Actor) -> None:
        """One of the system or of the project."""
        self.db.write(artifacts_change.add_label, standing, repository, reference, label_id, actor)

    def remove_label(self, standing: Standing, repository: str, reference: str, label_id: int, actor: Actor) -> None:
        """The label itself stays."""
        self.db.write(artifacts_change.remove_label, standing, repository, reference, label_id, actor)


def _page(tx: Tx, scope: Scope, listing: Listing, wanted: Wanted, after: After | None) -> Page:
    listing.page_size = listing.page_size or MOST
    query = artifacts_page_store.Query(scope, listing, after)
    size = listing.window[0]
    rows = artifacts_page_store.page(tx, query)
    counted: int | None = None
    if query.counted:
        counted = rows[0][-1] if rows else artifacts_page_store.total(tx, query)
        if counted is None:
            raise Refusal("NOT_FOUND", f"repository {(scope.repository or '')[:255]} not found")
    order, last = query.order, rows[size - 1] if len(rows) > size else None
    following = After(order.name, order.descending, last[-2], last[0]) if last and order.key else None
    return Page(told(tx, rows[:size], wanted), counted, following)


def _one(tx: Tx, standing: Standing, repository: str, reference: str, wanted: Wanted, sizes: bool) -> Artifact:
    by_digest = is_digest_like(reference)
    row = artifacts_store.one(tx, standing.project_id, repository, reference, by_digest=by_digest)
    if row is None:
        raise absent(repository, reference)
    (found,) = told(tx, [row], wanted)
    return msgspec.structs.replace(found, unique_size=artifacts_store.unique_size(tx, found.id)) if sizes else found
