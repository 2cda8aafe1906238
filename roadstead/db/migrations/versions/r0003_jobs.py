"""Jobs: executions and their tasks, logs, schedules, the nodes that work on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from roadstead.db.migrations.columns import index, key, number, ref, table, text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything; nothing is carried over."""
    executions()
    schedules()


def executions() -> None:
    """What was asked for, and the tasks that do it."""
    # `extra`: JSON, as the API gives it out. `vendor_type` says what kind of work, `vendor_id` of which policy.
    table(
        "execution",
        key(),
        text("vendor_type"),
        number("vendor_id"),
        text("started_by"),
        text("actor"),
        text("status"),
        text("message", default=""),
        text("extra", default="{}"),
        number("created_at"),
        number("updated_at"),
        number("ended_at", nullable=True),
        ids=True,
    )
    op.create_index("execution_vendor", "execution", ["vendor_type", "vendor_id", "id"])
    index("execution_ended", "execution", ["vendor_type", "ended_at", "id"], where="ended_at IS NOT NULL")
    # A running task belongs to `node` while its `beat` goes on changing; `run_count` tells one run from the next, so
    # that a node that was thought dead cannot speak for a task that another has taken up. No clock is compared.
    table(
        "task",
        key(),
        ref("execution_id", "execution.id", ondelete="CASCADE"),
        text("kind"),
        text("payload", default="{}"),
        text("status"),
        text("message", default=""),
        number("urgency", 0),
        text("only_one", nullable=True),
        number("run_count", 0),
        number("failures", 0),
        number("due_at"),
        text("node", nullable=True),
        number("beat", 0),
        number("stop_asked", 0),
        text("progress", default="{}"),
        number("log_bytes", 0),
        text("extra", default="{}"),
        number("created_at"),
        number("updated_at"),
        number("started_at", nullable=True),
        number("ended_at", nullable=True),
        ids=True,
    )
    op.create_index("task_execution", "task", ["execution_id", "id"])
    op.create_index("task_sum", "task", ["execution_id", "status"])
    index("task_waiting", "task", ["kind", "urgency", "id"], where="status = 'Pending'")
    index("task_later", "task", ["due_at", "id"], where="status = 'Scheduled'")
    index("task_running", "task", ["node", "id"], where="status = 'Running'")
    index("task_only_one", "task", ["only_one"], where="only_one IS NOT NULL AND ended_at IS NULL", unique=True)
    # A row holds the lines of a moment.
    table("task_log", key(), ref("task_id", "task.id", ondelete="CASCADE"), text("lines"), ids=True)
    op.create_index("task_log_task", "task_log", ["task_id", "id"])


def schedules() -> None:
    """What is started by the clock, what is halted, who works."""
    table(
        "schedule",
        key(),
        text("vendor_type"),
        number("vendor_id"),
        text("kind"),
        text("cron"),
        text("payload", default="{}"),
        number("next_at"),
        number("created_at"),
        number("updated_at"),
        sa.UniqueConstraint("vendor_type", "vendor_id", name="schedule_vendor"),
        ids=True,
    )
    op.create_index("schedule_next", "schedule", ["next_at"])
    # `kind` of tasks that nobody takes up for now; 'SCHEDULER' is what starts them by the clock.
    table("paused", sa.Column("kind", sa.Text(), primary_key=True), number("paused_at"))
    table(
        "worker_pool",
        sa.Column("id", sa.String(32), primary_key=True),
        text("host"),
        number("pid"),
        number("started_at"),
        number("heartbeat_at"),
        number("concurrency"),
    )
