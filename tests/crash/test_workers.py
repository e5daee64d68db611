"""Killed and frozen workers: each reminder is seen once, or its owner is told."""

import asyncio
import json
import signal
import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks import crash, crash_trial
from benchmarks.crash_crew import Crew
from benchmarks.crash_stores import SQLITE, SQLiteFile, Store
from benchmarks.crash_trial import Ask, Counts, counted
from benchmarks.crash_worker import Job
from benchmarks.fake_chat import PLATFORM, FakeChat
from benchmarks.fast_clock import START, FastClock
from bot.chat import Person, Place, Reply
from bot.reminders.delivery import LEASE
from bot.reminders.reminder import Key, Reminder, State
from bot.reminders.rule import Elapsed, Moment
from bot.reminders.store.database import Database
from bot.reminders.store.queue import Queue
from tests.conftest import HeldClock
from tests.crash.crashing import (
    DISCORD,
    Chat,
    all_due,
    delivery,
    is_over,
    news,
    remind,
    states,
    until,
)

HOUR = 3_600
DAY = 24 * HOUR
APART = 5 * LEASE


@pytest.fixture
async def accepted(url: str, database: Database, tmp_path: Path) -> Reminder:
    """A reminder whose worker was killed when the chat had its message and the worker not knew."""
    reminder = await remind(database, Moment(START))
    clock = FastClock(time.time(), 1.0)
    chat = FakeChat(clock, DISCORD, 0.0, Random(1))
    chat.hold()
    job = Job(url, tmp_path / "chat", DISCORD, clock)
    async with chat.at(job.socket):
        with Crew(job, tmp_path / "log") as crew:
            crew.start()
            await until(lambda: bool(chat.shown))
    assert await states(database) == []
    return reminder


@pytest.mark.parametrize(
    ("there", "state", "sent_again"),
    [
        pytest.param(None, State.UNSURE, False, id="nobody can tell"),
        pytest.param(True, State.SENT, False, id="it is there"),
        pytest.param(False, State.SENT, True, id="it is not there"),
    ],
)
async def test_what_a_killed_worker_left_is_looked_for_once_the_chat_forgot_its_key(
    database: Database, accepted: Reminder, there: bool | None, state: State, sent_again: bool
) -> None:
    clock = HeldClock(START + HOUR)
    chat = Chat(clock, there)
    await delivery(database, chat, clock).send_due()
    key = str(Key(accepted.id, START))
    assert chat.asked == [key]
    assert chat.shown == [key] * sent_again
    assert await states(database) == [state]
    assert await news(database) == [State.UNSURE] * (state is State.UNSURE)
    assert await is_over(database)


async def test_a_frozen_worker_that_wakes_settles_nothing_and_doubles_nothing(
    url: str, database: Database, tmp_path: Path
) -> None:
    reminder = await remind(database, Moment(START))
    clock = FastClock(time.time(), LEASE)
    chat = FakeChat(clock, DAY, 0.0, Random(1))
    job = Job(url, tmp_path / "chat", DAY, clock)
    async with chat.at(job.socket):
        with Crew(job, tmp_path / "log") as crew:
            chat.hold()
            frozen = crew.start()
            await until(lambda: bool(chat.shown))
            frozen.send_signal(signal.SIGSTOP)
            chat.release()
            crew.start()
            await until(lambda: is_over(database))
            frozen.send_signal(signal.SIGCONT)
            await until(lambda: "changed hands" in crew.said())
    key = str(Key(reminder.id, START))
    assert (chat.shown, chat.repeated) == ([key], [key])
    assert await states(database) == [State.SENT]


class Frozen(HeldClock):
    """Stands still for ten minutes as soon as somebody waits, while another worker goes on."""

    def __init__(self, database: Database, other: Chat) -> None:
        super().__init__(START)
        self._other = delivery(database, other, HeldClock(START + LEASE + 1))

    async def sleep(self, seconds: float) -> None:
        self.instant += seconds + 600
        await self._other.send_due()


