"""What others may ask of immutable tags: the rules of a project, and whether tags may change.

Whoever changes a tag that is there asks in the same transaction, after the tag's row is locked, and from then on
keeps the project's row: a rule that is made meanwhile waits for the change, or the change sees the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import Row, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.immutability import store
from roadstead.domain.immutability.model import MOST, Draft, Protection, Rule, Selectors, check, immutable
from roadstead.domain.projects.model import Standing, absent
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms

# Made here, while there is one thread: two threads that let msgspec learn a type at once end the process.
_SELECTORS = msgspec.json.Decoder(Selectors)
_ENCODER = msgspec.json.Encoder()


def protection(tx: Tx, project_id: int) -> Protection:
    """The rules in force, for one who only shows what is immutable."""
    return Protection(tuple(_SELECTORS.decode(text) for text in store.in_force(tx, project_id)))


def check_tags(tx: Tx, project_id: int, repository: str, tags: Sequence[str]) -> None:
    """The tags, which are there and locked, are about to move or to go. Raises Refusal PRECONDITION.

    One statement in a project without rules.
    """
    if tags and store.keep_count(tx, project_id):
        _refuse(protection(tx, project_id), repository, tags)


def check_repository(tx: Tx, project_id: int, repository: str, lots: Iterable[Sequence[str]]) -> None:
    """The same of all tags of a repository, which come in lots only if there are rules."""
    if store.keep_count(tx, project_id):
        found = protection(tx, project_id)
        for tags in lots:
            _refuse(found, repository, tags)


def _refuse(found: Protection, repository: str, tags: Sequence[str]) -> None:
    if protected := found.of(repository, tags):
        raise immutable(repository, protected)


class Immutability:
    """The rules of projects. Every call blocks: one unit of work, in a worker thread."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def page(self, standing: Standing, listing: Listing) -> tuple[list[Rule], int]:
        """(the project's rules of the page, how many in all). Raises Refusal BAD_REQUEST."""
        rows, total = self.db.read(store.page, standing.project_id, listing)
        return [_rule(row) for row in rows], total

    def create(self, standing: Standing, draft: Draft, actor: Actor) -> int:
        """The new rule's id. Raises Refusal BAD_REQUEST, also for one too many; NOT_FOUND (the project went)."""
        selectors = draft.selectors or Selectors()
        check(selectors)
        return self.db.write(_create, standing, msgspec.structs.replace(draft, selectors=selectors), actor)

    def change(self, standing: Standing, rule_id: int, draft: Draft, actor: Actor) -> None:
        """What is not said stays as it was. Raises Refusal BAD_REQUEST, NOT_FOUND."""
        if draft.selectors is not None:
            check(draft.selectors)
        self.db.write(_change, standing, rule_id, draft, actor)

    def delete(self, standing: Standing, rule_id: int, actor: Actor) -> None:
        """Raises Refusal NOT_FOUND, also for another project's."""
        self.db.write(_delete, standing, rule_id, actor)


def _create(tx: Tx, standing: Standing, draft: Draft, actor: Actor) -> int:
    count = store.add_to_count(tx, standing.project_id, 1)
    if count is None:
        raise absent(standing.name)
    if count > MOST:
        raise Refusal("BAD_REQUEST", f"a project has at most {MOST} rules: change or delete one")
    text = _ENCODER.encode(draft.selectors).decode()
    values = standing.project_id, int(draft.disabled or False), draft.priority or 0, text
    rule_id = store.add(tx, values, now_ms())
    _record(tx, standing, actor, "create", rule_id, text)
    return rule_id


def _change(tx: Tx, standing: Standing, rule_id: int, draft: Draft, actor: Actor) -> None:
    store.add_to_count(tx, standing.project_id, 0)  # whoever changes a tag just now is waited for
    row = store.find(tx, standing.project_id, rule_id)
    if row is None:
        raise _absent(rule_id)
    before = _rule(row)
    disabled = before.disabled if draft.disabled is None else draft.disabled
    priority = before.priority if draft.priority is None else draft.priority
    text = _ENCODER.encode(draft.selectors or before.selectors).decode()
    store.change(tx, rule_id, (int(disabled), priority, text), now_ms())
    _record(tx, standing, actor, "update", rule_id, ("disabled " if disabled else "enabled ") + text)


def _delete(tx: Tx, standing: Standing, rule_id: int, actor: Actor) -> None:
    store.add_to_count(tx, standing.project_id, -1)
    if not store.delete(tx, standing.project_id, rule_id):
        raise _absent(rule_id)
    _record(tx, standing, actor, "delete", rule_id, "")


def _record(tx: Tx, standing: Standing, actor: Actor, operation: str, rule_id: int, told: str) -> None:
    record(tx, Entry(actor, operation, "immutable-tag", f"{standing.name}/{rule_id}", standing.project_id, told))


def _absent(rule_id: int) -> Refusal:
    return Refusal("NOT_FOUND", f"immutable tag rule {rule_id} does not exist")


def _rule(row: Row) -> Rule:
    return Rule(row[0], row[1], bool(row[2]), row[3], _SELECTORS.decode(row[4]), row[5], row[6])
