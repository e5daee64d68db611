"""`soleus run`: every platform that is configured, talking and reminding until told to stop.

Most is imported once the language model is loaded: what that needs for a moment is then used again,
which saves some 20 MB.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from bot.chat import Refused
from bot.clock import Clock
from bot.joining import answering, care_of, database, discord_of, matrix_of
from bot.operations.watching import Watched
from bot.reminders.store.error import StoreError
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from bot.commands.current import Current
    from bot.operations.metrics import Metrics
    from bot.reminders.store.database import Database

log = logging.getLogger(__name__)


class Running(Watched, Protocol):
    """A platform, as far as running it is concerned."""

    @property
    def missing(self) -> str | None:
        """What is missing until it hears everything."""

    @property
    def is_exclusive(self) -> bool:
        """Whether only one process may use its account at a time."""


async def run(chosen: Settings, clock: Clock, tell: Callable[[str], object]) -> None:
    """Every platform that is configured, until told to stop. Raises SettingsError and Refused.

    `tell` says something once to whoever runs the bot, and not to the log.
    """
    from bot.commands.current import Current
    from bot.operations import logs
    from bot.reminders import zones

    if chosen.discord_token is None and chosen.matrix_homeserver is None:
        raise SettingsError(NO_PLATFORM)
    zones.use_packaged_data()
    secrets = (
        chosen.discord_token,
        chosen.matrix_password,
        chosen.matrix_token,
        chosen.matrix_recovery_key,
    )
    hidden = [secret.get_secret_value() for secret in secrets if secret]
    logs.configure(chosen.log_level, chosen.log_format, sys.stderr, hidden)
    current = Current(lambda: answering(chosen))
    opened = await database(chosen)
    try:
        await _run(chosen, clock, current, opened, tell)
    except EXPECTED:
        raise
    except Exception:
        log.critical("ended by a fault of its own", exc_info=True)
        sys.exit(FAULTY)
    finally:
        await opened.close()


EXPECTED = (SettingsError, StoreError, Refused)
"""Faults that say in one line what to do. What any other says may be what somebody wrote."""

FAULTY = 1

NO_PLATFORM = (
    "no platform is configured: set SOLEUS_DISCORD_TOKEN to the token of a Discord bot, or "
    "SOLEUS_MATRIX_HOMESERVER, SOLEUS_MATRIX_USER and SOLEUS_MATRIX_PASSWORD; "
    "soleus chat works without"
)


async def _run(
    chosen: Settings,
    clock: Clock,
    current: "Current",
    opened: "Database",
    tell: Callable[[str], object],
) -> None:
    from bot.operations.health import served
    from bot.operations.metrics import Metrics
    from bot.operations.signals import heeded

    metrics, stop, care = Metrics(clock), asyncio.Event(), care_of(current, opened, clock)
    running: list[Running] = []
    if chosen.discord_token:
        discord = discord_of(chosen, clock, current, opened, care)
        for name, said, value in discord.numbers:
            metrics.gauge(f"discord_{name}", said, value)
        running.append(discord)
    if chosen.matrix_homeserver:
        running.append(matrix_of(chosen, clock, current, opened, care, tell))

    async def missing() -> str | None:
        lacking = ((it.platform, it.missing) for it in running)
        told = "; ".join(f"{name}: {what}" for name, what in lacking if what)
        return await opened.missing() or told or None

    async with AsyncExitStack() as stack:
        if chosen.http_port:
            await stack.enter_async_context(served(chosen.http_port, missing, metrics.text))
        stack.enter_context(heeded(stop, care.reload))
        await _each([_talk(one, current, opened, clock, metrics, stop) for one in running])


async def _talk(  # noqa: PLR0913, PLR0917
    one: Running,
    current: "Current",
    opened: "Database",
    clock: Clock,
    metrics: "Metrics",
    stop: asyncio.Event,
) -> None:
    from bot.commands.cooldown import Cooldown
    from bot.holding import held
    from bot.talking import Manners, talk

    manners = Manners(Cooldown(), partial(metrics.counted, one.platform), stop)

    async def talking() -> None:
        await talk(current, opened, metrics.watched(one), clock, manners)

    if one.is_exclusive:
        await held(opened, one.account, clock, stop, talking)
    else:
        await talking()


async def _each(talks: list[Coroutine[Any, Any, None]]) -> None:
    """All at once; when one fails the others end, and its fault is told."""
    tasks = [asyncio.create_task(one) for one in talks]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
