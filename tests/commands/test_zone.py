"""!zone: a city, a zone, an offset or nonsense; and what becomes of reminders that are set."""

import pytest

from bot.chat import Kind
from bot.content.reminding import Personal
from tests.commands.chatting import EVERY_EVENING, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")

ZONES = {
    "a city": ("Berlin", "Europe/Berlin", "10:00"),
    "a city in capitals": ("NEW YORK", "America/New_York", "04:00"),
    "an IANA name": ("Asia/Kolkata", "Asia/Kolkata", "14:30"),
    "UTC": ("utc", "UTC", "09:00"),
    "a slip": ("Amsterdem", "Europe/Amsterdam", "10:00"),
}


@pytest.mark.parametrize(("typed", "zone", "time"), ZONES.values(), ids=ZONES.keys())
async def test_a_zone_is_set_and_its_time_shown(
    stranger: Talk, personal: Personal, typed: str, zone: str, time: str
) -> None:
    told = await stranger.says(f"!zone {typed}")
    assert told == personal.zone_set.format(zone=zone, time=time)
    assert await stranger.says("!zone") == personal.zone_is.format(zone=zone, time=time)


async def test_an_unknown_zone_is_told_so(stranger: Talk, personal: Personal) -> None:
    assert await stranger.says("!zone") == personal.zone_unset


UNCLEAR = {
    "several": ("Portland", "zone_several"),
    "an offset": ("UTC+2", "zone_fixed_offset"),
    "an abbreviation": ("PST", "zone_abbreviation"),
    "nonsense": ("blurgville", "zone_unknown"),
    "endless": ("berlin" * 100, "zone_unknown"),
}


@pytest.mark.parametrize(("typed", "sentence"), UNCLEAR.values(), ids=UNCLEAR.keys())
async def test_what_is_not_one_zone_is_asked_back_and_keeps_nothing(
    stranger: Talk, personal: Personal, typed: str, sentence: str
) -> None:
    before = await stranger.rows()
    (reply,) = await stranger.replies(f"!zone {typed}")
    assert reply.paragraphs == (getattr(personal, sentence),)
    assert await stranger.rows() == before


@pytest.mark.parametrize("typed", ["Portland", "UTC+2", "PST"])
async def test_picking_one_of_several_sets_it(stranger: Talk, typed: str) -> None:
    (reply,) = await stranger.replies(f"!zone {typed}")
    assert reply.kind is Kind.SUGGESTIONS
    zone = reply.choices[0].label
    assert f"Your time zone is now {zone}." in await stranger.chooses(1, reply)
    assert zone in await stranger.says("!zone")


async def test_reminders_keep_their_time_of_day(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!zone new york")
    assert "America/New_York" in await ann.says("!reminders")
    assert await ann.waits_until("2026-11-19 00:59") == []
    assert len(await ann.waits_until("2026-11-19 01:00")) == 1


async def test_reminders_come_earlier_where_it_is_later(ann: Talk) -> None:
    await ann.says("!remind heel-walking every day at 23:00")
    await ann.says("!zone tokyo")
    assert len(await ann.waits_until("2026-11-18 15:00")) == 1


async def test_what_was_wished_as_a_length_of_time_stays(ann: Talk) -> None:
    await ann.says("!remind heel-walking in 20 minutes")
    await ann.says("!remind heel-walking every 3 hours")
    await ann.says("!zone tokyo")
    assert len(await ann.waits_until("2026-11-18 10:20")) == 1
    assert len(await ann.waits_until("2026-11-18 13:00")) == 1


async def test_a_single_time_that_is_over_in_the_new_zone_still_comes(ann: Talk) -> None:
    await ann.says("!remind heel-walking today at 12:00")
    await ann.says("!zone tokyo")
    assert len(await ann.waits_until("2026-11-18 12:00")) == 1


@pytest.mark.parametrize("closed", ["!skip 1", "!done 1"])
async def test_what_was_skipped_or_done_today_does_not_come_today_elsewhere(
    ann: Talk, closed: str
) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says(closed)
    await ann.says("!zone lisbon")
    assert await ann.waits_until("2026-11-19 19:59") == []
    assert len(await ann.waits_until("2026-11-19 20:00")) == 1


async def test_what_came_today_does_not_come_again_further_west(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.waits_until("2026-11-18 19:30")
    await ann.says("!zone new york")
    assert await ann.waits_until("2026-11-20 00:59") == []


async def test_a_pause_ends_on_its_day_in_the_new_zone(ann: Talk) -> None:
    await ann.says("!remind heel-walking every day at 1:00")
    await ann.says("!pause 1 until friday")
    await ann.says("!zone tokyo")
    assert await ann.waits_until("2026-11-19 16:59") == []
    assert len(await ann.waits_until("2026-11-19 17:00")) == 1


async def test_a_paused_one_stays_paused(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!pause 1")
    await ann.says("!zone tokyo")
    assert await ann.waits_until("2026-11-20 12:00") == []
