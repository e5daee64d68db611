"""The times of day of a wish: its clocks and parts of the day together."""

from dataclasses import replace

from bot.reminders.grammar.clock_times import HALF, Clock
from bot.reminders.grammar.halves import SMALL_HOURS, settled
from bot.reminders.grammar.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.grammar.wish import Wish
from bot.reminders.grammar.words import PART_TIMES

END = 1_000
"""The place after the last token of any phrase."""

_FOR_COUNT = {1: "8:00", 2: "8:00 and 20:00", 3: "8:00, 13:00 and 20:00"} | {
    4: "8:00, 12:00, 16:00 and 20:00"
}


def minutes(wish: Wish) -> tuple[int, ...]:
    """The minutes after midnight, sorted. Asks when none are said or a half of the day is open."""
    found = settled(_clocks(wish)) if wish.clocks else _of_parts(wish)
    if not found:
        raise _time_wanted(wish)
    if len(set(found)) != len(found):
        raise NotUnderstood(Problem.CONTRADICTION)
    return tuple(sorted(found))


def addition(text: str) -> tuple[Edit, ...]:
    """The phrase with this behind it."""
    return (Edit(END, END, text),)


def opening(text: str) -> tuple[Edit, ...]:
    """The phrase with this before it."""
    return (Edit(0, 0, text),)


def small_hours(wish: Wish) -> bool:
    """Whether a time "at night" lies after midnight, on a day that some would call the next."""
    night = [clock for clock in _clocks(wish) if clock.part == "night"]
    return any(clock.minute < SMALL_HOURS and len(clock.halves) == 1 for clock in night)


def _of_parts(wish: Wish) -> tuple[int, ...]:
    return tuple(PART_TIMES[part] for part in wish.parts)


def _clocks(wish: Wish) -> tuple[Clock, ...]:
    """The clocks, each with the part of the day it belongs to."""
    parts = wish.parts
    free = [clock for clock in wish.clocks if not clock.part]
    if not parts:
        return wish.clocks
    if len(set(parts)) != len(parts) or len(free) != len(wish.clocks):
        raise NotUnderstood(Problem.CONTRADICTION)
    if len(parts) == 1:
        return tuple(replace(clock, part=parts[0]) for clock in free)
    if len(free) == 1 and free[0].minute != HALF:
        return tuple(replace(free[0], part=part) for part in parts)
    if len(free) == len(parts):
        return tuple(replace(clock, part=part) for clock, part in zip(free, parts, strict=True))
    raise NotUnderstood(Problem.CONTRADICTION)


def _time_wanted(wish: Wish) -> Asks:
    count = wish.count[0] if wish.count and wish.count[1] == "day" else 1
    if count == 1:
        texts = ["8:00", "12:00", "19:00"]
    else:
        texts = [_FOR_COUNT[count]] if count in _FOR_COUNT else []
    return Asks(Problem.NO_TIME, tuple(addition(f"at {text}") for text in texts))
