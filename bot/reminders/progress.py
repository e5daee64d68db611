"""What a person has done: occurrences -> weeks and a streak. Pure.

Planned is what came and waited to be done. What was skipped, paused, missed by us or stopped
because it hurt is not planned, and so never counts against anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.reminders.reminder import Occurrence, State
from bot.reminders.rule import local

WEEKS = 6
"""Weeks that are shown, this one included."""

PLANNED = frozenset({State.SENT, State.DONE, State.SNOOZED})


@dataclass(frozen=True, slots=True)
class Week:
    """One week from its Monday: how many times were planned, and how many done."""

    monday: date
    planned: int
    done: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Weeks with something planned, the oldest first, and days in a row on which all went well."""

    weeks: tuple[Week, ...]
    streak: int


def progress(occurrences: Iterable[Occurrence], now: int, zone: str) -> Progress:
    """The progress up to now, in the days and weeks of a zone."""
    planned = [one for one in occurrences if one.state in PLANNED]
    days: dict[date, list[bool]] = {}
    for one in planned:
        days.setdefault(local(one.due, zone).date(), []).append(one.state is State.DONE)
    today = local(now, zone).date()
    return Progress(_weeks(days, today), _streak(days, today))


def _weeks(days: dict[date, list[bool]], today: date) -> tuple[Week, ...]:
    this = _monday(today)
    mondays = [this - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    each = [
        (monday, [it for day, done in days.items() if _monday(day) == monday for it in done])
        for monday in mondays
    ]
    return tuple(Week(monday, len(done), sum(done)) for monday, done in each if done)


def _streak(days: dict[date, list[bool]], today: date) -> int:
    """Days with something done, backwards, until one with something planned and nothing done.

    Today is not over: it may add to the streak and never breaks it.
    """
    count = 0
    for day in sorted(days, reverse=True):
        if any(days[day]):
            count += 1
        elif day < today:
            break
    return count


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
