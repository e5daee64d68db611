"""One reminder from due to delivered: once, in time, or reported."""

import pytest

from bot.chat import Gone, NotNow, Person, Place, Reply
from bot.reminders import changes
from bot.reminders.delivery import LEASE, SEND
from bot.reminders.outcomes import LATE as TOO_LATE
from bot.reminders.outcomes import MARKED
from bot.reminders.quiet import Quiet
from bot.reminders.reminder import Owner, State, Why
from bot.reminders.rule import EVERY_DAY, Elapsed, Moment, Wall
from bot.reminders.store.queue import Due
from tests.reminders.fakes import LATE, FakeChat, at, compose
from tests.reminders.world import DAILY, DAY, HERE, NOON, SEVEN_PM, World, by

NIGHT = Quiet(22 * 60, 7 * 60)
SEVEN_AM = at("2026-11-26 07:00")


async def test_what_is_due_is_sent_to_its_place_and_owner(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    key = await world.key(owner)
    await world.deliver_at(SEVEN_PM)
    (sent,) = world.chat.sent
    assert (sent.place, sent.to, sent.key) == (HERE, Person("chat", "ada"), str(key))
    assert await world.states(owner) == {SEVEN_PM: State.SENT}


async def test_every_occurrence_is_sent_once_at_its_time(world: World) -> None:
    await world.add(await world.owner())
    for minute in range(3 * 24 * 60):
        if minute % 60 in (0, 59):
            await world.deliver_at(NOON + minute * 60)
    assert len(world.chat.keys) == len(set(world.chat.keys)) == 3


async def test_a_clock_change_neither_loses_nor_doubles(small_world: World) -> None:
    owner = await small_world.owner()
    small_world.clock.time = at("2027-03-27 12:00")
    await small_world.add(owner, at_minute(150))
    for hour in range(3 * 24):
        await small_world.deliver_at(at("2027-03-27 12:00") + hour * 3600 + 1800)
    days = [at(f"2027-03-{day} 02:30") for day in (28, 29, 30)]
    assert list(await small_world.states(owner)) == days
    assert len(small_world.chat.sent) == 3


async def test_a_single_reminder_comes_once(world: World) -> None:
    owner = await world.owner()
    await world.add(owner, Moment(NOON + 60))
    await world.deliver_at(NOON + 60)
    await world.deliver_at(NOON + DAY)
    assert len(world.chat.sent) == 1
    assert await world.queue.next_wake("chat") is None


async def test_a_message_says_only_from_five_minutes_on_that_it_is_late(
    small_world: World,
) -> None:
    await small_world.add(await small_world.owner())
    await small_world.deliver_at(SEVEN_PM + MARKED - 1)
    await small_world.deliver_at(SEVEN_PM + DAY + MARKED)
    assert [one.reply.paragraphs for one in small_world.chat.sent] == [(), (LATE,)]


async def test_up_to_two_hours_late_it_is_still_sent_once(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.deliver_at(SEVEN_PM + TOO_LATE)
    await world.deliver_at(SEVEN_PM + TOO_LATE + 60)
    assert len(world.chat.sent) == 1
    assert await world.states(owner) == {SEVEN_PM: State.SENT}


async def test_what_is_older_is_missed_and_news(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.deliver_at(SEVEN_PM + TOO_LATE + 1)
    assert world.chat.sent == []
    assert await world.states(owner) == {SEVEN_PM: State.MISSED}
    assert [one.due for one in await world.history.news(owner)] == [SEVEN_PM]
    assert (await world.key(owner)).due == SEVEN_PM + DAY


async def test_several_missed_ones_collapse_into_one(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.deliver_at(SEVEN_PM + 5 * DAY - 60)
    assert world.chat.sent == []
    assert await world.states(owner) == {SEVEN_PM: State.MISSED}


async def test_after_an_outage_only_the_latest_that_is_not_too_old_is_sent(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.deliver_at(SEVEN_PM + 5 * DAY + 60)
    assert [one.key.split(".")[1] for one in world.chat.sent] == [str(SEVEN_PM + 5 * DAY)]
    assert await world.states(owner) == {SEVEN_PM: State.MISSED, SEVEN_PM + 5 * DAY: State.SENT}


async def test_what_falls_due_while_another_is_being_sent_is_not_lost(
    small_world: World,
) -> None:
    owner = await small_world.owner()
    await small_world.add(owner, Elapsed(600, NOON + 600))
    chat = SlowChat(small_world)
    small_world.clock.time = NOON + 1199
    worker = small_world.delivery(chat)
    assert await worker.send_due() == 1
    assert await worker.send_due() == 1
    assert await small_world.states(owner) == {NOON + 600: State.SENT, NOON + 1200: State.SENT}


async def test_what_is_due_in_quiet_hours_comes_at_their_end_and_is_not_late(
    world: World,
) -> None:
    owner = await quiet_owner(world)
    await world.add(owner, at_minute(23 * 60))
    assert await world.deliver_at(SEVEN_AM - 1) == 0
    await world.deliver_at(SEVEN_AM)
    assert [one.reply.paragraphs for one in world.chat.sent] == [()]
    assert await world.states(owner) == {at("2026-11-25 23:00"): State.SENT}


async def test_what_quiet_hours_hold_together_comes_once_and_is_not_missed(
    small_world: World,
) -> None:
    owner = await quiet_owner(small_world)
    small_world.clock.time = at("2026-11-25 21:30")
    await small_world.add(owner, Elapsed(3600, at("2026-11-25 22:00")))
    await small_world.deliver_at(SEVEN_AM)
    assert await small_world.states(owner) == {SEVEN_AM: State.SENT}
    assert await small_world.history.news(owner) == ()


async def test_what_quiet_hours_hold_is_not_lost_when_one_before_it_was_late(
    small_world: World,
) -> None:
    owner = await quiet_owner(small_world)
    await small_world.add(owner, at_minute(20 * 60, 22 * 60))
    await small_world.deliver_at(at("2026-11-25 22:30"))
    await small_world.deliver_at(SEVEN_AM)
    assert (await small_world.states(owner))[at("2026-11-25 22:00")] is State.SENT


async def test_what_is_late_does_not_come_in_quiet_hours(small_world: World) -> None:
    owner = await quiet_owner(small_world)
    await small_world.add(owner, at_minute(21 * 60))
    await small_world.deliver_at(at("2026-11-25 22:30"))
    assert small_world.chat.sent == []
    await small_world.deliver_at(SEVEN_AM)
    assert await small_world.states(owner) == {at("2026-11-25 21:00"): State.MISSED}


async def test_a_busy_minute_at_the_begin_of_quiet_hours_is_no_reason_to_miss(
    small_world: World,
) -> None:
    await small_world.add(await quiet_owner(small_world), at_minute(22 * 60 - 1))
    await small_world.deliver_at(at("2026-11-25 22:01"))
    assert len(small_world.chat.sent) == 1


async def test_a_place_that_is_gone_pauses_the_reminder_and_is_news(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    world.chat.trouble.append(Gone())
    await world.deliver_at(SEVEN_PM)
    found = await world.reminders.find(owner, 1)
    assert found
    assert (found.paused, found.due) == (Why.UNREACHABLE, SEVEN_PM + DAY)
    assert [one.state for one in await world.history.news(owner)] == [State.REFUSED]
    assert await world.deliver_at(SEVEN_PM + DAY) == 0


async def test_a_single_reminder_to_a_place_that_is_gone_can_still_be_resumed(
    world: World,
) -> None:
    owner = await world.owner()
    await world.add(owner, Moment(NOON + 60))
    world.chat.trouble.append(Gone())
    await world.deliver_at(NOON + 60)
    assert [one.paused for one in await world.reminders.all(owner)] == [Why.UNREACHABLE]


async def test_not_now_waits_as_long_as_the_chat_says_and_keeps_the_key(world: World) -> None:
    await world.add(await world.owner())
    world.chat.trouble.append(NotNow(30))
    await world.deliver_at(SEVEN_PM)
    assert await world.deliver_at(SEVEN_PM + 29) == 0
    await world.deliver_at(SEVEN_PM + 30)
    assert len(world.chat.keys) == 2
    assert len(set(world.chat.keys)) == 1


async def test_not_now_puts_nothing_in_doubt(small_world: World) -> None:
    await small_world.add(await small_world.owner())
    small_world.chat.trouble.append(NotNow(3600))
    await small_world.deliver_at(SEVEN_PM)
    await small_world.deliver_at(SEVEN_PM + 3600)
    assert (len(small_world.chat.sent), small_world.chat.asked) == (2, [])


async def test_each_wait_is_longer_than_the_one_before_up_to_a_limit(small_world: World) -> None:
    await small_world.add(await small_world.owner())
    small_world.chat.trouble.extend(NotNow() for _ in range(8))
    waits = []
    small_world.clock.time = SEVEN_PM
    for _ in range(8):
        await small_world.delivery().send_due()
        wake = await small_world.queue.next_wake("chat")
        assert wake
        waits.append(wake - small_world.now)
        small_world.clock.time = wake
    assert waits[:5] == sorted(waits[:5])
    assert waits[0] <= 3
    assert waits[4] > 10
    assert max(waits) <= 46


async def test_a_snooze_comes_once_and_does_not_move_the_schedule(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    key = await world.key(owner)
    await world.deliver_at(SEVEN_PM)
    await world.reminders.snooze(owner, key, SEVEN_PM + 600, SEVEN_PM)
    assert (await world.key(owner)).due == SEVEN_PM + DAY
    await world.deliver_at(SEVEN_PM + 600)
    await world.deliver_at(SEVEN_PM + 1200)
    assert len(world.chat.sent) == 2
    assert await world.states(owner) == {SEVEN_PM: State.SENT}


async def test_the_message_of_a_snooze_is_about_the_occurrence_that_was_snoozed(
    small_world: World,
) -> None:
    owner = await small_world.owner()
    await small_world.add(owner)
    key = await small_world.key(owner)
    await small_world.deliver_at(SEVEN_PM)
    await small_world.reminders.snooze(owner, key, SEVEN_PM + 600, SEVEN_PM)
    _, (due,) = await small_world.queue.claim("chat", SEVEN_PM + 600, 1, LEASE)
    assert due.of == key
    assert due.key != key


async def test_a_snooze_into_quiet_hours_was_asked_for(small_world: World) -> None:
    owner = await quiet_owner(small_world)
    await small_world.add(owner, at_minute(21 * 60 + 55))
    key = await small_world.key(owner)
    await small_world.deliver_at(key.due)
    await small_world.reminders.snooze(owner, key, key.due + 600, key.due)
    await small_world.deliver_at(key.due + 600 + MARKED)
    assert len(small_world.chat.sent) == 2


async def test_what_was_done_early_is_not_nagged_about(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.reminders.change(owner, 1, lambda it: changes.done_early(it, by(owner)), NOON)
    await world.deliver_at(SEVEN_PM)
    assert world.chat.sent == []
    await world.deliver_at(SEVEN_PM + DAY)
    assert len(world.chat.sent) == 1


async def test_exercises_that_hurt_are_left_out(small_world: World) -> None:
    owner = await small_world.owner()
    await small_world.add(owner, exercises=("walking", "cat-camel"))
    await small_world.reminders.change(owner, 1, lambda it: changes.hurting(it, ("walking",)), NOON)
    await small_world.deliver_at(SEVEN_PM)
    assert [one.reply.title for one in small_world.chat.sent] == ["cat-camel"]


async def test_one_reminder_that_cannot_be_said_spares_the_rest(
    small_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    owner = await small_world.owner()
    await small_world.add(owner, exercises=("unsayable",))
    await small_world.add(owner)
    small_world.clock.time = SEVEN_PM
    await small_world.delivery(says=not_all).send_due()
    assert [one.reply.title for one in small_world.chat.sent] == ["heel-walking"]
    assert "could not prepare" in caplog.text


async def test_what_cannot_be_said_was_never_sent_and_is_missed(small_world: World) -> None:
    owner = await small_world.owner()
    await small_world.add(owner, exercises=("unsayable",))
    for later in (0, LEASE, TOO_LATE + LEASE):
        small_world.clock.time = SEVEN_PM + later
        await small_world.delivery(says=not_all).send_due()
    assert await small_world.states(owner) == {SEVEN_PM: State.MISSED}


async def test_one_attempt_that_fails_spares_the_rest(world: World) -> None:
    owner = await world.owner()
    for _ in range(3):
        await world.add(owner)
    world.chat.trouble.append(OSError("the line is down"))
    await world.deliver_at(SEVEN_PM)
    assert len(await world.history.since(owner, 0)) == 2


async def test_turns_of_an_account_are_kept(small_world: World) -> None:
    owner = await small_world.owner()
    for number in range(20):
        await small_world.add(owner, place=Place("chat", str(number)))
    small_world.chat.rate = 10.0
    await small_world.deliver_at(SEVEN_PM)
    assert small_world.clock.waited == pytest.approx(1.9, abs=0.3)


async def test_a_slow_account_leaves_nothing_in_doubt(small_world: World) -> None:
    owner = await small_world.owner()
    for number in range(20):
        await small_world.add(owner, place=Place("chat", str(number)))
    small_world.chat.rate = 0.2
    await small_world.deliver_at(SEVEN_PM)
    assert set((await small_world.states(owner)).values()) == {State.SENT}
    assert len(small_world.chat.sent) == 20
    assert small_world.clock.now() == pytest.approx(SEVEN_PM + 19 * 5, abs=2)


async def test_a_send_that_could_outlast_its_lease_is_not_begun(small_world: World) -> None:
    owner = await small_world.owner()
    await small_world.add(owner)
    await small_world.queue.reserve(small_world.chat.account, 1, 1 / (LEASE - SEND + 5), SEVEN_PM)
    small_world.chat.rate = 1.0
    await small_world.deliver_at(SEVEN_PM)
    assert small_world.chat.sent == []
    await small_world.deliver_at(SEVEN_PM + LEASE)
    assert len(small_world.chat.sent) == 1
    assert small_world.chat.asked == []


class SlowChat(FakeChat):
    """Needs two seconds for a message."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        await self._world.clock.sleep(2)
        await super().deliver(place, to, reply, key)


def not_all(due: Due, late: bool) -> Reply:
    if due.plan.exercises == ("unsayable",):
        raise KeyError
    return compose(due, late)


def at_minute(*minutes: int) -> Wall:
    return Wall(minutes, EVERY_DAY, DAILY.start)


async def quiet_owner(world: World) -> Owner:
    owner = await world.owner()
    await world.people.set_quiet(owner, NIGHT)
    return await world.again()
