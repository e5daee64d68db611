"""Wish -> Wall: reminders on days of the week, every so many days or weeks.

Equal meanings become equal rules: times and days sorted, a start only where it changes something.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.reminders.grammar import halves
from bot.reminders.grammar.clock_times import WHOLE, Form
from bot.reminders.grammar.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.grammar.timing import addition, minutes, opening, small_hours
from bot.reminders.grammar.wish import Unit, Wish
from bot.reminders.rule import EVERY_DAY, WEEK, Once, Wall, following, local

ALWAYS = date(1970, 1, 1)
"""The start of a rule that counts from no day in particular."""
SHORTEST = 10
"""Minutes between two reminders, at least."""
LONGEST_EVERY = {"day": 366, "week": 52}

_DAYS_FOR_COUNT = {
    1: ("on mondays", "on sundays"),
    2: ("on monday and thursday", "on tuesday and friday"),
    3: ("on monday, wednesday and friday", "on tuesday, thursday and saturday"),
    4: ("on monday, tuesday, thursday and friday",),
    5: ("on weekdays",),
}
_ONE_DAY = ("on mondays", "on wednesdays", "on sundays")


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """Which days: weekdays, and how many days or weeks apart."""

    days: frozenset[int]
    every: int
    unit: Unit


def wall(wish: Wish, zone: str, now: int) -> Wall:
    """The rule for a wish that comes again."""
    if wish.on is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    rhythm = _rhythm(wish)
    times, rhythm = _from_midnight(wish, _times(wish), rhythm)
    _refuse_too_often(times, rhythm)
    today = local(now, zone).date()
    return _counted(wish, times, rhythm, _Clock(zone, now, today))


def end_of(wish: Wish, first: date) -> date | None:
    """The last day that counts, when the first reminder is on that day."""
    if wish.length is None:
        return wish.until
    return first + timedelta(days=wish.length - 1)


@dataclass(frozen=True, slots=True)
class _Clock:
    zone: str
    now: int
    today: date


def _rhythm(wish: Wish) -> _Rhythm:
    every, unit = wish.every or (1, "week")
    if every > LONGEST_EVERY[unit]:
        raise NotUnderstood(Problem.TOO_FAR)
    _refuse_other_count(wish)
    if wish.every and unit == "week" and wish.days is None:
        count = wish.count[0] if wish.count else 0
        texts = _DAYS_FOR_COUNT.get(count, ()) if count else _ONE_DAY
        raise Asks(Problem.WHICH_DAYS, tuple(addition(text) for text in texts))
    if wish.every and unit == "day" and wish.days is not None:
        several = wish.group or wish.count is not None
        if every > 1 or not several:
            raise NotUnderstood(Problem.CONTRADICTION)
    days = wish.days or frozenset(EVERY_DAY)
    return _Rhythm(_without(days, wish.excepted), every, unit if every > 1 else "week")


def _refuse_other_count(wish: Wish) -> None:
    """Twice a week on three days is a slip."""
    if wish.count is None or wish.days is None:
        return
    count, unit = wish.count
    if unit == "week" and count != len(wish.days):
        raise NotUnderstood(Problem.HOW_MANY)


def _without(days: frozenset[int], excepted: frozenset[int]) -> frozenset[int]:
    if not excepted <= days:
        raise NotUnderstood(Problem.CONTRADICTION)
    if excepted == days:
        raise NotUnderstood(Problem.NEVER)
    return days - excepted


def _times(wish: Wish) -> tuple[int, ...]:
    if wish.window is None:
        times = minutes(wish)
    elif wish.step is None:
        raise Asks(Problem.WINDOW, (opening("every hour"), opening("every 2 hours")))
    else:
        times = _in_window(wish, wish.step)
    if any(clock.second or clock.again for clock in wish.clocks):
        raise NotUnderstood(Problem.NO_SUCH_TIME)
    if wish.count and wish.count[1] == "day" and wish.count[0] != len(times):
        raise NotUnderstood(Problem.HOW_MANY)
    return times


def _in_window(wish: Wish, step: int) -> tuple[int, ...]:
    if wish.window is None or wish.clocks or wish.parts:
        raise NotUnderstood(Problem.CONTRADICTION)
    if step < SHORTEST * 60:
        raise NotUnderstood(Problem.TOO_OFTEN)
    first, last = halves.window(*wish.window)
    if step % 60 or step // 60 > last - first:
        raise NotUnderstood(Problem.WINDOW)
    return tuple(range(first, last + 1, step // 60))


def _from_midnight(
    wish: Wish, times: tuple[int, ...], rhythm: _Rhythm
) -> tuple[tuple[int, ...], _Rhythm]:
    """24:00 as 0:00 of the day after; asks which midnight of a day is meant."""
    each_day = rhythm.days == frozenset(EVERY_DAY) and rhythm.every == 1
    named = [clock for clock in wish.clocks if clock.form is Form.NAMED and clock.minute == 0]
    if not each_day and small_hours(wish):
        raise NotUnderstood(Problem.CONTRADICTION)
    if named and not each_day:
        edits = (Edit(named[0].start, named[0].end, text) for text in ("0:00", "24:00"))
        raise Asks(Problem.MIDNIGHT, tuple((edit,) for edit in edits))
    if WHOLE not in times:
        return times, rhythm
    bounded = wish.start or wish.until or wish.length
    if each_day and 0 not in times and not bounded:
        return tuple(sorted(minute % WHOLE for minute in times)), rhythm
    if times == (WHOLE,) and rhythm.every == 1 and not bounded:
        return (0,), replace(rhythm, days=frozenset((day + 1) % WEEK for day in rhythm.days))
    raise NotUnderstood(Problem.MIDNIGHT)


def _refuse_too_often(times: tuple[int, ...], rhythm: _Rhythm) -> None:
    gaps = [after - before for before, after in pairwise(times)]
    neighbours = any((day + 1) % WEEK in rhythm.days for day in rhythm.days)
    if neighbours and (rhythm.every == 1 or rhythm.unit == "week"):
        gaps.append(times[0] + WHOLE - times[-1])
    if min(gaps, default=SHORTEST) < SHORTEST:
        raise NotUnderstood(Problem.TOO_OFTEN)


def _counted(wish: Wish, times: tuple[int, ...], rhythm: _Rhythm, clock: _Clock) -> Wall:
    """The rule with its start and end."""
    soonest = _first(times, rhythm.days, clock.today, clock)
    first = _first(times, rhythm.days, wish.start, clock) if wish.start else soonest
    until = end_of(wish, first)
    if until is not None and until < first:
        raise NotUnderstood(Problem.NEVER)
    if rhythm.unit == "day" and rhythm.every % WEEK == 0:
        only = frozenset({first.weekday()})
        rhythm = replace(rhythm, days=only, every=rhythm.every // WEEK, unit="week")
        soonest = _first(times, only, clock.today, clock)
    open_ = rhythm.every == 1 and first == soonest
    unit: Unit = rhythm.unit if rhythm.every > 1 else "week"
    start = ALWAYS if open_ else first
    return Wall(times, tuple(sorted(rhythm.days)), start, until, rhythm.every, unit)


def _first(times: Iterable[int], days: frozenset[int], start: date, clock: _Clock) -> date:
    """The first day of these on which a time is still to come."""
    day = start
    while day.weekday() not in days or not _still_due(times, day, clock):
        day += timedelta(days=1)
    return day


def _still_due(times: Iterable[int], day: date, clock: _Clock) -> bool:
    if day > clock.today:
        return True
    midnight = datetime.combine(day, datetime.min.time())
    return any(
        following(Once(midnight + timedelta(minutes=minute)), clock.now, clock.zone) is not None
        for minute in times
    )
