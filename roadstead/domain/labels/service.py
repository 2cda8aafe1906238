"""What others may ask of labels. Every call of `Labels` blocks: one unit of work, in a worker thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import IntegrityError, Row, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.labels import store
from roadstead.domain.labels.model import Label, Text, absent, check
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms


class Labels:
    """Labels of the system (no project id) and of projects."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def page(self, listing: Listing, project_id: int | None, part: str) -> tuple[list[Label], int]:
        """(the page's labels of the project or of the system, with `part` in their names; how many in all)."""
        rows, total = self.db.read(store.page, listing, project_id, part)
        return [_label(row) for row in rows], total

    def find(self, label_id: int) -> Label | None:
        """Of whichever scope."""
        row = self.db.read(store.find, label_id)
        return None if row is None else _label(row)

    def create(self, text: Text, project_id: int | None, actor: Actor) -> int:
        """The new label's id. Raises Refusal BAD_REQUEST, CONFLICT; NOT_FOUND when the project went meanwhile."""
        check(text)
        try:
            return self.db.write(_create, text, project_id, actor)
        except IntegrityError:
            raise Refusal("NOT_FOUND", f"project {project_id} does not exist") from None

    def change(self, label_id: int, text: Text, actor: Actor) -> None:
        """Name, description and color; the scope stays. Raises Refusal BAD_REQUEST, NOT_FOUND, CONFLICT."""
        check(text)
        try:
            self.db.write(_change, label_id, text, actor)
        except IntegrityError:
            raise _taken(text.name) from None

    def delete(self, label_id: int, actor: Actor) -> None:
        """It comes off all artifacts. Raises Refusal NOT_FOUND."""
        self.db.write(_delete, label_id, actor)


# ---- for those who show and label artifacts


def of_manifests(tx: Tx, manifest_ids: Sequence[int]) -> dict[int, list[Label]]:
    """manifest id → its labels by name; one statement, for up to some hundred manifests."""
    found: dict[int, list[Label]] = defaultdict(list)
    for manifest_id, *label in store.of_manifests(tx, manifest_ids) if manifest_ids else ():
        found[manifest_id].append(_label(tuple(label)))
    return found


def attach(tx: Tx, manifest_id: int, project_id: int, label_id: int) -> Label:
    """Put the label on the manifest of that project.

    Raises Refusal NOT_FOUND (also for another project's label), CONFLICT when it is on it.
    """
    label = _fitting(tx, project_id, label_id)
    try:
        new = store.attach(tx, manifest_id, label_id, now_ms())
    except IntegrityError:
        raise absent(label_id) from None
    if not new:
        raise Refusal("CONFLICT", f"label {label.text.name} is on the artifact already")
    return label


def detach(tx: Tx, manifest_id: int, project_id: int, label_id: int) -> Label:
    """Take it off. Raises Refusal NOT_FOUND, also when it is not on it."""
    label = _fitting(tx, project_id, label_id)
    if not store.detach(tx, manifest_id, label_id):
        raise Refusal("NOT_FOUND", f"label {label.text.name} is not on the artifact")
    return label


def _fitting(tx: Tx, project_id: int, label_id: int) -> Label:
    label = _known(tx, label_id)
    if label.project_id not in (None, project_id):
        raise absent(label_id)
    return label


def _create(tx: Tx, text: Text, project_id: int | None, actor: Actor) -> int:
    now = now_ms()
    label_id = store.add(tx, (text.name, text.description, text.color, project_id, now, now))
    if label_id is None:
        raise _taken(text.name)
    record(tx, Entry(actor, "create", "label", text.name, project_id or 0))
    return label_id


def _change(tx: Tx, label_id: int, text: Text, actor: Actor) -> None:
    label = _known(tx, label_id)
    store.change(tx, label_id, text.name, text.description, text.color, now_ms())
    renamed = "" if text.name == label.text.name else f"now {text.name}"
    record(tx, Entry(actor, "update", "label", label.text.name, label.project_id or 0, renamed))


def _delete(tx: Tx, label_id: int, actor: Actor) -> None:
    label = _known(tx, label_id)
    store.delete(tx, label_id)
    record(tx, Entry(actor, "delete", "label", label.text.name, label.project_id or 0))


def _known(tx: Tx, label_id: int) -> Label:
    row = store.find(tx, label_id)
    if row is None:
        raise absent(label_id)
    return _label(row)


def _taken(name: str) -> Refusal:
    return Refusal("CONFLICT", f"label {name} exists already: choose another name")


def _label(row: Row) -> Label:
    return Label(row[0], Text(*row[1:4]), *row[4:])
