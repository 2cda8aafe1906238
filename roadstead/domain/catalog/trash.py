"""What was deleted and may come back, as people ask for it: lists, restoring, emptying; and clearing what expired."""

from __future__ import annotations

import time

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog import accounting, repositories_removal_store, restoring_item, trash_store
from roadstead.domain.catalog.repositories import Repositories
from roadstead.domain.catalog.restoring_item import Asked
from roadstead.domain.catalog.trash_model import Restored, Trashed
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

TRIES = 4
MANIFESTS, ROWS, ITEMS = 100, 1_000, 20
"""Most of what one step of clearing takes."""
CLEARING_SECONDS = 10.0
"""How long one who empties waits; the sweep does the rest."""


class Trash:
    """Every call blocks, in a worker thread. An id of another project is as one that is not there: NOT_FOUND."""

    def __init__(self, db: Database, repositories: Repositories) -> None:
        self.db = db
        self.repositories = repositories

    def page(self, standing: Standing, listing: Listing) -> tuple[list[Trashed], int]:
        """(the project's items of the page, the newest first; how many in all). Raises Refusal BAD_REQUEST."""
        rows, total = self.db.read(trash_store.page, standing.project_id, listing, now_ms())
        return [Trashed(*row) for row in rows], total

    def one(self, standing: Standing, trash_id: int) -> Trashed:
        """Raises Refusal NOT_FOUND."""
        return self.db.read(_one, standing, trash_id)

    def restore(self, standing: Standing, trash_id: int, actor: Actor, *, skip_tags: bool = False) -> Restored:
        """Put back what the item holds; a tag or an artifact in one transaction, a repository in steps.

        A restoring of a repository that is cut off or refused on its way is gone on with by asking once more. Raises
        Refusal NOT_FOUND, DENIED (the quota), PRECONDITION (what it needs is missing), CONFLICT: a tag points
        elsewhere by now and `skip_tags` is not set, or the repository is still being cleared away.
        """
        asked = Asked(standing, trash_id, actor, skip_tags)
        if self.one(standing, trash_id).kind != "repository":
            for _ in range(TRIES):
                try:
                    found = self.db.write(restoring_item.whole, asked)
                except IntegrityError:  # what it counted on was deleted meanwhile
                    continue
                faults.reach("restore.after-commit")
                return found
            raise _busy()
        removal = self.db.read(repositories_removal_store.removal_into, trash_id)
        if removal is not None and not self.repositories.clear(removal):
            raise Refusal("CONFLICT", "the repository is still being cleared away: try again in a minute")
        return self._restore_repository(asked)

    def _restore_repository(self, asked: Asked) -> Restored:
        found, failures = self.db.write(restoring_item.begin, asked), 0
        after: int | None = 0
        while after is not None:
            try:
                after, more = self.db.write(restoring_item.step, asked, after)
            except IntegrityError:
                failures += 1
                if failures == TRIES:
                    raise _busy() from None
            except Refusal as refusal:
                raise _interrupted(refusal, found) from None
            else:
                found, failures = found.with_(more.artifacts, more.tags, more.skipped), 0
                faults.reach("restore.after-commit")
        return found

    def empty(self, standing: Standing, trash_id: int, actor: Actor) -> None:
        """It can be restored no more, and nothing of it is kept. Raises Refusal NOT_FOUND."""
        self.db.write(_empty, standing, trash_id, actor)
        self._clear_for_a_while()

    def empty_all(self, standing: Standing, actor: Actor) -> int:
        """The same of everything in the project's trash; how many items there were."""
        count = self.db.write(_empty_all, standing, actor)
        self._clear_for_a_while()
        return count

    def clear(self) -> int:
        """A step on each of a few items that have ended; how many there were."""
        ended = self.db.read(trash_store.ended, now_ms(), ITEMS)
        for trash_id in ended:
            self.db.write(_clear_step, trash_id)
        return len(ended)

    def _clear_for_a_while(self) -> None:
        end = time.monotonic() + CLEARING_SECONDS
        while self.clear() and time.monotonic() < end:
            pass


def _one(tx: Tx, standing: Standing, trash_id: int) -> Trashed:
    row = trash_store.find(tx, standing.project_id, trash_id, now_ms())
    if row is None:
        raise restoring_item.absent(trash_id)
    return Trashed(*row)


def _empty(tx: Tx, standing: Standing, trash_id: int, actor: Actor) -> None:
    found = _one(tx, standing, trash_id)
    trash_store.end(tx, standing.project_id, trash_id)
    told = f"{found.kind} {found.name} for good"
    record(tx, Entry(actor, "delete", "trash", found.repository, standing.project_id, told))


def _empty_all(tx: Tx, standing: Standing, actor: Actor) -> int:
    count = trash_store.end_all(tx, standing.project_id, now_ms())
    record(tx, Entry(actor, "delete", "trash", standing.name, standing.project_id, f"all {count} items for good"))
    return count


def _clear_step(tx: Tx, trash_id: int) -> None:
    row = trash_store.lock_ended(tx, trash_id, now_ms())
    if row is None:
        return
    project_id, counted = row
    manifests = trash_store.some_manifests(tx, trash_id, MANIFESTS)
    if manifests:
        held = trash_store.digests_of(tx, manifests) if counted and project_id is not None else set[str]()
        trash_store.delete_manifests(tx, manifests)
        if held:
            accounting.release(tx, project_id, held, leases=True)
    elif not trash_store.delete_some_history(tx, trash_id, ROWS):
        trash_store.delete(tx, trash_id)


def _busy() -> Refusal:
    return Refusal("CONFLICT", "what it needs is being deleted at this moment: try again")


def _interrupted(refusal: Refusal, found: Restored) -> Refusal:
    if not found.artifacts:
        return refusal
    rest = f"{found.artifacts} artifacts are back by now, the rest is still in the trash"
    return Refusal(refusal.code, f"{refusal.message}; {rest}")
