"""Killed and frozen workers: each reminder is seen once, or its owner is told."""

import json
import signal
import time
from pathlib import Path
from random import Random

import pytest

from benchmarks import crash
from benchmarks.crash_crew import Crew
from benchmarks.crash_stores import POSTGRESQL, SQLITE
from benchmarks.crash_trial import counted
from benchmarks.crash_worker import Job
from benchmarks.fake_chat import FakeChat
from benchmarks.fast_clock import START, FastClock
from bot.reminders.delivery import LEASE
from bot.reminders.reminder import Key, Reminder, State
from bot.reminders.rule import Moment
from bot.reminders.store.database import Database
from tests.conftest import HeldClock
from tests.crash.crashing import DISCORD, Chat, delivery, is_over, news, remind, states, until

HOUR = 3_600
DAY = 24 * HOUR


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


@pytest.mark.parametrize(
    ("store", "options"),
    [
        pytest.param(SQLITE, ["--kills", "6"], id="sqlite"),
        pytest.param(POSTGRESQL, ["--kills", "5", "--server-kills", "1"], id="postgresql"),
        pytest.param(SQLITE, ["--kills", "0", "--workers", "2"], id="two race on one file"),
    ],
)
def test_every_reminder_comes_once_under_kill_9(
    store: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    quick = ["--reminders", "150", "--apart", "60", "--speed", "20", "--pause", "0.4"]
    assert crash.main(["--json", "--store", store, "--remembers", str(DAY), *quick, *options]) == 0
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert (run["lost"], run["doubled"]) == (0, 0)
    assert run["sent"] + run["unsure"] + run["missed"] >= run["due"] >= 150
    assert {"repeated_keys", "kills", "server_kills", "store", "remembers"} <= run.keys()


def test_the_trial_counts_what_is_lost_doubled_and_reported() -> None:
    expected = ["1.1", "2.1", "3.1", "4.1", "5.1", "6.1"]
    recorded = {"2.1": State.SENT, "3.1": State.UNSURE, "4.1": State.MISSED, "5.1": State.UNSURE}
    counts = counted(expected, ["1.1", "1.1", "5.1", "6.1"], ["6.1", "6.1"], recorded)
    assert (counts.due, counts.sent, counts.repeated_keys) == (6, 3, 2)
    assert (counts.lost, counts.doubled) == (1, 1)
    assert (counts.unsure, counts.missed) == (2, 1)
