"""The calendar of an export: what a calendar program shows is what the bot sends."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from bot.reminders.rule import local, upcoming
from tests.commands.chatting import EVERY_EVENING, Talk
from tests.reminders.fakes import BERLIN

pytestmark = pytest.mark.asyncio(loop_scope="module")

COUNT = 20
"""Times that are compared."""


async def calendar_of(talk: Talk) -> Calendar:
    """The calendar of an export, as another program reads it."""
    (reply,) = await talk.replies("!privacy export")
    _, calendar = reply.files
    assert calendar.media == "text/calendar"
    found = Calendar.from_ical(calendar.text)
    assert isinstance(found, Calendar)
    return found


RULES = [
    "every day at 19:00",
    "every weekday at 7:00 and 19:30",
    "every monday, wednesday and friday at 8:15",
    "every other day at 18:00",
    "every 2 weeks on monday and thursday at 10:00",
    "every 3 days at 6:00 until 20 december",
    "every 2 hours from 9:00 to 17:00",
    "every 90 minutes from 9:00 to 18:00 on weekdays",
    "every 5 hours",
    "tomorrow at 7:00",
    "in 20 minutes",
]


def times_of(calendar: Calendar) -> list[datetime]:
    """The first times of all events, as a calendar program would work them out."""
    each = (islice(_recurring(event), COUNT) for event in calendar.walk("VEVENT"))
    return sorted(time for times in each for time in times)[:COUNT]


def _recurring(event: Any) -> Iterator[datetime]:  # noqa: ANN401 - icalendar's parts are untyped
    start: datetime = event["DTSTART"].dt
    if "RRULE" not in event:
        return iter((start,))
    # dateutil works in wall time when it is given a zone of zoneinfo, as RFC 5545 asks.
    return iter(rrulestr(event["RRULE"].to_ical().decode(), dtstart=start))


@pytest.mark.parametrize("phrase", RULES)
async def test_the_calendar_has_the_times_at_which_the_reminder_comes(
    ann: Talk, phrase: str
) -> None:
    await ann.says(f"!remind heel-walking {phrase}")
    calendar = await calendar_of(ann)
    rule = (await ann.reminder()).plan.rule
    wanted = [local(due, BERLIN) for due in upcoming(rule, int(ann.clock.now()), BERLIN, COUNT)]
    assert wanted
    assert times_of(calendar) == wanted


async def test_the_calendar_begins_behind_what_was_skipped(ann: Talk) -> None:
    await ann.says("!remind heel-walking every day at 8:00 and 19:00")
    await ann.says("!skip 1")
    calendar = await calendar_of(ann)
    assert [f"{time:%d %H:%M}" for time in times_of(calendar)[:3]] == [
        "19 08:00",
        "19 19:00",
        "20 08:00",
    ]


async def test_the_calendar_follows_the_clock_change(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!pause 1 until 27 march")
    calendar = await calendar_of(ann)
    offsets = [time.strftime("%d %H:%M %z") for time in times_of(calendar)[:2]]
    assert offsets == ["27 19:00 +0100", "28 19:00 +0200"]


async def test_the_calendar_names_the_zone_for_programs_without_its_rules(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    calendar = await calendar_of(ann)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == [BERLIN]


async def test_the_calendar_names_the_exercises_that_do_not_rest(ann: Talk) -> None:
    await ann.says("!remind heel-raises,calf-stretch every day at 19:00")
    (reply,) = await ann.replies("!hurts 1")
    await ann.chooses(2, reply)
    calendar = await calendar_of(ann)
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Exercise: Heel raises"]


@pytest.mark.parametrize("silenced", ["!pause 1", "!hurts 1", "!delete 1"])
async def test_the_calendar_has_nothing_that_will_not_come(ann: Talk, silenced: str) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says(silenced)
    calendar = await calendar_of(ann)
    assert calendar.walk("VEVENT") == []
