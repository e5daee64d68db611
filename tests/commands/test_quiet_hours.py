"""!quiet: hours without reminders, shown, set and ended."""

import pytest

from bot.content.reminding import Personal, Said
from tests.commands.chatting import EVERY_EVENING, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOURS = {
    "22:00 to 7:00": ("22:00", "7:00"),
    "22 to 7": ("22:00", "7:00"),
    "22:30-6:15": ("22:30", "6:15"),
    "22.00 until 7.00": ("22:00", "7:00"),
    "10pm to 7am": ("22:00", "7:00"),
    "10 PM - 7 AM": ("22:00", "7:00"),
    "from 12am to 6am": ("0:00", "6:00"),
    "between 12pm and 2pm": ("12:00", "14:00"),
    "10pm to 07:00": ("22:00", "7:00"),
    "0:00 to 6:00": ("0:00", "6:00"),
}


@pytest.mark.parametrize(("typed", "hours"), HOURS.items(), ids=HOURS.keys())
async def test_hours_are_set_and_shown(
    ann: Talk, personal: Personal, typed: str, hours: tuple[str, str]
) -> None:
    start, end = hours
    told = await ann.says(f"!quiet {typed}")
    assert told == personal.quiet_set.format(start=start, end=end)
    assert await ann.says("!quiet") == personal.quiet_is.format(start=start, end=end)


UNCERTAIN = [
    "10 to 7",
    "7 to 10",
    "1pm to 3",
    "10 to 11pm",
    "22:00",
    "22:00 to 22:00",
    "25:00 to 7:00",
    "22:60 to 7:00",
    "13pm to 7am",
    "at night",
    "22:00 to 7:00 on weekdays",
    "blurg",
]


@pytest.mark.parametrize("typed", UNCERTAIN)
async def test_hours_that_are_not_certain_set_nothing(
    ann: Talk, personal: Personal, typed: str
) -> None:
    before = await ann.rows()
    assert await ann.says(f"!quiet {typed}") == personal.quiet_how
    assert await ann.rows() == before


@pytest.mark.parametrize("typed", ["off", "Off", "none"])
async def test_they_are_ended(ann: Talk, personal: Personal, typed: str) -> None:
    await ann.says("!quiet 22:00 to 7:00")
    assert await ann.says(f"!quiet {typed}") == personal.quiet_off
    assert await ann.says("!quiet") == personal.quiet_none


async def test_without_a_zone_the_zone_is_asked_for(stranger: Talk, said: Said) -> None:
    before = await stranger.rows()
    assert await stranger.says("!quiet 22:00 to 7:00") == said.zone_first
    assert await stranger.rows() == before


async def test_a_stranger_who_ends_them_is_not_kept(stranger: Talk, personal: Personal) -> None:
    before = await stranger.rows()
    assert await stranger.says("!quiet off") == personal.quiet_off
    assert await stranger.says("!quiet") == personal.quiet_none
    assert await stranger.rows() == before


async def test_what_is_due_in_them_comes_at_their_end_and_is_not_late(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!quiet 18:00 to 21:00")
    assert await ann.waits_until("2026-11-18 20:59") == []
    (reply,) = await ann.waits_until("2026-11-18 21:00")
    assert reply.paragraphs == ()


async def test_across_midnight_it_comes_in_the_morning(ann: Talk) -> None:
    await ann.says("!remind heel-walking every day at 23:30")
    await ann.says("!quiet 22:00 to 7:00")
    assert await ann.waits_until("2026-11-19 06:59") == []
    assert len(await ann.waits_until("2026-11-19 07:00")) == 1


async def test_outside_of_them_nothing_changes(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!quiet 22:00 to 7:00")
    assert len(await ann.waits_until("2026-11-18 19:00")) == 1


async def test_ended_while_something_waits_it_comes_at_once(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!quiet 18:00 to 22:00")
    await ann.waits_until("2026-11-18 19:30")
    await ann.says("!quiet off")
    assert len(await ann.waits_until("2026-11-18 19:31")) == 1


@pytest.mark.parametrize("closed", ["!skip 1", "!done 1"])
async def test_what_was_skipped_or_done_does_not_come_back(ann: Talk, closed: str) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says(closed)
    await ann.says("!quiet 22:00 to 7:00")
    assert await ann.waits_until("2026-11-19 18:59") == []
