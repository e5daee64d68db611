"""Reminders out: to a DM or a channel, once; and a look in the channel whether one is there."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import discord
from discord.utils import time_snowflake

from bot.chat import Gone, NotNow, Person, Place, Reply
from bot.platforms.discord import custom_ids, faults, hearing
from bot.platforms.discord.directs import Directs
from bot.platforms.discord.looks import Looks
from bot.platforms.discord.parts import PLATFORM
from bot.platforms.discord.speaking import shown

RATE = 35.0
"""Messages a second. Discord allows 50 requests for each token; the rest is left to answers, and to
messages that come in a bunch after the machine was held up."""

REMEMBERS = 120
"""Seconds for which a nonce is sure to be known ("a few minutes" in Discord's documentation)."""

LOOK = 300
"""Messages that are looked through for one that may have arrived."""

BEFORE = 60
"""Seconds by which Discord's clock may be behind ours."""

NOT_YET = 5.0


class Sending:
    """Sends reminders with the bot's account. A Destination, as delivery knows it."""

    platform = PLATFORM
    rate: float | None = RATE
    remembers = REMEMBERS

    def __init__(
        self, client: discord.Client, account: str, looks: Looks, directs: Directs
    ) -> None:
        self._client = client
        self.account = account
        self._looks = looks
        self._directs = directs

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        """Send a reminder. Raises Gone or NotNow; after anything else its fate is unknown."""
        if self._client.application_id is None:
            raise NotNow(NOT_YET)
        is_dm = place.id.startswith(hearing.DM)
        rendered = self._looks.render(reply, ping=None if is_dm else to.id, key=key)
        try:
            await self._channel(place).send(
                **shown(rendered), nonce=key, allowed_mentions=_only(to, is_dm=is_dm)
            )
        except Exception as error:
            raise faults.sending(error) from error

    async def arrived(self, place: Place, key: str) -> bool | None:
        """Whether the reminder of a key is in its channel; None when that cannot be seen.

        Raises NotNow as long as the bot is not connected: only then it is known what it may see.
        """
        if self._client.user is None or not self._client.is_ready():
            raise NotNow(NOT_YET)
        seen = 0
        try:
            if not await self._may_look(place, self._client.user):
                return None
            async for message in self._channel(place).history(
                limit=LOOK, after=discord.Object(_since(key)), oldest_first=True
            ):
                seen += 1
                if message.author.id == self._client.user.id and key in _keys(message.components):
                    return True
        except discord.HTTPException:
            return None
        return None if seen == LOOK else False

    async def reach(self, place: Place, to: Person, reply: Reply) -> Place:
        """Say something where reminders are to come. Raises Gone or NotNow."""
        try:
            if place.id.startswith(hearing.UNOPENED):
                return await self._directs.reach(to, shown(self._looks.render(reply)))
            await self._channel(place).send(**shown(self._looks.render(reply)))
        except Exception as error:
            raise faults.sending(error) from error
        return place

    def _channel(self, place: Place) -> discord.PartialMessageable:
        number = place.id.removeprefix(hearing.DM)
        if not number.isdecimal():
            raise Gone
        return self._client.get_partial_messageable(int(number))

    async def _may_look(self, place: Place, me: discord.ClientUser) -> bool:
        """Without the right to read the history Discord shows an empty one.

        Servers of other processes' shards, and archived threads, are asked for.
        """
        if place.id.startswith(hearing.DM):
            return True
        channel = await self._client.fetch_channel(int(place.id))
        if isinstance(channel, discord.abc.PrivateChannel):
            return False
        known = self._client.get_guild(channel.guild.id)
        guild = known or await self._client.fetch_guild(channel.guild.id)
        if isinstance(channel, discord.Thread):
            channel = await guild.fetch_channel(channel.parent_id)
        else:
            channel = await guild.fetch_channel(channel.id)
        member = guild.me or await guild.fetch_member(me.id)
        return channel.permissions_for(member).read_message_history


def _only(to: Person, *, is_dm: bool) -> discord.AllowedMentions:
    """In a channel the owner is mentioned; nobody else ever is."""
    if is_dm:
        return discord.AllowedMentions.none()
    return discord.AllowedMentions(
        everyone=False, roles=False, replied_user=False, users=[discord.Object(int(to.id))]
    )


def _since(key: str) -> int:
    """A message id from just before a reminder was due: the key ends in that instant."""
    due = int(key.rpartition(".")[2])
    return time_snowflake(datetime.fromtimestamp(due - BEFORE, UTC))


def _keys(components: Iterable[Any]) -> Iterator[str]:
    """The keys in the custom ids of a message."""
    for component in components:
        key = custom_ids.key_of(getattr(component, "custom_id", None) or "")
        if key:
            yield key
        yield from _keys(getattr(component, "children", ()))
