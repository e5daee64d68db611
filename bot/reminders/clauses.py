"""Tokens -> Wish: one small function for each kind of clause. Every token is used or refused.

A clause that was said before is refused, and so is one that would mean different things on
different days: one reminder has one list of days and one list of times.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.reminders import days
from bot.reminders.clock_times import Clock, clock, clock_follows
from bot.reminders.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.reader import Reader, length, number, ordinal
from bot.reminders.tokens import NUMBER, cleaned
from bot.reminders.wish import Unit, Wish
from bot.reminders.words import (
    DAYS,
    MONTHS,
    ONES,
    ORDINALS,
    PARTS,
    PLURAL_DAYS,
    PLURAL_PARTS,
    TENS,
)

Clause = Callable[[Reader, Wish, date], Wish | None]

_JOINTS = frozenset({",", ";", "and", "/"})
_COUNTS: Mapping[str, int] = {"once": 1, "twice": 2, "thrice": 3}
_PER: Mapping[str, Unit] = {"day": "day", "week": "week", "daily": "day", "weekly": "week"}
_LONGEST_STEP = 7 * 86_400
_WEEK_WORDS = frozenset({"week", "weeks", "wk", "wks"})
_FORTNIGHT = frozenset({"fortnight", "fortnights"})
_DAY_WORDS = frozenset({"day", "days"})


def read(tokens: tuple[str, ...], today: date) -> Wish:
    """What the tokens ask for. Raises NotUnderstood or Asks."""
    reader, wish = Reader(tokens), Wish()
    while reader.peek():
        if reader.take(("on", ",", ";", "and")):
            continue
        wish = _clause(reader, wish, today)
    return wish


def _clause(reader: Reader, wish: Wish, today: date) -> Wish:
    start = reader.at
    for clause in _clauses(reader.peek()):
        found = clause(reader, wish, today)
        if found is not None:
            return found
        reader.at = start
    raise NotUnderstood(Problem.MISPLACED, cleaned(reader.tokens[start : start + 3]))


def _clauses(word: str) -> tuple[Clause, ...]:
    if word in _BY_WORD:
        return _BY_WORD[word]
    if NUMBER.match(word) or word in ONES or word in TENS or word in ORDINALS or word in MONTHS:
        return _NUMERIC
    return (_date, _days, _clocks)


def _every(reader: Reader, wish: Wish, today: date) -> Wish | None:
    reader.at += 1
    reader.take(("single",))
    start = reader.at
    if reader.take(("other",)):
        return _every_nth(reader, wish, 2)
    if reader.peek() in MONTHS:
        raise NotUnderstood(Problem.MONTHLY)
    nth = ordinal(reader)
    if nth is not None:
        return _every_nth(reader, wish, nth)
    count = number(reader)
    found = _every_n(reader, wish, 1 if count is None else count)
    if found is not None:
        return found
    reader.at = start
    return _every_length(reader, wish) or _every_named(reader, wish)


def _every_nth(reader: Reader, wish: Wish, nth: int) -> Wish | None:
    found = _every_n(reader, wish, nth) or _every_part(reader, wish, nth)
    if found is not None:
        return found
    start = reader.at
    if reader.peek() in {"weekday", "weekdays"}:
        return None
    wanted = _day_list(reader, wish)
    if wanted is None:
        if reader.peek() in {*MONTHS, ""} or reader.peek() == "of":
            raise NotUnderstood(Problem.MONTHLY)
        return None
    if nth != 2:  # noqa: PLR2004 - "every third friday" may be the one of the month
        raise Asks(Problem.MONTHLY, ((Edit(start - 1, start, f"{nth} weeks on"),),))
    return _stepped(wanted, nth, "week")


def _every_n(reader: Reader, wish: Wish, count: int) -> Wish | None:
    """Every day, every 2 days, every 3 weeks."""
    if reader.take(_DAY_WORDS):
        reader.take_all("of", "week")
        return _stepped(wish, count, "day")
    if reader.take(_WEEK_WORDS):
        return _stepped(wish, count, "week")
    if reader.take(_FORTNIGHT):
        return _stepped(wish, count * 2, "week")
    return None


def _every_length(reader: Reader, wish: Wish) -> Wish | None:
    """Every 90 minutes, every hour and a half."""
    said = length(reader)
    found = _unit(reader) if said is None else said.seconds
    if found is None:
        return None
    if wish.step is not None or not found:
        raise NotUnderstood(Problem.CONTRADICTION)
    if found > _LONGEST_STEP:
        raise NotUnderstood(Problem.TOO_FAR)
    return replace(wish, step=found, recurring=True, read="step")


def _every_named(reader: Reader, wish: Wish) -> Wish | None:
    """Every monday, every weekend, every morning."""
    found = _day_list(reader, wish)
    if found is not None:
        return replace(found, recurring=True, plain=False, weekend_at=None)
    return _every_part(reader, wish, 1)


def _every_part(reader: Reader, wish: Wish, count: int) -> Wish | None:
    part = PARTS.get(reader.take(PARTS))
    if part is None:
        return None
    again = wish.parts and count == 1 and wish.every == (1, "day")
    stepped = wish if again else _stepped(wish, count, "day")
    return replace(stepped, parts=(*wish.parts, part), read="part")


def _stepped(wish: Wish, count: int, unit: Unit) -> Wish:
    if wish.every is not None or count == 0:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, every=(count, unit), recurring=True, plain=False, weekend_at=None)


def _often(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """Daily, weekly, hourly."""
    word = reader.take(("daily", "weekly", "hourly", "biweekly"))
    if word == "biweekly":
        edits = tuple(
            (Edit(reader.at - 1, reader.at, text),) for text in ("every 2 weeks", "twice a week")
        )
        raise Asks(Problem.HOW_OFTEN, edits)
    if word != "hourly":
        return _stepped(wish, 1, "day" if word == "daily" else "week")
    if wish.step is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, step=3600, recurring=True, read="step")


def _days(reader: Reader, wish: Wish, today: date) -> Wish | None:
    return _day_list(reader, wish)


def _day_list(reader: Reader, wish: Wish) -> Wish | None:
    start = reader.at
    found = days.day_set(reader)
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


def _date(reader: Reader, wish: Wish, today: date) -> Wish | None:
    found = days.on_day(reader, today)
    return None if found is None else _dated(wish, found)


def _dated(wish: Wish, day: date) -> Wish:
    if wish.on is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, on=day, read="date")


def _next(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """Next tuesday, and "this evening"."""
    found = _date(reader, wish, today)
    if found is not None:
        return found
    if not reader.take(("this",)):
        return None
    if reader.peek() in {"weekend", "noon", "lunchtime"}:
        return wish if reader.peek() == "weekend" else _dated(wish, today)
    return _part(reader, _dated(wish, today), today) if reader.peek() in PARTS else None


def _part(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """A part of the day that holds for all times of the phrase."""
    if reader.take(("tonight",)):
        return _with_part(_dated(wish, today), "tonight")
    several = PLURAL_PARTS.get(reader.take(PLURAL_PARTS))
    if several:
        return replace(_with_part(wish, several), recurring=True, plain=False)
    part = PARTS.get(reader.take(PARTS))
    return None if part is None else _with_part(wish, part)


def _with_part(wish: Wish, part: str) -> Wish:
    return replace(wish, parts=(*wish.parts, part), read="part")


def _in(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """In 20 minutes, in 2 days, in the morning."""
    reader.at += 1
    if reader.peek() in PARTS:
        return _part_of_clock(reader, wish, today)
    if wish.delay is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    day = days.days_ahead(reader, today)
    if day is not None:
        return replace(_dated(wish, day), read="in days")
    found = length(reader)
    return None if found is None else replace(wish, delay=found.seconds, read="delay")


def _part_of_clock(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """The evening of "7 in the evening", which belongs to that time alone."""
    if wish.read != "clock" or not wish.clocks:
        return _part(reader, wish, today)
    *before, last = wish.clocks
    part = PARTS[reader.take(PARTS)]
    if last.part:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, clocks=(*before, replace(last, part=part)), read="clock part")


def _at(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """At 7, at night, at the weekend."""
    reader.at += 1
    if reader.peek() == "night":
        return _part_of_clock(reader, wish, today)
    if reader.peek() in {"weekend", "weekends", *DAYS, *PARTS}:
        return _days(reader, wish, today) or _part(reader, wish, today)
    return _clocks(reader, wish, today) or (wish if not reader.peek() else None)


def _clocks(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """A list of times, or the hours from one to the other."""
    found: list[Clock] = []
    while (one := clock(reader)) is not None:
        found.append(one)
        if reader.peek() in {"-", "to", "until"} and clock_follows(reader, 1):
            return _window_after(reader, wish, found)
        _to_next_clock(reader)
    if not found:
        return None
    if wish.clocks and wish.read not in {"part", "clock part"}:
        raise NotUnderstood(Problem.ONE_LIST)
    return replace(wish, clocks=(*wish.clocks, *found), read="clock")


def _to_next_clock(reader: Reader) -> None:
    ahead = 0
    while reader.peek(ahead) in _JOINTS:
        ahead += 1
    if reader.peek(ahead) == "at":
        ahead += 1
    if ahead and clock_follows(reader, ahead) and not _count_follows(reader, ahead):
        reader.at += ahead


def _count_follows(reader: Reader, ahead: int) -> bool:
    """Whether the number there is the 3 of "3 times" or of "3 december"."""
    return reader.peek(ahead + 1) in {"times", "x", *MONTHS}


def _window_after(reader: Reader, wish: Wish, found: list[Clock]) -> Wish:
    reader.at += 1
    last = clock(reader)
    if last is None or len(found) != 1:
        raise NotUnderstood(Problem.WINDOW)
    return _windowed(wish, found[0], last)


def _windowed(wish: Wish, first: Clock, last: Clock) -> Wish:
    if wish.window is not None or wish.clocks:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, window=(first, last), read="window")


def _between(reader: Reader, wish: Wish, today: date) -> Wish | None:
    reader.at += 1
    return _hours(reader, wish, ("and", "to", "-"))


def _from(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """From 9 to 17, from monday to friday, from 1 december."""
    start = reader.at
    reader.at += 1
    if reader.peek() in {*DAYS, *PLURAL_DAYS} and reader.peek(1) in {"-", "to", "through"}:
        return _days(reader, wish, today)
    found = _hours(reader, wish, ("to", "-", "until"))
    if found is not None:
        return found
    reader.at = start
    return _starting(reader, wish, today)


def _hours(reader: Reader, wish: Wish, joints: tuple[str, ...]) -> Wish | None:
    """The two ends of a window."""
    first = _plain_clock(reader)
    if first is None or not reader.take(joints):
        return None
    last = _plain_clock(reader)
    return None if last is None else _windowed(wish, first, last)


def _plain_clock(reader: Reader) -> Clock | None:
    if reader.peek(1) in MONTHS or (reader.peek(1) == "of" and reader.peek(2) in MONTHS):
        return None
    return clock(reader)


def _starting(reader: Reader, wish: Wish, today: date) -> Wish | None:
    reader.at += 1
    reader.skip(("on", "from", "at"))
    if wish.start is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    if reader.take_all("next", "week"):
        return replace(wish, start=days.monday_after(today), read="start")
    ahead = reader.take(("in",))
    found = days.days_ahead(reader, today) if ahead else days.any_day(reader, today)
    if found is None and clock_follows(reader):
        raise NotUnderstood(Problem.WINDOW)
    return None if found is None else replace(wish, start=found, read="start")


def _until(reader: Reader, wish: Wish, today: date) -> Wish | None:
    reader.at += 1
    reader.skip(("on",))
    if wish.until is not None or wish.length is not None:
        raise NotUnderstood(Problem.CONTRADICTION)
    found = days.any_day(reader, today)
    if found is None and clock_follows(reader):
        raise NotUnderstood(Problem.WINDOW)
    return None if found is None else replace(wish, until=found, read="until")


def _for(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """For 6 weeks; also the "for" of "a reminder for friday"."""
    reader.at += 1
    coming = reader.take(("next", "coming"))
    found = length(reader)
    if found is None:
        return None if coming else _after_for(reader, wish, today)
    if found.days is None:
        raise NotUnderstood(Problem.WINDOW)
    if wish.length is not None or wish.until is not None or not found.days:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, length=found.days, read="length")


def _after_for(reader: Reader, wish: Wish, today: date) -> Wish | None:
    found = _date(reader, wish, today) or _days(reader, wish, today)
    return found or _part(reader, wish, today) or _clocks(reader, wish, today)


def _except(reader: Reader, wish: Wish, today: date) -> Wish | None:
    reader.at += 1
    reader.skip(("on", "at"))
    if wish.excepted:
        raise NotUnderstood(Problem.CONTRADICTION)
    found = days.day_set(reader)
    return None if found is None else replace(wish, excepted=found.days, read="except")


def _count(reader: Reader, wish: Wish, today: date) -> Wish | None:
    """Twice a day, 3 times a week, once daily."""
    word = reader.take(_COUNTS)
    count = _COUNTS[word] if word else number(reader)
    if count is None or not (word or reader.take(("times", "x", "time"))):
        return None
    reader.take(("a", "per", "each", "every"))
    unit = _PER.get(reader.take(_PER))
    if unit is None:
        return None
    if wish.count is not None or not count:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(_stepped(wish, 1, unit), count=(count, unit))


def _from_now(reader: Reader, wish: Wish, today: date) -> Wish | None:
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
        again = Reader(reader.tokens[: reader.at])
        again.at = start
        day = days.days_ahead(again, today)
        return None if day is None else replace(_dated(wish, day), read="in days")
    if start == 0 and not reader.peek():
        raise Asks(Problem.HOW_OFTEN, ((Edit(0, 0, "in"),), (Edit(0, 0, "every"),)))
    return None


def _unit(reader: Reader) -> int | None:
    """The seconds of a lone "hour" or "minute"."""
    seconds = {"hour": 3600, "minute": 60, "second": 1}.get(reader.peek())
    if seconds is None:
        return None
    reader.at += 1
    if reader.take_all("and", "a", "half"):
        return seconds * 3 // 2
    return seconds


_NUMERIC: tuple[Clause, ...] = (_count, _date, _from_now, _clocks)
_BY_WORD: Mapping[str, tuple[Clause, ...]] = {
    "every": (_every,),
    "each": (_every,),
    "daily": (_often,),
    "weekly": (_often,),
    "hourly": (_often,),
    "biweekly": (_often,),
    "in": (_in,),
    "at": (_at,),
    "between": (_between,),
    "from": (_from,),
    "starting": (_starting,),
    "starts": (_starting,),
    "start": (_starting,),
    "begins": (_starting,),
    "begin": (_starting,),
    "until": (_until,),
    "through": (_until,),
    "for": (_for,),
    "except": (_except,),
    "but": (_except,),
    "once": (_count,),
    "twice": (_count,),
    "thrice": (_count,),
    "next": (_next,),
    "this": (_next,),
    "coming": (_next,),
    "following": (_next,),
    "tonight": (_part,),
    "a": (_from_now, _clocks),
    "an": (_from_now,),
    "half": (_clocks, _from_now),
    **dict.fromkeys(PARTS, (_part,)),
    **dict.fromkeys(PLURAL_PARTS, (_part,)),
}
