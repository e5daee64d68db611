"""A conversation and its reminders in one place, until it ends. Is handed its platform."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any, Protocol

from bot.chat import Answer, Person, Place, Platform, Reply
from bot.clock import Clock
from bot.commands.conversation import Conversation
from bot.commands.cooldown import Cooldown
from bot.commands.current import Current
from bot.commands.request import Bot
from bot.reminders import zones
from bot.reminders.delivery import Delivery, Destination
from bot.reminders.store.database import Database
from bot.reminders.store.error import StoreError
from bot.reminders.store.feedback import Feedback
from bot.reminders.store.handled import Handled
from bot.reminders.store.history import History
from bot.reminders.store.listening import listen
from bot.reminders.store.people import People
from bot.reminders.store.queue import Queue
from bot.reminders.store.reminders import Reminders
from bot.reminders.store.renewing import renew
from bot.reminders.waking import Bell, Waking
from bot.replies import reminders

log = logging.getLogger(__name__)

RECHECK_SQLITE, RECHECK_POSTGRESQL = 1, 60
"""Looks at the clock after which the database is asked again; SQLite cannot ring a bell."""

DAY = 86_400
YEAR = 366 * DAY

LAST_ROUND = 4.0
"""Seconds that reminders which are being sent may take when the bot leaves."""


class Here(Platform, Destination, Protocol):
    """A place where people chat and where their reminders come."""

    async def reach(self, place: Place, to: Person, reply: Reply) -> Place:
        """Say something in a place, to find out whether one may. Raises Gone or NotNow."""


@dataclass(frozen=True)
class Manners:
    """What differs between a terminal and a chat of many: limits, counting, and when to stop."""

    cooldown: Cooldown | None = None
    counted: Callable[[Answer], Answer] = lambda answer: answer
    stop: asyncio.Event | None = None


async def talk(
    current: Current,
    database: Database,
    here: Here,
    clock: Clock,
    manners: Manners = Manners(),
) -> None:
    """Talk and remind until the person leaves, or until it is told to stop."""
    bell = Bell()
    bot = Bot(
        current,
        People(database),
        Reminders(database, bell.ring),
        History(database),
        Feedback(database),
        clock,
        here.reach,
    )
    await renew(database, zones.data_version(), int(clock.now()))
    waking = _waking(bot, database, here, bell)
    sending = asyncio.create_task(waking.run())
    beside = [
        asyncio.create_task(listen(database, bell.ring)),
        asyncio.create_task(_tidy(bot, Handled(database))),
    ]
    answer = manners.counted(Conversation(bot, manners.cooldown).answer)
    try:
        await _until_stopped(here.listen(answer), waking, sending, manners.stop)
    finally:
        for task in (sending, *beside):
            task.cancel()
        await asyncio.gather(sending, *beside, return_exceptions=True)


async def _until_stopped(
    listening: Coroutine[Any, Any, None],
    waking: Waking,
    sending: asyncio.Task[None],
    stop: asyncio.Event | None,
) -> None:
    """Listen until the chat ends; when told to stop, send what was begun, then stop listening."""
    heard = asyncio.create_task(listening)
    told = asyncio.create_task((stop or asyncio.Event()).wait())
    try:
        await asyncio.wait({heard, told}, return_when=asyncio.FIRST_COMPLETED)
        if not heard.done():
            waking.leave()
            await asyncio.wait({sending}, timeout=LAST_ROUND)
    finally:
        told.cancel()
        heard.cancel()
        await asyncio.gather(heard, return_exceptions=True)
    if not heard.cancelled():
        heard.result()


def _waking(bot: Bot, database: Database, here: Here, bell: Bell) -> Waking:
    delivery = Delivery(
        Queue(database),
        here,
        lambda due, late: reminders.reminding(bot.content, due, int(bot.clock.now()), late=late),
        bot.clock,
        Random(),  # noqa: S311 - spreads retries, guards nothing
    )
    recheck = RECHECK_SQLITE if database.is_sqlite else RECHECK_POSTGRESQL
    return Waking(delivery, bell, bot.clock, recheck)


async def _tidy(bot: Bot, handled: Handled) -> None:
    """What is over a year old is deleted once a day, and which events were dealt with."""
    while True:
        now = int(bot.clock.now())
        try:
            await bot.history.tidy(now - YEAR)
            await bot.feedback.tidy(datetime.fromtimestamp(now - YEAR, UTC).date())
            await handled.tidy(now - DAY)
        except StoreError as error:
            log.warning("old times are kept for another day: %s", error)
        await bot.clock.sleep(DAY)
