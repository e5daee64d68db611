"""What was chosen for servers and rooms. Ids of places and people, and no names."""

from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select

from bot.chat import Community
from bot.reminders.store.database import Database
from bot.reminders.store.schema import community


class Communities:
    """Each community by its platform and the platform's own id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, platform: str, name: str) -> Community:
        """What was chosen; the defaults where nothing was."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(community).where(_is(platform, name)))
            row = found.one_or_none()
        return _read(row) if row else Community()

    async def put(self, platform: str, name: str, chosen: Community) -> None:
        """Choose something else. Raises ValueError for an id with a space in it."""
        values = _values(chosen)
        put = self._database.insert(community).values(platform=platform, name=name, **values)
        keys = [community.c.platform, community.c.name]
        async with self._database.writing() as connection:
            await connection.execute(put.on_conflict_do_update(index_elements=keys, set_=values))

    async def names(self, platform: str) -> tuple[str, ...]:
        """Those of a platform for which something was chosen."""
        asked = select(community.c.name).where(community.c.platform == platform)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(asked)).scalars())

    async def forget(self, platform: str, name: str) -> None:
        """Keep nothing of it any more."""
        async with self._database.writing() as connection:
            await connection.execute(delete(community).where(_is(platform, name)))


def _is(platform: str, name: str) -> ColumnElement[bool]:
    return (community.c.platform == platform) & (community.c.name == name)


def _values(chosen: Community) -> dict[str, Any]:
    return {
        "open_places": _text(chosen.open),
        "quiet_places": _text(chosen.quiet),
        "ignored_people": _text(chosen.ignored),
        "dms": chosen.dms,
        "country": chosen.country,
        "language": chosen.language,
        "threads": chosen.threads,
    }


def _read(row: Row[Any]) -> Community:
    return Community(
        open=frozenset(row.open_places.split()),
        quiet=frozenset(row.quiet_places.split()),
        ignored=frozenset(row.ignored_people.split()),
        dms=row.dms,
        country=row.country,
        language=row.language,
        threads=row.threads,
    )


def _text(ids: frozenset[str]) -> str:
    if any(len(name.split()) != 1 for name in ids):
        raise ValueError("an id of a platform has no spaces")
    return " ".join(sorted(ids))
