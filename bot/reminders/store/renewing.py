"""Works out all due times anew when the zone data that they come from has changed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from bot.reminders import changes
from bot.reminders.store import rows
from bot.reminders.store.database import Database
from bot.reminders.store.facts import Facts
from bot.reminders.store.schema import person, reminder
from bot.reminders.store.writing import PUT, changed

BATCH = 1000
NAME = "zone-data"


async def renew(database: Database, version: str, now: int) -> int:
    """Compare the zone data with those of the last start; how many reminders moved."""
    facts = Facts(database)
    before = await facts.get(NAME)
    moved = await _move_all(database, now) if before not in (None, version) else 0
    await facts.put(NAME, version)
    return moved


async def _move_all(database: Database, now: int) -> int:
    last, moved = 0, 0
    while True:
        async with database.writing() as connection:
            found = (await connection.execute(_NEXT, {"last": last, "most": BATCH})).all()
            new = _moved(found, now)
            if new:
                await connection.execute(PUT, new)
        if not found:
            return moved
        last, moved = found[-1].id, moved + len(new)


def _moved(found: Sequence[Row[Any]], now: int) -> list[dict[str, Any]]:
    """The rows whose due time is another one now."""
    before = [(rows.reminder(row), rows.clockwork(row)) for row in found]
    after = [(one, changes.moved(one, now, by).reminder) for one, by in before]
    return [changed(new) for old, new in after if new != old]


_NEXT = (
    select(reminder, person.c.zone, person.c.quiet_start, person.c.quiet_end)
    .join(person, person.c.id == reminder.c.person_id)
    .where(
        reminder.c.id > bindparam("last"),
        reminder.c.parent_id.is_(None),
        reminder.c.due_at.is_not(None),
        reminder.c.lease.is_(None),
    )
    .order_by(reminder.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=reminder)
)
