"""Where parts are chosen and joined: content, answers, database, terminal and clock.

What only one command needs is imported by its function, so that the others start quickly.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.clock import Clock
from bot.content import checks
from bot.content.load import Content, load
from bot.settings import Settings
from bot.understanding import weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin

if TYPE_CHECKING:
    from bot.reminders.store.copying import Progress
    from bot.reminders.store.database import Database


def content(chosen: Settings) -> Content:
    """What the bot knows and says. Raises ContentError."""
    return load(chosen.faq_dir, checks.faults)


def answering(chosen: Settings) -> Answering:
    """Everything that answers questions. Raises ContentError and WeightsError."""
    from bot.understanding import embedding

    encoder = embedding.available()  # first: what it needs for a moment is then used again
    known = content(chosen)
    learned = weights.load(
        chosen.faq_dir / weights.NAME, origin(known), semantic=encoder is not None
    )
    return Answering(known, Understanding(known, learned, encoder))


async def converse(chosen: Settings, clock: Clock) -> None:
    """The chat in the terminal, until the person leaves."""
    from bot.commands.current import Current
    from bot.platforms.terminal import Terminal
    from bot.reminders import zones
    from bot.talking import talk

    zones.use_packaged_data()
    logging.basicConfig(level=chosen.log_level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    current = Current(lambda: answering(chosen))
    said = current.answering.content
    opened = await database(chosen)
    try:
        terminal = Terminal(said.wording, said.reminding.labels, Path.cwd())
        await talk(current, opened, terminal, clock)
    finally:
        await opened.close()


async def database(chosen: Settings) -> "Database":
    """The database of the settings, in the form that this version needs. Raises StoreError."""
    from bot.reminders.store.database import open_database

    url = chosen.database_url
    return await open_database(url.get_secret_value() if url else None, chosen.data_dir)


async def upgrade(chosen: Settings) -> None:
    """Bring the database into that form, and no more. Raises StoreError."""
    await (await database(chosen)).close()


async def copied(
    chosen: Settings, url: str, shown: Callable[[], AbstractContextManager["Progress"]]
) -> Mapping[str, int]:
    """Copy everything to another database; the rows of each table. Raises StoreError."""
    from bot.reminders.store.copying import copy
    from bot.reminders.store.database import open_database

    source = await database(chosen)
    try:
        target = await open_database(url, chosen.data_dir)
        try:
            with shown() as progress:
                return await copy(source, target, progress)
        finally:
            await target.close()
    finally:
        await source.close()
