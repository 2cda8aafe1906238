"""The trash: what was deleted and may come back. Apart from what is there, so that no list has to leave it out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from roadstead.db.migrations.columns import big, key, number, ref, table, text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything; nothing is carried over."""
    # One row an act of deletion. `kind`: tag, artifact or repository; `name`: the tag or the digest.
    table(
        "trash",
        key(),
        ref("project_id", "project.id", ondelete="CASCADE"),
        text("repository"),
        text("kind"),
        text("name"),
        text("digest", nullable=True),
        text("actor"),
        text("reason", default=""),
        number("deleted_at"),
        number("expires_at"),
        ids=True,
    )
    op.create_index("trash_project", "trash", ["project_id", "id"])
    op.create_index("trash_repository", "trash", ["repository", "id"])
    op.create_index("trash_expiry", "trash", ["expires_at"])
    # The manifests that went with it, as their rows were (`fields`: JSON), with tags and labels (JSON).
    table(
        "trash_manifest",
        key(),
        ref("trash_id", "trash.id", ondelete="CASCADE"),
        text("digest"),
        text("fields"),
        text("tags"),
        text("labels"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        ids=True,
    )
    op.create_index("trash_manifest_trash", "trash_manifest", ["trash_id", "id"])
    # The blobs that it needs stay: their rows cannot go while these are here.
    table(
        "trash_blob",
        sa.Column("trash_manifest_id", big(), sa.ForeignKey("trash_manifest.id", ondelete="CASCADE"), nullable=False),
        ref("blob_id", "blob.id"),
        sa.PrimaryKeyConstraint("trash_manifest_id", "blob_id", name="trash_blob_key"),
    )
    op.create_index("trash_blob_blob", "trash_blob", ["blob_id"])
