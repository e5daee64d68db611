"""Examines the account on Discord by its REST API alone: that starts no session of the gateway."""

import re
from collections.abc import Callable

import discord
from discord import app_commands

from bot.platforms.discord.endpoints import point_api
from bot.platforms.discord.examining.application import application
from bot.platforms.discord.examining.date_header import DateHeader
from bot.platforms.discord.examining.looking import looked
from bot.platforms.discord.examining.servers import servers
from bot.platforms.discord.parts import Account, Words
from bot.platforms.discord.sessions import SPARE
from bot.platforms.findings import Finding, Level, shown

PATIENCE = 30.0
"""Seconds that discord.py waits for a rate limit by itself; it cannot be told less."""

TOKEN, SESSIONS, COMMANDS = "discord token", "discord sessions", "discord commands"
TOKEN_DOTS = 2
RIGHT = "set SOLEUS_DISCORD_TOKEN to the bot's token (Developer Portal, Bot, Reset Token)"
RESTARTS = "more than those costs the token; find out why the bot restarts so often"
UNTOLD = "soleus run tells it when it starts"

Found = tuple[Finding, ...]


async def checkup(account: Account, now: Callable[[], float], words: Words | None) -> Found:
    """What is well, worth knowing or to be mended; each wait ends after ten seconds.

    `now` tells the seconds since 1970; `words`, where there are any, name the commands that Discord
    should know. Only Discord is told the token.
    """
    point_api(account.api_url)
    date = DateHeader(now)
    client = discord.Client(
        intents=discord.Intents(guilds=True), http_trace=date.trace, max_ratelimit_timeout=PATIENCE
    )
    async with client:
        found = await looked(TOKEN, _token(client, account.token.strip()))
        if client.application:
            found += await _account(client, client.application, account, words)
    return (*found, date.finding)


async def _token(client: discord.Client, token: str) -> Found:
    if not _VISIBLE.fullmatch(token):
        return (Finding(Level.MEND, TOKEN, f"holds letters that no token has; {RIGHT}"),)
    try:
        await client.login(token)
    except discord.LoginFailure:
        hint = "" if token.count(".") == TOKEN_DOTS else "it looks like something else, and "
        return (Finding(Level.MEND, TOKEN, f"{hint}Discord does not know it; {RIGHT}"),)
    its = client.application
    return (Finding(Level.OK, TOKEN, f"{shown(its.name)} (id {its.id})"),) if its else ()


_VISIBLE = re.compile(r"[!-~]+")


async def _account(
    client: discord.Client, its: discord.AppInfo, account: Account, words: Words | None
) -> Found:
    return (
        *await looked(SESSIONS, _sessions(client, account)),
        *application(its, open_channels=account.open_channels),
        *await looked(COMMANDS, _commands(client, words)),
        *await servers(client),
    )


async def _sessions(client: discord.Client, account: Account) -> Found:
    recommended, _, told = await client.http.get_bot_gateway()
    limits = discord.SessionStartLimits(**told)
    return (starts(limits, account.shards, recommended), shards(account.shards, recommended))


def starts(
    limits: discord.SessionStartLimits, chosen: tuple[tuple[int, ...], int] | None, recommended: int
) -> Finding:
    """Whether enough session starts are left today for the shards of this process."""
    hours = limits.reset_after / 3_600_000
    left = f"{limits.remaining} of {limits.total} starts left, all again in {hours:.1f} h"
    needed = len(chosen[0]) if chosen else recommended
    if limits.remaining < needed + SPARE:
        return Finding(Level.MEND, SESSIONS, f"{left}; {RESTARTS}")
    return Finding(Level.OK, SESSIONS, left)


def shards(chosen: tuple[tuple[int, ...], int] | None, recommended: int) -> Finding:
    """The shards that were chosen, beside what Discord recommends."""
    if chosen is None:
        return Finding(Level.OK, "discord shards", f"{recommended}, as Discord recommends")
    ids, count = chosen
    told = f"{len(ids)} of {count} in this process; Discord recommends {recommended} in all"
    return Finding(Level.NOTE if count < recommended else Level.OK, "discord shards", told)


async def _commands(client: discord.Client, words: Words | None) -> Found:
    known = {it.name for it in await app_commands.CommandTree(client).fetch_commands()}
    missing = sorted(_wanted(words) - known) if words else []
    if missing:
        told = f"Discord knows {len(known)}, but not {', '.join(missing)}; {UNTOLD}"
        return (Finding(Level.NOTE, COMMANDS, told),)
    return (Finding(Level.OK, COMMANDS, f"Discord knows {len(known)}"),)


def _wanted(words: Words) -> frozenset[str]:
    """The commands and menus at the top."""
    return frozenset({*(path.partition(" ")[0] for path in words.commands), words.menu.name})
