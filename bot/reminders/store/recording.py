"""What became of occurrences, written down; the only file that writes the table occurrence."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reminders.reminder import NEWS, Key, State
from bot.reminders.store.schema import occurrence

Records = Iterable[tuple[Key, State]]


async def note(connection: AsyncConnection, marks: Records, now: int) -> None:
    """What a person says became of it, over whatever was known; no news to them."""
    rows = [_row(key, state, now, untold=False) for key, state in marks]
    if rows:
        await connection.execute(_by(connection, _NOTE), rows)


async def record(connection: AsyncConnection, records: Records, now: int) -> None:
    """What delivery says; only a snooze is written over, never what the person said."""
    rows = [_row(key, state, now, untold=state in NEWS) for key, state in records]
    if rows:
        await connection.execute(_by(connection, _RECORD), rows)


def _row(key: Key, state: State, now: int, *, untold: bool) -> dict[str, Any]:
    return {
        "reminder_id": key.reminder,
        "due_at": key.due,
        "state": state.value,
        "at": now,
        "untold": untold,
    }


def _by(connection: AsyncConnection, statements: dict[str, Any]) -> Any:  # noqa: ANN401
    return statements[connection.dialect.name]


def _upsert(insert: Any, where: Any) -> Any:  # noqa: ANN401
    new = insert(occurrence)
    return new.on_conflict_do_update(
        index_elements=[occurrence.c.reminder_id, occurrence.c.due_at],
        set_={name: new.excluded[name] for name in ("state", "at", "untold")},
        where=where,
    )


_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_SNOOZED = occurrence.c.state == State.SNOOZED.value
_NOTE = {name: _upsert(insert, None) for name, insert in _INSERTS.items()}
_RECORD = {name: _upsert(insert, _SNOOZED) for name, insert in _INSERTS.items()}
