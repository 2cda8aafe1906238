"""Retention: one policy a project, its rules as the API gives them."""

from __future__ import annotations

import sqlalchemy as sa

from roadstead.db.migrations.columns import key, number, ref, table, text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything; nothing is carried over."""
    # `rules`: JSON. The trigger is a schedule of vendor type RETENTION with the policy's id.
    table(
        "retention_policy",
        key(),
        ref("project_id", "project.id", ondelete="CASCADE"),
        text("rules"),
        text("cron", default=""),
        number("created_at"),
        number("updated_at"),
        sa.UniqueConstraint("project_id", name="retention_policy_project"),
        ids=True,
    )
