"""Wish -> Rule: what the clauses come to together, or why they come to nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.reminders.grammar.clock_times import WHOLE, Clock, Form
from bot.reminders.grammar.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.grammar.timing import addition, minutes, opening, small_hours
from bot.reminders.grammar.walls import SHORTEST, end_of, wall
from bot.reminders.grammar.wish import Wish
from bot.reminders.rule import Elapsed, Moment, Once, Rule, local, timezone

A_DAY = timedelta(days=1)
FARTHEST = timedelta(days=5 * 365)


def built(wish: Wish, zone: str, now: int) -> Rule:
    """The rule that a wish comes to. Raises NotUnderstood or Asks."""
    today = local(now, zone).date()
    _refuse_far(wish, today)
    if wish.delay is not None:
        return _moment(wish, now)
    if wish.step is not None and wish.window is None:
        return _elapsed(wish, wish.step, zone, now)
    if wish.recurring:
        return wall(wish, zone, now)
    return _once(wish, zone, now)


def _refuse_far(wish: Wish, today: date) -> None:
    days = [day for day in (wish.on, wish.start, wish.until) if day is not None]
    if any(day - today > FARTHEST for day in days) or (wish.length or 0) > FARTHEST.days:
        raise NotUnderstood(Problem.TOO_FAR)
    if any(day < today for day in days):
        raise NotUnderstood(Problem.PAST)


def _moment(wish: Wish, now: int) -> Moment:
    delay = wish.delay or 0
    if replace(wish, delay=None, read="") != Wish():
        raise NotUnderstood(Problem.CONTRADICTION)
    if delay > FARTHEST.total_seconds():
        raise NotUnderstood(Problem.TOO_FAR)
    if delay == 0:
        raise NotUnderstood(Problem.PAST)
    return Moment(now + delay)


def _elapsed(wish: Wish, step: int, zone: str, now: int) -> Elapsed:
    """Every so many hours around the clock; with days or times it needs hours from and to."""
    if step < SHORTEST * 60:
        raise NotUnderstood(Problem.TOO_OFTEN)
    alone = replace(wish, recurring=False, step=None, clocks=(), read="")
    if alone != Wish(start=wish.start, until=wish.until, length=wish.length):
        raise Asks(Problem.WINDOW, (addition("from 9:00 to 17:00"),))
    if wish.clocks and wish.start is None:
        raise Asks(Problem.WINDOW)
    first = now + step if wish.start is None else _started(wish, wish.start, zone, now)
    until = end_of(wish, local(first, zone).date())
    if until is None:
        return Elapsed(step, first)
    bound = _instant(datetime.combine(until + A_DAY, datetime.min.time()), zone)
    if bound <= first:
        raise NotUnderstood(Problem.NEVER)
    return Elapsed(step, first, first + (bound - 1 - first) // step * step)


def _started(wish: Wish, start: date, zone: str, now: int) -> int:
    found = minutes(wish)
    if len(found) != 1:
        raise NotUnderstood(Problem.CONTRADICTION)
    first = _instant(_at(start, found[0], wish.clocks[0]), zone)
    if first <= now:
        raise NotUnderstood(Problem.PAST)
    return first


def _once(wish: Wish, zone: str, now: int) -> Rule:
    _refuse_recurrence(wish)
    here = local(now, zone)
    if wish.weekend_at is not None:
        place = wish.weekend_at
        edits = (Edit(place, place + 1, days) for days in ("saturday", "sunday", "weekends"))
        raise Asks(Problem.WHICH_DAYS, tuple((edit,) for edit in edits))
    if wish.read == "in days" and not wish.clocks and not wish.parts and wish.on:
        return Once(datetime.combine(wish.on, here.time().replace(second=0, microsecond=0)))
    minute, clock = _only_time(wish)
    day = wish.on
    if day is None and wish.days is None and clock and clock.form is Form.NAMED and minute == 0:
        minute = WHOLE
    if wish.days is not None:
        day = _weekday(wish, minute, zone, now)
    if day is None:
        day = here.date()
        if _instant(_at(day, minute, clock), zone) <= now:
            day += A_DAY
    return _fixed(_at(day, minute, clock), clock, zone, now)


def _refuse_recurrence(wish: Wish) -> None:
    if wish.window is not None:
        raise Asks(Problem.WINDOW, (opening("every hour"), opening("every 2 hours")))
    once = replace(wish, until=None, length=None, start=None, excepted=frozenset())
    if once != wish:
        raise Asks(Problem.HOW_OFTEN, (opening("every day"), opening("every")))


def _only_time(wish: Wish) -> tuple[int, Clock | None]:
    found = minutes(wish)
    if len(found) != 1:
        raise Asks(Problem.ONE_TIME, (opening("every day"), opening("every")))
    if wish.clocks and small_hours(wish):
        raise NotUnderstood(Problem.CONTRADICTION)
    if not wish.clocks:
        return found[0], None
    clock = wish.clocks[0]
    dated = wish.on is not None or wish.days is not None
    if clock.form is Form.NAMED and found[0] == 0 and dated:
        edits = (Edit(clock.start, clock.end, text) for text in ("0:00", "24:00"))
        raise Asks(Problem.MIDNIGHT, tuple((edit,) for edit in edits))
    return found[0], clock


def _weekday(wish: Wish, minute: int, zone: str, now: int) -> date:
    """The next such day on which the time is still to come."""
    weekday = min(wish.days or ())
    if wish.on is not None:
        if wish.on.weekday() != weekday:
            raise NotUnderstood(Problem.CONTRADICTION)
        return wish.on
    day = local(now, zone).date()
    while day.weekday() != weekday or _instant(_at(day, minute, None), zone) <= now:
        day += A_DAY
    return day


def _fixed(at: datetime, clock: Clock | None, zone: str, now: int) -> Rule:
    due = _instant(at, zone)
    if due <= now:
        raise NotUnderstood(Problem.PAST)
    if clock is None or not clock.again:
        return Once(at)
    if _instant(at.replace(fold=0), zone) == due:
        raise NotUnderstood(Problem.NO_SUCH_TIME)
    return Moment(due)


def _at(day: date, minute: int, clock: Clock | None) -> datetime:
    start = datetime.combine(day, datetime.min.time())
    at = start + timedelta(minutes=minute, seconds=clock.second if clock else 0)
    return at.replace(fold=int(clock is not None and clock.again))


def _instant(at: datetime, zone: str) -> int:
    return int(at.replace(tzinfo=timezone(zone)).timestamp())
