"""The control plane: groups, sessions, members, robots, what artifacts are, labels, rules, quotas, the audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from roadstead.db.migrations.columns import big, index, key, number, ref, table, text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is new; carry members over; count what projects hold."""
    people()
    projects()
    robots()
    artifacts()
    rules()
    quotas()
    audit()
    table("configuration", sa.Column("name", sa.Text(), primary_key=True), text("value"), number("updated_at"))


def people() -> None:
    """Groups, sessions, logins that failed."""
    op.add_column("account", text("comment", default=""))
    op.add_column("account", number("updated_at", 0))
    op.add_column("account", number("seen_at", 0))
    index("account_listed", "account", ["username", "id"], where="deleted_at IS NULL")
    index("account_created", "account", ["created_at", "id"], where="deleted_at IS NULL")
    # `kind`: 1 LDAP, 2 HTTP, 3 OIDC, as the API counts them.
    table(
        "user_group",
        key(),
        text("name"),
        number("kind"),
        text("ldap_dn", default=""),
        number("created_at"),
        number("updated_at"),
        sa.UniqueConstraint("name", "kind", name="user_group_name"),
        ids=True,
    )
    op.create_index(
        "user_group_dn",
        "user_group",
        [sa.text("lower(ldap_dn)")],
        unique=True,
        sqlite_where=sa.text("ldap_dn <> ''"),
        postgresql_where=sa.text("ldap_dn <> ''"),
    )
    table(
        "account_group",
        ref("account_id", "account.id", ondelete="CASCADE"),
        ref("group_id", "user_group.id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "group_id", name="account_group_key"),
    )
    op.create_index("account_group_group", "account_group", ["group_id"])
    # `secret_hash`: SHA-256 of what the cookie holds. `epoch`: the account's when it signed in; a session ends
    # with it.
    table(
        "session",
        key(),
        text("secret_hash"),
        ref("account_id", "account.id", ondelete="CASCADE"),
        number("epoch"),
        text("address"),
        text("user_agent"),
        number("created_at"),
        number("seen_at"),
        number("expires_at"),
        sa.UniqueConstraint("secret_hash", name="session_secret"),
        ids=True,
    )
    op.create_index("session_account", "session", ["account_id"])
    op.create_index("session_expiry", "session", ["expires_at"])
    # `principal`: SHA-256 of the name that was tried, whether or not anybody has it. `address` is empty in the row
    # that counts all of them. `tried_at`: the last wrong try; `right_at`: the last right one, 0 for none.
    table(
        "login_failure",
        text("principal"),
        text("address"),
        number("failures", 0),
        number("tried_at"),
        number("locked_until", 0),
        number("right_at", 0),
        sa.PrimaryKeyConstraint("principal", "address", name="login_failure_key"),
    )
    op.create_index("login_failure_old", "login_failure", ["right_at", "tried_at"])


def projects() -> None:
    """Metadata; members that are accounts or groups."""
    op.add_column("project", number("updated_at", 0))
    op.add_column("project", text("cve_allowlist", nullable=True))
    op.create_index("project_owner", "project", ["owner_id"])
    op.execute("UPDATE project SET updated_at = created_at")
    # A list's order, of everything or of what is public.
    for column in ("created_at", "updated_at"):
        op.create_index(f"project_{column}", "project", [column, "id"])
    for column in ("name", "created_at", "updated_at"):
        op.create_index(f"project_public_{column}", "project", ["public", column, "id"])
    table(
        "project_metadata",
        ref("project_id", "project.id", ondelete="CASCADE"),
        text("name"),
        text("value"),
        sa.PrimaryKeyConstraint("project_id", "name", name="project_metadata_key"),
    )
    table(
        "member",
        key(),
        ref("project_id", "project.id", ondelete="CASCADE"),
        ref("account_id", "account.id", nullable=True, ondelete="CASCADE"),
        ref("group_id", "user_group.id", nullable=True, ondelete="CASCADE"),
        number("role"),
        number("created_at"),
        sa.UniqueConstraint("project_id", "account_id", name="member_account_once"),
        sa.UniqueConstraint("project_id", "group_id", name="member_group_once"),
        sa.CheckConstraint("(account_id IS NULL) != (group_id IS NULL)", name="member_is_one"),
        ids=True,
    )
    op.create_index("member_project", "member", ["project_id", "id"])
    op.create_index("member_account", "member", ["account_id", "project_id"])
    op.create_index("member_group", "member", ["group_id", "project_id"])
    op.execute(
        "INSERT INTO member (project_id, account_id, role, created_at)"
        " SELECT project_id, account_id, role, created_at FROM project_member ORDER BY id"
    )
    op.drop_table("project_member")


def robots() -> None:
    """Robot accounts."""
    # `name` is what the creator called it, without prefix and project. `permissions`: JSON. The old secret is
    # good until `old_secret_until`. `creator_id` may name a deleted account or robot.
    table(
        "robot",
        key(),
        text("name"),
        ref("project_id", "project.id", nullable=True, ondelete="CASCADE"),
        text("description", default=""),
        text("secret_hash"),
        text("old_secret_hash", nullable=True),
        number("old_secret_until", nullable=True),
        number("duration"),
        number("expires_at"),
        number("disabled", 0),
        text("permissions"),
        text("creator_kind"),
        number("creator_id"),
        number("epoch", 0),
        number("created_at"),
        number("updated_at"),
        number("seen_at", nullable=True),
        text("seen_doing", default=""),
        ids=True,
    )
    index("robot_name_project", "robot", ["project_id", "name"], where="project_id IS NOT NULL", unique=True)
    index("robot_name_system", "robot", ["name"], where="project_id IS NULL", unique=True)


def artifacts() -> None:
    """What artifacts are; when they were pulled; their labels."""
    op.add_column("repository", text("description", default=""))
    # When a manifest came or went; 0: none has come yet, or it is on its way out. Neither is shown to anybody.
    op.add_column("repository", number("updated_at", 0))
    op.add_column("repository", number("pull_count", 0))
    op.execute(
        "UPDATE repository SET updated_at = created_at WHERE"
        " EXISTS (SELECT 1 FROM manifest m WHERE m.repository_id = repository.id)"
        " OR EXISTS (SELECT 1 FROM tag_history h WHERE h.repository_id = repository.id)"
    )
    # A list's order, in one project or in all of them.
    for column in ("created_at", "updated_at", "pull_count"):
        op.create_index(f"repository_in_project_{column}", "repository", ["project_id", column, "id"])
        op.create_index(f"repository_{column}", "repository", [column, "id"])
    # What is left to clear of those that were deleted; `name` is the one that they had.
    table(
        "repository_removal",
        sa.Column("repository_id", big(), sa.ForeignKey("repository.id", ondelete="CASCADE"), primary_key=True),
        text("name"),
        text("actor"),
        number("steps", 0),
    )
    # `kind` NULL: nobody has looked yet. `extra_attrs`: JSON, as the API gives it out. `content_size`: the
    # manifest with configuration and layers. `accessory_of`: the digest of the artifact that this one belongs
    # to. `listed`: 0 for accessories and for untagged children of an index, which lists leave out.
    op.add_column("manifest", text("kind", nullable=True))
    op.add_column("manifest", text("config_media_type", nullable=True))
    op.add_column("manifest", text("extra_attrs", nullable=True))
    op.add_column("manifest", number("content_size", 0))
    op.add_column("manifest", number("pulled_at", 0))
    op.add_column("manifest", number("pull_count", 0))
    op.add_column("manifest", text("accessory_kind", nullable=True))
    op.add_column("manifest", text("accessory_of", nullable=True))
    op.add_column("manifest", number("listed", 1))
    op.add_column("manifest", number("project_id", 0))
    op.execute(
        "UPDATE manifest SET project_id = (SELECT r.project_id FROM repository r WHERE r.id = manifest.repository_id)"
    )
    index("manifest_in_project", "manifest", ["project_id", "pushed_at", "id"], where="listed = 1")
    index("manifest_listed", "manifest", ["repository_id", "pushed_at", "id"], where="listed = 1")
    index("manifest_accessory", "manifest", ["repository_id", "accessory_of", "id"], where="accessory_of IS NOT NULL")
    index("manifest_unexamined", "manifest", ["id"], where="kind IS NULL")
    op.add_column("tag", number("pulled_at", 0))
    op.create_index("tag_pushed", "tag", ["repository_id", "pushed_at", "id"])
    table(
        "label",
        key(),
        text("name"),
        text("description", default=""),
        text("color", default=""),
        ref("project_id", "project.id", nullable=True, ondelete="CASCADE"),
        number("created_at"),
        number("updated_at"),
        ids=True,
    )
    index("label_name_project", "label", ["project_id", "name"], where="project_id IS NOT NULL", unique=True)
    index("label_name_system", "label", ["name"], where="project_id IS NULL", unique=True)
    table(
        "manifest_label",
        ref("manifest_id", "manifest.id", ondelete="CASCADE"),
        ref("label_id", "label.id", ondelete="CASCADE"),
        number("created_at"),
        sa.PrimaryKeyConstraint("manifest_id", "label_id", name="manifest_label_key"),
    )
    op.create_index("manifest_label_label", "manifest_label", ["label_id"])


def rules() -> None:
    """Which tags are never moved or removed."""
    # `rule`: JSON, selectors of repositories and tags as the API gives them. The project counts its rules.
    op.add_column("project", number("immutable_rules", 0))
    table(
        "immutable_rule",
        key(),
        ref("project_id", "project.id", ondelete="CASCADE"),
        number("disabled", 0),
        number("priority", 0),
        text("rule"),
        number("created_at"),
        number("updated_at"),
        ids=True,
    )
    op.create_index("immutable_rule_project", "immutable_rule", ["project_id", "id"])


def quotas() -> None:
    """How much each project may hold, and what it holds: each digest once."""
    table(
        "quota",
        key(),
        ref("project_id", "project.id", ondelete="CASCADE"),
        number("hard", -1),
        number("created_at"),
        number("updated_at"),
        sa.UniqueConstraint("project_id", name="quota_project"),
        ids=True,
    )
    op.create_index("quota_hard", "quota", ["hard", "id"])
    op.create_index("quota_created", "quota", ["created_at", "id"])
    op.create_index("quota_updated", "quota", ["updated_at", "id"])
    # The sum over the slots is what the project uses: without a limit, pushes add to different rows and wait
    # for nobody.
    table(
        "quota_usage",
        ref("project_id", "project.id", ondelete="CASCADE"),
        number("slot"),
        number("used", 0),
        sa.PrimaryKeyConstraint("project_id", "slot", name="quota_usage_key"),
    )
    # Blobs and manifests alike.
    table(
        "project_content",
        ref("project_id", "project.id", ondelete="CASCADE"),
        text("digest"),
        number("size"),
        sa.PrimaryKeyConstraint("project_id", "digest", name="project_content_key"),
    )
    # Whether anything in a project names a digest is asked whenever something is deleted: one look, however many
    # repositories the project has and however many projects hold the same.
    op.add_column("manifest_blob", number("project_id", 0))
    op.execute(
        "UPDATE manifest_blob SET project_id ="
        " (SELECT r.project_id FROM repository r WHERE r.id = manifest_blob.repository_id)"
    )
    op.drop_index("manifest_blob_blob", "manifest_blob")
    op.create_index("manifest_blob_blob", "manifest_blob", ["blob_id", "project_id", "repository_id"])
    op.create_index("manifest_project_digest", "manifest", ["project_id", "digest"])
    op.execute(
        "INSERT INTO quota (project_id, hard, created_at, updated_at)"
        " SELECT id, -1, created_at, created_at FROM project ORDER BY id"
    )
    held = (
        "SELECT r.project_id, b.digest, b.size FROM manifest_blob e"
        " JOIN repository r ON r.id = e.repository_id JOIN blob b ON b.id = e.blob_id",
        "SELECT r.project_id, b.digest, b.size FROM blob_lease l"
        " JOIN repository r ON r.id = l.repository_id JOIN blob b ON b.id = l.blob_id",
        "SELECT r.project_id, m.digest, m.size FROM manifest m JOIN repository r ON r.id = m.repository_id",
    )
    op.execute(f"INSERT INTO project_content (project_id, digest, size) {' UNION '.join(held)}")
    op.execute(
        "INSERT INTO quota_usage (project_id, slot, used)"
        " SELECT project_id, 0, sum(size) FROM project_content GROUP BY project_id"
    )


def audit() -> None:
    """The audit log; every filter of its list has an index that ends in the id, which is the order of time."""
    table(
        "audit_log",
        key(),
        number("at"),
        text("actor"),
        text("address"),
        text("operation"),
        text("resource_type"),
        text("resource"),
        sa.Column("project_id", big(), nullable=False, server_default=sa.text("0")),
        text("description"),
        number("success"),
        ids=True,
    )
    # One row: entries up to `seen` have gone to a syslog server, `holder` is the node that is at it.
    table(
        "audit_forward",
        key(),
        number("running", 0),
        number("seen", 0),
        text("holder", default=""),
        number("held_until", 0),
    )
    op.execute("INSERT INTO audit_forward (id, running, seen) VALUES (1, 0, 0)")
    # Behind the id comes what else is asked for along with it, so that rows which do not fit are not read.
    behind = {
        "actor": ["operation", "resource_type", "project_id"],
        "project_id": ["operation", "resource_type", "actor"],
        "operation": ["resource_type"],
    }
    for column in ("at", "actor", "operation", "resource_type", "resource", "project_id", "success"):
        op.create_index(f"audit_log_{column}", "audit_log", [column, "id", *behind.get(column, [])])
