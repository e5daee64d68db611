"""Hears PostgreSQL's notifications, so that a reminder set in one process wakes the others."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from bot.reminders.store.database import Database
from bot.reminders.store.error import StoreError
from bot.reminders.store.reminders import CHANNEL

log = logging.getLogger(__name__)

LOOK = 15.0
"""Seconds between two looks whether the connection is still there, and before the next try."""


async def listen(database: Database, ring: Callable[[], None], look: float = LOOK) -> None:
    """Ring whenever a process changed a reminder, until cancelled. Returns at once on SQLite."""
    while not database.is_sqlite:
        try:
            await _while_connected(database, ring, look)
        except StoreError as error:
            log.warning("no notifications for now: %s", error)
        ring()
        await asyncio.sleep(look)


async def _while_connected(database: Database, ring: Callable[[], None], look: float) -> None:
    async with database.reading() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await connection.rollback()
        await driver.add_listener(CHANNEL, lambda *_: ring())
        while not driver.is_closed():  # noqa: ASYNC110 - the driver has no event for it
            await asyncio.sleep(look)
