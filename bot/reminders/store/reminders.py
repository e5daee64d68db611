"""The reminders of one person: added, listed, changed, snoozed, deleted; each in one transaction.

A person reaches what is theirs and nothing else: every statement names the owner. Each change takes
away the lease of a delivery under way, which then settles nothing.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reminders.changes import Change
from bot.reminders.reminder import MOST_ACTIVE, Key, Owner, Plan, Reminder, State
from bot.reminders.schedule import Times
from bot.reminders.store import recording, rows
from bot.reminders.store.database import Database
from bot.reminders.store.schema import occurrence, person, reminder
from bot.reminders.store.writing import ADD, PUT, again, changed, new

How = Callable[[Reminder], Change]

Wake = Callable[[], None]


class TooManyError(Exception):
    """A person has as many active reminders as they may."""


class Reminders:
    """What people do with their reminders. `wake` tells delivery that something is due earlier."""

    def __init__(self, database: Database, wake: Wake) -> None:
        self._database = database
        self._wake = wake

    async def add(self, owner: Owner, plan: Plan, times: Times, now: int) -> Reminder:
        """A new reminder with the person's next number. Raises TooManyError."""
        async with self._changing(owner) as connection:
            number = (await connection.execute(_NUMBER, {"owner": owner.id})).scalar_one()
            row = await connection.execute(ADD, new(owner, plan, times, number, now))
            added = rows.reminder(row.one())
            await _refuse_too_many(connection, owner)
            await self._ring(connection)
        self._wake()
        return added

    async def all(self, owner: Owner) -> tuple[Reminder, ...]:
        """The reminders that are active or paused, by number."""
        async with self._database.reading() as connection:
            return tuple(map(rows.reminder, await connection.execute(_MINE, {"owner": owner.id})))

    async def find(self, owner: Owner, number: int) -> Reminder | None:
        """The reminder with a number, also when it is over."""
        async with self._database.reading() as connection:
            return await _one(connection, _numbered(owner, number))

    async def of(self, owner: Owner, key: Key) -> Reminder | None:
        """The reminder that a button belongs to, if it is this person's."""
        async with self._database.reading() as connection:
            return await _one(connection, _keyed(owner, key))

    async def change(self, owner: Owner, number: int, how: How, now: int) -> Reminder | None:
        """Change one reminder; None when there is none of that number. Raises TooManyError."""
        changed = await self._change(owner, _numbered(owner, number), how, now)
        return changed[0] if changed else None

    async def change_all(self, owner: Owner, how: How, now: int) -> tuple[Reminder, ...]:
        """Change every reminder that is active or paused. Raises TooManyError."""
        return await self._change(owner, _MINE.params(owner=owner.id), how, now)

    async def mark(self, owner: Owner, key: Key, state: State, now: int) -> bool:
        """Note what became of an occurrence; whether it is one of this person's."""
        async with self._changing(owner) as connection:
            if not await _happened(connection, owner, key):
                return False
            await connection.execute(_UNSNOOZE, {"parent": key.reminder, "at": key.due})
            await recording.note(connection, [(key, state)], now)
        return True

    async def snooze(self, owner: Owner, key: Key, until: int, now: int) -> bool:
        """Remind of an occurrence again later, once; whether it is one of this person's."""
        async with self._changing(owner) as connection:
            row = await _happened(connection, owner, key)
            if row is None:
                return False
            await connection.execute(_UNSNOOZE, {"parent": key.reminder, "at": key.due})
            await connection.execute(ADD, again(row, key, until, now))
            await recording.note(connection, [(key, State.SNOOZED)], now)
            await self._ring(connection)
        self._wake()
        return True

    async def delete(self, owner: Owner, number: int) -> bool:
        """Delete a reminder with all that became of it; whether there was one."""
        async with self._changing(owner) as connection:
            found = await _one(connection, _numbered(owner, number))
            if found:
                await connection.execute(delete(reminder).where(reminder.c.id == found.id))
        return found is not None

    @asynccontextmanager
    async def _changing(self, owner: Owner) -> AsyncIterator[AsyncConnection]:
        """A transaction in which nothing else of this person is changed."""
        async with self._database.writing() as connection:
            await connection.execute(_LOCK, {"owner": owner.id})
            yield connection

    async def _change(
        self, owner: Owner, which: Select[Any], how: How, now: int
    ) -> tuple[Reminder, ...]:
        async with self._changing(owner) as connection:
            found = (await connection.execute(which.with_for_update(of=reminder))).all()
            before = [rows.reminder(row) for row in found]
            changes = [how(one) for one in before]
            for one, change in zip(before, changes, strict=True):
                await _put(connection, one, change.reminder)
            await _refuse_too_many(connection, owner)
            await recording.note(connection, [mark for one in changes for mark in one.marks], now)
            await self._ring(connection)
        self._wake()
        return tuple(change.reminder for change in changes)

    async def _ring(self, connection: AsyncConnection) -> None:
        """Tell the other processes, when this transaction commits."""
        if not self._database.is_sqlite:
            await connection.execute(NOTIFY)


