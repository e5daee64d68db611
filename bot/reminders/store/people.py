"""Who has reminders: zone, quiet hours, and all that is kept of a person, shown or deleted."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update

from bot.chat import Person
from bot.reminders.quiet import Quiet
from bot.reminders.reminder import Occurrence, Owner, Reminder
from bot.reminders.store import rows
from bot.reminders.store.database import Database
from bot.reminders.store.schema import occurrence, person, reminder


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is stored of one person."""

    owner: Owner
    since: int
    reminders: tuple[Reminder, ...]
    occurrences: tuple[Occurrence, ...]


class People:
    """The people whom something is kept of, each by the id their platform gives them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, who: Person) -> Owner | None:
        """The person, if anything is kept of them."""
        async with self._database.reading() as connection:
            row = (await connection.execute(_OF, _named(who))).one_or_none()
        return rows.owner(row) if row else None

    async def know(self, who: Person, now: int) -> Owner:
        """The person, kept from now on."""
        new = self._database.insert(person).values(**_named(who), last_number=0, created_at=now)
        async with self._database.writing() as connection:
            await connection.execute(new.on_conflict_do_nothing())
            return rows.owner((await connection.execute(_OF, _named(who))).one())

    async def set_zone(self, owner: Owner, zone: str) -> None:
        """The zone of a person. Due times follow with `Reminders.move_all`."""
        async with self._database.writing() as connection:
            await connection.execute(update(person).where(_is(owner)).values(zone=zone))

    async def set_quiet(self, owner: Owner, quiet: Quiet | None) -> None:
        """The quiet hours of a person, or none. Due times follow with `Reminders.move_all`."""
        start, end = (quiet.start, quiet.end) if quiet else (None, None)
        change = update(person).where(_is(owner)).values(quiet_start=start, quiet_end=end)
        async with self._database.writing() as connection:
            await connection.execute(change)

    async def everything(self, who: Person) -> Kept | None:
        """All that is kept of a person, or None."""
        async with self._database.reading() as connection:
            row = (await connection.execute(_OF, _named(who))).one_or_none()
            if row is None:
                return None
            owner = rows.owner(row)
            mine = await connection.execute(_REMINDERS, {"owner": owner.id})
            past = await connection.execute(_OCCURRENCES, {"owner": owner.id})
            return Kept(
                owner,
                row.created_at,
                tuple(map(rows.reminder, mine)),
                tuple(map(rows.occurrence, past)),
            )

    async def forget(self, who: Person) -> int:
        """Delete a person with everything that is kept of them; how many reminders that were."""
        async with self._database.writing() as connection:
            row = (await connection.execute(_OF, _named(who))).one_or_none()
            if row is None:
                return 0
            counted = select(func.count()).where(reminder.c.person_id == row.id)
            count = (await connection.execute(counted)).scalar_one()
            await connection.execute(delete(person).where(person.c.id == row.id))
        return count


_OF = select(person).where(
    person.c.platform == bindparam("platform"), person.c.account == bindparam("account")
)
_REMINDERS = (
    select(reminder).where(reminder.c.person_id == bindparam("owner")).order_by(reminder.c.id)
)
_OCCURRENCES = (
    select(occurrence, reminder.c.number, reminder.c.exercises)
    .join(reminder, reminder.c.id == occurrence.c.reminder_id)
    .where(reminder.c.person_id == bindparam("owner"))
    .order_by(occurrence.c.due_at)
)


def _named(who: Person) -> dict[str, str]:
    return {"platform": who.platform, "account": who.id}


def _is(owner: Owner) -> ColumnElement[bool]:
    return person.c.id == owner.id
