"""!done and its button: what came last, or what would come later today."""

import pytest
import pytest_asyncio

from bot.chat import Action
from bot.content.reminding import Said
from bot.reminders.reminder import State
from tests.commands.chatting import EVERY_EVENING, Talk
from tests.reminders.fakes import at

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEVEN = "2026-11-18 19:00"


@pytest_asyncio.fixture(loop_scope="module")
async def talk(ann: Talk) -> Talk:
    await ann.says(EVERY_EVENING)
    return ann


async def states(talk: Talk) -> dict[int, State]:
    return {one.due: one.state for one in await talk.past()}


async def test_what_came_last_is_noted_as_done(talk: Talk, said: Said) -> None:
    await talk.waits_until(SEVEN)
    assert await talk.says("!done") == said.done
    assert await states(talk) == {at(SEVEN): State.DONE}


async def test_the_button_does_the_same(talk: Talk, said: Said) -> None:
    (reply,) = await talk.waits_until(SEVEN)
    assert await talk.presses(Action.DONE, reply) == said.done
    assert await states(talk) == {at(SEVEN): State.DONE}


async def test_the_last_of_two_is_meant_unless_one_is_named(talk: Talk) -> None:
    await talk.says("!remind heel-raises every day at 19:30")
    await talk.waits_until("2026-11-18 20:00")
    await talk.says("!done")
    assert await states(talk) == {
        at(SEVEN): State.SENT,
        at("2026-11-18 19:30"): State.DONE,
    }
    await talk.says("!done 1")
    assert (await states(talk))[at(SEVEN)] is State.DONE


async def test_what_was_snoozed_and_came_again_is_the_last(talk: Talk) -> None:
    await talk.says("!remind heel-raises every day at 19:05")
    (reply,) = await talk.waits_until(SEVEN)
    await talk.presses(Action.SNOOZE_10, reply)
    await talk.waits_until("2026-11-18 19:10")
    await talk.says("!done")
    assert (await states(talk))[at(SEVEN)] is State.DONE


async def test_what_was_snoozed_for_a_day_can_still_be_done(talk: Talk, said: Said) -> None:
    await talk.says("!edit 1 today at 19:00")
    await talk.waits_until(SEVEN)
    await talk.says("!snooze 24 h")
    await talk.waits_until("2026-11-19 20:00")
    assert await talk.says("!done") == said.done


async def test_done_ends_a_snooze(talk: Talk) -> None:
    await talk.waits_until(SEVEN)
    await talk.says("!snooze 10 min")
    await talk.says("!done")
    assert await talk.waits_until("2026-11-18 23:00") == []


async def test_what_is_done_early_today_does_not_come_any_more_today(
    talk: Talk, said: Said
) -> None:
    assert await talk.says("!done") == said.done_early.format(number=1)
    assert await talk.waits_until("2026-11-19 18:59") == []
    assert len(await talk.waits_until("2026-11-19 19:00")) == 1


async def test_what_is_done_early_counts(talk: Talk) -> None:
    await talk.says("!done 1")
    assert "1 of 1 done" in await talk.says("!progress")


async def test_the_earliest_of_today_is_done_early(talk: Talk, said: Said) -> None:
    await talk.says("!remind heel-raises every day at 12:00")
    assert await talk.says("!done") == said.done_early.format(number=2)


async def test_one_that_comes_tomorrow_is_not_done_today(ann: Talk, said: Said) -> None:
    await ann.says("!remind heel-walking tomorrow at 19:00")
    assert await ann.says("!done") == said.nothing_to_do


async def test_today_is_a_day_of_the_persons_zone(ann: Talk, said: Said) -> None:
    await ann.says("!zone auckland")  # where it is 22:00
    await ann.says("!remind heel-walking tomorrow at 1:00")
    assert await ann.says("!done") == said.nothing_to_do


async def test_a_paused_one_is_not_done_early(talk: Talk, said: Said) -> None:
    await talk.says("!pause 1")
    assert await talk.says("!done") == said.nothing_to_do


async def test_what_came_over_a_day_ago_does_not_wait_any_more(ann: Talk, said: Said) -> None:
    await ann.says("!remind heel-walking today at 19:00")
    await ann.waits_until("2026-11-19 19:01")
    assert await ann.says("!done") == said.nothing_to_do


async def test_with_nothing_to_do_it_says_so(stranger: Talk, ann: Talk, said: Said) -> None:
    assert await stranger.says("!done") == said.nothing_to_do
    assert await ann.says("!done") == said.nothing_to_do


async def test_what_is_no_number_is_asked_for(talk: Talk, said: Said) -> None:
    before = await talk.rows()
    assert await talk.says("!done yesterday") == said.which.format(command="done")
    assert await talk.rows() == before
