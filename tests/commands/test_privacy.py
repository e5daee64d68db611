"""!privacy: what is kept, shown, given away whole, and deleted without a trace."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import islice, takewhile
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from bot.chat import Kind
from bot.content.reminding import Personal
from bot.reminders.rule import local, upcoming
from tests.commands.chatting import EVERY_EVENING, Talk, text_of
from tests.reminders.fakes import BERLIN

COUNT = 20
"""Times of a calendar that are compared."""


async def exported(talk: Talk) -> tuple[dict[str, Any], Calendar]:
    """Both files, read as other programs read them."""
    (reply,) = await talk.replies("!privacy export")
    data, calendar = reply.files
    assert data.media == "application/json"
    assert calendar.media == "text/calendar"
    found = Calendar.from_ical(calendar.text)
    assert isinstance(found, Calendar)
    return json.loads(data.text), found


async def test_of_a_stranger_nothing_is_kept(stranger: Talk, personal: Personal) -> None:
    before = await stranger.rows()
    for what in ("show", "export", "delete"):
        assert await stranger.says(f"!privacy {what}") == personal.privacy_nothing
    assert await stranger.rows() == before


async def test_asking_and_commands_without_a_wish_keep_nothing(stranger: Talk) -> None:
    before = await stranger.rows()
    for typed in ("why do my calves cramp?", "!help", "!reminders", "!progress", "!zone", "!done"):
        await stranger.says(typed)
    assert await stranger.rows() == before


@pytest.mark.parametrize("typed", ["", "blurg", "delete everything"])
async def test_anything_else_shows_how(ann: Talk, personal: Personal, typed: str) -> None:
    assert await ann.says(f"!privacy {typed}") == personal.privacy_how


async def test_what_is_kept_is_shown_in_words(ann: Talk, personal: Personal) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!quiet 22:00 to 7:00")
    await ann.waits_until("2026-11-19 20:00")
    await ann.says("!snooze 10 min")
    told = await ann.says("!Privacy SHOW")
    assert "Europe/Berlin" in told
    assert "22:00-7:00" in told
    assert personal.privacy_reminders.format(count=1) in told
    assert personal.privacy_past.format(count=2) in told


async def test_the_json_has_all_that_is_kept(ann: Talk) -> None:
    await ann.says("!remind heel-raises,calf-stretch every day at 19:00")
    await ann.says("!quiet 22:00 to 7:00")
    (reply,) = await ann.replies("!hurts 1")
    await ann.chooses(2, reply)
    await ann.waits_until("2026-11-18 19:00")
    await ann.says("!done")
    await ann.says("!pause 1 until 30 november")
    told, _ = await exported(ann)
    assert told == {
        "platform": "chat",
        "id": "ann",
        "zone": BERLIN,
        "quiet": [22 * 60, 7 * 60],
        "since": "2026-11-18T09:00:00+00:00",
        "reminders": [
            {
                "number": 1,
                "exercises": ["heel-raises", "calf-stretch"],
                "resting": ["calf-stretch"],
                "when": "every day at 19:00",
                "rrule": ["RRULE:FREQ=DAILY;BYHOUR=19;BYMINUTE=0;BYSECOND=0"],
                "place": ann.place.id,
                "next": "2026-11-30T18:00:00+00:00",
                "paused": None,
                "resumes": "2026-11-30",
            }
        ],
        "occurrences": [
            {
                "reminder": 1,
                "due": "2026-11-18T18:00:00+00:00",
                "state": "done",
                "noted": "2026-11-18T18:00:00+00:00",
            }
        ],
    }


async def test_the_json_has_paused_and_past_reminders_too(ann: Talk) -> None:
    await ann.says("!remind heel-walking today at 11:00")
    await ann.says(EVERY_EVENING)
    await ann.says("!pause 2")
    await ann.waits_until("2026-11-18 12:00")
    told, _ = await exported(ann)
    assert [one["next"] for one in told["reminders"]] == [None, "2026-11-18T18:00:00+00:00"]
    assert [one["paused"] for one in told["reminders"]] == [None, "asked"]


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
    assert isinstance(event, Event)
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
    _, calendar = await exported(ann)
    rule = (await ann.reminder()).plan.rule
    wanted = [local(due, BERLIN) for due in upcoming(rule, int(ann.clock.now()), BERLIN, COUNT)]
    assert wanted
    assert times_of(calendar) == wanted


async def test_the_calendar_begins_behind_what_was_skipped(ann: Talk) -> None:
    await ann.says("!remind heel-walking every day at 8:00 and 19:00")
    await ann.says("!skip 1")
    _, calendar = await exported(ann)
    assert [f"{time:%d %H:%M}" for time in times_of(calendar)[:3]] == [
        "19 08:00",
        "19 19:00",
        "20 08:00",
    ]


async def test_the_calendar_follows_the_clock_change(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!pause 1 until 27 march")
    _, calendar = await exported(ann)
    offsets = [time.strftime("%d %H:%M %z") for time in times_of(calendar)[:2]]
    assert offsets == ["27 19:00 +0100", "28 19:00 +0200"]


async def test_the_calendar_names_the_zone_for_programs_without_its_rules(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    _, calendar = await exported(ann)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == [BERLIN]


async def test_the_calendar_names_the_exercises_that_do_not_rest(ann: Talk) -> None:
    await ann.says("!remind heel-raises,calf-stretch every day at 19:00")
    (reply,) = await ann.replies("!hurts 1")
    await ann.chooses(2, reply)
    _, calendar = await exported(ann)
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Exercise: Heel raises"]


@pytest.mark.parametrize("silenced", ["!pause 1", "!hurts 1", "!delete 1"])
async def test_the_calendar_has_nothing_that_will_not_come(ann: Talk, silenced: str) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says(silenced)
    _, calendar = await exported(ann)
    assert calendar.walk("VEVENT") == []


async def test_deleting_asks_first(ann: Talk, personal: Personal) -> None:
    await ann.says(EVERY_EVENING)
    before = await ann.rows()
    (reply,) = await ann.replies("!privacy delete")
    assert reply.kind is Kind.SUGGESTIONS
    assert reply.paragraphs == (personal.delete_sure,)
    assert await ann.rows() == before


async def test_deleted_nothing_is_left_in_any_table(stranger: Talk, personal: Personal) -> None:
    empty = await stranger.rows()
    await stranger.says("!zone berlin")
    await stranger.says(EVERY_EVENING)
    await stranger.says("!quiet 22:00 to 7:00")
    await stranger.waits_until("2026-11-18 19:00")
    await stranger.says("!snooze 1 h")
    (reply,) = await stranger.replies("!privacy delete")
    assert await stranger.chooses(1, reply) == personal.delete_done
    assert await stranger.rows() == empty
    assert await stranger.waits_until("2026-11-20 20:00") == []


async def test_deleting_leaves_others_what_is_theirs(ann: Talk, ben: Talk) -> None:
    for talk in (ann, ben):
        await talk.says(EVERY_EVENING)
    (reply,) = await ann.replies("!privacy delete")
    await ann.chooses(1, reply)
    (sent,) = await ben.waits_until("2026-11-18 19:00")
    assert "Heel walking" in text_of(sent)


async def test_an_export_has_nothing_of_others(ann: Talk, ben: Talk) -> None:
    await ann.says(EVERY_EVENING)
    told, calendar = await exported(ben)
    assert told["reminders"] == []
    assert calendar.walk("VEVENT") == []
