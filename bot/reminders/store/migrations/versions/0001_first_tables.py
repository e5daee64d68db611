"""The first tables: people, reminders, what became of them, pace and facts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table."""
    _fact()
    _pace()
    _person()
    _reminder()
    _occurrence()


def _fact() -> None:
    op.create_table(
        "fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_fact"),
    )


def _pace() -> None:
    op.create_table(
        "pace",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("next_free", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_pace"),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", ROW, nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("zone", sa.String()),
        sa.Column("quiet_start", sa.Integer()),
        sa.Column("quiet_end", sa.Integer()),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("platform", "account", name="uq_person_platform_account"),
    )


def _reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", ROW, nullable=False),
        sa.Column("person_id", ROW, nullable=False),
        sa.Column("parent_id", ROW),
        sa.Column("parent_due_at", sa.BigInteger()),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("exercises", sa.String(), nullable=False),
        sa.Column("resting", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("paused", sa.String()),
        sa.Column("resumes_on", sa.Date()),
        sa.Column("due_at", sa.BigInteger()),
        sa.Column("ready_at", sa.BigInteger()),
        sa.Column("wake_at", sa.BigInteger()),
        sa.Column("lease", sa.String()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.BigInteger()),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["reminder.id"], name="fk_reminder_parent_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_reminder_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_reminder_parent_id",
        "reminder",
        ["parent_id"],
        postgresql_where=sa.text("parent_id IS NOT NULL"),
        sqlite_where=sa.text("parent_id IS NOT NULL"),
    )
    op.create_index("ix_reminder_person_id", "reminder", ["person_id"])
    op.create_index(
        "ix_reminder_wake",
        "reminder",
        ["platform", "wake_at"],
        postgresql_where=sa.text("wake_at IS NOT NULL"),
        sqlite_where=sa.text("wake_at IS NOT NULL"),
    )
    op.create_index(
        "uq_reminder_person_id_number",
        "reminder",
        ["person_id", "number"],
        unique=True,
        postgresql_where=sa.text("parent_id IS NULL"),
        sqlite_where=sa.text("parent_id IS NULL"),
    )


def _occurrence() -> None:
    op.create_table(
        "occurrence",
        sa.Column("reminder_id", ROW, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("untold", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.id"], name="fk_occurrence_reminder_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reminder_id", "due_at", name="pk_occurrence"),
    )
    op.create_index(
        "ix_occurrence_untold",
        "occurrence",
        ["reminder_id"],
        postgresql_where=sa.text("untold"),
        sqlite_where=sa.text("untold"),
    )
