"""What people change about an artifact: it goes, gets and loses tags and labels. One transaction each, with its entry
in the audit log."""

from __future__ import annotations

from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog import artifacts_lists_store, removal, tagging, write_store
from roadstead.domain.catalog.artifacts_lists import Found, absent, find
from roadstead.domain.catalog.events import TagCreated, announce
from roadstead.domain.catalog.trash_model import Keeping
from roadstead.domain.labels import service as labels
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms
from roadstead.oci.reference import TAG_LENGTH, is_tag


def delete(tx: Tx, standing: Standing, repository: str, reference: str, actor: Actor, keeping: Keeping) -> None:
    """The artifact with its tags and all that belongs to it, whichever of its names was used.

    Raises Refusal NOT_FOUND, PRECONDITION (an index lists it, a tag is immutable).
    """
    found = find(tx, standing, repository, reference)
    try:
        removal.delete_manifest(tx, repository, found.digest, actor, keeping)
    except Refusal as refusal:
        raise _spoken(refusal) from None


def add_tag(tx: Tx, standing: Standing, repository: str, reference: str, name: str, actor: Actor) -> None:
    """Raises Refusal BAD_REQUEST (no such name may be), NOT_FOUND, CONFLICT (the repository has that tag)."""
    if not is_tag(name):
        raise Refusal(
            "BAD_REQUEST",
            f"name: a tag has 1 to {TAG_LENGTH} letters, digits, '_', '.' and '-', the first neither '.' nor '-'",
        )
    found = find(tx, standing, repository, reference)
    place, now = found.place, now_ms()
    try:
        if not artifacts_lists_store.add_tag(tx, place.id, name, found.id, now):
            raise Refusal("CONFLICT", f"tag {name} exists in {repository} already: choose another, or delete it first")
        tagging.mark(tx, name, found.id)
    except IntegrityError:
        raise absent(repository, reference) from None
    write_store.add_history(tx, place.id, name, found.digest, actor.name, now)
    announce(tx, now, TagCreated(repository, name, found.digest, actor.name))
    record(tx, Entry(actor, "create", "tag", f"{repository}:{name}", place.project_id))
    tx.touch(f"repository:{repository}")
    write_store.mark_changed(tx, place.id, now)


def remove_tag(
    tx: Tx, standing: Standing, repository: str, reference: str, name: str, actor: Actor, keeping: Keeping
) -> None:
    """The artifact stays. Raises Refusal NOT_FOUND, also for a tag of another artifact; PRECONDITION (immutable)."""
    found = find(tx, standing, repository, reference)
    if not artifacts_lists_store.tag_is_on(tx, found.place.id, name, found.id):
        raise Refusal("NOT_FOUND", f"tag {name[:TAG_LENGTH]} is not on artifact {repository}@{found.digest}")
    try:
        removal.delete_tag(tx, repository, name, actor, keeping)
    except Refusal as refusal:
        raise _spoken(refusal) from None


def add_label(tx: Tx, standing: Standing, repository: str, reference: str, label_id: int, actor: Actor) -> None:
    """Raises Refusal NOT_FOUND, also for another project's label; CONFLICT when it is on it."""
    found = find(tx, standing, repository, reference)
    label = labels.attach(tx, found.id, standing.project_id, label_id)
    _record(tx, found, actor, f"label {label.text.name} added")


def remove_label(tx: Tx, standing: Standing, repository: str, reference: str, label_id: int, actor: Actor) -> None:
    """Raises Refusal NOT_FOUND, also when it is not on it."""
    found = find(tx, standing, repository, reference)
    label = labels.detach(tx, found.id, standing.project_id, label_id)
    _record(tx, found, actor, f"label {label.text.name} removed")


def _record(tx: Tx, found: Found, actor: Actor, told: str) -> None:
    resource = f"{found.place.name}@{found.digest}"
    record(tx, Entry(actor, "update", "artifact", resource, found.place.project_id, told))


_SPOKEN = {"NAME_UNKNOWN": "NOT_FOUND", "MANIFEST_UNKNOWN": "NOT_FOUND", "UNSUPPORTED": "PRECONDITION"}


def _spoken(refusal: Refusal) -> Refusal:
    """In the codes of this API; those of `/v2/` are the specification's."""
    return Refusal(_SPOKEN.get(refusal.code, refusal.code), refusal.message)
