"""What is measured of reminders, on a real database. Everything is in seconds."""

import asyncio
import time
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from random import Random
from typing import TypeVar

from benchmarks.reminder_stores import DAY, PLATFORM
from bot.chat import Kind, Person, Place, Reply
from bot.clock import SystemClock
from bot.reminders import changes, schedule
from bot.reminders.delivery import Delivery
from bot.reminders.reminder import Key, Plan
from bot.reminders.rule import EVERY_DAY, Wall
from bot.reminders.schedule import Clockwork
from bot.reminders.store.database import Database, open_database
from bot.reminders.store.listening import listen
from bot.reminders.store.people import People
from bot.reminders.store.queue import Due, Queue
from bot.reminders.store.reminders import Reminders
from bot.reminders.waking import Bell, Waking

BETWEEN = 0.01
"""Seconds that people leave between two commands."""

STEPS = 20
RECHECK = {True: 1, False: 15}
BY = Clockwork("Europe/Berlin", None)
EVENINGS = Wall((19 * 60,), EVERY_DAY, date(2026, 1, 1))

T = TypeVar("T")


class StillClock:
    """Stands still, so that exactly one wave is due however long it takes."""

    def __init__(self, at: int) -> None:
        self._at = at

    def now(self) -> float:
        """The instant that was given."""
        return self._at

    async def sleep(self, seconds: float) -> None:
        """Not at all."""


class Accepting:
    """A chat that takes every message at once, until it `has_all` that are expected.

    `taken` holds the key of each and the instant.
    """

    platform = PLATFORM
    account = "benchmark"
    remembers = 180

    def __init__(self, rate: float | None = None, expected: int | None = None) -> None:
        self.rate = rate
        self.taken: list[tuple[str, float]] = []
        self.has_all = asyncio.Event()
        self._expected = expected

    async def deliver(self, _place: Place, _to: Person, _reply: Reply, key: str) -> None:
        """Take it."""
        self.taken.append((key, time.time()))
        if len(self.taken) == self._expected:
            self.has_all.set()

    async def arrived(self, _place: Place, key: str) -> bool | None:
        """Whether it was taken."""
        return any(known == key for known, _ in self.taken)


@dataclass(frozen=True)
class Steps:
    """Each claim and settle of a whole chunk, each empty poll, each add."""

    chunks: list[float]
    polls: list[float]
    adds: list[float]


async def drain(database: Database, at: int, chunk: int) -> int:
    """Deliver everything that is due; how many that were."""
    chat = Accepting()
    delivery = _delivery(database, chat, at, chunk)
    while await delivery.send_due():
        pass
    return len({key for key, _ in chat.taken})


async def drain_beside_commands(database: Database, at: int, chunk: int) -> list[float]:
    """Each command that people give while everything that is due is delivered."""
    draining = asyncio.create_task(drain(database, at, chunk))
    taken: list[float] = []
    for number in count():
        taken += await _commands(database, f"user-{number}", at)
        if draining.done():
            break
        await asyncio.sleep(BETWEEN)
    await draining
    return taken


async def burst(database: Database, expected: int, rate: float) -> dict[str, list[float]]:
    """In real time, at a limit: how late each message came, and how long all of them took."""
    chat = Accepting(rate, expected)
    running = asyncio.create_task(_running(database, chat))
    await chat.has_all.wait()
    await _ended(running)
    late = [at - _due(key) for key, at in chat.taken]
    first = min(_due(key) for key, _ in chat.taken)
    return {"late": late, "span": [max(at for _, at in chat.taken) - first]}


async def idle(database: Database, seconds: float) -> float:
    """Processor time that waiting takes when nothing is due."""
    running = asyncio.create_task(_running(database, Accepting()))
    await asyncio.sleep(min(1.0, seconds))
    before = time.process_time()
    await asyncio.sleep(seconds)
    used = time.process_time() - before
    await _ended(running)
    return used


async def steps(database: Database, at: int, chunk: int) -> Steps:
    """The single steps, one after another."""
    delivery = _delivery(database, Accepting(), at, chunk)
    adding = [await _commands(database, f"stepper-{number}", at) for number in range(STEPS)]
    chunks = [await _timed(delivery.send_due())]
    while chunks[-1][1]:
        chunks.append(await _timed(delivery.send_due()))
    whole = [taken for taken, sent in chunks if sent == chunk]
    polls = [(await _timed(delivery.next_wake()))[0] for _ in range(STEPS)]
    return Steps(whole, polls, [add for add, _ in adding])


async def opened(url: str) -> Database:
    """The database, with its connection made and its statements known."""
    database = await open_database(url, Path())
    await Queue(database).next_wake(PLATFORM)
    return database


def _delivery(database: Database, chat: Accepting, at: int, chunk: int) -> Delivery:
    return Delivery(Queue(database), chat, _composed, StillClock(at), Random(1), chunk)


async def _running(database: Database, chat: Accepting) -> None:
    """Delivery as `soleus run` keeps it going."""
    bell, clock = Bell(), SystemClock()
    delivery = Delivery(Queue(database), chat, _composed, clock, Random(1))
    waking = Waking(delivery, bell, clock, RECHECK[database.is_sqlite])
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(waking.run())
        tasks.create_task(listen(database, bell.ring))


async def _ended(running: asyncio.Task[None]) -> None:
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def _commands(database: Database, name: str, at: int) -> list[float]:
    """A new person adds a reminder and pauses it; how long each took."""
    people, reminders = People(database), Reminders(database, _nobody)
    owner = await people.know(Person(PLATFORM, name), at)
    plan = Plan(("heel-raises",), EVENINGS, Place(PLATFORM, name))
    times = schedule.after(EVENINGS, at + DAY, BY)
    added, reminder = await _timed(reminders.add(owner, plan, times, at))
    changed, _ = await _timed(
        reminders.change(owner, reminder.number, lambda one: changes.paused(one, None, at, BY), at)
    )
    return [added, changed]


async def _timed(work: Awaitable[T]) -> tuple[float, T]:
    begun = time.perf_counter()
    done = await work
    return time.perf_counter() - begun, done


def _due(key: str) -> int:
    read = Key.read(key)
    if read is None:
        raise ValueError(key)
    return read.due


def _composed(_due: Due, _late: bool) -> Reply:  # noqa: FBT001
    return Reply(Kind.NOTICE)


def _nobody() -> None:
    """Nobody is to be woken: delivery is under way."""
