"""Helpful or not: counted by topic and day, for nobody; presses tell that they were taken."""

from datetime import UTC, datetime

import pytest

from bot.chat import Action, Message, Press, Reply
from bot.content.load import Content
from bot.reminders.store.feedback import Verdict
from tests.commands.chatting import EVERY_EVENING, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def press(talk: Talk, action: Action, about: str) -> tuple[Reply, ...]:
    return await talk.send(Message("", talk.person, talk.place, pressed=Press(action, about)))


async def test_an_opinion_is_counted_for_its_topic_and_for_nobody(
    stranger: Talk, content: Content
) -> None:
    (reply,) = await press(stranger, Action.HELPFUL, "footwear")
    assert reply.paragraphs == (content.wording.helpful,)
    assert reply.chosen is Action.HELPFUL
    (reply,) = await press(stranger, Action.NOT_HELPFUL, "footwear")
    assert reply.paragraphs == (content.wording.not_helpful,)
    day = datetime.fromtimestamp(stranger.clock.now(), UTC).date()
    assert await stranger.bot.feedback.since(day) == (Verdict("footwear", 1, 1),)
    assert stranger.person.id not in str(await stranger.rows())


async def test_an_opinion_can_be_taken_back_and_never_more_than_there_are(
    stranger: Talk, content: Content
) -> None:
    day = datetime.fromtimestamp(stranger.clock.now(), UTC).date()
    await press(stranger, Action.HELPFUL, "footwear")
    for _ in range(2):
        (reply,) = await press(stranger, Action.UNDO, "helpful/footwear")
        assert reply.paragraphs == (content.wording.withdrawn,)
        assert await stranger.bot.feedback.since(day) == (Verdict("footwear", 0, 0),)


async def test_an_opinion_of_nothing_is_nothing(stranger: Talk) -> None:
    before = await stranger.rows()
    assert await press(stranger, Action.HELPFUL, "no-such-topic") == ()
    assert await stranger.rows() == before


async def test_every_answer_asks_for_an_opinion(stranger: Talk) -> None:
    (reply,) = await stranger.replies("why do my calves cramp at night?")
    assert [it.action for it in reply.actions] == [
        Action.REMIND,
        Action.HELPFUL,
        Action.NOT_HELPFUL,
        Action.SOURCES,
    ]


@pytest.mark.parametrize(
    "action",
    [Action.DONE, Action.SNOOZE_10, Action.SNOOZE_60, Action.SKIP, Action.HURTS],
)
async def test_a_press_that_was_taken_says_so(ann: Talk, action: Action) -> None:
    await ann.says(EVERY_EVENING)
    (sent,) = await ann.waits_until("2026-11-18 19:00")
    (reply, *_) = await press(ann, action, sent.actions[0].about)
    assert reply.chosen is action


async def test_a_press_that_was_not_taken_does_not(ann: Talk, ben: Talk) -> None:
    await ann.says(EVERY_EVENING)
    (sent,) = await ann.waits_until("2026-11-18 19:00")
    (reply, *_) = await press(ben, Action.DONE, sent.actions[0].about)
    assert reply.chosen is None


async def test_a_new_reminder_tells_its_next_instants(ann: Talk) -> None:
    (reply,) = await ann.replies(EVERY_EVENING)
    first, second, third = reply.times
    assert second - first == third - second == 86_400
