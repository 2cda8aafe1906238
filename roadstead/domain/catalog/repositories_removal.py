"""Deleting a whole repository: gone for everybody in one transaction, cleared in small ones.

Writers wait for one step at a time, however much the repository holds. What a step has not reached is in no list and
cannot be pulled: the repository has no name any more. What a crash leaves is cleared by the sweep of any node.
"""

from __future__ import annotations

from roadstead.db.tx import Row, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog import (
    accounting,
    repositories_removal_store,
    repositories_store,
    trash_fill,
    trash_store,
    write_store,
)
from roadstead.domain.catalog.events import ManifestDeleted, RepositoryDeleted, announce
from roadstead.domain.catalog.trash_fill import Deletion
from roadstead.domain.catalog.trash_model import BY_HAND, Item, Keeping
from roadstead.domain.immutability import service as immutability
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from roadstead.kit import faults
from roadstead.kit.clock import now_ms

MANIFESTS = 50
ROWS = 1_000
"""Most of what one step takes."""


def take_away(tx: Tx, standing: Standing, name: str, actor: Actor, keeping: Keeping, *, reason: str = BY_HAND) -> int:
    """The id of the repository, which has no name from now on; what it held goes to the trash, as `keeping` says.

    Raises Refusal NOT_FOUND, PRECONDITION (it has immutable tags).
    """
    row = repositories_store.one(tx, standing.project_id, name)
    if row is None:
        raise absent(name)
    repository_id, artifacts = int(row[0]), row[7]
    now = now_ms()
    deletion = Deletion(standing.project_id, name, "repository", name, None, actor.name, reason)
    item = trash_fill.begin(tx, keeping, deletion, now)
    if item is not None:
        trash_store.describe(tx, item.id, repository_id)
    if not repositories_removal_store.take_away(tx, repository_id, name, actor.name, item.id if item else None):
        raise absent(name)
    tags = repositories_removal_store.tags(tx, repository_id, ROWS)
    immutability.check_repository(tx, standing.project_id, name, tags)
    announce(tx, now, RepositoryDeleted(name, actor.name))
    record(tx, Entry(actor, "delete", "repository", name, standing.project_id, f"with {artifacts} artifacts"))
    tx.touch(f"repository:{name}")
    return repository_id


def clear_step(tx: Tx, repository_id: int) -> bool:
    """Take away a part of what has no name any more; whether anything is left.

    Raises IntegrityError when something came in meanwhile: go on then.
    """
    row = repositories_removal_store.lock(tx, repository_id)
    if row is None:
        return False
    name, actor, project_id, trash_id = row
    manifests = repositories_removal_store.some_manifests(tx, repository_id, MANIFESTS)
    if manifests:
        item = trash_fill.go_on(tx, trash_id, len(manifests))
        _clear_manifests(tx, manifests, name, actor, project_id, item)
        return True
    digests = repositories_removal_store.end_some_leases(tx, repository_id, ROWS)
    if digests:
        accounting.release(tx, project_id, digests, leases=True)
        return True
    history = repositories_removal_store.take_some_history(tx, repository_id, ROWS)
    if history:
        trash_fill.keep_history(tx, trash_fill.go_on(tx, trash_id, 0), history)
        return True
    repositories_removal_store.delete(tx, repository_id)
    return False


def _clear_manifests(tx: Tx, manifests: list[Row], name: str, actor: str, project_id: int, item: Item | None) -> None:
    digests: dict[int, str] = dict(manifests)
    ids = list(digests)
    trash_fill.keep(tx, item, ids)
    rows = write_store.delete_tags_of(tx, ids)
    trash_fill.keep_tags(tx, item, [(digests[key], *tag) for key, *tag in rows])
    tags: dict[int, list[str]] = {manifest_id: [] for manifest_id in ids}
    for manifest_id, tag, *_ in rows:
        tags[manifest_id].append(tag)
    held = accounting.digests_of(tx, ids)
    faults.reach("delete.before-rows")
    repositories_removal_store.unlist(tx, ids)
    write_store.delete_manifests(tx, ids)
    announce(tx, now_ms(), *(ManifestDeleted(name, digest, tuple(tags[key]), actor) for key, digest in manifests))
    accounting.release(tx, project_id, held)
    faults.reach("delete.before-commit")


def absent(name: str) -> Refusal:
    """The refusal for a repository that is not in the project."""
    return Refusal("NOT_FOUND", f"repository {name[:255]} not found")
