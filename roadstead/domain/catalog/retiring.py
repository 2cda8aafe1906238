"""Artifacts as rules about what stays see them, and how those go that no rule keeps.

Between the look and the removal everything may have moved. An artifact goes only as it was looked at: one that was
pushed, pulled or tagged meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog import removal, retiring_store
from roadstead.domain.catalog.model import Candidate
from roadstead.domain.catalog.places import known_place
from roadstead.domain.catalog.trash_model import Keeping
from roadstead.domain.immutability import service as immutability

LOT = 500


def candidates(tx: Tx, repository: str) -> tuple[list[Candidate], set[int]]:
    """(every artifact that lists show; ids of those that have an immutable tag). Raises Refusal NAME_UNKNOWN."""
    place = known_place(tx, repository)
    names: dict[int, list[str]] = {}
    latest: dict[int, tuple[int, int]] = {}
    for manifest_id, name, pushed_at, pulled_at in retiring_store.tags(tx, place.id):
        names.setdefault(manifest_id, []).append(name)
        pushed, pulled = latest.get(manifest_id, (0, 0))
        latest[manifest_id] = max(pushed, pushed_at), max(pulled, pulled_at)
    found = []
    for manifest_id, digest, pushed_at, pulled_at in retiring_store.listed(tx, place.id):
        pushed, pulled = latest.get(manifest_id, (0, 0))
        tags = tuple(names.get(manifest_id, ()))
        found.append(Candidate(manifest_id, digest, max(pushed_at, pushed), max(pulled_at, pulled), tags))
    protection = immutability.protection(tx, place.project_id)
    protected = {one.id for one in found if protection.rules and protection.of(repository, one.tags)}
    return found, protected


def remove(tx: Tx, repository: str, one: Candidate, actor: Actor, keeping: Keeping, reason: str) -> bool:
    """Take the artifact away with all that belongs to it; False: it is not as it was looked at, and stays.

    Raises Refusal UNSUPPORTED while an index holds it, PRECONDITION for an immutable tag.
    """
    place = known_place(tx, repository)
    row = retiring_store.held(tx, place.id, one.id)
    if row is None or _now(tx, one.id, *row) != one:
        return False
    removal.delete_manifest(tx, repository, row[0], actor, keeping, reason=reason)
    return True


def _now(tx: Tx, manifest_id: int, digest: str, pushed_at: int, pulled_at: int) -> Candidate:
    tags = retiring_store.tags_of(tx, manifest_id)
    pushed = max([pushed_at, *(at for _, at, _ in tags)])
    pulled = max([pulled_at, *(at for _, _, at in tags)])
    return Candidate(manifest_id, digest, pushed, pulled, tuple(name for name, _, _ in tags))


def repositories(tx: Tx, project_id: int) -> Iterator[str]:
    """Every name in the project; a lot a statement."""
    name = ""
    while names := retiring_store.after(tx, project_id, name, LOT):
        yield from names
        name = names[-1]
