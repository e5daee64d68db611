"""Which events of a chat were dealt with: of several processes that see one, the first acts."""

from sqlalchemy import delete

from bot.reminders.store.database import Database
from bot.reminders.store.schema import handled


class Handled:
    """The ids of events, kept for a while."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first(self, event: str, now: int) -> bool:
        """Whether nobody has dealt with an event yet; true for one caller only."""
        note = self._database.insert(handled).values(event=event, at=now)
        async with self._database.writing() as connection:
            done = await connection.execute(note.on_conflict_do_nothing())
        return bool(done.rowcount)

    async def tidy(self, before: int) -> None:
        """Forget events from before an instant."""
        async with self._database.writing() as connection:
            await connection.execute(delete(handled).where(handled.c.at < before))
