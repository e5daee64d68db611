"""Holding a chat account that only one process may use: another takes over when it ends."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.clock import Clock
from bot.reminders.store.database import Database
from bot.reminders.store.error import StoreError
from bot.reminders.store.leases import Leases

log = logging.getLogger(__name__)

LEASE, RENEW = 20.0, 5.0
"""Seconds that a lease lasts, and after which it is renewed: a dead holder is followed in 25."""


async def held(
    database: Database,
    account: str,
    clock: Clock,
    stop: asyncio.Event,
    work: Callable[[], Awaitable[None]],
) -> None:
    """Work while the account is held; wait for it, and begin again after losing it."""
    leases, holder = Leases(database), secrets.token_hex(8)
    try:
        while not stop.is_set():
            if await _taken(leases, account, holder, clock):
                await _work(leases, account, holder, clock, work)
                if stop.is_set():
                    return
            await _pause(stop)
    finally:
        await _left(leases, account, holder)


async def _work(
    leases: Leases, account: str, holder: str, clock: Clock, work: Callable[[], Awaitable[None]]
) -> None:
    log.info("holding %s", account)
    working = asyncio.ensure_future(work())
    try:
        while not working.done():
            await asyncio.wait({working}, timeout=RENEW)
            if not working.done() and not await _taken(leases, account, holder, clock):
                log.warning("lost %s to another process", account)
                return
        await working
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def _taken(leases: Leases, account: str, holder: str, clock: Clock) -> bool:
    try:
        return await leases.take(account, holder, clock.now(), LEASE)
    except StoreError as error:
        log.warning("%s cannot be held: %s", account, error)
        return False


async def _left(leases: Leases, account: str, holder: str) -> None:
    try:
        await leases.leave(account, holder)
    except StoreError as error:
        log.warning("%s is free in %.0f s: %s", account, LEASE, error)


async def _pause(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(RENEW):
            await stop.wait()
