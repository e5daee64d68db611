"""When nobody knows whether a message arrived: the same key, then a look, never a second message."""

import pytest

from bot.reminders.delivery import LEASE, MARGIN
from bot.reminders.reminder import Owner, State
from tests.reminders.fakes import FakeChat
from tests.reminders.world import DAY, SEVEN_PM, World

REMEMBERS = FakeChat().remembers


async def test_an_attempt_that_may_have_arrived_is_repeated_with_the_same_key(
    world: World,
) -> None:
    owner = await world.owner()
    await world.add(owner)
    world.chat.trouble.append(OSError("the line is down"))
    await world.deliver_at(SEVEN_PM)
    await world.deliver_at(SEVEN_PM + 5)
    assert len(world.chat.keys) == 2
    assert len(set(world.chat.keys)) == 1
    assert await world.states(owner) == {SEVEN_PM: State.SENT}


async def test_a_worker_that_was_killed_is_followed_by_one_with_the_same_key(
    world: World,
) -> None:
    owner = await world.owner()
    await world.add(owner)
    killed = await world.key(owner)
    await world.queue.claim("chat", SEVEN_PM, 25, LEASE)
    await world.deliver_at(SEVEN_PM + LEASE)
    assert world.chat.keys == [str(killed)]


async def test_within_the_memory_of_the_chat_it_is_not_asked(small_world: World) -> None:
    await in_doubt(small_world)
    await small_world.deliver_at(SEVEN_PM + REMEMBERS - MARGIN - 1)
    assert small_world.chat.asked == []
    assert len(small_world.chat.sent) == 2


async def test_a_repeat_is_sent_before_the_chat_forgets_whatever_its_turn(
    small_world: World,
) -> None:
    await in_doubt(small_world)
    last_moment = SEVEN_PM + REMEMBERS - MARGIN - 1
    small_world.chat.rate = 1 / 40
    await small_world.queue.reserve(small_world.chat.account, 1, 1 / 40, last_moment)
    await small_world.deliver_at(last_moment)
    assert len(small_world.chat.sent) == 2
    assert last_moment + 40 <= small_world.clock.now() < SEVEN_PM + REMEMBERS


async def test_beyond_it_a_message_that_is_there_is_not_sent_again(world: World) -> None:
    owner = await in_doubt(world)
    world.chat.answers = True
    await world.deliver_at(SEVEN_PM + REMEMBERS)
    assert len(world.chat.sent) == 1
    assert await world.states(owner) == {SEVEN_PM: State.SENT}
    assert await world.history.news(owner) == ()


async def test_beyond_it_a_message_that_is_not_there_is_sent(world: World) -> None:
    owner = await in_doubt(world)
    world.chat.answers = False
    await world.deliver_at(SEVEN_PM + REMEMBERS)
    assert len(world.chat.sent) == 2
    assert await world.states(owner) == {SEVEN_PM: State.SENT}


async def test_when_that_stays_open_the_owner_is_told_and_nothing_is_sent(world: World) -> None:
    owner = await in_doubt(world)
    await world.deliver_at(SEVEN_PM + REMEMBERS)
    assert len(world.chat.sent) == 1
    assert await world.states(owner) == {SEVEN_PM: State.UNSURE}
    assert [one.state for one in await world.history.news(owner)] == [State.UNSURE]
    assert (await world.key(owner)).due == SEVEN_PM + DAY


async def test_what_grew_too_old_in_doubt_is_not_called_missed(world: World) -> None:
    owner = await in_doubt(world)
    await world.deliver_at(SEVEN_PM + DAY / 2)
    assert await world.states(owner) == {SEVEN_PM: State.UNSURE}


async def test_the_next_occurrence_is_not_in_doubt_for_the_last(world: World) -> None:
    owner = await in_doubt(world)
    await world.deliver_at(SEVEN_PM + DAY)
    assert world.chat.asked == []
    assert await world.states(owner) == {
        SEVEN_PM: State.UNSURE,
        SEVEN_PM + DAY: State.SENT,
    }


async def test_a_look_that_fails_is_made_again(
    small_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    owner = await in_doubt(small_world)
    small_world.clock.time = SEVEN_PM + REMEMBERS
    await small_world.delivery(BlindChat()).send_due()
    assert "could not handle" in caplog.text
    small_world.chat.answers = True
    await small_world.deliver_at(SEVEN_PM + REMEMBERS + LEASE)
    assert await small_world.states(owner) == {SEVEN_PM: State.SENT}


class BlindChat(FakeChat):
    """Cannot look."""

    async def arrived(self, _place: object, _key: str) -> bool | None:
        raise TimeoutError


async def in_doubt(world: World) -> Owner:
    """A person whose reminder of seven may or may not have arrived."""
    owner = await world.owner()
    await world.add(owner)
    world.chat.trouble.append(OSError("the line is down"))
    await world.deliver_at(SEVEN_PM)
    return owner
