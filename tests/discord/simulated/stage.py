"""Soleus on simcord, a Discord that others wrote: for behaviour, rights and looks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import discord
import simcord
from pydantic import SecretStr
from simcord.http.router import RequestContext, route

from bot import joining
from bot.answering import Answering
from bot.commands.conversation import Conversation
from bot.commands.current import Current
from bot.commands.request import Bot
from bot.platforms.discord.platform import Discord
from bot.reminders.delivery import Delivery
from bot.reminders.store.database import open_database
from bot.reminders.store.feedback import Feedback
from bot.reminders.store.history import History
from bot.reminders.store.people import People
from bot.reminders.store.queue import Queue
from bot.reminders.store.reminders import Reminders
from bot.replies import reminders as replies
from bot.settings import Settings
from tests.conftest import HeldClock


@route("GET", "/gateway/bot")
def gateway(_context: RequestContext) -> dict[str, object]:
    """Where the gateway would be; simcord 3.2 has no answer of its own to that."""
    limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
    return {"url": "wss://gateway.invalid", "shards": 1, "session_start_limit": limit}


@dataclass
class Stage:
    """A server with one channel, and people in it."""

    env: simcord.Env
    platform: Discord
    bot: Bot
    clock: HeldClock
    delivery: Delivery
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ann: simcord.MemberActor
    admin: simcord.MemberActor

    async def passes(self) -> None:
        """Time passes until something is due, and it is sent."""
        due = await self.delivery.next_wake()
        assert due
        self.clock.instant = float(due)
        await self.delivery.send_due()


@asynccontextmanager
async def on_stage(answering: Answering) -> AsyncIterator[Stage]:
    """Everything, with Ann in the channel; her rights are those of any member."""
    clock = HeldClock()
    database = await open_database("sqlite://", Path())
    current = Current(lambda: answering)
    care = joining.care_of(current, database, clock)
    chosen = Settings(discord_token=SecretStr("a.b.c"))
    platform = joining.discord_of(chosen, clock, current, database, care)
    reminders = Reminders(database, lambda: None)
    bot = Bot(
        current,
        People(database),
        reminders,
        History(database),
        Feedback(database),
        clock,
        platform.reach,
    )
    await platform.begin(Conversation(bot).answer)
    delivery = Delivery(
        Queue(database),
        platform,
        lambda due, late: replies.reminding(bot.content, due, int(clock.now()), late=late),
        clock,
        Random(1),
    )
    env = simcord.Env(platform.client, shard_count=1)
    await env.start()
    try:
        env.backend.bot_user.name = "Soleus"
        guild = env.create_guild(name="Riverside Runners")
        channel = guild.create_text_channel("general")
        ann = guild.add_member(env.create_user("ann"))
        manages = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
        admin = guild.add_member(env.create_user("mo"), roles=[manages])
        yield Stage(env, platform, bot, clock, delivery, guild, channel, ann, admin)
        env.raise_errors()
    finally:
        await env.shutdown()
        await database.close()
