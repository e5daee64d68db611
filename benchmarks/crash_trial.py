"""One trial: reminders fall due while workers and servers are killed; then all are counted."""

import asyncio
import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from random import Random

from benchmarks.crash_crew import Crew
from benchmarks.crash_stores import Store
from benchmarks.crash_worker import Job
from benchmarks.fake_chat import PLATFORM, FakeChat
from benchmarks.fast_clock import START, FastClock
from bot.chat import Person, Place
from bot.reminders import schedule
from bot.reminders.delivery import LEASE
from bot.reminders.reminder import MOST_ACTIVE, NEWS, Key, Owner, Plan, State
from bot.reminders.rule import Elapsed, upcoming
from bot.reminders.schedule import Clockwork
from bot.reminders.store.database import Database, open_database
from bot.reminders.store.history import History
from bot.reminders.store.people import People
from bot.reminders.store.queue import Queue
from bot.reminders.store.reminders import Reminders

UTC = Clockwork("UTC", None)
LOOK = 0.2
PATIENCE = 10 * LEASE
"""Seconds after the last kill until reminders that still wait are an error."""


@dataclass(frozen=True)
class Ask:
    """What is tried.

    Reminders come round after `apart` seconds, and the chat `remembers` keys for so many, by a
    clock of `speed`. In real seconds, kills lie `pause` apart on average, and the chat takes up to
    `slowest` to accept a message, and again to say so.
    """

    remembers: int
    kills: int
    server_kills: int
    reminders: int
    apart: int
    workers: int
    pause: float
    speed: float
    slowest: float
    seed: int


@dataclass(frozen=True)
class Counts:
    """What became of all occurrences that were `due`.

    `sent` were seen by people, `doubled` more than once, `lost` neither seen nor reported.
    `repeated_keys` were sent again and not seen again. Their owners are told of the `unsure`, which
    may have been seen, and of the `missed`; of several in a row, of the first one. `skipped` are
    the others of these rows.
    """

    due: int
    sent: int
    lost: int
    doubled: int
    repeated_keys: int
    unsure: int
    missed: int
    skipped: int


class StuckError(Exception):
    """Reminders wait for ever."""


async def run(ask: Ask, store: Store, folder: Path) -> Counts:
    """Kill, wait until nothing is due any more, and count."""
    database = await open_database(store.url, folder)
    try:
        owners, expected = await _fill(database, ask)
        chat = await _send_under_fire(ask, store, Queue(database), folder)
        states = await _states(database, owners)
    finally:
        await database.close()
    return counted(expected, _keys(chat.shown), _keys(chat.repeated), states)


def counted(
    expected: Collection[Key],
    shown: Sequence[Key],
    repeated: Sequence[Key],
    states: Mapping[Key, State],
) -> Counts:
    """Compare the keys that were due with what people saw and what is recorded."""
    seen = Counter(shown)
    unseen = set(expected) - seen.keys()
    told = {key for key, state in states.items() if state in NEWS}
    skipped = _in_a_row(expected, unseen, told)
    return Counts(
        due=len(expected),
        sent=len(seen),
        lost=len(unseen - told - skipped),
        doubled=sum(count > 1 for count in seen.values()),
        repeated_keys=len(repeated),
        unsure=sum(state is State.UNSURE for state in states.values()),
        missed=sum(state is State.MISSED for state in states.values()),
        skipped=len(skipped),
    )


def _in_a_row(
    expected: Collection[Key], unseen: Collection[Key], told: Collection[Key]
) -> frozenset[Key]:
    """Unseen ones that nothing is told of, behind one of the same reminder that is told."""
    found: set[Key] = set()
    last: Key | None = None
    for key in sorted(expected, key=astuple):
        if key in told:
            last = key
        elif last and last.reminder == key.reminder and key in unseen:
            found.add(key)
        else:
            last = None
    return frozenset(found)


async def _fill(database: Database, ask: Ask) -> tuple[list[Owner], frozenset[Key]]:
    """Reminders spread evenly over the time of the kills, and the keys of all their occurrences."""
    people, reminders = People(database), Reminders(database, lambda: None)
    lasts = int(max(ask.kills * ask.pause * ask.speed, ask.apart))
    owners: list[Owner] = []
    expected: set[Key] = set()
    for number in range(ask.reminders):
        if number % MOST_ACTIVE == 0:
            owners.append(await people.know(Person(PLATFORM, str(number)), START))
        first = START + 1 + number * ask.apart // ask.reminders
        rule = Elapsed(ask.apart, first, START + lasts)
        plan = Plan(("walking",), rule, Place(PLATFORM, str(number)))
        added = await reminders.add(owners[-1], plan, schedule.after(rule, START, UTC), START)
        expected |= {Key(added.id, due) for due in upcoming(rule, START, UTC.zone, lasts)}
    return owners, frozenset(expected)


async def _send_under_fire(ask: Ask, store: Store, queue: Queue, folder: Path) -> FakeChat:
    """The chat, after everything that was due was dealt with."""
    random = Random(ask.seed)
    clock = FastClock(time.time(), ask.speed)
    chat = FakeChat(clock, ask.remembers, ask.slowest, random)
    job = Job(store.url, folder / "chat", ask.remembers, clock)
    async with chat.at(job.socket):
        with Crew(job, folder / "log") as crew:
            await _harass(crew, store, ask, random)
            await _drained(queue, crew, ask.speed)
    return chat


async def _harass(crew: Crew, store: Store, ask: Ask, random: Random) -> None:
    for _ in range(ask.workers):
        crew.start()
    for number in range(ask.kills):
        await asyncio.sleep(random.expovariate(1 / ask.pause))
        crew.replace_one(random)
        if number * ask.server_kills // ask.kills < (number + 1) * ask.server_kills // ask.kills:
            await asyncio.to_thread(store.crash)


async def _drained(queue: Queue, crew: Crew, speed: float) -> None:
    for _ in range(int(PATIENCE / speed / LOOK) + 1):
        if await queue.next_wake(PLATFORM) is None:
            return
        crew.check()
        await asyncio.sleep(LOOK)
    raise StuckError(f"reminders still wait after {PATIENCE} seconds:\n{crew.said()[-2000:]}")


async def _states(database: Database, owners: list[Owner]) -> dict[Key, State]:
    history = History(database)
    return {
        Key(one.reminder, one.due): one.state
        for owner in owners
        for one in await history.since(owner, 0)
    }


def _keys(texts: Sequence[str]) -> list[Key]:
    return [key for text in texts if (key := Key.read(text))]
