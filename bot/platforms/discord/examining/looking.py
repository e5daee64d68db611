"""One look at Discord: bounded in time, and its faults in words for whoever runs the bot."""

import asyncio
from collections.abc import Awaitable

import discord

from bot.platforms.discord import faults
from bot.platforms.findings import Finding, Level

LONGEST = 10.0
"""Seconds that Discord may take for one look."""

NOT_DISCORD = (LookupError, TypeError, ValueError)
"""What discord.py raises when something else answers, such as the page of a hotel's network."""

FAULTS = (*faults.UNSURE, discord.DiscordException, *NOT_DISCORD)


async def looked(
    subject: str, look: Awaitable[tuple[Finding, ...]], longest: float = LONGEST
) -> tuple[Finding, ...]:
    """What was found, or the one finding that nothing could be."""
    try:
        async with asyncio.timeout(longest):
            return await look
    except FAULTS as error:
        return (Finding(Level.MEND, subject, why(error)),)


def why(error: BaseException) -> str:
    """Why a look failed. Nothing of what was sent or answered is told."""
    match error:
        case TimeoutError():
            return f"Discord did not answer within {LONGEST:.0f} s; try again later"
        case discord.GatewayNotFound(__cause__=discord.HTTPException() as cause):
            return why(cause)
        case discord.HTTPException():
            return f"Discord refused with HTTP {error.status}, code {error.code}; {_advice(error)}"
        case discord.DiscordException():
            return f"discord.py could not read it ({type(error).__name__})"
        case LookupError() | TypeError() | ValueError():
            return f"what answers is not Discord; {WHERE}"
    return f"Discord cannot be reached; look after network and name server, and {WHERE}"


WHERE = "unset SOLEUS_DISCORD_API_URL, or set it to where Discord is, with its /api/v10"


def _advice(error: discord.HTTPException) -> str:
    if error.status == faults.TOO_MANY:
        return "this address asks too often; wait an hour, and find out what asks"
    if error.status == faults.NOT_FOUND:
        return WHERE
    return "try again later"
