"""One look at Discord: bounded in time, and its faults in words for whoever runs the bot."""

import asyncio
from collections.abc import Awaitable

import discord

from bot.platforms.discord import faults
from bot.platforms.findings import Finding, Level

LONGEST = 10.0
"""Seconds that Discord may take."""

FAULTS = (*faults.UNSURE, discord.DiscordException)


async def bounded[T](looked: Awaitable[T]) -> T:
    """What was seen. Raises one of FAULTS, TimeoutError among them."""
    async with asyncio.timeout(LONGEST):
        return await looked
