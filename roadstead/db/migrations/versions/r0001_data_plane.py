"""The data plane: people, projects, repositories, blobs with incarnations, manifests, edges, tags.

Times are integers, milliseconds since the epoch (UTC). Ids are never used again (AUTOINCREMENT on
SQLite, identity on PostgreSQL), so a token or a cache that names the id of a deleted row means nothing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from roadstead.db.migrations.columns import big, key, number, ref, table, text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything."""
    people()
    projects()
    content()
    tags()
    uploads()
    table("outbox", key(), number("at"), text("kind"), text("payload"), ids=True)


def people() -> None:
    """Accounts."""
    table(
        "account",
        key(),
        text("username"),
        text("email", nullable=True),
        text("realname", default=""),
        text("password_hash"),
        number("sysadmin", 0),
        number("disabled", 0),
        # moves when the password changes, the account is disabled or deleted: older tokens end
        number("epoch", 0),
        number("created_at"),
        number("deleted_at", nullable=True),
        ids=True,
    )
    # Only among those who are there: a deleted account's name is free again.
    for column in ("username", "email"):
        op.create_index(
            f"account_{column}",
            "account",
            [column],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )


def projects() -> None:
    """Projects, their members and repositories."""
    table(
        "project",
        key(),
        text("name"),
        number("public", 0),
        ref("owner_id", "account.id", nullable=True),
        number("created_at"),
        sa.UniqueConstraint("name", name="project_name"),
        ids=True,
    )
    table(
        "project_member",
        key(),
        ref("project_id", "project.id", ondelete="CASCADE"),
        ref("account_id", "account.id", ondelete="CASCADE"),
        number("role"),
        number("created_at"),
        sa.UniqueConstraint("project_id", "account_id", name="project_member_once"),
        ids=True,
    )
    op.create_index("project_member_account", "project_member", ["account_id"])
    table(
        "repository",
        key(),
        ref("project_id", "project.id"),
        text("name"),
        number("created_at"),
        sa.UniqueConstraint("name", name="repository_name"),
        ids=True,
    )
    op.create_index("repository_project", "repository", ["project_id", "name"])


def content() -> None:
    """Blobs, manifests and what keeps what."""
    # One row a digest that is live; `incarnation` names the file, so a digest that was collected and
    # pushed again has a new path and races with nobody (docs/architecture.md, "Collection").
    table(
        "blob",
        key(),
        text("digest"),
        number("size"),
        text("incarnation"),
        number("created_at"),
        sa.UniqueConstraint("digest", name="blob_digest"),
        ids=True,
    )
    # What a push in progress keeps, and who may read it before a manifest names it.
    table(
        "blob_lease",
        ref("repository_id", "repository.id", ondelete="CASCADE"),
        ref("blob_id", "blob.id", ondelete="CASCADE"),
        number("expires_at"),
        sa.PrimaryKeyConstraint("repository_id", "blob_id", name="blob_lease_key"),
    )
    op.create_index("blob_lease_blob", "blob_lease", ["blob_id"])
    op.create_index("blob_lease_expiry", "blob_lease", ["expires_at"])
    table(
        "manifest",
        key(),
        ref("repository_id", "repository.id"),
        text("digest"),
        text("media_type"),
        number("size"),
        text("artifact_type", nullable=True),
        text("subject_digest", nullable=True),
        text("annotations", nullable=True),
        number("pushed_at"),
        sa.UniqueConstraint("repository_id", "digest", name="manifest_digest"),
        ids=True,
    )
    op.create_index(
        "manifest_subject",
        "manifest",
        ["repository_id", "subject_digest", "digest"],
        sqlite_where=sa.text("subject_digest IS NOT NULL"),
        postgresql_where=sa.text("subject_digest IS NOT NULL"),
    )
    # The bytes live beside the row, so that lists never read them.
    table(
        "manifest_body",
        sa.Column("manifest_id", big(), sa.ForeignKey("manifest.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    table(
        "manifest_blob",
        ref("manifest_id", "manifest.id", ondelete="CASCADE"),
        ref("blob_id", "blob.id"),
        # The manifest's. No key of its own: a repository that ends would have all edges looked through for it.
        number("repository_id"),
        sa.PrimaryKeyConstraint("manifest_id", "blob_id", name="manifest_blob_key"),
    )
    op.create_index("manifest_blob_blob", "manifest_blob", ["blob_id", "repository_id"])
    table(
        "manifest_child",
        ref("parent_id", "manifest.id", ondelete="CASCADE"),
        ref("child_id", "manifest.id"),
        sa.PrimaryKeyConstraint("parent_id", "child_id", name="manifest_child_key"),
    )
    op.create_index("manifest_child_child", "manifest_child", ["child_id"])
    # What a manifest names and the repository does not hold (settings.sparse_manifests): an edge takes its
    # place when the content arrives.
    table(
        "manifest_gap",
        ref("manifest_id", "manifest.id", ondelete="CASCADE"),
        ref("repository_id", "repository.id"),
        text("digest"),
        sa.PrimaryKeyConstraint("manifest_id", "digest", name="manifest_gap_key"),
    )
    op.create_index("manifest_gap_digest", "manifest_gap", ["repository_id", "digest"])
    table("unlink_log", key(), text("path"), number("not_before"), ids=True)
    op.create_index("unlink_log_due", "unlink_log", ["not_before"])


def tags() -> None:
    """Tags and what they pointed at before."""
    table(
        "tag",
        key(),
        ref("repository_id", "repository.id"),
        text("name"),
        ref("manifest_id", "manifest.id"),
        number("pushed_at"),
        sa.UniqueConstraint("repository_id", "name", name="tag_name"),
        ids=True,
    )
    op.create_index("tag_manifest", "tag", ["manifest_id"])
    table(
        "tag_history",
        key(),
        ref("repository_id", "repository.id", ondelete="CASCADE"),
        text("name"),
        text("digest", nullable=True),
        text("actor"),
        number("at"),
        ids=True,
    )
    op.create_index("tag_history_name", "tag_history", ["repository_id", "name", "id"])


def uploads() -> None:
    """Uploads in progress."""
    # `actor` is who began it (account id, below 0 a robot's, 0 for none): nobody else may go on with it.
    table(
        "upload",
        sa.Column("id", sa.String(32), primary_key=True),
        ref("repository_id", "repository.id", ondelete="CASCADE"),
        number("actor"),
        number("started_at"),
    )
    op.create_index("upload_repository", "upload", ["repository_id"])
    op.create_index("upload_actor", "upload", ["actor"])
    op.create_index("upload_started", "upload", ["started_at"])
