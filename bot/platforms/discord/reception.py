"""What happens on the connection -> who deals with it. What is begun is finished before leaving."""

import discord

from bot.platforms.discord import commands
from bot.platforms.discord.acknowledging import Interaction
from bot.platforms.discord.admin import OURS, Admin
from bot.platforms.discord.busy import Busy
from bot.platforms.discord.client import Client
from bot.platforms.discord.desk import Desk, Parts
from bot.platforms.discord.helping import add_help
from bot.platforms.discord.interactions import Interactions, pressed_in
from bot.platforms.discord.messages import Messages
from bot.platforms.discord.parts import PLATFORM, Account
from bot.platforms.discord.syncing import sync
from bot.platforms.discord.translating import Translator

ACCEPTED = discord.TeamMembershipState.accepted

SHARD_BITS = 22
"""Which shard a server belongs to: its id without these bits, by the number of shards
(https://discord.com/developers/docs/events/gateway#sharding-sharding-formula)."""


class Reception:
    """Receives what happens. The Attendants of a client."""

    def __init__(self, client: Client, account: Account, name: str, parts: Parts) -> None:
        self._client = client
        self._account = account
        self._name = name
        self._parts = parts
        self._owners: set[int] = set()
        self._busy = Busy()
        self._desk = Desk(parts, self._busy)
        self._interactions = Interactions(self._desk)
        self._admin = Admin(self._desk, self._owners.__contains__)
        self._messages = Messages(self._me, parts, unasked=account.open_channels)

    async def open(self) -> None:
        """Have every command in place."""
        tree = self._client.tree
        commands.add_all(tree, self._interactions)
        self._admin.add_all(tree)
        add_help(tree, self._desk, self._account.privacy_url)
        await tree.set_translator(Translator(self._parts.words))
        self._client.attendants = self

    async def close(self, seconds: float) -> None:
        """Let what was begun go on for so long."""
        await self._busy.idle(seconds)

    async def said(self, message: discord.Message) -> None:
        """Somebody wrote."""
        with self._busy.working():
            await self._messages.said(message)

    async def edited(self, message: discord.Message) -> None:
        """Somebody changed what they wrote."""
        with self._busy.working():
            await self._messages.edited(message)

    async def pressed(self, interaction: Interaction) -> None:
        """Somebody pressed something."""
        custom_id, values = pressed_in(interaction)
        if custom_id.startswith(OURS):
            await self._admin.pressed(interaction, custom_id, values)
        else:
            await self._interactions.pressed(interaction)

    async def failed(self, interaction: Interaction) -> None:
        """A command failed before it was answered."""
        await self._desk.say(interaction, "failed")

    async def left(self, guild: int) -> None:
        """The bot was removed from a server."""
        with self._busy.working():
            await self._parts.care.leave(PLATFORM, str(guild))

    async def began(self, shard: int) -> None:
        """A session began: what is kept of servers that removed the bot meanwhile is forgotten."""
        if self._client.is_closed():  # discord.py tells of it a while later
            return
        count = self._client.shard_count or 1
        with self._busy.working():
            for name in await self._parts.care.known(PLATFORM):
                is_ours = (int(name) >> SHARD_BITS) % count == shard
                if is_ours and self._client.get_guild(int(name)) is None:
                    await self._parts.care.leave(PLATFORM, name)

    async def entered(self) -> None:
        """Logged in: who owns the bot, and whether Discord knows its commands."""
        application = self._client.application
        if application:
            team = application.team.members if application.team else ()
            joined = (it.id for it in team if it.membership_state is ACCEPTED)
            self._owners.update({application.owner.id, *joined})
        parts = self._parts
        parts.looks.learn(await sync(self._client.tree, parts.keeping, self._name))

    def _me(self) -> int:
        return self._client.user.id if self._client.user else 0
