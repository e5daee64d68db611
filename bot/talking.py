"""A conversation and its reminders in one place, until it ends. Is handed its platform."""

import asyncio
import logging
from random import Random
from typing import Protocol

from bot.answering import Answering
from bot.chat import Platform
from bot.clock import Clock
from bot.commands.conversation import Conversation
from bot.commands.request import Bot
from bot.reminders import zones
from bot.reminders.delivery import Delivery, Destination
from bot.reminders.store.database import Database
from bot.reminders.store.error import StoreError
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


class Here(Platform, Destination, Protocol):
    """A place where people chat and where their reminders come."""


async def talk(answering: Answering, database: Database, here: Here, clock: Clock) -> None:
    """Talk and remind until the person leaves."""
    bell = Bell()
    bot = Bot(answering, People(database), Reminders(database, bell.ring), History(database), clock)
    await renew(database, zones.data_version(), int(clock.now()))
    beside = [
        asyncio.create_task(_waking(bot, database, here, bell).run()),
        asyncio.create_task(listen(database, bell.ring)),
        asyncio.create_task(_tidy(bot)),
    ]
    try:
        await here.listen(Conversation(bot).answer)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


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


async def _tidy(bot: Bot) -> None:
    """What is over a year old is deleted once a day."""
    while True:
        try:
            await bot.history.tidy(int(bot.clock.now()) - YEAR)
        except StoreError as error:
            log.warning("old times are kept for another day: %s", error)
        await bot.clock.sleep(DAY)
