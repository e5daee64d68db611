"""Who holds a chat account that only one process may use at a time."""

from bot.reminders.store.database import Database
from bot.reminders.store.schema import lease


class Leases:
    """Each lease by its name; it ends by itself unless its holder renews it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, holder: str, now: float, seconds: float) -> bool:
        """Take a lease that is free, or renew one's own; whether it is held now."""
        mine = {"holder": holder, "until": now + seconds}
        new = self._database.insert(lease).values(name=name, **mine)
        taken = new.on_conflict_do_update(
            index_elements=[lease.c.name],
            set_=mine,
            where=(lease.c.until < now) | (lease.c.holder == holder),
        )
        async with self._database.writing() as connection:
            done = await connection.execute(taken.returning(lease.c.holder))
            return done.scalar() == holder

    async def leave(self, name: str, holder: str) -> None:
        """Give a lease back, so that another process need not wait for its end."""
        gone = lease.delete().where((lease.c.name == name) & (lease.c.holder == holder))
        async with self._database.writing() as connection:
            await connection.execute(gone)
