"""Where an interaction happened, and where reminders that it sets may come."""

import discord

from bot.chat import Community, Place
from bot.platforms.discord import hearing
from bot.platforms.discord.acknowledging import Interaction


def here(interaction: Interaction) -> Place:
    """The place of an interaction."""
    channel = interaction.channel_id or 0
    return hearing.dm(channel) if interaction.context.dm_channel else hearing.place(channel)


def in_private(interaction: Interaction) -> Place:
    """The DM of whoever acts, opened when it is needed."""
    if interaction.context.dm_channel:
        return here(interaction)
    return hearing.unopened_dm(interaction.user.id)


HERE, PRIVATE = "here", "private"
"""Where a reminder shall come, as it is chosen."""


def chosen_place(interaction: Interaction, where: str | None, community: Community) -> Place | None:
    """Where a reminder shall come, the usual place if nothing is chosen; None where it must not."""
    may_here = may_write_here(interaction) and not is_quiet(interaction, community)
    if where == HERE:
        return here(interaction) if may_here else None
    if where == PRIVATE or community.dms or not may_here:
        return in_private(interaction)
    return here(interaction)


def is_quiet(interaction: Interaction, community: Community) -> bool:
    """Whether admins want it quiet here; never so in a DM."""
    return str(interaction.channel_id) in community.quiet


def may_write_here(interaction: Interaction) -> bool:
    """Whether the bot is a member here, and both it and the person may write."""
    if interaction.context.dm_channel:
        return True
    both = (interaction.permissions, interaction.app_permissions)
    name = "send_messages"
    if isinstance(interaction.channel, discord.Thread):
        name = "send_messages_in_threads"
    return is_member(interaction) and all(getattr(it, name) for it in both)


def is_member(interaction: Interaction) -> bool:
    """Whether the bot is in the server; an app that people install for themselves is not."""
    if interaction.guild_id is None:
        return False
    known = interaction.client.get_guild(interaction.guild_id)
    return known is not None or interaction.is_guild_integration()
