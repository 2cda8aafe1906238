"""Artifacts that a tag left or never had: found by notes of that, so that nobody looks through all there are.

A note says that an artifact came, or lost a tag, an index that kept it or what it belonged to. One that is read has
been committed; what happens meanwhile leaves a note of its own.
"""

from __future__ import annotations

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx
from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog import removal, untagged_store, write_store
from roadstead.domain.catalog.places import known_place
from roadstead.domain.catalog.trash_model import Keeping
from roadstead.errors import Refusal

NOTES = 500
SETTLED = (0, 1)
"""Notes that nobody has looked at yet, and those of artifacts that were left."""


class Bare(msgspec.Struct, frozen=True):
    """An artifact that nothing names."""

    id: int
    repository: str
    digest: str


class Notes(msgspec.Struct, frozen=True):
    """Some notes: `rows` are (number, manifest id), `bare` artifacts of theirs whose time has come; `last` is where
    the next begin."""

    last: tuple[int, int]
    rows: list[Row]
    bare: list[Bare]
    young: set[int]


class Untagged:
    """`Notes` in lots. Times are milliseconds since the epoch: what is younger than `before` is left alone."""

    def __init__(self, db: Database, keeping: Keeping) -> None:
        self.db = db
        self.keeping = keeping

    def look(self, settled: int, before: int, after: tuple[int, int]) -> Notes | None:
        """The next notes behind `after`; None when there are none."""
        return self.db.read(_look, settled, before, after)

    def leave(self, notes: Notes) -> None:
        """What is bare stays for now; what is not needs no note."""
        self.db.write(_leave, notes)

    def remove(self, one: Bare, before: int, actor: Actor, reason: str) -> bool:
        """Take the artifact away, with its accessories and parts; False: it is not bare any more.

        Raises Refusal: something else refuses that.
        """
        return self.db.write(_remove, one, before, actor, self.keeping, reason)


def _look(tx: Tx, settled: int, before: int, after: tuple[int, int]) -> Notes | None:
    rows = untagged_store.notes(tx, settled, before, after, NOTES)
    if not rows:
        return None
    found = untagged_store.bare(tx, {manifest_id for _, manifest_id, _ in rows})
    return Notes(
        last=(rows[-1][2], rows[-1][0]),
        rows=[(number, manifest_id) for number, manifest_id, _ in rows],
        bare=[Bare(key, name, digest) for key, name, digest, pushed_at in found if pushed_at <= before],
        young={key for key, _, _, pushed_at in found if pushed_at > before},
    )


def _leave(tx: Tx, notes: Notes) -> None:
    bare = {one.id for one in notes.bare}
    untagged_store.settle(tx, [row for row in notes.rows if row[1] in bare])
    untagged_store.forget(tx, [number for number, key in notes.rows if key not in bare | notes.young])


def _remove(tx: Tx, one: Bare, before: int, actor: Actor, keeping: Keeping, reason: str) -> bool:
    try:
        place = known_place(tx, one.repository)
    except Refusal:
        return False
    if write_store.hold_manifest(tx, place.id, one.digest) != one.id or not untagged_store.is_bare(tx, one.id, before):
        return False
    removal.delete_manifest(tx, one.repository, one.digest, actor, keeping, reason=reason)
    return True
