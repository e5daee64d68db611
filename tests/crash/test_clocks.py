"""Clocks that are set and machines that sleep: nothing comes twice, and what is late says so."""

import pytest

from benchmarks.fast_clock import START
from bot.reminders.reminder import State
from bot.reminders.rule import Elapsed, Moment
from bot.reminders.store.database import Database
from tests.conftest import HeldClock
from tests.crash.crashing import Chat, Told, all_due, delivery, is_over, news, remind, states

MINUTE = 60
HOUR = 3_600
DAY = 24 * HOUR


def due_at(keys: list[str]) -> list[int]:
    """When the reminders of some keys were due, after START."""
    return [int(key.split(".")[1]) - START for key in keys]


async def test_a_clock_set_back_after_a_reminder_came_brings_it_no_second_time(
    database: Database,
) -> None:
    await remind(database, Elapsed(DAY, START))
    clock = HeldClock(START)
    chat = Chat(clock)
    sender = delivery(database, chat, clock)
    for instant in (0, -HOUR, -HOUR // 2, 0, MINUTE, HOUR, DAY):
        clock.instant = START + instant
        await all_due(sender)
    assert due_at(chat.shown) == [0, DAY]
    assert chat.repeated == []


async def test_a_clock_set_forward_brings_a_reminder_early_and_then_no_second_time(
    database: Database,
) -> None:
    await remind(database, Elapsed(DAY, START + HOUR // 2))
    clock = HeldClock(START)
    chat = Chat(clock)
    sender = delivery(database, chat, clock)
    for instant in (0, HOUR, MINUTE, HOUR // 2, HOUR, HOUR // 2 + DAY):
        clock.instant = START + instant
        await all_due(sender)
    assert due_at(chat.shown) == [HOUR // 2, HOUR // 2 + DAY]
    assert chat.repeated == []


class Stepping(Chat):
    """The clock is set as soon as this chat has its first message."""

    def __init__(self, clock: HeldClock, step: int) -> None:
        super().__init__(clock)
        self._held = clock
        self._step = step

    def accept(self, key: str) -> None:
        if not self.shown:
            self._held.instant += self._step
        super().accept(key)


@pytest.mark.parametrize("step", [-HOUR, HOUR, 8 * HOUR], ids=["back", "forward", "asleep"])
async def test_a_clock_that_is_set_while_a_message_is_sent_doubles_nothing(
    database: Database, step: int
) -> None:
    await remind(database, Elapsed(DAY, START))
    clock = HeldClock(START)
    chat = Stepping(clock, step)
    sender = delivery(database, chat, clock)
    for instant in (0, step + MINUTE, step + HOUR, max(step, 0) + 2 * HOUR, DAY):
        clock.instant = START + instant
        await all_due(sender)
    assert due_at(chat.shown) == [0, DAY]
    assert chat.repeated == []
    assert await states(database) == [State.SENT, State.SENT]


async def test_after_eight_hours_asleep_what_is_late_says_so_and_what_is_older_is_missed(
    database: Database,
) -> None:
    for ago in (7 * HOUR, 2 * HOUR + 1, 2 * HOUR, HOUR, 4 * MINUTE):
        await remind(database, Moment(START + 8 * HOUR - ago))
    clock = HeldClock(START + 8 * HOUR)
    chat, told = Chat(clock), Told()
    await delivery(database, chat, clock, told).send_due()
    assert due_at(chat.shown) == [6 * HOUR, 7 * HOUR, 8 * HOUR - 4 * MINUTE]
    assert told.late == [True, True, False]
    assert await states(database) == [State.MISSED] * 2 + [State.SENT] * 3
    assert await news(database) == [State.MISSED] * 2
    assert await is_over(database)


async def test_several_that_were_slept_through_become_one(database: Database) -> None:
    await remind(database, Elapsed(HOUR, START, START + 9 * HOUR))
    clock = HeldClock(START + 8 * HOUR + 10 * MINUTE)
    chat, told = Chat(clock), Told()
    sender = delivery(database, chat, clock, told)
    await all_due(sender)
    assert due_at(chat.shown) == [8 * HOUR]
    assert told.late == [True]
    assert await states(database) == [State.MISSED, State.SENT]
    clock.instant = START + 9 * HOUR
    await all_due(sender)
    assert due_at(chat.shown) == [8 * HOUR, 9 * HOUR]
    assert await is_over(database)
