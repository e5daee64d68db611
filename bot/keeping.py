"""What processes that share a chat account keep together: who acts, whose turn it is, notes.

A database that fails must not silence the bot: then each process acts as if it were alone.
"""

import logging

from bot.clock import Clock
from bot.reminders.store import pacing
from bot.reminders.store.database import Database
from bot.reminders.store.error import StoreError
from bot.reminders.store.facts import Facts
from bot.reminders.store.handled import Handled

log = logging.getLogger(__name__)

AHEAD = 900.0
"""Seconds that a turn may lie ahead before the clock counts as set back."""


class Keeping:
    """Kept in the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._handled = Handled(database)
        self._facts = Facts(database)
        self._clock = clock

    async def first(self, event: str) -> bool:
        """Whether nobody has dealt with an event yet; true once."""
        try:
            return await self._handled.first(event, int(self._clock.now()))
        except StoreError as error:
            log.warning("%s is dealt with alone: %s", event, error)
            return True

    async def recall(self, name: str) -> str | None:
        """What was noted under a name."""
        try:
            return await self._facts.get(name)
        except StoreError as error:
            log.warning("nothing is recalled of %s: %s", name, error)
            return None

    async def note(self, name: str, value: str) -> None:
        """Note something under a name."""
        try:
            await self._facts.put(name, value)
        except StoreError as error:
            log.warning("%s is not noted: %s", name, error)

    async def turn(self, name: str, every: float) -> None:
        """Wait for a turn that comes `every` so many seconds, to one process at a time."""
        now = self._clock.now()
        try:
            begin = await pacing.reserve(self._database, name, 1, 1 / every, now, ahead=AHEAD)
        except StoreError as error:
            log.warning("%s waits its turn alone: %s", name, error)
            begin = now + every
        await self._clock.sleep(max(0.0, begin - now))
