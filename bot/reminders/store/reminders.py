"""The reminders of one person: added, listed, changed, snoozed, deleted; each in one transaction.

A person reaches what is theirs and nothing else: every statement names the owner. Each change takes
away the lease of a delivery under way, which then settles nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reminders.changes import Change
from bot.reminders.reminder import MOST_ACTIVE, Key, Owner, Plan, Reminder, State
from bot.reminders.rule import Moment
from bot.reminders.schedule import Times
from bot.reminders.store import rows
from bot.reminders.store.database import Database
from bot.reminders.store.schema import occurrence, person, reminder

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
        async with self._database.writing() as connection:
            # Taking the number locks the person's row, so that two cannot both be the last allowed.
            number = (await connection.execute(_NUMBER, {"owner": owner.id})).scalar_one()
            count = (await connection.execute(_COUNT, {"owner": owner.id})).scalar_one()
            if count >= MOST_ACTIVE:
                raise TooManyError
            row = await connection.execute(_ADD, _new(owner, plan, times, number, now))
            added = rows.reminder(row.one())
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
        """Change one reminder; None when there is none of that number."""
        changed = await self._change(_numbered(owner, number), how, now)
        return changed[0] if changed else None

    async def change_all(self, owner: Owner, how: How, now: int) -> tuple[Reminder, ...]:
        """Change every reminder that is active or paused."""
        return await self._change(_MINE.params(owner=owner.id), how, now)

    async def mark(self, owner: Owner, key: Key, state: State, now: int) -> bool:
        """Note what became of an occurrence; whether it is one of this person's."""
        async with self._database.writing() as connection:
            if not await _happened(connection, owner, key):
                return False
            await connection.execute(_UNSNOOZE, {"parent": key.reminder, "at": key.due})
            await self._note(connection, [(key, state)], now)
        return True

    async def snooze(self, owner: Owner, key: Key, until: int, now: int) -> bool:
        """Remind of an occurrence again later, once; whether it is one of this person's."""
        async with self._database.writing() as connection:
            row = await _happened(connection, owner, key)
            if row is None:
                return False
            await connection.execute(_UNSNOOZE, {"parent": key.reminder, "at": key.due})
            await connection.execute(_ADD, _again(row, key, until, now))
            await self._note(connection, [(key, State.SNOOZED)], now)
            await self._ring(connection)
        self._wake()
        return True

    async def delete(self, owner: Owner, number: int) -> bool:
        """Delete a reminder with all that became of it; whether there was one."""
        async with self._database.writing() as connection:
            found = await _one(connection, _numbered(owner, number))
            if found:
                await connection.execute(delete(reminder).where(reminder.c.id == found.id))
        return found is not None

    async def _change(self, which: Select[Any], how: How, now: int) -> tuple[Reminder, ...]:
        async with self._database.writing() as connection:
            found = (await connection.execute(which.with_for_update(of=reminder))).all()
            changes = [how(rows.reminder(row)) for row in found]
            for change in changes:
                await connection.execute(PUT, changed(change.reminder))
            await self._note(connection, [mark for one in changes for mark in one.marks], now)
            await self._ring(connection)
        self._wake()
        return tuple(change.reminder for change in changes)

    async def _note(
        self, connection: AsyncConnection, marks: Sequence[tuple[Key, State]], now: int
    ) -> None:
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        note = insert(occurrence)
        note = note.on_conflict_do_update(
            index_elements=[occurrence.c.reminder_id, occurrence.c.due_at],
            set_={name: note.excluded[name] for name in ("state", "at", "untold")},
        )
        for key, state in marks:
            values = {"reminder_id": key.reminder, "due_at": key.due, "state": state.value}
            await connection.execute(note, {**values, "at": now, "untold": False})

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
_NUMBER = (
    update(person)
    .where(person.c.id == bindparam("owner"))
    .values(last_number=person.c.last_number + 1)
    .returning(person.c.last_number)
)
_ADD = insert(reminder).returning(reminder)
PUT = (
    update(reminder)
    .where(reminder.c.id == bindparam("row"))
    .values(
        exercises=bindparam("exercises_now"),
        resting=bindparam("resting_now"),
        rule=bindparam("rule_now"),
        place=bindparam("place_now"),
        due_at=bindparam("due"),
        ready_at=bindparam("ready"),
        wake_at=bindparam("wake"),
        paused=bindparam("why"),
        resumes_on=bindparam("resumes"),
        lease=None,
        tries=0,
        tried_at=None,
    )
)
_UNSNOOZE = delete(reminder).where(
    reminder.c.parent_id == bindparam("parent"), reminder.c.parent_due_at == bindparam("at")
)


_CAME = select(func.count()).where(
    occurrence.c.reminder_id == bindparam("reminder"), occurrence.c.due_at == bindparam("at")
)


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


def _numbered(owner: Owner, number: int) -> Select[Any]:
    return select(reminder).where(
        reminder.c.person_id == owner.id,
        reminder.c.number == number,
        reminder.c.parent_id.is_(None),
    )


def _keyed(owner: Owner, key: Key) -> Select[Any]:
    return select(reminder).where(
        reminder.c.person_id == owner.id,
        reminder.c.id == key.reminder,
        reminder.c.parent_id.is_(None),
    )


def _new(owner: Owner, plan: Plan, times: Times, number: int, now: int) -> dict[str, Any]:
    return {
        "person_id": owner.id,
        "number": number,
        "exercises": rows.names_text(plan.exercises),
        "resting": "",
        "rule": rows.rule_text(plan.rule),
        "platform": plan.place.platform,
        "place": plan.place.id,
        "due_at": times.due,
        "ready_at": times.ready,
        "wake_at": times.ready,
        "tries": 0,
        "created_at": now,
    }


def _again(row: Any, key: Key, until: int, now: int) -> dict[str, Any]:  # noqa: ANN401
    """A row for one snoozed occurrence of the reminder in `row`."""
    same = ("person_id", "number", "exercises", "resting", "platform", "place")
    return {
        **{name: getattr(row, name) for name in same},
        "parent_id": key.reminder,
        "parent_due_at": key.due,
        "rule": rows.rule_text(Moment(until)),
        "due_at": until,
        "ready_at": until,
        "wake_at": until,
        "tries": 0,
        "created_at": now,
    }


def changed(after: Reminder) -> dict[str, Any]:
    """What PUT writes of a reminder."""
    return {
        "row": after.id,
        "exercises_now": rows.names_text(after.plan.exercises),
        "resting_now": rows.names_text(after.resting),
        "rule_now": rows.rule_text(after.plan.rule),
        "place_now": after.plan.place.id,
        "due": after.due,
        "ready": after.ready,
        "wake": None if after.paused else after.ready,
        "why": after.paused.value if after.paused else None,
        "resumes": after.resumes,
    }
