"""What became of a person's reminders: their progress, and news they cannot have noticed."""

from sqlalchemy import bindparam, delete, exists, select, update

from bot.reminders.reminder import Occurrence, Owner
from bot.reminders.store import rows
from bot.reminders.store.database import Database
from bot.reminders.store.schema import occurrence, reminder


class History:
    """Occurrences of the past, kept for a year."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, owner: Owner, instant: int) -> tuple[Occurrence, ...]:
        """Every occurrence due from an instant on, the oldest first."""
        async with self._database.reading() as connection:
            found = await connection.execute(_SINCE, {"owner": owner.id, "instant": instant})
            return tuple(map(rows.occurrence, found))

    async def news(self, owner: Owner) -> tuple[Occurrence, ...]:
        """What they were not told yet, the oldest first; from now on it counts as told."""
        async with self._database.writing() as connection:
            untold = await connection.execute(_NEWS, {"owner": owner.id})
            found = tuple(map(rows.occurrence, untold))
            if found:
                told = [{"reminder": one.reminder, "due": one.due} for one in found]
                await connection.execute(_TOLD, told)
        return found

    async def tidy(self, before: int) -> None:
        """Delete occurrences due before an instant, and rows that only they needed."""
        async with self._database.writing() as connection:
            await connection.execute(_OLD, {"instant": before})
            await connection.execute(_SPENT, {"instant": before})


_SINCE = (
    select(occurrence, reminder.c.number, reminder.c.exercises)
    .join(reminder, reminder.c.id == occurrence.c.reminder_id)
    .where(reminder.c.person_id == bindparam("owner"), occurrence.c.due_at >= bindparam("instant"))
    .order_by(occurrence.c.due_at)
)
_NEWS = (
    select(occurrence, reminder.c.number, reminder.c.exercises)
    .join(reminder, reminder.c.id == occurrence.c.reminder_id)
    .where(reminder.c.person_id == bindparam("owner"), occurrence.c.untold)
    .order_by(occurrence.c.due_at)
    .with_for_update(of=occurrence)
)
_TOLD = (
    update(occurrence)
    .where(
        occurrence.c.reminder_id == bindparam("reminder"), occurrence.c.due_at == bindparam("due")
    )
    .values(untold=False)
)
_OLD = delete(occurrence).where(occurrence.c.due_at < bindparam("instant"))
_SPENT = delete(reminder).where(
    reminder.c.due_at.is_(None),
    reminder.c.created_at < bindparam("instant"),
    ~exists().where(occurrence.c.reminder_id == reminder.c.id),
)
