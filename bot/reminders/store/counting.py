"""Counts for whoever runs the bot, of nobody in particular."""

from sqlalchemy import func, select

from bot.reminders.store.database import Database
from bot.reminders.store.schema import reminder


class Counts:
    """How much is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def people(self) -> int:
        """People with an active reminder."""
        people = select(func.count(reminder.c.person_id.distinct())).where(_ACTIVE)
        async with self._database.reading() as connection:
            return int((await connection.execute(people)).scalar_one())

    async def reminders(self) -> int:
        """Reminders that will come again."""
        async with self._database.reading() as connection:
            count = await connection.execute(select(func.count()).where(_ACTIVE))
            return int(count.scalar_one())


_ACTIVE = (
    reminder.c.parent_id.is_(None) & reminder.c.paused.is_(None) & reminder.c.due_at.is_not(None)
)
