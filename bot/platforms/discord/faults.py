"""What discord.py raises -> what it means to the bot."""

import aiohttp
import discord

from bot.chat import Gone, NotNow, Refused

UNSURE = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError)
"""After these nobody knows whether a message arrived. discord.py repeats after 500, 502, 504 and
524, but neither after 503 nor after a connection that broke."""

OPENING_TOO_FAST = 40003
NEEDS_HISTORY = 160002
ALREADY_ACKNOWLEDGED = 40060
UNKNOWN_INTERACTION = 10062
"""Discord's JSON error codes; see its documentation, "Opcodes and Status Codes"."""

CLOSED = frozenset({10003, 10013, 50001, 50007, 50013, 50033, 50278})
"""Of these, a place that refuses for good: no such channel or account, no access, a closed DM, no
right, nobody who can be written to, no server in common. Another 403 may be that of a proxy."""

NOT_FOUND, TOO_MANY = 404, 429

NOT_TAKEN = range(400, 500)
FAST, BUSY = 60.0, 5.0
"""Seconds to wait after opening DMs too fast, and after a limit that names none."""

REFUSALS = {
    4004: "Discord does not know the token",
    4010: "SOLEUS_DISCORD_SHARDS names a shard that does not exist",
    4011: "the bot is in too many servers for its shards; set more in SOLEUS_DISCORD_SHARDS",
    4013: "Discord does not know one of the intents",
    4014: "the Message Content intent is not switched on for this bot",
}
"""Why the gateway closes for good, by its close code."""


def sending(error: BaseException) -> BaseException:
    """The fault of a send as the port knows it: Gone, NotNow, or the fault itself, unsure."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotNow(BUSY)
    if isinstance(error, discord.RateLimited):
        return NotNow(error.retry_after)
    if isinstance(error, discord.HTTPException):
        return _refusal(error)
    return error


def _refusal(error: discord.HTTPException) -> BaseException:
    if error.code == OPENING_TOO_FAST:
        return NotNow(FAST)
    if error.code in CLOSED:
        return Gone()
    return NotNow(FAST) if error.status in NOT_TAKEN else error


def named(error: BaseException) -> str:
    """A fault for the log: its class, and the HTTP status if there is one; never its words."""
    status = getattr(error, "status", None)
    return f"{type(error).__name__} {status}" if status else type(error).__name__


def entering(error: BaseException) -> BaseException:
    """The fault of logging in or connecting: Refused where trying again is no use."""
    match error:
        case discord.LoginFailure():
            return _refused(4004, "set SOLEUS_DISCORD_TOKEN to the one of the Developer Portal")
        case discord.PrivilegedIntentsRequired():
            return _refused(
                4014,
                "switch it on in the Developer Portal under Bot, or unset "
                "SOLEUS_DISCORD_OPEN_CHANNELS",
            )
        case discord.ConnectionClosed() if error.code in REFUSALS:
            return _refused(error.code, "soleus doctor says more")
    return error


def _refused(code: int, advice: str) -> Refused:
    return Refused(f"{REFUSALS[code]}; {advice}")
