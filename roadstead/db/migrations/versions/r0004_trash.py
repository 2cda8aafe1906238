"""The trash: what was deleted and may come back. Apart from what is there, so that no list has to leave it out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from roadstead.db.migrations.columns import big, index, key, number, ref, table, text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything; nothing is carried over."""
    items()
    manifests()
    tags()
    # The item that a repository which is cleared in steps goes into; no key, since that may be emptied meanwhile.
    op.add_column("repository_removal", number("trash_id", nullable=True))
    op.create_index("repository_removal_trash", "repository_removal", ["trash_id"])


def items() -> None:
    """Acts of deletion."""
    # `kind`: tag, artifact or repository; `name`: the tag, the digest or the repository. `counted`: whether its
    # content counts in the project's quota while it is here. Of a repository, what was said of it. A project that
    # goes leaves its items to the next round of clearing up: the column is empty then.
    table(
        "trash",
        key(),
        ref("project_id", "project.id", nullable=True, ondelete="SET NULL"),
        text("repository"),
        text("kind"),
        text("name"),
        text("digest", nullable=True),
        text("actor"),
        text("reason"),
        number("counted", 0),
        number("artifacts", 0),
        text("description", default=""),
        number("pull_count", 0),
        number("deleted_at"),
        number("expires_at"),
        ids=True,
    )
    op.create_index("trash_project", "trash", ["project_id", "id"])
    op.create_index("trash_repository", "trash", ["project_id", "repository", "id"])
    op.create_index("trash_expiry", "trash", ["expires_at", "id"])


def manifests() -> None:
    """The manifests that went, as their rows were, with all that hung on them."""
    # `counts_in`: the project in whose quota this counts, if it does.
    table(
        "trash_manifest",
        key(),
        ref("trash_id", "trash.id", ondelete="CASCADE"),
        number("counts_in", nullable=True),
        text("digest"),
        text("media_type"),
        number("size"),
        text("artifact_type", nullable=True),
        text("subject_digest", nullable=True),
        text("annotations", nullable=True),
        number("pushed_at"),
        text("kind", nullable=True),
        text("config_media_type", nullable=True),
        text("extra_attrs", nullable=True),
        number("content_size"),
        number("pulled_at"),
        number("pull_count"),
        text("accessory_kind", nullable=True),
        text("accessory_of", nullable=True),
        number("listed"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("trash_id", "digest", name="trash_manifest_once"),
        ids=True,
    )
    op.create_index("trash_manifest_item", "trash_manifest", ["trash_id", "id"])
    op.create_index("trash_manifest_digest", "trash_manifest", ["digest", "trash_id"])
    index("trash_manifest_counts", "trash_manifest", ["counts_in", "digest"], where="counts_in IS NOT NULL")
    # The blobs that they need stay: their rows cannot go while these are here.
    _of_manifest("blob", ref("blob_id", "blob.id"), number("counts_in", nullable=True))
    op.create_index("trash_blob_blob", "trash_blob", ["blob_id", "counts_in"])
    _of_manifest("child", text("digest"))
    _of_manifest("gap", text("digest"))
    _of_manifest("label", ref("label_id", "label.id", ondelete="CASCADE"), number("created_at"))
    op.create_index("trash_label_label", "trash_label", ["label_id"])


def _of_manifest(what: str, *columns: sa.Column[int] | sa.Column[str]) -> None:
    owner = sa.Column("trash_manifest_id", big(), sa.ForeignKey("trash_manifest.id", ondelete="CASCADE"))
    owner.nullable = False
    unique = sa.PrimaryKeyConstraint("trash_manifest_id", columns[0].name, name=f"trash_{what}_key")
    table(f"trash_{what}", owner, *columns, unique)


def tags() -> None:
    """Tags that went, and of whole repositories what tags pointed at before, in the order of `number`."""
    table(
        "trash_tag",
        ref("trash_id", "trash.id", ondelete="CASCADE"),
        text("name"),
        text("digest"),
        number("pushed_at"),
        number("pulled_at"),
        sa.PrimaryKeyConstraint("trash_id", "name", name="trash_tag_key"),
    )
    op.create_index("trash_tag_digest", "trash_tag", ["trash_id", "digest"])
    table(
        "trash_history",
        ref("trash_id", "trash.id", ondelete="CASCADE"),
        number("number"),
        text("name"),
        text("digest", nullable=True),
        text("actor"),
        number("at"),
        sa.PrimaryKeyConstraint("trash_id", "number", name="trash_history_key"),
    )
    op.create_index("trash_history_name", "trash_history", ["trash_id", "name", "number"])