CHANNEL = "soleus_wake"
NOTIFY = text(f"NOTIFY {CHANNEL}")

_ALIVE = reminder.c.parent_id.is_(None) & reminder.c.due_at.is_not(None)
_MINE = (
    select(reminder)
    .where(reminder.c.person_id == bindparam("owner"), _ALIVE)
    .order_by(reminder.c.number)
)
_COUNT = select(func.count()).where(
    reminder.c.person_id == bindparam("owner"), _ALIVE, reminder.c.paused.is_(None)
)
_LOCK = select(person.c.id).where(person.c.id == bindparam("owner")).with_for_update()
_NUMBER = (
    update(person)
    .where(person.c.id == bindparam("owner"))
    .values(last_number=person.c.last_number + 1)
    .returning(person.c.last_number)
)
_UNSNOOZE_ALL = delete(reminder).where(reminder.c.parent_id == bindparam("parent"))
_UNSNOOZE = delete(reminder).where(
    reminder.c.parent_id == bindparam("parent"), reminder.c.parent_due_at == bindparam("at")
)
_CAME = select(func.count()).where(
    occurrence.c.reminder_id == bindparam("reminder"), occurrence.c.due_at == bindparam("at")
)


async def _put(connection: AsyncConnection, before: Reminder, after: Reminder) -> None:
    await connection.execute(PUT, changed(after))
    # What was snoozed must not come back while its reminder rests, or with an exercise that hurts.
    if after.paused or after.resumes != before.resumes or after.exercises != before.exercises:
        await connection.execute(_UNSNOOZE_ALL, {"parent": after.id})


async def _refuse_too_many(connection: AsyncConnection, owner: Owner) -> None:
    count = (await connection.execute(_COUNT, {"owner": owner.id})).scalar_one()
    if count > MOST_ACTIVE:
        raise TooManyError


async def _one(connection: AsyncConnection, which: Select[Any]) -> Reminder | None:
    row = (await connection.execute(which)).one_or_none()
    return rows.reminder(row) if row else None


async def _happened(connection: AsyncConnection, owner: Owner, key: Key) -> Row[Any] | None:
    """The reminder's row, if the occurrence came, or is on its way: no button reaches another."""
    row: Row[Any] | None = (await connection.execute(_keyed(owner, key))).one_or_none()
    if row is None or row.due_at == key.due:
        return row
    came = {"reminder": key.reminder, "at": key.due}
    return row if (await connection.execute(_CAME, came)).scalar() else None


NOBODYS = 0
LARGEST = 2**31 - 1
"""Numbers that no reminder has, and that the column can still hold."""


def _numbered(owner: Owner, number: int) -> Select[Any]:
    return select(reminder).where(
        reminder.c.person_id == owner.id,
        reminder.c.number == (number if 0 < number <= LARGEST else NOBODYS),
        reminder.c.parent_id.is_(None),
    )


def _keyed(owner: Owner, key: Key) -> Select[Any]:
    return select(reminder).where(
        reminder.c.person_id == owner.id,
        reminder.c.id == key.reminder,
        reminder.c.parent_id.is_(None),
    )
