"""!reminders: what a person has, what comes next, and what rests."""

import pytest

from bot.chat import Action
from bot.content.reminding import Said
from tests.commands.chatting import EVERY_EVENING, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_stranger_has_none(stranger: Talk, said: Said) -> None:
    assert await stranger.says("!reminders") == said.list_none


async def test_somebody_who_only_told_their_zone_has_none(ann: Talk, said: Said) -> None:
    assert await ann.says("!reminders") == said.list_none


async def test_each_has_its_number_exercises_rule_and_next_time(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!remind heel-raises,calf-stretch tomorrow at 8:00")
    (reply,) = await ann.replies("!reminders")
    first, second = reply.paragraphs[0].splitlines()
    assert first.startswith("1. Heel walking: every day at 19:00.")
    assert "Wed 18 Nov 2026 19:00" in first
    assert second.startswith("2. Heel raises, Calf stretch with a straight knee: ")
    assert "Thu 19 Nov 2026 08:00" in second


async def test_numbers_are_the_persons_own_and_are_not_used_again(ann: Talk) -> None:
    for _ in range(2):
        await ann.says(EVERY_EVENING)
    await ann.says("!delete 2")
    assert "Reminder 3 " in await ann.says(EVERY_EVENING)


async def test_a_paused_one_says_so(ann: Talk, said: Said) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!pause 1")
    assert said.paused.format(number=1) in await ann.says("!reminders")


async def test_one_that_is_paused_until_a_day_says_which_and_what_comes_then(
    ann: Talk, said: Said
) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!pause 1 until 30 november")
    state = said.paused_until.format(date="30 Nov 2026", time="Mon 30 Nov 2026 19:00")
    assert state in await ann.says("!reminders")


async def test_a_pause_that_is_over_is_not_told_any_more(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!pause 1 until 20 november")
    await ann.waits_until("2026-11-20 10:00")
    told = await ann.says("!reminders")
    assert "Paused" not in told
    assert "Fri 20 Nov 2026 19:00" in told


async def test_an_exercise_that_hurts_is_named_as_left_out(ann: Talk, said: Said) -> None:
    await ann.says("!remind heel-raises,calf-stretch every day at 19:00")
    (reply,) = await ann.replies("!hurts 1")
    await ann.chooses(1, reply)
    assert said.resting.format(names="Heel raises") in await ann.says("!reminders")


async def test_one_of_which_all_hurts_is_paused_for_that(ann: Talk, said: Said) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!hurts 1")
    assert said.paused_hurts.format(number=1) in await ann.says("!reminders")


async def test_one_that_is_over_is_absent(ann: Talk, said: Said) -> None:
    await ann.says("!remind heel-walking today at 19:00")
    assert len(await ann.waits_until("2026-11-18 19:00")) == 1
    assert await ann.says("!reminders") == said.list_none


async def test_a_snoozed_one_is_listed_once(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    (reply,) = await ann.waits_until("2026-11-18 19:00")
    await ann.presses(Action.SNOOZE_10, reply)
    (listing,) = await ann.replies("!reminders")
    assert len(listing.paragraphs[0].splitlines()) == 1


async def test_quiet_hours_show_when_it_will_really_come(ann: Talk) -> None:
    await ann.says("!quiet 22:00 to 7:00")
    told = await ann.says("!remind heel-walking every day at 23:00")
    assert "Thu 19 Nov 2026 07:00; Fri 20 Nov 2026 07:00" in told
    assert "Thu 19 Nov 2026 07:00" in await ann.says("!reminders")


async def test_of_many_only_what_is_unusual_is_listed(ann: Talk) -> None:
    for _ in range(13):
        await ann.says(EVERY_EVENING)
    await ann.says("!pause 2")
    (reply,) = await ann.replies("!reminders")
    first, second, *rest = reply.paragraphs[0].splitlines()
    assert first == "1. Heel walking: every day at 19:00."
    assert "Paused" in second
    assert len(rest) == 11
