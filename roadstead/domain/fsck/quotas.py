"""Quotas: whether each project counts exactly what it holds, each digest once (I5)."""

from __future__ import annotations

from collections.abc import Iterator

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.fsck import quota_store as store
from roadstead.domain.fsck.model import Finding, Options, Tell

MOST = 1_000
"""Digests of one project that are told, and repaired, at once."""


def check_quotas(db: Database, options: Options, tell: Tell) -> Iterator[Finding]:
    """Each project at one moment."""
    for project_id, name in db.read(store.projects):
        found = db.read(_look, project_id, name)
        if found and options.repair:
            db.write(_repair, project_id, name)
        left = {one.detail for one in db.read(_look, project_id, name)} if found and options.repair else None
        for one in found:
            yield Finding(one.kind, one.subject, one.detail, left is not None and one.detail not in left)
        tell("projects", 1)


def _look(tx: Tx, project_id: int, name: str) -> list[Finding]:
    counted, used = store.sums(tx, project_id)
    found = [Finding("quota-content", name, f"does not count {one[0]}") for one in store.missing(tx, project_id, MOST)]
    found += [
        Finding("quota-content", name, f"counts {one[0]}, holds it no more")
        for one in store.superfluous(tx, project_id, MOST)
    ]
    if counted != used:
        found.append(Finding("quota-sum", name, f"uses {used} bytes by its quota, {counted} by its content"))
    return found


def _repair(tx: Tx, project_id: int, name: str) -> None:
    store.hold(tx, project_id)
    for digest, size in store.missing(tx, project_id, MOST):
        store.count(tx, project_id, digest, size)
    for digest, _ in store.superfluous(tx, project_id, MOST):
        store.release(tx, project_id, digest)
    counted, used = store.sums(tx, project_id)
    store.adjust(tx, project_id, counted - used)
    record(tx, Entry(CONSOLE, "update", "fsck", name, project_id, f"quota: {used} bytes are {counted}"))
