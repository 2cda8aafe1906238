"""Making, changing and ending projects: each in one transaction, with its entry in the audit log."""

from __future__ import annotations

from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.projects import allowlist, member_store, metadata_store, rules, store
from roadstead.domain.projects.model import Change, Project, Role, Standing, Wish, absent
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms


def make(tx: Tx, wish: Wish, storage: int, owner_id: int | None, actor: Actor) -> Project:
    """The new project with its quota of `storage` bytes, its owner a projectAdmin. Raises Refusal CONFLICT."""
    public, metadata = rules.split(wish.metadata, wish.public)
    now = now_ms()
    row = store.add(tx, wish.name, bool(public), owner_id, allowlist.kept(wish.allowlist, now), now)
    if row is None:
        raise Refusal("CONFLICT", f"project {wish.name} exists already")
    project = store.project(row)
    store.add_quota(tx, project.id, storage, now)
    metadata_store.put(tx, project.id, metadata)
    if owner_id is not None:
        member_store.add(tx, project.id, owner_id, None, Role.projectAdmin, now)
    _note(tx, "create", project.id, project.name, actor)
    return project


def change(tx: Tx, standing: Standing, change: Change, actor: Actor) -> None:
    """Change what is said of it. Raises Refusal NOT_FOUND."""
    public, metadata = rules.split(change.metadata, change.public)
    now = now_ms()
    if not store.change(tx, standing.project_id, public, allowlist.kept(change.allowlist, now), now):
        raise absent(standing.name)
    metadata_store.put(tx, standing.project_id, metadata)
    told = [] if public is None else ["public" if public else "private"]
    told += [f"{name} = {value}" for name, value in metadata.items()]
    told += [] if change.allowlist is None else ["allowlist"]
    _note(tx, "update", standing.project_id, standing.name, actor, ", ".join(told))


def end(tx: Tx, standing: Standing, actor: Actor) -> None:
    """Take it away with all that is its own. Raises Refusal NOT_FOUND, PRECONDITION while it has repositories.

    Raises IntegrityError when a repository was made meanwhile, or is on its way out.
    """
    if reason := hindrance(tx, standing):
        raise Refusal("PRECONDITION", reason)
    if not store.delete(tx, standing.project_id):
        raise absent(standing.name)
    _note(tx, "delete", standing.project_id, standing.name, actor)


def hindrance(tx: Tx, standing: Standing) -> str | None:
    """Why it cannot be deleted now; None: it can."""
    count = store.count_repositories(tx, standing.project_id)
    if not count:
        return None
    many = "1 repository" if count == 1 else f"{count} repositories"
    return f"project {standing.name} has {many}; delete them first"


def _note(tx: Tx, operation: str, project_id: int, name: str, actor: Actor, told: str = "") -> None:
    record(tx, Entry(actor, operation, "project", name, project_id, told))
    tx.touch(f"project:{name}")
