"""The connection to Discord: what is asked for, and what happens on it -> who deals with it."""

import asyncio
import logging
import sys
import threading
from collections import Counter
from typing import Any, Protocol

import discord
from discord import app_commands
from discord.gateway import KeepAliveHandler
from yarl import URL

from bot.platforms.discord import sessions
from bot.platforms.discord.endpoints import point_gateway
from bot.platforms.discord.parts import Account, Clock, Keeping

log = logging.getLogger(__name__)

LONGEST_WAIT = 60.0
"""Seconds that discord.py waits for a rate limit by itself; longer ones are told to us."""

PATIENCE = 2.0

LAUNCH_WAIT = 5.0
"""Seconds by which each attempt to connect waits longer than the one before."""


class Attendants(Protocol):
    """Who deals with what happens."""

    async def said(self, message: discord.Message) -> None:
        """Somebody wrote."""

    async def edited(self, message: discord.Message) -> None:
        """Somebody changed what they wrote."""

    async def pressed(self, interaction: discord.Interaction[discord.Client]) -> None:
        """Somebody pressed something."""

    async def failed(self, interaction: discord.Interaction[discord.Client]) -> None:
        """A command failed before it was answered."""

    async def left(self, guild: int) -> None:
        """The bot was removed from a server."""

    async def began(self, shard: int) -> None:
        """A session began."""

    async def entered(self) -> None:
        """Logged in, and not connected yet."""


class Tree(app_commands.CommandTree[discord.Client]):
    """The slash commands, of servers and of people who installed the app for themselves."""

    def __init__(self, client: "Client") -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._mine = client

    async def on_error(
        self, interaction: discord.Interaction[discord.Client], error: app_commands.AppCommandError
    ) -> None:
        """A command that discord.py could not hand on, or that failed before it was answered."""
        log.error("command of interaction %s failed", interaction.id, exc_info=error)
        await self._mine.attendants.failed(interaction)


class Client(discord.AutoShardedClient):
    """Hears messages and interactions; stores no members and no messages.

    One shard too runs as an AutoShardedClient, since a plain Client ends when the gateway cannot be
    reached at the start.
    """

    attendants: Attendants

    def __init__(self, account: Account, name: str, keeping: Keeping, clock: Clock) -> None:
        ids, count = account.shards or (None, None)
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody talks here
        super().__init__(
            intents=intents(open_channels=account.open_channels),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_WAIT,
            guild_ready_timeout=PATIENCE,
            shard_connect_timeout=sessions.TURNS,
            shard_count=count,
        )
        self.shard_ids = list(ids) if ids else None
        self._name = name
        self._keeping = keeping
        self._clock = clock
        self._gateway_url = account.gateway_url
        self._connected: set[int] = set()
        self._launches: Counter[int] = Counter()
        self.tree = Tree(self)

    @property
    def missing(self) -> str | None:
        """What is missing until it hears everything; None when nothing is."""
        if self.shard_count is None or not self.is_ready():
            return "not connected"
        lost = set(self.shard_ids or range(self.shard_count)) - self._connected
        return f"{len(lost)} shards not connected" if lost else None

    @property
    def connected(self) -> int:
        """How many shards are connected."""
        return len(self._connected)

    async def setup_hook(self) -> None:
        """Logged in, not connected yet."""
        count, url, limits = await self.http.get_bot_gateway()
        self.shard_count = self.shard_count or count
        point_gateway(self._gateway_url or url)
        shards = len(self.shard_ids or range(self.shard_count))
        await sessions.await_budget(discord.SessionStartLimits(**limits), shards, self._clock)
        await self.attendants.entered()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """A new session is about to be started; before the first ones the budget was looked at."""
        if not initial:
            _, _, limits = await self.http.get_bot_gateway()
            await sessions.await_budget(discord.SessionStartLimits(**limits), 1, self._clock)
        await sessions.start_turn(self._keeping, self._name)

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect, as soon as the gateway can be reached.

        discord.py repeats by calling itself, which ends after an hour or so with a RecursionError;
        in a task of its own each call begins at the bottom of the stack.
        """
        attempt = self._launches[shard_id]
        self._launches[shard_id] += 1
        await self._clock.sleep(min(LAUNCH_WAIT * attempt, LONGEST_WAIT))
        await asyncio.create_task(super().launch_shard(gateway, shard_id, initial=initial))

    async def close(self) -> None:
        """Leave.

        discord.py forgets a connection that was given up while it waited to start its session; it
        is found by the thread of its heartbeat, and closed here.
        """
        await super().close()
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and thread.ws.token == self.http.token:
                await thread.ws.close()

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote."""
        await self.attendants.said(message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Somebody changed what they wrote."""
        await self.attendants.edited(event.message)

    async def on_interaction(self, interaction: discord.Interaction[discord.Client]) -> None:
        """Somebody pressed a button, chose in a menu or sent a form; commands go to the tree."""
        if interaction.type in PRESSES:
            await self.attendants.pressed(interaction)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        await self.attendants.left(guild.id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """A session began."""
        self._connected.add(shard_id)
        self._launches[shard_id] = 0
        await self.attendants.began(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A session went on."""
        self._connected.add(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A connection was lost."""
        self._connected.discard(shard_id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, ARG002
        """An event that failed spares the others."""
        log.error("event %s failed", event_method, exc_info=sys.exc_info())


PRESSES = frozenset({discord.InteractionType.component, discord.InteractionType.modal_submit})


def intents(*, open_channels: bool) -> discord.Intents:
    """What is heard: servers, messages and DMs; without a privileged intent unless asked for."""
    return discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True, message_content=open_channels
    )
