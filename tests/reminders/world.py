"""The parts of the reminder core, joined as `cli` joins them, with a clock that a test sets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from bot.chat import Person, Place, Reply
from bot.reminders import schedule
from bot.reminders.delivery import Delivery, Destination
from bot.reminders.reminder import Key, Owner, Plan, Reminder, State
from bot.reminders.rule import EVERY_DAY, Rule, Wall
from bot.reminders.schedule import Clockwork
from bot.reminders.store.database import Database
from bot.reminders.store.history import History
from bot.reminders.store.people import People
from bot.reminders.store.queue import Due, Queue
from bot.reminders.store.reminders import Reminders
from tests.reminders.fakes import BERLIN, FakeChat, FakeClock, at, compose

NOON = at("2026-11-25 12:00")
SEVEN_PM = at("2026-11-25 19:00")
DAY = 86_400
HERE = Place("chat", "here")
DAILY = Wall((19 * 60,), EVERY_DAY, date(2026, 11, 1))


def by(owner: Owner) -> Clockwork:
    return Clockwork(owner.zone or "UTC", owner.quiet)


@dataclass(frozen=True)
class World:
    """One database, what works with it, one chat and one clock."""

    database: Database
    clock: FakeClock
    chat: FakeChat
    people: People
    reminders: Reminders
    history: History
    queue: Queue

    @property
    def now(self) -> int:
        return int(self.clock.now())

    async def owner(self, name: str = "ada", zone: str = BERLIN) -> Owner:
        """A person who told their zone."""
        who = Person("chat", name)
        await self.people.set_zone(await self.people.know(who, self.now), zone)
        return await self.again(name)

    async def again(self, name: str = "ada") -> Owner:
        """The person as the store knows them now."""
        found = await self.people.find(Person("chat", name))
        assert found
        return found

    async def add(
        self,
        owner: Owner,
        rule: Rule = DAILY,
        place: Place = HERE,
        exercises: tuple[str, ...] = ("heel-walking",),
    ) -> Reminder:
        """A new reminder of theirs."""
        times = schedule.after(rule, self.now, by(owner))
        return await self.reminders.add(owner, Plan(exercises, rule, place), times, self.now)

    def delivery(
        self,
        chat: Destination | None = None,
        says: Callable[[Due, bool], Reply] = compose,
    ) -> Delivery:
        """A worker; several may live at a time."""
        return Delivery(self.queue, chat or self.chat, says, self.clock, Random(1))

    async def deliver_at(self, instant: float) -> int:
        """Set the clock and let a new worker do all there is; how many reminders it claimed."""
        self.clock.time = instant
        worker, claimed = self.delivery(), 0
        while count := await worker.send_due():
            claimed += count
        return claimed

    async def states(self, owner: Owner) -> dict[int, State]:
        """What became of every occurrence, by when it was due."""
        return {one.due: one.state for one in await self.history.since(owner, 0)}

    async def key(self, owner: Owner, number: int = 1) -> Key:
        """The key of the next occurrence."""
        found = await self.reminders.find(owner, number)
        assert found
        assert found.due
        return Key(found.id, found.due)


def world_in(database: Database) -> World:
    return World(
        database=database,
        clock=FakeClock(NOON),
        chat=FakeChat(),
        people=People(database),
        reminders=Reminders(database, lambda: None),
        history=History(database),
        queue=Queue(database),
    )
