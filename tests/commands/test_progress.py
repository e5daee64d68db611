"""!progress: weeks, days in a row, and what does not count against anybody."""

import pytest
import pytest_asyncio

from bot.content.reminding import Personal
from tests.commands.chatting import EVERY_EVENING, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def talk(ann: Talk) -> Talk:
    await ann.says(EVERY_EVENING)
    return ann


async def does(talk: Talk, *days: str) -> None:
    """Does the exercise in the evening of each day."""
    for day in days:
        await talk.waits_until(f"2026-{day} 19:00")
        await talk.says("!done")


async def streak(talk: Talk) -> int:
    lines = (await talk.replies("!progress"))[0].paragraphs[0].splitlines()
    return int(lines[-1].rsplit(" ", 1)[1])


async def test_nothing_yet_says_how_to_begin(
    stranger: Talk, talk: Talk, personal: Personal
) -> None:
    assert await stranger.says("!progress") == personal.progress_none
    assert await talk.says("!progress") == personal.progress_none


async def test_each_week_shows_done_and_planned_in_words_and_as_a_bar(
    talk: Talk, personal: Personal
) -> None:
    await does(talk, "11-18", "11-20", "11-22", "11-23")
    (reply,) = await talk.replies("!progress")
    assert reply.paragraphs[0].splitlines() == [
        "Week of 16 Nov: ######.... 3 of 5 done",
        "Week of 23 Nov: ########## 1 of 1 done",
        personal.progress_streak.format(days=2),
    ]


async def test_it_is_readable_without_colours_and_pictures(talk: Talk) -> None:
    await does(talk, "11-18")
    assert (await talk.says("!progress")).isascii()


async def test_days_in_a_row_are_counted(talk: Talk) -> None:
    await does(talk, "11-18", "11-19", "11-20")
    assert await streak(talk) == 3


async def test_a_day_that_was_not_done_ends_the_row(talk: Talk) -> None:
    await does(talk, "11-18", "11-19", "11-21")
    assert await streak(talk) == 1


async def test_today_does_not_end_the_row_before_it_is_over(talk: Talk) -> None:
    await does(talk, "11-18", "11-19")
    await talk.waits_until("2026-11-20 23:00")
    assert await streak(talk) == 2
    await talk.waits_until("2026-11-21 00:01")
    assert await streak(talk) == 0


async def test_a_skipped_time_does_not_end_the_row(talk: Talk) -> None:
    await does(talk, "11-18", "11-19")
    await talk.says("!skip 1")
    await does(talk, "11-21")
    assert await streak(talk) == 3


@pytest.mark.parametrize("pause", ["!pause 1 until saturday", "!pause 1"])
async def test_a_pause_does_not_end_the_row(talk: Talk, pause: str) -> None:
    await does(talk, "11-18")
    await talk.says(pause)
    await talk.waits_until("2026-11-21 10:00")
    await talk.says("!resume 1")
    await does(talk, "11-21")
    assert await streak(talk) == 2


async def test_a_time_that_the_bot_missed_does_not_end_the_row(talk: Talk) -> None:
    await does(talk, "11-18")
    await talk.is_down_until("2026-11-20 12:00")
    await does(talk, "11-20")
    assert await streak(talk) == 2


async def test_a_time_that_hurt_does_not_end_the_row(talk: Talk) -> None:
    await does(talk, "11-18")
    await talk.waits_until("2026-11-19 19:00")
    await talk.says("!hurts")
    await talk.waits_until("2026-11-20 12:00")
    await talk.says("!resume 1")
    await does(talk, "11-20")
    assert await streak(talk) == 2


async def test_one_of_two_done_keeps_the_row(talk: Talk) -> None:
    await talk.says("!remind heel-raises every day at 18:00")
    await does(talk, "11-18", "11-19")
    assert await streak(talk) == 2
    assert "2 of 4 done" in await talk.says("!progress")


async def test_a_snooze_is_planned_once(talk: Talk) -> None:
    await talk.waits_until("2026-11-18 19:00")
    await talk.says("!snooze 10 min")
    assert "0 of 1 done" in await talk.says("!progress")
    await talk.waits_until("2026-11-18 19:10")
    await talk.says("!done")
    assert "1 of 1 done" in await talk.says("!progress")


async def test_a_day_is_one_of_the_persons_zone(ann: Talk) -> None:
    await ann.says("!zone auckland")
    await ann.says("!remind heel-walking every day at 1:00")  # 13:00 of the day before in Berlin
    await ann.waits_until("2026-11-22 13:00")
    await ann.says("!done")
    assert "Week of 23 Nov: ########## 1 of 1 done" in await ann.says("!progress")


async def test_only_the_last_six_weeks_are_shown(talk: Talk) -> None:
    await does(talk, "11-18")
    await talk.waits_until("2026-12-30 12:00")
    lines = (await talk.replies("!progress"))[0].paragraphs[0].splitlines()
    assert len(lines) == 7
    assert lines[0].startswith("Week of 23 Nov")
