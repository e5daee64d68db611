"""Telling Discord in time that an interaction is dealt with, also when answers are lost.

In time is three seconds:
https://discord.com/developers/docs/interactions/receiving-and-responding
"""

import asyncio
import logging

import discord

from bot.platforms.discord.faults import ALREADY_ACKNOWLEDGED, UNSURE
from bot.platforms.discord.rendering import Rendered
from bot.platforms.discord.speaking import shown

log = logging.getLogger(__name__)

Interaction = discord.Interaction[discord.Client]

ATTEMPTS = 3
IN_TIME = 2.5
"""Seconds for all attempts to acknowledge."""


async def acknowledge(interaction: Interaction, *, thinking: bool, public: bool) -> bool:
    """Whether Discord knows, from us or from another process, that it is dealt with."""
    try:
        async with asyncio.timeout(IN_TIME):
            for _ in range(ATTEMPTS):
                try:
                    await interaction.response.defer(ephemeral=not public, thinking=thinking)
                except UNSURE:
                    continue  # asked again, Discord tells whether it has it
                return True
    except discord.HTTPException as error:
        return _is_known(interaction, error)
    except TimeoutError:
        pass
    log.warning("interaction %s could not be acknowledged", interaction.id)
    return False


async def answered_at_once(interaction: Interaction, rendered: Rendered) -> bool:
    """Answer to the person alone, unless it was acknowledged before; whether that was possible."""
    if interaction.response.is_done():
        return False
    try:
        await interaction.response.send_message(ephemeral=True, **shown(rendered))
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
        return False
    return True


def _is_known(interaction: Interaction, error: discord.HTTPException) -> bool:
    """An earlier attempt, whose answer was lost, may have acknowledged it already."""
    if error.code == ALREADY_ACKNOWLEDGED:
        return True
    log.warning("interaction %s came too late: %s", interaction.id, error.code)
    return False
