"""DMs: opened slowly, and tried by writing into them.

Discord takes an account that opens many DMs for a spammer, so they are opened one at a time, with a
pause that all processes keep; and only for people who have just asked for a reminder.
"""

from typing import Any

import discord

from bot.chat import NotNow, Person, Place
from bot.platforms.discord import hearing
from bot.platforms.discord.parts import Clock, Keeping
from bot.platforms.discord.recent import Recent

PAUSE = 5.0
"""Seconds between two new DMs of an account."""

MOST_WAITING = 12
LATER = 60.0

TRUSTED = 3600.0
"""Seconds for which a DM that could be written into is not tried again."""


class Directs:
    """The DMs of the people who have reminders."""

    def __init__(
        self, client: discord.Client, account: str, keeping: Keeping, clock: Clock
    ) -> None:
        self._client = client
        self._turn = f"{account}:dm"
        self._keeping = keeping
        self._clock = clock
        self._open: Recent[str, Place] = Recent()
        self._tried: Recent[str, float] = Recent()
        self._waiting = 0

    async def reach(self, to: Person, made: dict[str, Any]) -> Place:
        """Open a DM and write into it. Raises NotNow, or what discord.py raises."""
        place = self._open.get(to.id) or await self._opened(to)
        tried = self._tried.get(to.id)
        if tried is None or self._clock.now() - tried > TRUSTED:
            channel = int(place.id.removeprefix(hearing.DM))
            await self._client.get_partial_messageable(channel).send(**made)
            self._tried.keep(to.id, self._clock.now())
        return place

    async def _opened(self, to: Person) -> Place:
        if self._waiting >= MOST_WAITING:
            raise NotNow(LATER)
        self._waiting += 1
        try:
            await self._keeping.turn(self._turn, PAUSE)
            channel = await self._client.create_dm(discord.Object(int(to.id)))
        finally:
            self._waiting -= 1
        self._open.keep(to.id, hearing.dm(channel.id))
        return hearing.dm(channel.id)
