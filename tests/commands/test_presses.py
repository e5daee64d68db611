"""Buttons: what each does, and that none reaches what is another person's, or was never there."""

from dataclasses import replace

import pytest
import pytest_asyncio

from bot.chat import Action, Person, Press
from bot.commands.pressing import OF_REMINDERS
from bot.content.reminding import Said
from bot.reminders.reminder import State
from tests.commands.chatting import EVERY_EVENING, Talk
from tests.reminders.fakes import at

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEVEN = "2026-11-18 19:00"
OF_ONE = sorted(OF_REMINDERS)

FORGED = [
    "",
    "nonsense",
    "1",
    "1.",
    ".1",
    "0.0",
    "-1.5",
    "1.-1",
    "999.1795024800",
    f"1.{at(SEVEN)}.1",
    f" 1.{at(SEVEN)}",
    f"1.{at(SEVEN)} ",
    f"1.{at(SEVEN)}\n",
    "9" * 13 + "." + "9" * 11,
    "9" * 14 + ".1",
    "1." + "9" * 12,
    "\u0661.\u0661",
    "1.1' OR 1=1 --",
    "x" * 10_000,
]
NEVER_CAME = ["1.1", f"1.{at(SEVEN) + 1}", f"1.{at('2026-11-20 19:00')}"]


@pytest_asyncio.fixture(loop_scope="module")
async def talk(ann: Talk) -> Talk:
    """Somebody whose reminder of 19:00 came."""
    await ann.says(EVERY_EVENING)
    await ann.waits_until(SEVEN)
    return ann


def key(talk: Talk) -> str:
    return talk.chat.sent[0].key


@pytest.mark.parametrize("action", OF_ONE)
async def test_a_forged_press_is_told_that_nothing_is_there(
    talk: Talk, said: Said, action: Action
) -> None:
    before = await talk.rows()
    for about in FORGED:
        assert await talk.press(Press(action, about)) == said.gone
    assert await talk.rows() == before


@pytest.mark.parametrize("action", [one for one in OF_ONE if one is not Action.HURTS])
async def test_a_time_that_never_came_cannot_be_marked(
    talk: Talk, said: Said, action: Action
) -> None:
    before = await talk.rows()
    for about in NEVER_CAME:
        assert await talk.press(Press(action, about)) == said.gone
    assert await talk.rows() == before


async def test_an_exercise_hurts_whatever_time_the_button_is_about(talk: Talk, said: Said) -> None:
    told = await talk.press(Press(Action.HURTS, NEVER_CAME[0]))
    assert told.startswith(said.hurt.format(names="Heel walking"))


@pytest.mark.parametrize("action", OF_ONE)
async def test_somebody_elses_button_does_nothing(
    talk: Talk, ben: Talk, stranger: Talk, said: Said, action: Action
) -> None:
    before = await talk.rows()
    for other in (ben, stranger):
        assert await other.press(Press(action, key(talk))) == said.gone
    assert await talk.rows() == before


async def test_the_same_name_on_another_platform_is_another_person(talk: Talk, said: Said) -> None:
    namesake = replace(talk, person=Person("elsewhere", talk.person.id))
    assert await namesake.press(Press(Action.DONE, key(talk))) == said.gone
    assert await namesake.says("!reminders") == said.list_none


@pytest.mark.parametrize("action", OF_ONE)
async def test_a_button_outlives_neither_its_reminder_nor_its_person(
    talk: Talk, said: Said, action: Action
) -> None:
    await talk.says("!delete 1")
    assert await talk.press(Press(action, key(talk))) == said.gone
    await talk.press(Press(Action.FORGET_ME, ""))
    before = await talk.rows()
    assert await talk.press(Press(action, key(talk))) == said.gone
    assert await talk.rows() == before


@pytest.mark.parametrize("action", OF_ONE)
async def test_a_button_of_a_deleted_reminder_does_not_reach_a_newer_one(
    talk: Talk, said: Said, action: Action
) -> None:
    await talk.says("!delete 1")
    await talk.says(EVERY_EVENING)
    before = await talk.rows()
    assert await talk.press(Press(action, key(talk))) == said.gone
    assert await talk.rows() == before


async def test_an_old_button_marks_its_own_time(talk: Talk) -> None:
    await talk.waits_until("2026-11-19 19:00")
    await talk.press(Press(Action.DONE, key(talk)))
    assert [one.state for one in await talk.past()] == [State.DONE, State.SENT]


async def test_skip_leaves_out_this_time_and_keeps_the_next(talk: Talk, said: Said) -> None:
    assert await talk.press(Press(Action.SKIP, key(talk))) == said.skipped.format(number=1)
    assert [one.state for one in await talk.past()] == [State.SKIPPED]
    assert len(await talk.waits_until("2026-11-19 19:00")) == 1


async def test_pressed_twice_it_is_done_once(talk: Talk, said: Said) -> None:
    for _ in range(2):
        assert await talk.press(Press(Action.DONE, key(talk))) == said.done
    assert [one.state for one in await talk.past()] == [State.DONE]


async def test_of_two_buttons_the_last_one_counts(talk: Talk) -> None:
    await talk.press(Press(Action.SKIP, key(talk)))
    await talk.press(Press(Action.DONE, key(talk)))
    assert [one.state for one in await talk.past()] == [State.DONE]


async def test_done_on_a_snoozed_one_is_about_the_time_it_had(talk: Talk) -> None:
    await talk.press(Press(Action.SNOOZE_10, key(talk)))
    (again,) = await talk.waits_until("2026-11-18 19:10")
    await talk.presses(Action.DONE, again)
    past = await talk.past()
    assert [(one.due, one.state) for one in past] == [(at(SEVEN), State.DONE)]


async def test_remind_me_says_what_to_type(talk: Talk, said: Said) -> None:
    told = await talk.press(Press(Action.REMIND, "heel-raises"))
    assert told == said.remind_when.format(id="heel-raises")


@pytest.mark.parametrize("action", [Action.SHOW, Action.SOURCES, Action.REMIND])
@pytest.mark.parametrize("about", ["", "nonsense", "<b>", "../topics", "1.1"])
async def test_a_forged_press_on_an_answer_says_nothing(
    talk: Talk, action: Action, about: str
) -> None:
    assert await talk.press(Press(action, about)) == ""


async def test_pause_all_and_forget_me_reach_only_whoever_pressed(talk: Talk, ben: Talk) -> None:
    await ben.says("!remind heel-raises every day at 20:00")
    (mine,) = (await talk.bot.reminders.all(await talk.owner()),)
    for action in (Action.PAUSE_ALL, Action.FORGET_ME):
        await ben.press(Press(action, key(talk)))
    assert await talk.bot.reminders.all(await talk.owner()) == mine
    assert len(await talk.waits_until("2026-11-19 19:00")) == 1


async def test_a_stranger_may_press_what_is_about_people(stranger: Talk, said: Said) -> None:
    before = await stranger.rows()
    assert await stranger.press(Press(Action.PAUSE_ALL, "")) == said.none_active
    await stranger.press(Press(Action.FORGET_ME, ""))
    assert await stranger.rows() == before
