"""`soleus doctor`: tries what the bot leans on, and tells of each thing whether it is well."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from bot.answering import Answering
from bot.content.discord_words import DiscordWords
from bot.content.load import Content, ContentError
from bot.platforms.findings import Finding, Level
from bot.reminders import zones
from bot.reminders.store import faults
from bot.reminders.store.database import Database
from bot.reminders.store.error import StoreError
from bot.understanding.weights import WeightsError

LONGEST = 12.0
"""Seconds that the database may take: a little more than SQLite waits for a lock, whose own words
say more."""

NOT_COMPARED = "not compared, for no chat is configured"
NO_DISCORD = "SOLEUS_DISCORD_TOKEN is not set; soleus chat works without"
NO_MATRIX = "SOLEUS_MATRIX_HOMESERVER is not set; soleus chat works without"


@dataclass(frozen=True)
class Means:
    """How to come by what is tried. `discord` and `matrix` are None where they are not set.

    `patience` is how many seconds the database may take.
    """

    answering: Callable[[], Answering]
    database: Callable[[], Awaitable[Database]]
    discord: Callable[[DiscordWords | None], Awaitable[tuple[Finding, ...]]] | None
    matrix: Callable[[], Awaitable[tuple[Finding, ...]]] | None = None
    patience: float = LONGEST


async def examine(means: Means, tell: Callable[[str], object]) -> bool:
    """Tell a line for each finding as it is found; whether something must be mended.

    Changes nothing, but that a database is made or brought to the form that this version needs.
    """
    mend = 0
    async for found in _findings(means):
        tell(str(found))
        mend += found.level is Level.MEND
    tell(f"{mend} to mend" if mend else "nothing to mend")
    return bool(mend)


async def _findings(means: Means) -> AsyncIterator[Finding]:
    content, found = _content(means.answering)
    yield found
    yield await _database(means.database, means.patience)
    yield Finding(Level.OK, "zone data", f"release {zones.data_version()}")
    if means.discord is None and means.matrix is None:
        yield Finding(Level.NOTE, "clock", NOT_COMPARED)
    if means.discord is None:
        yield Finding(Level.NOTE, "discord", NO_DISCORD)
    else:
        for it in await means.discord(content.discord if content else None):
            yield it
    if means.matrix is None:
        yield Finding(Level.NOTE, "matrix", NO_MATRIX)
    else:
        for it in await means.matrix():
            yield it


def _content(answering: Callable[[], Answering]) -> tuple[Content | None, Finding]:
    try:
        content = answering().content
    except ContentError as error:
        told = f"{len(error.faults)} faults, the first: {error.faults[0]}; soleus check names all"
        return None, Finding(Level.MEND, "content", told)
    except WeightsError as error:
        return None, Finding(Level.MEND, "content", str(error))
    told = f"{len(content.topics)} topics, {len(content.redflags)} red flags; the weights fit"
    return content, Finding(Level.OK, "content", told)


async def _database(opened: Callable[[], Awaitable[Database]], patience: float) -> Finding:
    try:
        async with asyncio.timeout(patience):
            database = await opened()
            kind = "SQLite" if database.is_sqlite else "PostgreSQL"
            where = faults.name(database.engine.url).removesuffix(":")
            await database.close()
    except StoreError as error:
        return Finding(Level.MEND, "database", str(error))
    except TimeoutError:
        told = f"does not answer within {patience:.0f} s; is SOLEUS_DATABASE_URL right?"
        return Finding(Level.MEND, "database", told)
    return Finding(Level.OK, "database", f"{kind}, {where}; can be read and written")
