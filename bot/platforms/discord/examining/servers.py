"""What the bot may do in the servers it is in, and what it lacks there."""

import asyncio
from collections.abc import Mapping, Sequence

import discord

from bot.platforms.discord import faults
from bot.platforms.discord.examining import rights
from bot.platforms.discord.examining.looking import FAULTS, LONGEST, why
from bot.platforms.findings import Finding, Level, shown

MOST_SERVERS, MOST_CHANNELS = 100, 10
SUBJECT = "discord servers"


async def servers(client: discord.Client) -> tuple[Finding, ...]:
    """What is lacking, server by server; the first hundred are looked at."""
    try:
        async with asyncio.timeout(LONGEST):
            guilds = [it async for it in client.fetch_guilds(limit=MOST_SERVERS, with_counts=False)]
    except FAULTS as error:
        return (Finding(Level.MEND, SUBJECT, why(error)),)
    if not guilds:
        return (Finding(Level.NOTE, SUBJECT, "in none yet; the invite link leads into one"),)
    found, reached = await _each(client, guilds)
    return (*_summary(client, len(guilds), reached - len(found)), *found)


async def _each(
    client: discord.Client, guilds: Sequence[discord.Guild]
) -> tuple[list[Finding], int]:
    """What is lacking, and how many servers were reached; where Discord fails, none follows."""
    found: list[Finding] = []
    for number, guild in enumerate(guilds):
        subject = f'discord server "{shown(guild.name)}" ({guild.id})'
        try:
            async with asyncio.timeout(LONGEST):
                found += await _server(client, subject, guild.id)
        except faults.UNSURE as error:
            told = f"{why(error)}; the {len(guilds) - number - 1} after it were not looked at"
            return [*found, Finding(Level.MEND, subject, told)], number + 1
        except discord.DiscordException as error:
            found.append(Finding(Level.NOTE, subject, why(error)))
    return found, len(guilds)


async def _server(client: discord.Client, subject: str, number: int) -> tuple[Finding, ...]:
    guild = await client.fetch_guild(number, with_counts=False)
    channels = await guild.fetch_channels()
    me = await guild.fetch_member(client.user.id if client.user else 0)
    here = {
        f"#{shown(it.name)}": it.permissions_for(me)
        for it in sorted(channels, key=lambda it: it.position)
        if isinstance(it, discord.TextChannel)
    }
    if me.is_timed_out():
        return (Finding(Level.MEND, subject, TIMED_OUT),)
    return judged(subject, me.guild_permissions, here)


TIMED_OUT = "the bot is timed out and may not speak; ask a moderator to end that"


def judged(
    subject: str, everywhere: discord.Permissions, here: Mapping[str, discord.Permissions]
) -> tuple[Finding, ...]:
    """What the roles of the bot lack, then what channels take away; nothing if all is well.

    It is to be mended when no text channel is left where the bot has all it needs: a few that shut
    it out are often meant to.
    """
    lost = {name: taken for name, it in here.items() if (taken := rights.taken(everywhere, it))}
    parts = [*_of_roles(everywhere), *_of_channels(lost)]
    if not parts:
        return ()
    works = any(not rights.lacking(it) for it in here.values())
    level = Level.NOTE if works else Level.MEND
    return (Finding(level, subject, "; ".join(parts)),)


def _of_roles(everywhere: discord.Permissions) -> tuple[str, ...]:
    lacking = rights.lacking(everywhere)
    said = f"no role of the bot has {', '.join(lacking)}: give it in Server Settings, Roles"
    return (said,) if lacking else ()


def _of_channels(lost: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    told = [f"{name} ({', '.join(taken)})" for name, taken in list(lost.items())[:MOST_CHANNELS]]
    if len(lost) > MOST_CHANNELS:
        told.append(f"and {len(lost) - MOST_CHANNELS} more channels")
    said = f"taken away in {', '.join(told)}: give it in Edit Channel, Permissions"
    return (said,) if lost else ()


def _summary(client: discord.Client, seen: int, well: int) -> tuple[Finding, ...]:
    level = Level.OK if well == seen else Level.NOTE
    said = Finding(level, SUBJECT, f"{well} of {seen} have all that the bot needs")
    there = client.application.approximate_guild_count if client.application else 0
    if seen < MOST_SERVERS or there <= seen:
        return (said,)
    more = f"about {there - seen} more were not looked at"
    return (said, Finding(Level.NOTE, SUBJECT, more))
