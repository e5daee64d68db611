"""!remind: when, for how many, and what is said when that is not certain."""

import pytest

from bot.chat import Kind, Reply
from bot.content.load import Content
from bot.content.reminding import Said
from bot.reminders.reminder import MOST_ACTIVE
from tests.commands.chatting import EVERY_EVENING, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_one_exercise(ann: Talk) -> None:
    told = await ann.says("!remind heel-walking every weekday at 7pm")
    assert "Reminder 1" in told
    assert "Heel walking" in told
    assert "every weekday at 19:00" in told
    assert (await ann.reminder()).plan.exercises == ("heel-walking",)


async def test_a_new_reminder_shows_its_next_three_times_in_the_persons_zone(ann: Talk) -> None:
    told = await ann.says("!remind heel-walking every weekday at 7pm")
    assert "Europe/Berlin" in told
    times = "Wed 18 Nov 2026 19:00; Thu 19 Nov 2026 19:00; Fri 20 Nov 2026 19:00"
    assert times in told


async def test_a_new_reminder_says_what_is_kept(ann: Talk, said: Said) -> None:
    assert said.kept in await ann.says(EVERY_EVENING)


async def test_nothing_behind_it_shows_how(ann: Talk, said: Said) -> None:
    assert await ann.says("!remind") == said.how


async def test_a_line_break_parts_as_a_space_does(ann: Talk) -> None:
    await ann.says("!remind\nheel-walking\nevery day at 19:00")
    assert (await ann.reminder()).plan.exercises == ("heel-walking",)


async def test_the_first_reminder_asks_for_the_zone(stranger: Talk, said: Said) -> None:
    assert await stranger.says(EVERY_EVENING) == said.zone_first


async def test_who_is_asked_for_the_zone_is_not_kept_yet(stranger: Talk) -> None:
    before = await stranger.rows()
    await stranger.says(EVERY_EVENING)
    assert await stranger.rows() == before


async def test_after_the_zone_the_same_line_sets_the_reminder(stranger: Talk) -> None:
    await stranger.says(EVERY_EVENING)
    await stranger.says("!zone Lisbon")
    assert "Wed 18 Nov 2026 19:00" in await stranger.says(EVERY_EVENING)


async def asked_back(ann: Talk, phrase: str) -> Reply:
    (reply,) = await ann.replies(f"!remind heel-raises, calf stretch {phrase}")
    assert reply.kind is Kind.SUGGESTIONS
    return reply


async def test_an_ambiguous_time_gives_choices_and_sets_nothing(
    ann: Talk, content: Content
) -> None:
    before = await ann.rows()
    reply = await asked_back(ann, "every day at 7")
    assert reply.paragraphs == (content.reminding.problems["which-half-of-day"],)
    assert len(reply.choices) == 2
    assert await ann.rows() == before


@pytest.mark.parametrize(("number", "time"), [(1, "7:00"), (2, "19:00")])
async def test_pressing_a_choice_sets_what_it_says(ann: Talk, number: int, time: str) -> None:
    told = await ann.chooses(number, await asked_back(ann, "every day at 7"))
    assert f"every day at {time}" in told
    assert (await ann.reminder()).plan.exercises == ("heel-raises", "calf-stretch")


AMBIGUOUS = ["at 7", "every 2 days at 8", "monday at 6", "monday and thursday at 5"]


@pytest.mark.parametrize("phrase", AMBIGUOUS)
async def test_every_choice_is_understood_when_it_is_pressed(ann: Talk, phrase: str) -> None:
    reply = await asked_back(ann, phrase)
    for number in range(1, len(reply.choices) + 1):
        assert f"Reminder {number} " in await ann.chooses(number, reply)


REFUSED = {
    "unknown-words": "every blurgday at 19:00",
    "no-time": "every day",
    "no-such-time": "every day at 25:00",
    "past": "today at 9:00",
    "too-often": "every 2 minutes",
    "monthly": "every month at 19:00",
    "empty": "",
    "too-long": "every day at 19:00 " * 20,
}


@pytest.mark.parametrize(("problem", "phrase"), REFUSED.items(), ids=REFUSED.keys())
async def test_a_refused_phrase_is_told_why_and_stores_nothing(
    ann: Talk, content: Content, problem: str, phrase: str
) -> None:
    before = await ann.rows()
    (reply,) = await ann.replies(f"!remind heel-walking {phrase}")
    assert reply.paragraphs == (content.reminding.problems[problem].format(words="blurgday"),)
    assert await ann.rows() == before


async def test_the_words_that_were_not_understood_are_named(ann: Talk) -> None:
    told = await ann.says("!remind heel-walking every blurgday at noonish")
    assert "blurgday, noonish" in told


async def with_as_many_as_allowed(talk: Talk) -> None:
    for _ in range(MOST_ACTIVE):
        await talk.says(EVERY_EVENING)


async def test_one_more_than_the_most_is_refused(ann: Talk, said: Said) -> None:
    await with_as_many_as_allowed(ann)
    before = await ann.rows()
    assert await ann.says(EVERY_EVENING) == said.too_many
    assert await ann.rows() == before


async def test_a_paused_one_makes_room_and_comes_back_only_into_room(ann: Talk, said: Said) -> None:
    await with_as_many_as_allowed(ann)
    await ann.says("!pause 1")
    assert f"Reminder {MOST_ACTIVE + 1} " in await ann.says(EVERY_EVENING)
    for typed in ("!resume 1", "!resume all", "!edit 1 every day at 8:00", "!pause 1 for 1 day"):
        before = await ann.rows()
        assert await ann.says(typed) == said.too_many
        assert await ann.rows() == before
    await ann.says("!delete 2")
    assert await ann.says("!resume 1") != said.too_many


async def test_not_addressed_it_sets_nothing(ann: Talk) -> None:
    before = await ann.rows()
    await ann.says(EVERY_EVENING, addressed=False)
    assert await ann.rows() == before


async def test_it_comes_at_its_time_where_it_was_set(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    assert await ann.waits_until("2026-11-18 18:59") == []
    (reply,) = await ann.waits_until("2026-11-18 19:00")
    assert reply.kind is Kind.REMINDER
    assert ann.chat.sent[0].place == ann.place
