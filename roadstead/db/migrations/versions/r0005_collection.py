"""Collection: notes of what something let go of, so that nobody has to look through all that is stored."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from roadstead.db.migrations.columns import index, key, number, ref, table

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEEPERS = ("manifest_blob", "blob_lease", "trash_blob")
"""Rows that keep a blob."""


def upgrade() -> None:
    """Whatever lets go of a blob or an artifact says so; all that are there now are looked at once."""
    _let_leases_keep()
    # One note each time, never changed: a note that is read is of something that has been committed, and whatever
    # is not committed yet leaves a note of its own. No foreign keys: a blob may be gone when its turn comes.
    table("loose_blob", key(), number("blob_id"), number("since"))
    for name in KEEPERS:
        _tell(f"{name}_lets_go", f"DELETE ON {name}", "loose_blob (blob_id, since)", "OLD.blob_id")
    op.execute("INSERT INTO loose_blob (blob_id, since) SELECT id, 0 FROM blob ORDER BY id")
    _bare_manifests()


def _let_leases_keep() -> None:
    """A blob on lease cannot go: its row stays as long as the lease's does."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("blob_lease_blob_id_fkey", "blob_lease")
        op.create_foreign_key("blob_lease_blob_id_fkey", "blob_lease", "blob", ["blob_id"], ["id"], ondelete="RESTRICT")
        return
    op.rename_table("blob_lease", "blob_lease_before")
    table(
        "blob_lease",
        ref("repository_id", "repository.id", ondelete="CASCADE"),
        ref("blob_id", "blob.id"),
        number("expires_at"),
        sa.PrimaryKeyConstraint("repository_id", "blob_id", name="blob_lease_key"),
    )
    op.execute("INSERT INTO blob_lease SELECT repository_id, blob_id, expires_at FROM blob_lease_before")
    op.drop_table("blob_lease_before")
    op.create_index("blob_lease_blob", "blob_lease", ["blob_id"])
    op.create_index("blob_lease_expiry", "blob_lease", ["expires_at"])


def _bare_manifests() -> None:
    """Artifacts that a tag left or never had. `settled`: looked at, found bare, and left there."""
    table("bare_manifest", key(), number("manifest_id"), number("since"), number("settled", 0))
    op.create_index("bare_manifest_due", "bare_manifest", ["settled", "since", "id"])
    index("bare_manifest_once", "bare_manifest", ["manifest_id"], where="settled = 1", unique=True)
    note = "bare_manifest (manifest_id, since)"
    _tell("manifest_comes", "INSERT ON manifest", note, "NEW.id", when="NEW.accessory_of IS NULL")
    _tell("manifest_is_alone", "UPDATE OF accessory_of ON manifest", note, "NEW.id", when="NEW.accessory_of IS NULL")
    _tell("tag_goes", "DELETE ON tag", note, "OLD.manifest_id")
    _tell("tag_moves", "UPDATE OF manifest_id ON tag", note, "OLD.manifest_id")
    _tell("index_lets_go", "DELETE ON manifest_child", note, "OLD.child_id")
    op.execute(
        "INSERT INTO bare_manifest (manifest_id, since) SELECT m.id, 0 FROM manifest m WHERE m.accessory_of IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM tag t WHERE t.manifest_id = m.id) ORDER BY m.id"
    )


def _tell(name: str, event: str, note: str, noted: str, *, when: str = "") -> None:
    """A trigger, so that no way of changing a row can forget it; foreign keys that cascade fire it too."""
    condition = f" WHEN ({when})" if when else ""
    insert = "INSERT INTO {note} VALUES ({noted}, {now});"
    if op.get_bind().dialect.name == "sqlite":
        now = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
        body = insert.format(note=note, noted=noted, now=now)
        op.execute(f"CREATE TRIGGER {name} AFTER {event} FOR EACH ROW{condition} BEGIN {body} END")
        return
    now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
    body = insert.format(note=note, noted=noted, now=now)
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$")
    op.execute(f"CREATE TRIGGER {name} AFTER {event} FOR EACH ROW{condition} EXECUTE FUNCTION {name}()")
