"""Where reminders come: a place is reached before anything is set, and refused plainly."""

from dataclasses import replace

import pytest

from bot.chat import Action, Gone, Message, NotNow, Place, Reply
from bot.content.reminding import Said
from tests.commands.chatting import EVERY_EVENING, Talk
from tests.conftest import Reached

pytestmark = pytest.mark.asyncio(loop_scope="module")

HERE, THERE = Place("fake", "channel"), Place("fake", "unopened")
LASTING = "lasting unopened"


def with_reach(talk: Talk, reach: Reached) -> Talk:
    return replace(talk, bot=replace(talk.bot, reach=reach))


async def sets(talk: Talk, text: str = EVERY_EVENING, where: Place | None = THERE) -> Reply:
    (reply, *_) = await talk.send(Message(text, talk.person, HERE, remind_at=where))
    return reply


async def test_a_reminder_comes_to_the_place_that_was_reached(ann: Talk) -> None:
    reach = Reached()
    await sets(with_reach(ann, reach))
    assert (await ann.reminder()).plan.place.id == LASTING
    assert reach.places == [THERE]


async def test_where_it_was_written_needs_not_be_reached(ann: Talk) -> None:
    reach = Reached()
    await sets(with_reach(ann, reach), where=None)
    await sets(with_reach(ann, reach), where=HERE)
    assert reach.places == []
    assert (await ann.reminder()).plan.place == HERE


async def test_nobody_is_disturbed_by_a_phrase_that_is_not_understood(ann: Talk) -> None:
    reach = Reached()
    await sets(with_reach(ann, reach), "!remind heel-walking whenever")
    assert reach.places == []


async def test_a_place_that_refuses_is_told_and_this_one_offered(ann: Talk, said: Said) -> None:
    reply = await sets(with_reach(ann, Reached(Gone())))
    assert reply.paragraphs == (said.closed,)
    assert await ann.bot.reminders.all(await ann.owner()) == ()
    (choice,) = reply.choices
    assert choice.press.action is Action.TYPE_HERE
    await ann.send(Message("", ann.person, HERE, pressed=choice.press))
    assert (await ann.reminder()).plan.place == HERE


async def test_a_place_that_cannot_be_reached_now_sets_nothing(ann: Talk, said: Said) -> None:
    reply = await sets(with_reach(ann, Reached(NotNow(60))))
    assert reply.paragraphs == (said.reach_later,)
    assert await ann.bot.reminders.all(await ann.owner()) == ()


async def test_an_edit_leaves_a_reminder_where_it_comes(ann: Talk) -> None:
    await sets(ann, where=HERE)
    elsewhere = Message("!edit 1 every day at 8:00", ann.person, Place("fake", "elsewhere"))
    await ann.send(elsewhere)
    assert (await ann.reminder()).plan.place == HERE


async def test_an_edit_can_move_a_reminder(ann: Talk) -> None:
    await sets(ann, where=HERE)
    await sets(ann, "!edit 1", THERE)
    assert (await ann.reminder()).plan.place.id == LASTING


async def test_an_edit_to_a_place_that_refuses_changes_nothing(ann: Talk, said: Said) -> None:
    await sets(ann, where=HERE)
    before = await ann.reminder()
    reply = await sets(with_reach(ann, Reached(Gone())), "!edit 1 every day at 8:00", THERE)
    assert reply.paragraphs == (said.closed,)
    assert await ann.reminder() == before


async def test_a_question_back_keeps_where_the_reminder_shall_come(ann: Talk) -> None:
    unclear = "!remind heel-walking tomorrow at 7"
    here = await sets(ann, unclear, HERE)
    there = await sets(ann, unclear, THERE)
    assert {it.press.action for it in here.choices} == {Action.TYPE_HERE}
    assert {it.press.action for it in there.choices} == {Action.TYPE_PRIVATE}
