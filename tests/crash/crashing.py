"""What the crash tests share: a chat without a socket, a person with reminders, and how to wait."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from benchmarks.fake_chat import PLATFORM, FakeChat
from benchmarks.fast_clock import START
from bot.chat import Kind, Person, Place, Reply
from bot.clock import Clock
from bot.reminders import schedule
from bot.reminders.delivery import Delivery
from bot.reminders.reminder import Owner, Plan, Reminder, State
from bot.reminders.rule import Rule
from bot.reminders.schedule import Clockwork
from bot.reminders.store.database import Database
from bot.reminders.store.history import History
from bot.reminders.store.people import People
from bot.reminders.store.queue import Due, Queue
from bot.reminders.store.reminders import Reminders

ME = Person(PLATFORM, "me")
UTC = Clockwork("UTC", None)
DISCORD = 180
"""Seconds for which it knows a key."""

PATIENCE, LOOK = 20.0, 0.01


class Chat(FakeChat):
    """A Destination in the same process. `there` is what it can tell of a message."""

    platform = PLATFORM
    account = "soleus"
    rate = None
    remembers = DISCORD

    def __init__(self, clock: Clock, there: bool | None = None) -> None:
        super().__init__(clock, DISCORD, 0.0, Random(1))
        self.asked: list[str] = []
        self._there = there

    async def deliver(self, _place: Place, _to: Person, _reply: Reply, key: str) -> None:
        self.accept(key)

    async def arrived(self, _place: Place, key: str) -> bool | None:
        self.asked.append(key)
        return self._there


class Told:
    """Composes nothing, and remembers which reminders were to say that they are late."""

    def __init__(self) -> None:
        self.late: list[bool] = []

    def __call__(self, _due: Due, late: bool) -> Reply:
        self.late.append(late)
        return Reply(Kind.NOTICE)


def delivery(database: Database, chat: Chat, clock: Clock, told: Told | None = None) -> Delivery:
    return Delivery(Queue(database), chat, told or Told(), clock, Random(1))


async def all_due(sender: Delivery) -> None:
    """Round after round, as Waking has it do."""
    while await sender.send_due():
        pass


async def remind(database: Database, rule: Rule, who: Person = ME) -> Reminder:
    """A new reminder; the first time is START or later."""
    owner = await People(database).know(who, START)
    times = schedule.after(rule, START - 1, UTC)
    plan = Plan(("walking",), rule, Place(PLATFORM, who.id))
    return await Reminders(database, lambda: None).add(owner, plan, times, START)


async def me(database: Database) -> Owner:
    return await People(database).know(ME, START)


async def states(database: Database) -> list[State]:
    """What became of my reminders, the one due first at first."""
    return [one.state for one in await History(database).since(await me(database), 0)]


async def news(database: Database) -> list[State]:
    """What I am told at the next contact."""
    return [one.state for one in await History(database).news(await me(database))]


async def is_over(database: Database) -> bool:
    """Whether nothing will be due any more."""
    return await Queue(database).next_wake(PLATFORM) is None


async def until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Look until a condition holds. Raises TimeoutError when it does not come about."""
    async with asyncio.timeout(PATIENCE):
        while not await _value(holds()):  # noqa: ASYNC110
            await asyncio.sleep(LOOK)


async def _value(found: bool | Awaitable[bool]) -> bool:
    return found if isinstance(found, bool) else await found
