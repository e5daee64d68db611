"""Gateway sessions: the daily number of starts, and a turn for each, kept by all processes.

Discord resets the token of a bot that starts more than 1,000 sessions in a day, and refuses starts
that come faster than one in five seconds
(https://discord.com/developers/docs/events/gateway#identifying).
"""

import logging

import discord

from bot.platforms.discord.parts import Clock, Keeping

log = logging.getLogger(__name__)

PAUSE = 5.4
"""Seconds between two starts; up to a quarter of a second that nobody used is given out later."""

TURNS = 900.0
"""Seconds that one may wait for its turn: some 160 shards that start together."""

SPARE = 20
"""Starts that are left untouched, for a person to mend things with."""


async def start_turn(keeping: Keeping, account: str) -> None:
    """Wait until this account may start its next session."""
    await keeping.turn(f"{account}:identify", PAUSE)


async def await_budget(limits: discord.SessionStartLimits, needed: int, clock: Clock) -> None:
    """Wait for the next day's starts if today's are nearly used up."""
    if limits.remaining >= needed + SPARE or limits.total <= SPARE:
        return
    wait = limits.reset_after / 1000
    log.error(
        "only %d of %d session starts are left; waiting %.0f s for new ones, so that Discord "
        "does not reset the token. Find out why the bot restarts so often",
        limits.remaining,
        limits.total,
        wait,
    )
    await clock.sleep(wait)
