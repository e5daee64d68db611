"""When delivery works: in time, at the bell, and again after a fault. Real seconds, but few."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import pytest

from bot.clock import Clock, SystemClock
from bot.reminders.store.error import StoreError
from bot.reminders.waking import LOOK, Bell, Waking
from tests.reminders.fakes import FakeClock
from tests.reminders.world import NOON

FOR_EVER = 1_000_000
PATIENCE = 5


AWAY = StoreError("the database is away")


class FakeSender:
    """Has one thing to send, `due` at an instant; tells when it was sent."""

    def __init__(self, due: int | None, faults: int = 0, fault: Exception = AWAY) -> None:
        self.due = due
        self.faults = deque([fault] * faults)
        self.looked, self.failed, self.sent = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def next_wake(self) -> int | None:
        self.looked.set()
        if self.faults:
            self.failed.set()
            raise self.faults.popleft()
        return self.due

    async def send_due(self) -> int:
        if self.due is None:
            return 0
        self.due = None
        self.sent.set()
        return 1


@asynccontextmanager
async def awake(
    sender: FakeSender, clock: Clock, bell: Bell | None = None, recheck: int = FOR_EVER
) -> AsyncIterator[None]:
    task = asyncio.create_task(Waking(sender, bell or Bell(), clock, recheck).run())
    yield
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def soon(what: Awaitable[object]) -> None:
    async with asyncio.timeout(PATIENCE):
        await what


async def test_what_is_due_is_sent_at_once() -> None:
    sender = FakeSender(NOON)
    async with awake(sender, FakeClock(NOON)):
        await soon(sender.sent.wait())


async def test_what_falls_due_is_sent_within_a_second() -> None:
    clock = SystemClock()
    due = int(clock.now()) + 1
    sender = FakeSender(due)
    async with awake(sender, clock):
        await soon(sender.sent.wait())
    assert due <= clock.now() <= due + 1


async def test_a_clock_that_leaps_forward_is_noticed_within_a_second() -> None:
    clock, sender = FakeClock(NOON), FakeSender(NOON + 3600)
    async with awake(sender, clock):
        await soon(sender.looked.wait())
        clock.time = NOON + 3600
        async with asyncio.timeout(LOOK + 1):
            await sender.sent.wait()


async def test_the_bell_wakes_for_what_was_not_known() -> None:
    sender, bell = FakeSender(None), Bell()
    async with awake(sender, FakeClock(NOON), bell):
        await soon(sender.looked.wait())
        sender.due = NOON
        bell.ring()
        await soon(sender.sent.wait())


async def test_without_a_bell_the_database_is_looked_at_again() -> None:
    sender = FakeSender(None)
    async with awake(sender, FakeClock(NOON), recheck=1):
        await soon(sender.looked.wait())
        sender.due = NOON
        await soon(sender.sent.wait())


async def test_a_bell_that_rang_before_anybody_waited_is_heard() -> None:
    bell = Bell()
    bell.ring()
    assert await bell.rings_within(PATIENCE)


async def test_a_bell_that_was_heard_is_silent() -> None:
    bell = Bell()
    bell.ring()
    await bell.rings_within(PATIENCE)
    assert not await bell.rings_within(0.01)


async def test_a_database_that_fails_is_waited_for_and_named_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sender, bell = FakeSender(NOON, faults=2), Bell()
    async with awake(sender, FakeClock(NOON), bell):
        await soon(sender.failed.wait())
        sender.failed.clear()
        bell.ring()
        await soon(sender.failed.wait())
        bell.ring()
        await soon(sender.sent.wait())
    assert [record.message for record in caplog.records] == ["reminders wait: the database is away"]


async def test_an_error_nobody_thought_of_does_not_end_the_reminders(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sender, bell = FakeSender(NOON, faults=1, fault=RuntimeError("a slip of ours")), Bell()
    async with awake(sender, FakeClock(NOON), bell):
        await soon(sender.failed.wait())
        bell.ring()
        await soon(sender.sent.wait())
    assert [record.message for record in caplog.records] == ["reminders wait after an error"]
