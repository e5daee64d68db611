"""Soleus on a fake Discord: the real program, joined as `soleus run` joins it, in this process."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import SecretStr

from bot import joining
from bot.answering import Answering
from bot.chat import Care, Community
from bot.commands.cooldown import Cooldown
from bot.commands.current import Current
from bot.platforms.discord.platform import Discord
from bot.reminders.store.database import Database, open_database
from bot.settings import Settings
from bot.talking import Manners, talk
from tests.fake_discord import FakeDiscord
from tests.fake_discord.objects import Channel, Json


@dataclass
class MovedClock:
    """The clock of the machine, moved forward by tests. Waiting waits for real."""

    ahead: float = 0.0

    def now(self) -> float:
        return time.time() + self.ahead

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))

    def move_to(self, instant: float) -> None:
        """Let time pass up to an instant."""
        self.ahead = max(self.ahead, instant - time.time())


@dataclass
class House:
    """A Discord with one server and one person in it, and Soleus in both."""

    discord: FakeDiscord
    clock: MovedClock
    database: Database
    platform: Discord
    care: Care
    guild: str
    channel: Channel
    ann: Json = field(repr=False)

    @property
    def me(self) -> str:
        """How the bot is mentioned."""
        return f"<@{self.discord.state.bot['id']}>"

    async def ask(self, text: str, channel: Channel | None = None) -> str:
        """Mention the bot in the channel; what it replies."""
        where = channel or self.channel
        before = len(self.discord.sent(where))
        await self.discord.people.say(self.ann, f"{self.me} {text}", where)
        await self.discord.until(lambda: len(self.discord.sent(where)) > before)
        return self.discord.texts(where)[-1]

    async def write(self, text: str) -> str:
        """Write to the bot directly; what it replies."""
        where = self.dm
        before = len(self.discord.sent(where))
        await self.discord.people.say(self.ann, text)
        await self.discord.until(lambda: len(self.discord.sent(where)) > before)
        return self.discord.texts(where)[-1]

    @property
    def dm(self) -> Channel:
        """Ann's DM with the bot."""
        return self.discord.state.dm(self.ann["id"])


def settings_for(discord: FakeDiscord, **more: object) -> Settings:
    """Settings that lead to the fake."""
    chosen = {
        "discord_token": SecretStr(discord.token),
        "discord_api_url": discord.api_url,
        "discord_gateway_url": discord.gateway.url,
        **more,
    }
    return Settings.model_validate(chosen)


@asynccontextmanager
async def running(  # noqa: PLR0913
    discord: FakeDiscord,
    clock: MovedClock,
    answering: Answering,
    *,
    url: str = "sqlite://",
    sessions: int = 1,
    settings: Mapping[str, object] = MappingProxyType({}),
) -> AsyncIterator[tuple[Discord, Database, Care]]:
    """Soleus talks and reminds as long as the block lasts."""
    chosen = settings_for(discord, **settings)
    database = await open_database(url, Path())
    current = Current(lambda: answering)
    care = joining.care_of(current, database, clock)
    platform = joining.discord_of(chosen, clock, current, database, care)
    stop = asyncio.Event()
    manners = Manners(Cooldown(), stop=stop)
    task = asyncio.create_task(talk(current, database, platform, clock, manners))
    try:
        await _first(task, discord.until(lambda: len(discord.gateway.sessions) >= sessions))
        yield platform, database, care
    finally:
        stop.set()
        try:
            await task
        finally:
            await database.close()


async def _first(task: asyncio.Task[None], ready: Coroutine[Any, Any, None]) -> None:
    """Wait until it is ready, or has ended without."""
    waiting = asyncio.create_task(ready)
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        waiting.cancel()
        await task
    await waiting


@asynccontextmanager
async def house_in(
    discord: FakeDiscord,
    clock: MovedClock,
    answering: Answering,
    url: str = "sqlite://",
    **settings: object,
) -> AsyncIterator[House]:
    """Soleus in one server, with Ann."""
    guild = discord.state.add_guild()
    channel = discord.state.channels[discord.state.of_guild[guild][0]]
    ann = discord.state.add_user("ann")
    async with running(discord, clock, answering, url=url, settings=settings) as (
        platform,
        database,
        care,
    ):
        yield House(discord, clock, database, platform, care, guild, channel, ann)


async def arrange(house: House, community: Community) -> None:
    """What an admin chose for the server."""
    await house.care.arrange("discord", house.guild, lambda _: community)


async def open_to(house: House) -> None:
    """The channel is opened."""
    await arrange(house, Community(open=frozenset({house.channel.id})))
