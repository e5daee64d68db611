"""A full disk: one clear line, nothing that was confirmed is lost, and it works again with room."""

import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.fake_chat import PLATFORM
from benchmarks.fast_clock import START
from bot.chat import Person, Place, Reply
from bot.reminders.delivery import LEASE
from bot.reminders.reminder import Key, State
from bot.reminders.rule import Moment
from bot.reminders.store.database import FILE, Database, open_database
from bot.reminders.store.faults import StoreError
from bot.reminders.store.people import People
from tests.conftest import HeldClock
from tests.crash.crashing import Chat, delivery, remind, states

SOME = 200_000
AGAIN = Person(PLATFORM, "with room again")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
async def file(folder: Path) -> AsyncIterator[Database]:
    opened = await open_database(None, folder)
    yield opened
    await opened.close()


@contextmanager
def full(folder: Path, left: int) -> Iterator[None]:
    """The longest file there can grow by `left` bytes. Python ignores the signal that says so."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    longest = max(path.stat().st_size for path in folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest + left, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


async def has_reminder(database: Database, who: Person) -> bool:
    kept = await People(database).everything(who)
    return kept is not None and len(kept.reminders) == 1


async def test_a_full_disk_is_told_in_one_line_and_keeps_what_was_confirmed(
    file: Database, folder: Path
) -> None:
    confirmed: list[Person] = []
    with full(folder, SOME), pytest.raises(StoreError) as told:
        for number in range(SOME):
            who = Person(PLATFORM, str(number))
            await remind(file, Moment(START), who)
            confirmed.append(who)
    assert str(told.value).startswith(f"{folder / FILE}: cannot ")
    assert "\n" not in str(told.value)
    await remind(file, Moment(START), AGAIN)
    await file.close()
    opened = await open_database(None, folder)
    assert confirmed
    assert all([await has_reminder(opened, who) for who in (*confirmed, AGAIN)])
    await opened.close()


async def test_nothing_is_sent_while_the_disk_is_full_and_all_of_it_afterwards(
    file: Database, folder: Path
) -> None:
    reminder = await remind(file, Moment(START))
    clock = HeldClock(START)
    chat = Chat(clock)
    with full(folder, 0), pytest.raises(StoreError):
        await delivery(file, chat, clock).send_due()
    assert chat.shown == []
    await delivery(file, chat, clock).send_due()
    assert chat.shown == [str(Key(reminder.id, START))]


class FillingUp(Chat):
    """A chat that takes the last room on the disk when it takes a message."""

    def __init__(self, clock: HeldClock, folder: Path) -> None:
        super().__init__(clock)
        self._folder = folder

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        await super().deliver(place, to, reply, key)
        longest = max(path.stat().st_size for path in self._folder.iterdir())
        most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest, most))


async def test_a_disk_that_fills_up_before_it_is_settled_doubles_nothing(
    file: Database, folder: Path
) -> None:
    reminder = await remind(file, Moment(START))
    clock = HeldClock(START)
    chat = FillingUp(clock, folder)
    with full(folder, SOME), pytest.raises(StoreError):
        await delivery(file, chat, clock).send_due()
    assert await states(file) == []
    await clock.sleep(LEASE)
    with full(folder, SOME):
        await clock.sleep(0)
    ...
    key = str(Key(reminder.id, START))
    assert (chat.shown, chat.seen.repeated) == ([key], [key])
    assert await states(file) == [State.SENT]
