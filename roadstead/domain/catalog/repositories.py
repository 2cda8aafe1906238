"""Repositories as people ask for them, describe them and delete them."""

from __future__ import annotations

import time

import msgspec

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog import repositories_removal, repositories_removal_store, repositories_store
from roadstead.domain.catalog.repositories_removal import absent
from roadstead.domain.catalog.trash_model import KEPT, Keeping
from roadstead.domain.projects.model import Sight, Standing
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

DESCRIPTION = 65_536
"""Most characters of a description."""
SIZED = 10_000
"""Artifacts of a repository whose sizes are told."""
CLEARING_SECONDS = 20.0
"""How long a deletion is waited for; the sweep does the rest."""


class Repository(msgspec.Struct, frozen=True):
    """A repository. Times are milliseconds since the epoch, 0 for never; sizes in bytes, None when not asked for.

    `size`: manifests and distinct blobs; `unique_size`: what no other repository holds of it.
    """

    id: int
    project_id: int
    name: str
    description: str
    created_at: int
    updated_at: int
    pulls: int
    artifacts: int
    size: int | None = None
    unique_size: int | None = None
    pulled_at: int | None = None


class Repositories:
    """Every call blocks: one unit of work, in a worker thread. Names are full: `project/path…`."""

    def __init__(self, db: Database, keeping: Keeping = KEPT) -> None:
        self.db = db
        self.keeping = keeping

    def of_project(self, standing: Standing, listing: Listing) -> tuple[list[Repository], int]:
        """(those of the page, how many in all). Raises Refusal BAD_REQUEST."""
        rows, total = self.db.read(repositories_store.of_project, standing.project_id, listing)
        return [Repository(*row) for row in rows], total

    def seen(self, sight: Sight, listing: Listing) -> tuple[list[Repository], int]:
        """The same over all projects that are seen."""
        rows, total = self.db.read(repositories_store.seen, sight, listing)
        return [Repository(*row) for row in rows], total

    def one(self, standing: Standing, name: str, *, sizes: bool = False) -> Repository:
        """With `sizes`, if it has at most `SIZED` artifacts. Raises Refusal NOT_FOUND."""
        return self.db.read(_one, standing, name, sizes)

    def describe(self, standing: Standing, name: str, description: str, actor: Actor) -> None:
        """Raises Refusal BAD_REQUEST, NOT_FOUND."""
        if len(description) > DESCRIPTION or "\0" in description:
            raise Refusal("BAD_REQUEST", f"description: at most {DESCRIPTION} characters, without NUL")
        self.db.write(_describe, standing, name, description, actor)

    def delete(self, standing: Standing, name: str, actor: Actor) -> None:
        """With everything in it, which is gone for everybody at once.

        Raises Refusal NOT_FOUND, PRECONDITION (it has immutable tags).
        """
        repository_id = self.db.write(repositories_removal.take_away, standing, name, actor, self.keeping)
        faults.reach("delete.after-commit")
        self.clear(repository_id)

    def clear(self, repository_id: int) -> bool:
        """Take away what is left of a deleted repository; False when that takes longer than one waits for."""
        end = time.monotonic() + CLEARING_SECONDS
        while left := self._clear_step(repository_id):
            if time.monotonic() >= end:
                break
        return not left

    def clear_deleted(self) -> int:
        """A step on each of a few deleted repositories that still take room; how many there were."""
        found = self.db.read(repositories_removal_store.pending, 10)
        for repository_id in found:
            self._clear_step(repository_id)
        return len(found)

    def _clear_step(self, repository_id: int) -> bool:
        try:
            return self.db.write(repositories_removal.clear_step, repository_id)
        except IntegrityError:  # something was put into it while it was losing its name
            return True


def _one(tx: Tx, standing: Standing, name: str, sizes: bool) -> Repository:
    row = repositories_store.one(tx, standing.project_id, name)
    if row is None:
        raise absent(name)
    found = Repository(*row)
    if not sizes or found.artifacts > SIZED:
        return found
    manifests, pulled_at = repositories_store.manifest_sizes(tx, found.id)
    blobs, own = repositories_store.blob_sizes(tx, found.id)
    size, unique_size = int(manifests + blobs), int(manifests + own)
    return msgspec.structs.replace(found, size=size, unique_size=unique_size, pulled_at=pulled_at)


def _describe(tx: Tx, standing: Standing, name: str, description: str, actor: Actor) -> None:
    if not repositories_store.describe(tx, standing.project_id, name, description, now_ms()):
        raise absent(name)
    record(tx, Entry(actor, "update", "repository", name, standing.project_id, "description"))
