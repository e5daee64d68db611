"""Clauses that say when: a day, days of the week, times, parts of the day, "in 20 minutes"."""

from dataclasses import replace
from datetime import date

from bot.reminders.grammar import day_sets, days
from bot.reminders.grammar.clock_times import Clock, clock, clock_follows
from bot.reminders.grammar.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.grammar.reader import Reader, length
from bot.reminders.grammar.wish import Wish
from bot.reminders.grammar.words import DAYS, MONTHS, NAMED_TIMES, PARTS, PLURAL_PARTS

_JOINTS = frozenset({",", ";", "and", "/"})


def on(reader: Reader, wish: Wish) -> Wish | None:
    """24 december; tomorrow."""
    found = days.on_day(reader, reader.today)
    return None if found is None else dated(wish, found)


def dated(wish: Wish, day: date) -> Wish:
    """The wish with its one day."""
    if wish.on is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, on=day, read="date")


def next_or_this(reader: Reader, wish: Wish) -> Wish | None:
    """Next tuesday, and "this evening"."""
    found = on(reader, wish)
    if found is not None:
        return found
    if not reader.take(("this",)):
        return None
    if reader.peek() in {"weekend", "noon", "lunchtime"}:
        return wish if reader.peek() == "weekend" else dated(wish, reader.today)
    return part(reader, dated(wish, reader.today)) if reader.peek() in PARTS else None


def part(reader: Reader, wish: Wish) -> Wish | None:
    """A part of the day that holds for all times of the phrase."""
    if reader.take(("tonight",)):
        return _with_part(dated(wish, reader.today), "tonight")
    several = PLURAL_PARTS.get(reader.take(PLURAL_PARTS))
    if several:
        return replace(_with_part(wish, several), recurring=True, plain=False)
    name = PARTS.get(reader.take(PARTS))
    return None if name is None else _with_part(wish, name)


def _with_part(wish: Wish, name: str) -> Wish:
    return replace(wish, parts=(*wish.parts, name), read="part")


def on_days(reader: Reader, wish: Wish) -> Wish | None:
    """Mon-fri; monday and sunday."""
    return day_list(reader, wish)


def day_list(reader: Reader, wish: Wish) -> Wish | None:
    """The wish with its days of the week."""
    start = reader.at
    found = day_sets.day_set(reader)
    if found is None:
        return None
    if wish.days is not None:
        raise NotUnderstood(Problem.ONE_LIST)
    lone_weekend = found.last == "weekend" and reader.at == start + 1
    return replace(
        wish,
        days=found.days,
        plain=found.plain,
        group=found.group,
        recurring=wish.recurring or not (found.plain or lone_weekend),
        weekend_at=start if lone_weekend and not wish.recurring else None,
        read="days",
    )


def in_(reader: Reader, wish: Wish) -> Wish | None:
    """In 20 minutes, in 2 days, in the morning."""
    reader.at += 1
    if reader.peek() in PARTS:
        return _part_of_clock(reader, wish)
    if wish.delay is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    day = days.days_ahead(reader, reader.today)
    if day is not None:
        reader.take(("time",))
        return replace(dated(wish, day), read="in days")
    found = length(reader)
    reader.take(("time",))
    return None if found is None else replace(wish, delay=found.seconds, read="delay")


def _part_of_clock(reader: Reader, wish: Wish) -> Wish | None:
    """The evening of "7 in the evening", which belongs to that time alone."""
    if wish.read != "clock" or not wish.clocks:
        return part(reader, wish)
    *before, last = wish.clocks
    name = PARTS[reader.take(PARTS)]
    if last.part:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, clocks=(*before, replace(last, part=name)), read="clock part")


def at(reader: Reader, wish: Wish) -> Wish | None:
    """At 7, at night, at the weekend."""
    reader.at += 1
    if reader.peek() == "night":
        return _part_of_clock(reader, wish)
    if reader.peek() in {"weekend", "weekends", *DAYS, *PARTS}:
        return on_days(reader, wish) or part(reader, wish)
    return clocks(reader, wish) or (wish if not reader.peek() else None)


def clocks(reader: Reader, wish: Wish) -> Wish | None:
    """A list of times, or the hours from one to the other."""
    found: list[Clock] = []
    while (one := clock(reader)) is not None:
        found.append(one)
        if reader.peek() in {"-", "to", "until"} and clock_follows(reader, 1):
            return _window_after(reader, wish, found)
        if not _to_next_clock(reader, one):
            break
    if not found:
        return None
    if wish.clocks and wish.read not in {"part", "clock part"}:
        raise NotUnderstood(Problem.ONE_LIST)
    return replace(wish, clocks=(*wish.clocks, *found), read="clock")


def _to_next_clock(reader: Reader, last: Clock) -> bool:
    """Past what joins two times. "8 15" may be one time, so only 8:00 13:00 need no comma."""
    ahead = 0
    while reader.peek(ahead) in _JOINTS:
        ahead += 1
    if not ahead:
        return _plain(reader, last.start) and _plain(reader, reader.at)
    if reader.peek(ahead) == "at":
        ahead += 1
    if not clock_follows(reader, ahead) or _count_follows(reader, ahead):
        return False
    reader.at += ahead
    return True


def _plain(reader: Reader, place: int) -> bool:
    """Whether the time there is one by its looks: 8:00, 8pm, noon."""
    word, after = (*reader.tokens[place : place + 2], "", "")[:2]
    return ":" in word or word in NAMED_TIMES or after in {"am", "pm"}


def _count_follows(reader: Reader, ahead: int) -> bool:
    """Whether the number there is the 3 of "3 times" or of "3 december"."""
    return reader.peek(ahead + 1) in {"times", "x", *MONTHS}


def _window_after(reader: Reader, wish: Wish, found: list[Clock]) -> Wish:
    reader.at += 1
    last = clock(reader)
    if last is None or len(found) != 1:
        raise NotUnderstood(Problem.WINDOW)
    return windowed(wish, found[0], last)


def windowed(wish: Wish, first: Clock, last: Clock) -> Wish:
    """The wish with its hours from and to."""
    if wish.window is not None or wish.clocks:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, window=(first, last), read="window")


def from_now(reader: Reader, wish: Wish) -> Wish | None:
    """2 hours from now, a week from today; asks what a lone "20 min" is."""
    start = reader.at
    found = length(reader)
    if found is None:
        return None
    if reader.take_all("from", "now") or reader.take_all("from", "today"):
        if wish.delay is not None:
            raise NotUnderstood(Problem.CONTRADICTION)
        if found.days is None:
            return replace(wish, delay=found.seconds, read="delay")
        again = Reader(reader.tokens[: reader.at], reader.today)
        again.at = start
        day = days.days_ahead(again, reader.today)
        return None if day is None else replace(dated(wish, day), read="in days")
    if start == 0 and not reader.peek() and reader.tokens[-1] != "h":
        raise Asks(Problem.HOW_OFTEN, ((Edit(0, 0, "in"),), (Edit(0, 0, "every"),)))
    return None
