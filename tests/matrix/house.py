"""Soleus on a real Synapse: the real program, joined as `soleus run` joins it, in this process."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import SecretStr

from bot import joining
from bot.answering import Answering
from bot.commands.cooldown import Cooldown
from bot.commands.current import Current
from bot.platforms.matrix.platform import Matrix
from bot.reminders.store.database import Database, open_database
from bot.settings import Settings
from bot.talking import Manners, talk
from tests.discord.house import MovedClock
from tests.matrix.peer import Peer
from tests.matrix.synapse import Synapse

PASSWORD = "a password for tests"


@dataclass
class House:
    """A homeserver with Soleus and Ann."""

    synapse: Synapse
    clock: MovedClock
    database: Database
    platform: Matrix
    ann: Peer
    bot: str

    async def asks(self, room: str, text: str, count: int = 1) -> str:
        """Write to the bot; the text of its reply."""
        await self.ann.say(room, text)
        return str((await self.ann.hears(self.bot, count, room)).body)


def settings_for(synapse: Synapse, bot: str, folder: Path, **more: object) -> Settings:
    """Settings that lead to the homeserver."""
    chosen = {
        "matrix_homeserver": synapse.url,
        "matrix_user": bot,
        "matrix_password": SecretStr(PASSWORD),
        "data_dir": folder,
        **more,
    }
    return Settings.model_validate(chosen)


@asynccontextmanager
async def running(  # noqa: PLR0913, PLR0917
    synapse: Synapse,
    bot: str,
    clock: MovedClock,
    answering: Answering,
    folder: Path,
    settings: Mapping[str, object] = MappingProxyType({}),
    tell: Callable[[str], object] = lambda _: None,
) -> AsyncIterator[tuple[Matrix, Database]]:
    """Soleus talks and reminds as long as the block lasts."""
    chosen = settings_for(synapse, bot, folder, **settings)
    database = await open_database(None, folder)
    current = Current(lambda: answering)
    care = joining.care_of(current, database, clock)
    platform = joining.matrix_of(chosen, clock, current, database, care, tell)
    stop = asyncio.Event()
    manners = Manners(Cooldown(), stop=stop)
    task = asyncio.create_task(talk(current, database, platform, clock, manners))
    try:
        async with asyncio.timeout(20):
            while platform.missing and not task.done():  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.02)
        if task.done():
            await task
        yield platform, database
    finally:
        stop.set()
        try:
            await task
        finally:
            await database.close()
