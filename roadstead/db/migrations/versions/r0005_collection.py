"""Collection: which blobs something let go of, so that nobody has to look through all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from roadstead.db.migrations.columns import big, number, table

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LETS_GO = ("manifest_blob", "blob_lease", "trash_blob")
"""Rows that keep a blob."""


def upgrade() -> None:
    """Whatever lets go of a blob says so; all that are there now are looked at once."""
    # No foreign key: the blob may be gone when its turn comes.
    table(
        "loose_blob",
        sa.Column("blob_id", big(), primary_key=True, autoincrement=False),
        number("since"),
    )
    op.create_index("loose_blob_since", "loose_blob", ["since", "blob_id"])
    for name in LETS_GO:
        _tell(name)
    op.execute("INSERT INTO loose_blob (blob_id, since) SELECT id, 0 FROM blob")


def _tell(name: str) -> None:
    """A trigger, so that no way of removing a row can forget it; foreign keys that cascade fire it too."""
    note = "INSERT INTO loose_blob (blob_id, since) VALUES (OLD.blob_id, {now}) ON CONFLICT DO NOTHING;"
    if op.get_bind().dialect.name == "sqlite":
        now = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
        op.execute(f"CREATE TRIGGER {name}_lets_go AFTER DELETE ON {name} BEGIN {note.format(now=now)} END")
        return
    now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
    op.execute(
        f"CREATE FUNCTION {name}_lets_go() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {note.format(now=now)} RETURN NULL; END $$"
    )
    op.execute(f"CREATE TRIGGER {name}_lets_go AFTER DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION {name}_lets_go()")
