"""Communities, feedback by topic and day, and events that were dealt with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "community",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("open_places", sa.String(), nullable=False),
        sa.Column("quiet_places", sa.String(), nullable=False),
        sa.Column("ignored_people", sa.String(), nullable=False),
        sa.Column("dms", sa.Boolean(), nullable=False),
        sa.Column("country", sa.String()),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "name", name="pk_community"),
    )
    op.create_table(
        "feedback",
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("helpful", sa.Integer(), nullable=False),
        sa.Column("unhelpful", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "day", name="pk_feedback"),
    )
    op.create_table(
        "handled",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_handled"),
    )
