"""!pause, !resume, !skip and !delete."""

import pytest
import pytest_asyncio

from bot.content.reminding import Said
from tests.commands.chatting import EVERY_EVENING, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def talk(ann: Talk) -> Talk:
    await ann.says(EVERY_EVENING)
    return ann


async def test_a_paused_one_does_not_come(talk: Talk, said: Said) -> None:
    assert await talk.says("!pause 1") == said.now_paused.format(number=1)
    assert await talk.waits_until("2026-12-01 12:00") == []


async def test_only_the_one_that_is_named_is_paused(talk: Talk) -> None:
    await talk.says("!remind heel-raises every day at 20:00")
    await talk.says("!pause 1")
    (reply,) = await talk.waits_until("2026-11-18 23:00")
    assert reply.title
    assert "Heel raises" in reply.title


async def test_all_are_paused_at_once(talk: Talk, said: Said) -> None:
    await talk.says("!remind heel-raises every day at 20:00")
    assert await talk.says("!pause all") == said.all_paused
    assert await talk.waits_until("2026-11-20 12:00") == []


async def test_with_nothing_to_pause_it_says_so(ann: Talk, stranger: Talk, said: Said) -> None:
    assert await ann.says("!pause all") == said.none_active
    assert await stranger.says("!pause all") == said.none_active


UNTIL = {
    "until 30 november": "30 Nov 2026",
    "Until 30 November": "30 Nov 2026",
    "until monday": "23 Nov 2026",
    "monday": "23 Nov 2026",
    "till tomorrow": "19 Nov 2026",
    "for 2 weeks": "02 Dec 2026",
    "for 1 day": "19 Nov 2026",
    "FOR 3 DAYS": "21 Nov 2026",
}


@pytest.mark.parametrize(("phrase", "day"), UNTIL.items(), ids=UNTIL.keys())
async def test_a_pause_may_have_an_end(talk: Talk, said: Said, phrase: str, day: str) -> None:
    told = await talk.says(f"!pause 1 {phrase}")
    assert told == said.now_paused_until.format(number=1, date=day)


async def test_it_comes_again_on_the_day_the_pause_ends(talk: Talk) -> None:
    await talk.says("!pause 1 for 2 weeks")
    assert await talk.waits_until("2026-12-02 18:59") == []
    assert len(await talk.waits_until("2026-12-02 19:00")) == 1
    assert len(await talk.waits_until("2026-12-03 19:00")) == 1


NONSENSE = [
    "until blurgday",
    "until yesterday",
    "until 31 february",
    "for a blurg",
    "forever",
    "every monday",
    "for 2 weeks on mondays",
    "for 2 weeks except sunday",
    "for 2 weeks starting monday",
    "until monday at 7:00",
]


@pytest.mark.parametrize("phrase", NONSENSE)
async def test_an_end_that_is_not_understood_pauses_nothing(
    talk: Talk, said: Said, phrase: str
) -> None:
    before = await talk.rows()
    assert await talk.says(f"!pause 1 {phrase}") == said.pause_how.format(number=1)
    assert await talk.rows() == before


async def test_a_pause_longer_than_the_rule_says_that_nothing_comes_after_it(
    talk: Talk, said: Said
) -> None:
    await talk.says("!edit 1 tomorrow at 19:00")
    assert said.no_more in await talk.says("!pause 1 until 30 november")


async def test_resumed_it_goes_on_from_the_next_time(talk: Talk, said: Said) -> None:
    await talk.says("!pause 1")
    await talk.waits_until("2026-11-20 12:00")
    told = await talk.says("!resume 1")
    assert told.startswith(said.resumed.format(number=1))
    assert "Fri 20 Nov 2026 19:00" in told
    assert len(await talk.waits_until("2026-11-20 19:00")) == 1


async def test_resumed_before_its_end_a_pause_is_over(talk: Talk) -> None:
    await talk.says("!pause 1 for 2 weeks")
    await talk.says("!resume 1")
    assert len(await talk.waits_until("2026-11-18 19:00")) == 1


async def test_all_are_resumed_and_listed(talk: Talk) -> None:
    await talk.says("!remind heel-raises every day at 20:00")
    await talk.says("!pause all")
    (reply,) = await talk.replies("!resume all")
    assert len(reply.paragraphs[0].splitlines()) == 2
    assert len(await talk.waits_until("2026-11-18 23:00")) == 2


async def test_nothing_to_resume_is_told(ann: Talk, stranger: Talk, said: Said) -> None:
    assert await ann.says("!resume all") == said.list_none
    assert await stranger.says("!resume all") == said.list_none


async def test_a_single_time_that_passed_in_a_pause_does_not_go_on(talk: Talk, said: Said) -> None:
    await talk.says("!edit 1 tomorrow at 19:00")
    await talk.says("!pause 1")
    await talk.waits_until("2026-11-20 12:00")
    assert await talk.says("!resume 1") == said.nothing_next.format(number=1)


async def test_resuming_what_is_not_paused_brings_back_no_skipped_time(talk: Talk) -> None:
    await talk.says("!skip 1")
    assert "Thu 19 Nov 2026 19:00" in await talk.says("!resume 1")
    await talk.says("!resume all")
    assert await talk.waits_until("2026-11-19 18:59") == []


async def test_resuming_what_waits_for_the_end_of_quiet_hours_loses_nothing(talk: Talk) -> None:
    await talk.says("!quiet 18:00 to 22:00")
    await talk.waits_until("2026-11-18 21:00")
    await talk.says("!resume 1")
    assert len(await talk.waits_until("2026-11-18 22:00")) == 1


async def test_a_skipped_time_does_not_come_and_the_one_after_does(talk: Talk, said: Said) -> None:
    assert await talk.says("!skip 1") == said.skipped.format(number=1)
    assert await talk.waits_until("2026-11-19 18:59") == []
    assert len(await talk.waits_until("2026-11-19 19:00")) == 1


async def test_skipping_twice_leaves_out_two_times(talk: Talk) -> None:
    await talk.says("!skip 1")
    await talk.says("!skip 1")
    assert await talk.waits_until("2026-11-20 18:59") == []


async def test_the_only_time_may_be_skipped(talk: Talk, said: Said) -> None:
    await talk.says("!edit 1 tomorrow at 19:00")
    await talk.says("!skip 1")
    assert await talk.says("!reminders") == said.list_none
    assert await talk.says("!skip 1") == said.nothing_next.format(number=1)


async def test_a_paused_one_has_no_time_to_skip(talk: Talk, said: Said) -> None:
    await talk.says("!pause 1")
    assert await talk.says("!skip 1") == said.nothing_next.format(number=1)


async def test_a_deleted_one_is_gone_with_its_past_and_its_snooze(talk: Talk, said: Said) -> None:
    await talk.waits_until("2026-11-18 19:00")
    await talk.says("!snooze 1 h")
    assert await talk.says("!delete 1") == said.deleted.format(number=1)
    rows = await talk.rows()
    assert rows["reminder"] == []
    assert rows["occurrence"] == []
    assert await talk.waits_until("2026-11-20 12:00") == []


async def test_a_deleted_one_cannot_be_deleted_again(talk: Talk, said: Said) -> None:
    await talk.says("!delete 1")
    assert await talk.says("!delete 1") == said.none_numbered.format(number=1)
