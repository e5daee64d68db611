"""A rule -> the phrase that means it, in the words of the grammar, for people to read.

`understand(says(rule, zone), zone, now)` is the rule again. Knows nothing of how phrases are read.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from bot.reminders.grammar.clock_times import HOUR, text
from bot.reminders.grammar.dates import said
from bot.reminders.grammar.walls import ALWAYS
from bot.reminders.grammar.words import DAY_NAMES, MONTH_NAMES, WEEKDAYS, WEEKEND
from bot.reminders.rule import EVERY_DAY, Elapsed, Moment, Once, Rule, Wall, local

LONGEST_LIST = 3
MOST_NAMED = 4


def says(rule: Rule, zone: str) -> str:
    """The rule in words; instants are told in the zone."""
    match rule:
        case Moment(at):
            return f"on {_moment(at, zone)}"
        case Once(at):
            return f"on {_wall_time(at)}"
        case Elapsed():
            return _elapsed(rule, zone)
        case Wall():
            return _wall(rule)


def told(rule: Rule, zone: str) -> str:
    """The same with the capital letters that English has; it means the rule all the same."""
    return NAMES.sub(lambda found: found[0].capitalize(), says(rule, zone))


NAMES = re.compile(rf"\b(?:{'|'.join([*MONTH_NAMES, *DAY_NAMES])})")


def _elapsed(rule: Elapsed, zone: str) -> str:
    words = f"{_step(rule.seconds // 60)} starting {_moment(rule.first, zone)}"
    if rule.last is None:
        return words
    return f"{words} until {said(local(rule.last, zone).date())}"


def _moment(at: int, zone: str) -> str:
    here = local(at, zone)
    again = " the second time" if here.fold else ""
    return f"{_wall_time(here)}{again}"


def _wall_time(at: datetime) -> str:
    seconds = f":{at.second:02}" if at.second else ""
    return f"{said(at.date())} at {text(at.hour * HOUR + at.minute)}{seconds}"


def _wall(rule: Wall) -> str:
    parts = [_rhythm(rule), _end(rule)]
    return " ".join(part for part in parts if part)


def _rhythm(rule: Wall) -> str:
    step = _regular(rule.times)
    if not step:
        times = _listed([text(minute) for minute in rule.times])
        return f"{_days(rule)} at {times}"
    hours = f"{_step(step)} from {text(rule.times[0])} to {text(rule.times[-1])}"
    if rule.every > 1:
        return f"{hours}, {_days(rule)}"
    return f"{hours}{_on_days(rule.days)}"


def _end(rule: Wall) -> str:
    start = f"starting {said(rule.start)}" if rule.start != ALWAYS else ""
    until = f"until {said(rule.until)}" if rule.until else ""
    return f"{start} {until}".strip()


def _days(rule: Wall) -> str:
    """Every weekday; every other day except sunday; every 2 weeks on monday."""
    if rule.every == 1:
        return _each(rule.days)
    if rule.unit == "week":
        return f"every {rule.every} weeks{_on_days(rule.days, whole=True)}"
    how_often = "other day" if rule.every == 2 else f"{rule.every} days"  # noqa: PLR2004
    return f"every {how_often}{_except(rule.days)}"


def _each(days: tuple[int, ...]) -> str:
    match frozenset(days):
        case all_ if len(all_) == len(EVERY_DAY):
            return "every day"
        case week if week == WEEKDAYS:
            return "every weekday"
        case ends if ends == WEEKEND:
            return "every weekend"
        case many if len(many) > MOST_NAMED:
            return f"every day{_except(days)}"
    return f"every {_named(days)}"


def _on_days(days: tuple[int, ...], *, whole: bool = False) -> str:
    if len(days) == len(EVERY_DAY):
        return f" on {_named(days)}" if whole else ""
    if frozenset(days) in {WEEKDAYS, WEEKEND}:
        return " on weekdays" if frozenset(days) == WEEKDAYS else " on weekends"
    if len(days) > MOST_NAMED and not whole:
        return _except(days)
    plural = "" if whole or len(days) > 1 else "s"
    return f" on {_named(days)}{plural}"


def _except(days: tuple[int, ...]) -> str:
    left_out = tuple(day for day in EVERY_DAY if day not in days)
    return f" except {_named(left_out)}" if left_out else ""


def _named(days: tuple[int, ...]) -> str:
    return _listed([DAY_NAMES[day] for day in days])


def _listed(words: Sequence[str]) -> str:
    """8:00, 13:00 and 20:00."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def _regular(times: tuple[int, ...]) -> int:
    """The minutes between the times when there are many, all as far apart; else 0."""
    steps = {after - before for before, after in pairwise(times)}
    return steps.pop() if len(times) > LONGEST_LIST and len(steps) == 1 else 0


def _step(minutes: int) -> str:
    if timedelta(minutes=minutes) == timedelta(hours=1):
        return "every hour"
    if minutes % HOUR == 0:
        return f"every {minutes // HOUR} hours"
    return f"every {minutes} minutes"
