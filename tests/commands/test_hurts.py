"""It hurts: the exercise rests everywhere, and the person is told when to stop and get help."""

import pytest
import pytest_asyncio

from bot.chat import Action, Kind, Press
from bot.content.load import Content
from bot.content.reminding import Said
from bot.replies.reminders import ALL
from tests.commands.chatting import EVERY_EVENING, Talk, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEVEN = "2026-11-18 19:00"
ROUTINE = "!remind heel-raises,calf-stretch every day at 19:00"


@pytest_asyncio.fixture(loop_scope="module")
async def talk(ann: Talk) -> Talk:
    await ann.says(EVERY_EVENING)
    return ann


@pytest_asyncio.fixture(loop_scope="module")
async def routine(ann: Talk) -> Talk:
    await ann.says(ROUTINE)
    return ann


async def test_the_stop_rule_and_when_to_get_help_are_shown(talk: Talk, content: Content) -> None:
    (sent,) = await talk.waits_until(SEVEN)
    told = await talk.presses(Action.HURTS, sent)
    assert content.exercises["heel-walking"].stop in told
    when = content.topics["exercise-pain"].when_to_get_help
    assert " ".join(when.split()) in told
    assert content.wording.notice in told


async def test_it_says_first_to_stop(talk: Talk, said: Said) -> None:
    (reply,) = await talk.replies("!hurts 1")
    assert reply.paragraphs[0] == said.hurt.format(names="Heel walking")


async def test_the_command_means_what_came_last(talk: Talk) -> None:
    await talk.says("!remind heel-raises every day at 18:00")
    await talk.waits_until(SEVEN)
    assert "Heel walking" in await talk.says("!hurts")


async def test_without_anything_that_came_the_number_is_asked_for(talk: Talk, said: Said) -> None:
    assert await talk.says("!hurts") == said.which.format(command="hurts")


async def test_a_stranger_is_asked_for_the_number_too(stranger: Talk, said: Said) -> None:
    assert await stranger.says("!hurts") == said.which.format(command="hurts")


async def test_an_exercise_that_hurts_rests_in_all_reminders(talk: Talk) -> None:
    await talk.says("!remind heel-walking,calf-stretch every day at 20:00")
    await talk.says("!hurts 1")
    (only,) = await talk.waits_until("2026-11-18 23:00")
    assert "Calf stretch" in text_of(only)
    assert "Heel walking" not in text_of(only)


async def test_a_routine_asks_which_and_changes_nothing_yet(routine: Talk, said: Said) -> None:
    before = await routine.rows()
    (reply,) = await routine.replies("!hurts 1")
    assert reply.kind is Kind.SUGGESTIONS
    assert [choice.label for choice in reply.choices] == [
        "Heel raises",
        "Calf stretch with a straight knee",
        said.hurt_all,
    ]
    assert await routine.rows() == before


async def test_of_a_routine_only_what_is_picked_rests(routine: Talk) -> None:
    (reply,) = await routine.replies("!hurts 1")
    await routine.chooses(2, reply)
    assert (await routine.reminder()).exercises == ("heel-raises",)
    assert (await routine.reminder()).paused is None


async def test_pressing_the_same_choice_twice_rests_nothing_more(routine: Talk) -> None:
    (reply,) = await routine.replies("!hurts 1")
    await routine.chooses(2, reply)
    await routine.chooses(2, reply)
    assert (await routine.reminder()).exercises == ("heel-raises",)


async def test_when_all_of_a_routine_hurts_it_is_paused(routine: Talk, said: Said) -> None:
    (reply,) = await routine.replies("!hurts 1")
    await routine.chooses(3, reply)
    assert said.paused_hurts.format(number=1) in await routine.says("!reminders")
    assert await routine.waits_until("2026-11-20 12:00") == []


async def test_one_after_the_other_pauses_it_with_the_last(routine: Talk) -> None:
    (reply,) = await routine.replies("!hurts 1")
    await routine.chooses(1, reply)
    assert "Calf stretch" in await routine.says("!hurts 1")
    assert await routine.waits_until("2026-11-20 12:00") == []


async def test_a_choice_that_is_none_of_the_routine_rests_nothing(
    routine: Talk, said: Said
) -> None:
    (sent,) = await routine.waits_until(SEVEN)
    key = next(one.about for one in sent.actions if one.action is Action.HURTS)
    before = await routine.rows()
    for which in ("walking", "nonsense", "heel-raises/calf-stretch", " "):
        assert await routine.press(Press(Action.HURTS, f"{key}/{which}")) == said.gone
    assert await routine.rows() == before


async def test_the_time_that_hurt_is_not_held_against_anybody(routine: Talk, said: Said) -> None:
    (sent,) = await routine.waits_until(SEVEN)
    key = next(one.about for one in sent.actions if one.action is Action.HURTS)
    await routine.press(Press(Action.HURTS, f"{key}/{ALL}"))
    assert await routine.says("!progress") == routine.bot.content.reminding.personal.progress_none
    assert await routine.says("!done") == said.nothing_to_do


async def test_what_has_not_come_yet_can_still_be_done_without_what_hurts(
    routine: Talk, said: Said
) -> None:
    (reply,) = await routine.replies("!hurts 1")
    await routine.chooses(2, reply)
    await routine.waits_until(SEVEN)
    assert await routine.says("!done") == said.done


async def test_resuming_brings_back_what_rested(routine: Talk) -> None:
    (reply,) = await routine.replies("!hurts 1")
    await routine.chooses(3, reply)
    await routine.says("!resume 1")
    (sent,) = await routine.waits_until(SEVEN)
    assert "Heel raises" in text_of(sent)
    assert "Calf stretch" in text_of(sent)


PAUSES = ["!pause 1", "!pause all", "!pause 1 for 1 day", "!pause 1 until friday"]


@pytest.mark.parametrize("pause", PAUSES)
async def test_a_pause_does_not_wake_what_hurts(talk: Talk, said: Said, pause: str) -> None:
    await talk.says("!hurts 1")
    await talk.says(pause)
    assert said.paused_hurts.format(number=1) in await talk.says("!reminders")
    assert await talk.waits_until("2026-11-30 12:00") == []


@pytest.mark.parametrize("change", ["!zone tokyo", "!quiet 22:00 to 7:00"])
async def test_neither_zone_nor_quiet_hours_wake_what_hurts(talk: Talk, change: str) -> None:
    await talk.says("!pause 1 for 1 day")
    await talk.says("!hurts 1")
    await talk.says(change)
    assert await talk.waits_until("2026-11-30 12:00") == []


async def test_what_hurts_is_not_snoozed(talk: Talk, said: Said) -> None:
    (sent,) = await talk.waits_until(SEVEN)
    await talk.presses(Action.HURTS, sent)
    told = await talk.presses(Action.SNOOZE_10, sent)
    assert told == said.nothing_next.format(number=1)
    assert await talk.waits_until("2026-11-18 23:00") == []


async def test_what_was_snoozed_does_not_come_after_it_hurt(talk: Talk) -> None:
    (sent,) = await talk.waits_until(SEVEN)
    await talk.presses(Action.SNOOZE_10, sent)
    await talk.presses(Action.HURTS, sent)
    assert await talk.waits_until("2026-11-18 23:00") == []
