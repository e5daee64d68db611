"""Facts about the database as a whole, each under a name."""

from sqlalchemy import bindparam, select

from bot.reminders.store.database import Database
from bot.reminders.store.schema import fact


class Facts:
    """What is noted under a name until it is noted anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> str | None:
        """What was noted."""
        async with self._database.reading() as connection:
            found: str | None = (await connection.execute(_NOTED, {"named": name})).scalar()
        return found

    async def put(self, name: str, value: str) -> None:
        """Note it."""
        note = self._database.insert(fact).values(name=name, value=value)
        put = note.on_conflict_do_update(index_elements=[fact.c.name], set_={"value": value})
        async with self._database.writing() as connection:
            await connection.execute(put)


_NOTED = select(fact.c.value).where(fact.c.name == bindparam("named"))
