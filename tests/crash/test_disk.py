"""A full disk: one clear line, nothing that was confirmed is lost, and it works again with room."""

import resource
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from benchmarks.fake_chat import PLATFORM
from benchmarks.fast_clock import START
from bot.chat import Person
from bot.reminders.delivery import LEASE
from bot.reminders.reminder import Key, State
from bot.reminders.rule import Moment
from bot.reminders.store.database import FILE, Database, open_database
from bot.reminders.store.error import StoreError
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


class Disk:
    """Leaves only so much room. Python ignores the signal that a process gets for taking more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def leave(self, room: int) -> None:
        """The longest file can grow by so many bytes."""
        longest = max(path.stat().st_size for path in self._folder.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest + room, self._before[1]))

    def grow(self) -> None:
        """Room again."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


@pytest.fixture
def disk(folder: Path) -> Iterator[Disk]:
    limited = Disk(folder)
    yield limited
    limited.grow()


async def has_reminder(database: Database, who: Person) -> bool:
    kept = await People(database).everything(who)
    return kept is not None and len(kept.reminders) == 1


async def fill(database: Database, confirmed: list[Person]) -> None:
    """Reminders without end; whose were confirmed is noted."""
    while True:
        who = Person(PLATFORM, str(len(confirmed)))
        await remind(database, Moment(START), who)
        confirmed.append(who)


async def test_a_full_disk_is_told_in_one_line_and_keeps_what_was_confirmed(
    file: Database, folder: Path, disk: Disk
) -> None:
    confirmed: list[Person] = []
    disk.leave(SOME)
    with pytest.raises(StoreError) as told:
        await fill(file, confirmed)
    assert str(told.value).startswith(f"{folder / FILE}: cannot ")
    assert "\n" not in str(told.value)
    disk.grow()
    await remind(file, Moment(START), AGAIN)
    await file.close()
    opened = await open_database(None, folder)
    assert confirmed
    assert all([await has_reminder(opened, who) for who in (*confirmed, AGAIN)])
    await opened.close()


async def test_nothing_is_sent_while_the_disk_is_full_and_all_of_it_afterwards(
    file: Database, disk: Disk
) -> None:
    reminder = await remind(file, Moment(START))
    clock = HeldClock(START)
    chat = Chat(clock)
    disk.leave(0)
    with pytest.raises(StoreError):
        await delivery(file, chat, clock).send_due()
    assert chat.shown == []
    disk.grow()
    await delivery(file, chat, clock).send_due()
    assert chat.shown == [str(Key(reminder.id, START))]


class Filling(Chat):
    """The disk is full as soon as this chat has its first message."""

    def __init__(self, clock: HeldClock, disk: Disk) -> None:
        super().__init__(clock)
        self._disk = disk

    def accept(self, key: str) -> None:
        if not self.shown:
            self._disk.leave(0)
        super().accept(key)


async def test_a_disk_that_is_full_before_a_message_is_settled_doubles_nothing(
    file: Database, disk: Disk
) -> None:
    reminder = await remind(file, Moment(START))
    clock = HeldClock(START)
    chat = Filling(clock, disk)
    with pytest.raises(StoreError):
        await delivery(file, chat, clock).send_due()
    assert await states(file) == []
    disk.grow()
    await clock.sleep(LEASE)
    await delivery(file, chat, clock).send_due()
    key = str(Key(reminder.id, START))
    assert (chat.shown, chat.repeated) == ([key], [key])
    assert await states(file) == [State.SENT]
