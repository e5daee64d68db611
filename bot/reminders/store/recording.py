"""What became of occurrences, written down; the only file that writes the table occurrence."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, cast, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reminders.reminder import NEWS, Key, State
from bot.reminders.store.schema import occurrence

Records = Iterable[tuple[Key, State]]


async def note(connection: AsyncConnection, marks: Records, now: int) -> None:
    """What a person says became of it, over whatever was known; no news to them."""
    rows = [_row(key, state, now, untold=False) for key, state in marks]
    if rows:
        await connection.execute(_NOTE[connection.dialect.name], rows)


async def record(connection: AsyncConnection, records: Records, now: int) -> None:
    """What delivery says; only a snooze is written over, never what the person said."""
    # One row for each occurrence: a statement cannot write one twice.
    rows = [_row(key, state, now, untold=state in NEWS) for key, state in dict(records).items()]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        await connection.execute(_RECORD, rows)
    else:
        await connection.execute(
            _RECORD_ALL, {name: [row[name] for row in rows] for name in rows[0]}
        )


def _row(key: Key, state: State, now: int, *, untold: bool) -> dict[str, Any]:
    return {
        "reminder_id": key.reminder,
        "due_at": key.due,
        "state": state.value,
        "at": now,
        "untold": untold,
    }


def _upsert(new: Any, where: Any) -> Any:  # noqa: ANN401
    return new.on_conflict_do_update(
        index_elements=[occurrence.c.reminder_id, occurrence.c.due_at],
        set_={name: new.excluded[name] for name in ("state", "at", "untold")},
        where=where,
    )


def _lists() -> Any:  # noqa: ANN401
    """One list for each column, as rows: PostgreSQL takes in a whole claim at once."""
    columns = {name: occurrence.c[name].type for name in _COLUMNS}
    lists = [cast(bindparam(name), postgresql.ARRAY(kind)) for name, kind in columns.items()]
    return select(func.unnest(*lists).table_valued(*_COLUMNS).render_derived())


_COLUMNS = ("reminder_id", "due_at", "state", "at", "untold")
_SNOOZED = occurrence.c.state == State.SNOOZED.value
_NOTE = {
    "sqlite": _upsert(sqlite.insert(occurrence), None),
    "postgresql": _upsert(postgresql.insert(occurrence), None),
}
_RECORD = _upsert(sqlite.insert(occurrence), _SNOOZED)
_RECORD_ALL = _upsert(postgresql.insert(occurrence).from_select(_COLUMNS, _lists()), _SNOOZED)
