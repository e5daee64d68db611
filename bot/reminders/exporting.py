"""Everything that is kept of a person as files: JSON, and the reminders as an iCalendar."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event
from icalendar.prop import vRecur

from bot.chat import File
from bot.reminders.reminder import Reminder
from bot.reminders.rrule import lines
from bot.reminders.rule import Rule, Wall, following, local
from bot.reminders.says import says
from bot.reminders.store.people import Kept

LENGTH = timedelta(minutes=15)
"""How long an event of the calendar lasts; reminders themselves have no length."""


def as_json(kept: Kept) -> File:
    """All of it, as JSON."""
    owner, zone = kept.owner, kept.owner.zone or "UTC"
    told = {
        "platform": owner.person.platform,
        "id": owner.person.id,
        "zone": owner.zone,
        "quiet": [owner.quiet.start, owner.quiet.end] if owner.quiet else None,
        "since": _iso(kept.since),
        "reminders": [_told(one, zone) for one in kept.reminders],
        "occurrences": [
            {
                "reminder": one.number,
                "due": _iso(one.due),
                "state": one.state.value,
                "noted": _iso(one.at),
            }
            for one in kept.occurrences
        ],
    }
    return File("soleus.json", "application/json", json.dumps(told, indent=2) + "\n")


def as_calendar(kept: Kept, label: str, named: Mapping[str, str]) -> File:
    """The reminders that still come, for any calendar program (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Soleus//reminders//EN")
    calendar.add("version", "2.0")
    zone = kept.owner.zone or "UTC"
    for reminder in kept.reminders:
        names = ", ".join(named.get(name, name) for name in reminder.exercises)
        for event in _events(reminder, zone, label.format(names=names)):
            calendar.add_component(event)
    calendar.add_missing_timezones(*_years(kept))
    return File("soleus.ics", "text/calendar", calendar.to_ical().decode())


def _events(reminder: Reminder, zone: str, summary: str) -> Iterator[Event]:
    """One event for each time of the day: a recurrence starts at one of its own times."""
    if reminder.due is None or reminder.paused:
        return
    for number, rule in enumerate(_apart(reminder.plan.rule)):
        first = following(rule, reminder.due - 1, zone)
        if first is None:
            continue
        event = Event()
        event.add("uid", f"{reminder.id}-{number}@soleus")
        event.add("summary", summary)
        event.add("dtstamp", datetime.fromtimestamp(reminder.due, UTC))
        event.add("dtstart", local(first, zone))
        event.add("duration", LENGTH)
        for line in lines(rule, zone):
            event.add("rrule", vRecur.from_ical(line.removeprefix("RRULE:")))
        yield event


def _years(kept: Kept) -> tuple[date, date]:
    """The years whose clock changes a calendar needs to know."""
    first = min((one.due for one in kept.reminders if one.due), default=kept.since)
    year = datetime.fromtimestamp(first, UTC).year
    return date(year - 1, 1, 1), date(year + 11, 1, 1)


def _apart(rule: Rule) -> tuple[Rule, ...]:
    if isinstance(rule, Wall):
        return tuple(replace(rule, times=(minute,)) for minute in rule.times)
    return (rule,)


def _told(reminder: Reminder, zone: str) -> dict[str, Any]:
    return {
        "number": reminder.number,
        "exercises": reminder.plan.exercises,
        "resting": reminder.resting,
        "when": says(reminder.plan.rule, zone),
        "rrule": lines(reminder.plan.rule, zone),
        "place": reminder.plan.place.id,
        "next": None if reminder.due is None else _iso(reminder.due),
        "paused": reminder.paused,
        "resumes": None if reminder.resumes is None else reminder.resumes.isoformat(),
    }


def _iso(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).isoformat()
