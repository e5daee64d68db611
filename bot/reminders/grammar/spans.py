"""Clauses that bound: hours from and to, a start, an end, exceptions."""

from dataclasses import replace

from bot.reminders.grammar import day_sets, days, moments
from bot.reminders.grammar.clock_times import Clock, clock, clock_follows
from bot.reminders.grammar.problems import NotUnderstood, Problem
from bot.reminders.grammar.reader import Reader, length
from bot.reminders.grammar.wish import Wish
from bot.reminders.grammar.words import DAYS, MONTHS, PLURAL_DAYS


def from_(reader: Reader, wish: Wish) -> Wish | None:
    """From 9 to 17, from monday to friday, from 1 december."""
    start = reader.at
    reader.at += 1
    if reader.peek() in {*DAYS, *PLURAL_DAYS} and reader.peek(1) in {"-", "to", "through"}:
        return moments.on_days(reader, wish)
    found = _hours(reader, wish, ("to", "-", "until", "through"))
    if found is not None:
        return found
    reader.at = start
    ranged = _date_range(reader, wish, ("to", "-", "through"))
    if ranged is not None:
        return ranged
    reader.at = start
    return starting(reader, wish)


def between(reader: Reader, wish: Wish) -> Wish | None:
    """Between 9 and 17, between 1 and 24 december."""
    start = reader.at
    reader.at += 1
    found = _hours(reader, wish, ("and", "to", "-"))
    if found is not None:
        return found
    reader.at = start
    return _date_range(reader, wish, ("and", "to", "-"))


def starting(reader: Reader, wish: Wish) -> Wish | None:
    """Starting next monday, from 1 december."""
    reader.at += 1
    reader.skip(("on", "from", "at"))
    hours = _hours(reader, wish, ("to", "-", "until"))
    if hours is not None:
        return hours
    if wish.start is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    if reader.take_all("next", "week"):
        return replace(wish, start=days.monday_after(reader.today), read="start")
    ahead = reader.take(("in",))
    found = days.days_ahead(reader, reader.today) if ahead else days.any_day(reader, reader.today)
    if found is None and clock_follows(reader):
        raise NotUnderstood(Problem.WINDOW)
    return None if found is None else replace(wish, start=found, read="start")


def until(reader: Reader, wish: Wish) -> Wish | None:
    """Until 30 november."""
    reader.at += 1
    reader.skip(("on",))
    if wish.until is not None or wish.length is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    found = days.last_day(reader, reader.today)
    if found is None and clock_follows(reader):
        raise NotUnderstood(Problem.WINDOW)
    return None if found is None else replace(wish, until=found, read="until")


def for_(reader: Reader, wish: Wish) -> Wish | None:
    """For 6 weeks; also the "for" of "a reminder for friday"."""
    reader.at += 1
    coming = reader.take(("next", "coming"))
    found = length(reader)
    if found is None:
        return None if coming else _after_for(reader, wish)
    if found.days is None:
        raise NotUnderstood(Problem.WINDOW)
    if wish.length is not None or wish.until is not None or not found.days:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, length=found.days, read="length")


def except_(reader: Reader, wish: Wish) -> Wish | None:
    """Except sunday, but not on weekends."""
    reader.at += 1
    reader.skip(("on", "at"))
    if wish.excepted:
        raise NotUnderstood(Problem.CONTRADICTION)
    found = day_sets.day_set(reader)
    return None if found is None else replace(wish, excepted=found.days, read="except")


def _date_range(reader: Reader, wish: Wish, joints: tuple[str, ...]) -> Wish | None:
    """From 1 december to 24 december: both days count."""
    reader.at += 1
    first = days.any_day(reader, reader.today)
    last = days.last_day(reader, reader.today) if first and reader.take(joints) else None
    if last is None:
        return None
    if wish.start or wish.until or wish.length:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, start=first, until=last, read="until")


def _hours(reader: Reader, wish: Wish, joints: tuple[str, ...]) -> Wish | None:
    """The two ends of a window."""
    with reader.attempt() as trying:
        reader.take_all("hours", "of")
        first = _plain_clock(reader)
        last = _plain_clock(reader) if first and reader.take(joints) else None
        if first is None or last is None:
            return None
        trying.kept = True
    return moments.windowed(wish, first, last)


def _plain_clock(reader: Reader) -> Clock | None:
    if reader.peek(1) in MONTHS or (reader.peek(1) == "of" and reader.peek(2) in MONTHS):
        return None
    return clock(reader)


def _after_for(reader: Reader, wish: Wish) -> Wish | None:
    found = moments.on(reader, wish) or moments.on_days(reader, wish)
    return found or moments.part(reader, wish) or moments.clocks(reader, wish)
