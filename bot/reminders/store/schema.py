"""The tables. Instants are whole seconds since 1970 in UTC; what a person wrote is in none of them.

A change here needs a migration beside it; a test holds both against each other.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
    true,
)

# SQLite numbers rows by itself only in a column of exactly this type.
ROW = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

person = Table(
    "person",
    metadata,
    Column("id", ROW, primary_key=True),
    Column("platform", String, nullable=False),
    Column("account", String, nullable=False),
    Column("zone", String),
    Column("quiet_start", Integer),
    Column("quiet_end", Integer),
    Column("last_number", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("platform", "account"),
)

reminder = Table(
    "reminder",
    metadata,
    Column("id", ROW, primary_key=True),
    Column(
        "person_id", ROW, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("parent_id", ROW, ForeignKey("reminder.id", ondelete="CASCADE")),
    Column("parent_due_at", BigInteger),
    Column("number", Integer, nullable=False),
    Column("exercises", String, nullable=False),
    Column("resting", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("platform", String, nullable=False),
    Column("place", String, nullable=False),
    Column("paused", String),
    Column("resumes_on", Date),
    Column("due_at", BigInteger),
    Column("ready_at", BigInteger),
    Column("wake_at", BigInteger),
    Column("lease", String),
    Column("tries", Integer, nullable=False),
    Column("tried_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    sqlite_autoincrement=True,  # an id that comes back would make a key that was used before
)
"""A reminder, or (with a parent) one snoozed occurrence of a reminder.

`due_at` is the occurrence; with `id` it is the idempotency key. `wake_at` is when the queue looks
at the row next: at first `ready_at`, then the end of a lease or of a wait after a failure; null
while paused or over. `lease` changes with every claim. `tried_at` is the first attempt whose fate
is not known.
"""

Index(
    "ix_reminder_wake",
    reminder.c.platform,
    reminder.c.wake_at,
    postgresql_where=reminder.c.wake_at.is_not(None),
    sqlite_where=reminder.c.wake_at.is_not(None),
)
Index(
    "uq_reminder_person_id_number",
    reminder.c.person_id,
    reminder.c.number,
    unique=True,
    postgresql_where=reminder.c.parent_id.is_(None),
    sqlite_where=reminder.c.parent_id.is_(None),
)
Index(
    "ix_reminder_parent_id",
    reminder.c.parent_id,
    postgresql_where=reminder.c.parent_id.is_not(None),
    sqlite_where=reminder.c.parent_id.is_not(None),
)

occurrence = Table(
    "occurrence",
    metadata,
    Column("reminder_id", ROW, ForeignKey("reminder.id", ondelete="CASCADE"), primary_key=True),
    Column("due_at", BigInteger, primary_key=True),
    Column("state", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("untold", Boolean, nullable=False, server_default=false()),
)
Index(
    "ix_occurrence_untold",
    occurrence.c.reminder_id,
    postgresql_where=occurrence.c.untold,
    sqlite_where=occurrence.c.untold,
)

pace = Table(
    "pace",
    metadata,
    Column("account", String, primary_key=True),
    Column("next_free", Float, nullable=False),
)
"""When the next message may be sent with one chat account; shared by all processes."""

fact = Table(
    "fact",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""Things about the database as a whole, such as which zone data its due times come from."""

community = Table(
    "community",
    metadata,
    Column("platform", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("open_places", String, nullable=False),
    Column("quiet_places", String, nullable=False),
    Column("ignored_people", String, nullable=False),
    Column("dms", Boolean, nullable=False),
    Column("country", String),
    Column("language", String, nullable=False),
    Column("threads", Boolean, nullable=False, server_default=true()),
)
"""What was chosen for a server or a room; lists are ids with spaces between them."""

feedback = Table(
    "feedback",
    metadata,
    Column("topic", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("helpful", Integer, nullable=False),
    Column("unhelpful", Integer, nullable=False),
)

handled = Table(
    "handled",
    metadata,
    Column("event", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""Events of a chat that were dealt with, for as long as they may come again."""

lease = Table(
    "lease",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", Float, nullable=False),
)
"""Which process holds a chat account that only one may use at a time."""
