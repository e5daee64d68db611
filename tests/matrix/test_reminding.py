"""Reminders on Matrix: set by typing, sent once, answered by reactions of their owner."""

import time

import pytest

from bot.chat import Kind, Reply
from bot.platforms.matrix import hearing
from bot.reminders.store.queue import Queue
from tests.matrix.house import House
from tests.matrix.peer import Peer

EVERY_EVENING = "!remind heel-walking every day at 19:00"


async def passes(house: House) -> None:
    due = await Queue(house.database).next_wake("matrix")
    assert due
    house.clock.move_to(due)


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_a_reminder_is_set_comes_and_is_done(house: House, *, encrypted: bool) -> None:
    room = await house.ann.room(house.bot, encrypted=encrypted)
    await house.asks(room, "!zone Berlin")
    assert "Reminder 1 is set" in await house.asks(room, EVERY_EVENING, 2)
    await passes(house)
    sent = await house.ann.hears(house.bot, 3, room)
    assert "Reminder 1: Heel walking" in sent.body
    assert "or !done" in sent.body
    await house.ann.until(lambda: "✅" in house.ann.reactions(house.bot, sent.event_id))
    await house.ann.react(room, sent.event_id, "✅")
    assert "Noted as done" in (await house.ann.hears(house.bot, 4, room)).body


async def test_a_stranger_s_reaction_changes_nothing(house: House, ben: Peer) -> None:
    room = await house.ann.room(house.bot, ben.user, dm=False)
    await house.asks(room, "!zone Berlin")
    await house.asks(room, EVERY_EVENING, 2)
    await passes(house)
    sent = await house.ann.hears(house.bot, 3, room)
    await ben.until(lambda: room in ben.client.rooms)
    await ben.react(room, sent.event_id, "✅")
    assert "not one of yours" in (await house.ann.hears(house.bot, 4, room)).body
    await house.ann.react(room, sent.event_id, "✅")
    assert "Noted as done" in (await house.ann.hears(house.bot, 5, room)).body


async def test_who_takes_a_reaction_back_within_a_minute_undoes_it(house: House) -> None:
    room = await house.ann.room(house.bot)
    await house.asks(room, "!zone Berlin")
    await house.asks(room, EVERY_EVENING, 2)
    await passes(house)
    sent = await house.ann.hears(house.bot, 3, room)
    reaction = await house.ann.react(room, sent.event_id, "✅")
    await house.ann.hears(house.bot, 4, room)
    await house.ann.client.room_redact(room, reaction)
    assert "Taken back" in (await house.ann.hears(house.bot, 5, room)).body
    reaction = await house.ann.react(room, sent.event_id, "✅")
    await house.ann.hears(house.bot, 6, room)
    house.clock.ahead += 61
    await house.ann.client.room_redact(room, reaction)
    assert "Nothing to show" not in await house.asks(room, "!progress", 7)


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_a_reminder_is_found_in_its_room_long_after(house: House, *, encrypted: bool) -> None:
    room = await house.ann.room(house.bot, encrypted=encrypted)
    await house.asks(room, "hello")
    where, to, now = hearing.place(room), hearing.person(house.ann.user), int(time.time())
    await house.platform.deliver(where, to, Reply(Kind.REMINDER, ("Up!",)), f"7.{now}")
    assert await house.platform.arrived(where, f"7.{now}") is True
    assert await house.platform.arrived(where, f"8.{now}") is False
    assert await house.platform.arrived(hearing.place("!none:localhost"), f"7.{now}") is None
