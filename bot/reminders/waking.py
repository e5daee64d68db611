"""When delivery works: at once when something is due or the bell rings, otherwise not at all."""

import asyncio
import logging
from typing import Protocol

from bot.clock import Clock
from bot.reminders.store.error import StoreError

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks at the clock, which costs next to nothing: a clock that was set or a
machine that slept is noticed within one."""

AFTER_FAULT = 5.0


class Bell:
    """Rung when something may be due earlier than was known."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake who waits, or who will wait next."""
        self._event.set()

    async def rings_within(self, seconds: float) -> bool:
        """Wait for the bell; whether it rang."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Sender(Protocol):
    """Delivery, as far as it needs to be woken."""

    async def next_wake(self) -> int | None:
        """When something is due next."""

    async def send_due(self) -> int:
        """Send what is due; how many that were."""


class Waking:
    """Keeps a sender going until it is told to leave, or is cancelled.

    `recheck` is after how many looks the database is asked again although no bell rang: 1 where
    other processes cannot ring it (SQLite), more where they can (PostgreSQL).
    """

    def __init__(self, sender: Sender, bell: Bell, clock: Clock, recheck: int) -> None:
        self._sender = sender
        self._bell = bell
        self._clock = clock
        self._recheck = recheck
        self._leaving = False

    def leave(self) -> None:
        """Finish what is being sent, and begin nothing more."""
        self._leaving = True
        self._bell.ring()

    async def run(self) -> None:
        """Send what falls due; no failure ends it."""
        failing = False
        while not self._leaving:
            try:
                await self._once()
                failing = False
            except StoreError as error:
                if not failing:
                    log.error("reminders wait: %s", error)  # noqa: TRY400
                failing = True
                await self._bell.rings_within(AFTER_FAULT)
            except Exception:
                log.exception("reminders wait after an error")
                await self._bell.rings_within(AFTER_FAULT)

    async def _once(self) -> None:
        due = await self._sender.next_wake()
        for _ in range(self._recheck):
            if due is not None and due <= self._clock.now():
                while not self._leaving and await self._sender.send_due():
                    pass
                return
            left = LOOK if due is None else min(LOOK, max(0.0, due - self._clock.now()))
            if await self._bell.rings_within(left):
                return