async def test_a_worker_frozen_before_it_sends_does_not_send_when_it_wakes(
    database: Database,
) -> None:
    reminder = await remind(database, Moment(START))
    others, its = Chat(HeldClock(START)), Chat(HeldClock(START))
    await delivery(database, its, Frozen(database, others)).send_due()
    assert its.shown == []
    assert others.shown == [str(Key(reminder.id, START))]
    assert await states(database) == [State.SENT]


class Deadly(Chat):
    """Whoever sends to it dies as soon as it has the message."""

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        await super().deliver(place, to, reply, key)
        raise asyncio.CancelledError


async def test_what_took_the_place_of_one_in_doubt_is_in_doubt_itself_when_its_worker_dies(
    database: Database,
) -> None:
    reminder = await remind(database, Elapsed(APART, START, START + APART))
    clock = HeldClock(START)
    await Queue(database).claim(PLATFORM, START, 1, LEASE)
    clock.instant += APART
    chat = Deadly(clock)
    with pytest.raises(asyncio.CancelledError):
        await all_due(delivery(database, chat, clock))
    clock.instant += LEASE + DISCORD
    await all_due(delivery(database, chat, clock))
    assert chat.shown == [str(Key(reminder.id, START + APART))]
    assert await states(database) == [State.UNSURE, State.UNSURE]


QUICK = Ask(
    remembers=DAY,
    kills=3,
    server_kills=0,
    reminders=150,
    apart=30,
    workers=3,
    pause=0.6,
    speed=20,
    slowest=0.5,
    seed=1,
)


def reported(counts: Counts) -> int:
    """Seen, or told to the owner. On a busy machine not all come in time."""
    return counts.sent + counts.unsure + counts.missed + counts.skipped


async def test_every_reminder_comes_once_from_workers_that_are_killed(tmp_path: Path) -> None:
    counts = await crash_trial.run(QUICK, SQLiteFile(tmp_path), tmp_path)
    assert (counts.lost, counts.doubled) == (0, 0)
    assert reported(counts) >= counts.due >= 150


async def test_every_reminder_comes_once_from_a_server_that_is_killed(
    server: Store, tmp_path: Path
) -> None:
    counts = await crash_trial.run(replace(QUICK, kills=1, server_kills=1), server, tmp_path)
    assert (counts.lost, counts.doubled) == (0, 0)
    assert reported(counts) >= counts.due >= 150


async def test_every_reminder_comes_once_from_two_that_race_on_one_file(tmp_path: Path) -> None:
    race = replace(QUICK, kills=0, workers=2, apart=20, slowest=0.02)
    counts = await crash_trial.run(race, SQLiteFile(tmp_path), tmp_path)
    assert counts == Counts(
        due=150, sent=150, lost=0, doubled=0, repeated_keys=0, unsure=0, missed=0, skipped=0
    )


def test_the_benchmark_tells_its_figures_as_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    tiny = ["--kills", "0", "--reminders", "10", "--apart", "1", "--speed", "20"]
    assert crash.main(["--json", "--store", SQLITE, "--remembers", str(DAY), *tiny]) == 0
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert (run["store"], run["remembers"], run["sent"]) == (SQLITE, DAY, 10)
    assert run.keys() >= {"lost", "doubled", "repeated_keys", "unsure", "kills", "server_kills"}


def test_the_trial_counts_what_is_lost_doubled_and_reported() -> None:
    one, two, three, four, five, six = (Key(number, 1) for number in range(1, 7))
    recorded = {two: State.SENT, three: State.UNSURE, four: State.MISSED, five: State.UNSURE}
    expected = [one, two, three, four, five, six]
    counts = counted(expected, [one, one, five, six], [six, six], recorded)
    assert (counts.due, counts.sent, counts.repeated_keys) == (6, 3, 2)
    assert (counts.lost, counts.doubled) == (1, 1)
    assert (counts.unsure, counts.missed) == (2, 1)


def test_of_several_missed_in_a_row_the_first_one_reports_them_all() -> None:
    first, second, third, seen, last = (Key(1, due) for due in range(1, 6))
    states = {first: State.MISSED, seen: State.SENT}
    counts = counted([first, second, third, seen, last, Key(2, 1)], [seen], [], states)
    assert (counts.missed, counts.skipped) == (1, 2)
    assert counts.lost == len([last, Key(2, 1)])
