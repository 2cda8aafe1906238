"""Upkeep: damaged blobs, how far a scrub has come, the journal in the storage, what the clock starts by itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from roadstead.db.migrations.columns import big, index, number, table, text
from roadstead.kit.clock import now_ms
from roadstead.kit.cron import parse

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

USUAL = (("EXECUTION_SWEEP", "Daily", "0 0 4 * * *"), ("BLOB_SCRUB", "Weekly", "0 0 2 * * 0"))


def upgrade() -> None:
    """Make everything; what the clock starts may be changed or taken away by people."""
    # `damage`: missing, size, digest or unreadable, as a scrub found it; gone when the bytes come again.
    op.add_column("blob", text("damage", nullable=True))
    op.add_column("blob", number("damaged_at", nullable=True))
    index("blob_damaged", "blob", ["id"], where="damage IS NOT NULL")
    # One row: the scrub goes on behind `after_id`; 0 begins anew.
    one = sa.CheckConstraint("id = 1", name="scrub_place_one")
    table("scrub_place", _one(), number("after_id"), number("until_id"), number("began_at"), one)
    op.execute("INSERT INTO scrub_place (id, after_id, until_id, began_at) VALUES (1, 0, 0, 0)")
    journal()
    now = now_ms()
    for kind, usual, cron in USUAL:
        op.execute(
            sa.text(
                "INSERT INTO schedule (vendor_type, vendor_id, kind, cron, payload, next_at, created_at, updated_at)"
                " VALUES (:kind, -1, :usual, :cron, '{}', :next, :now, :now)"
            ).bindparams(kind=kind, usual=usual, cron=cron, next=parse(cron).next(now), now=now)
        )


def journal() -> None:
    """One row: what of the outbox is in the storage's journal, and where its base lies."""
    # `lineage` names the journal of this database, empty before the first segment. `seen` is the last event that is in
    # it, `missing` the numbers before it that were not there yet, JSON: pairs of number and time. `walked` is the
    # manifest up to which a new base is written that began with segment `walk`, 0 while none is being written; `base`
    # begins the one that is whole. `stale` lists lineages that go once a base is whole; `rebuilding` is 1 while the
    # database is being made from a journal.
    table(
        "journal",
        _one(),
        text("lineage", default=""),
        number("sequence", 0),
        number("seen", 0),
        text("missing", default="[]"),
        number("base", 0),
        number("base_bytes", 0),
        number("bytes", 0),
        number("walk", 0),
        number("walked", 0),
        text("projects", default=""),
        text("stale", default="[]"),
        number("rebuilding", 0),
        sa.CheckConstraint("id = 1", name="journal_one"),
    )
    op.execute("INSERT INTO journal (id) VALUES (1)")


def _one() -> sa.Column[int]:
    return sa.Column("id", big(), primary_key=True, autoincrement=False)
