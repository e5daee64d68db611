"""Clauses that say how often: "every other day", "hourly", "3 times a week"."""

from collections.abc import Mapping
from dataclasses import replace

from bot.reminders.grammar.moments import day_list
from bot.reminders.grammar.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.grammar.reader import Reader, length, number, ordinal
from bot.reminders.grammar.wish import Unit, Wish
from bot.reminders.grammar.words import MONTHS, PARTS

_COUNTS: Mapping[str, int] = {"once": 1, "twice": 2, "thrice": 3}
_PER: Mapping[str, Unit] = {"day": "day", "week": "week", "daily": "day", "weekly": "week"}
_LONGEST_STEP = 7 * 86_400
_WEEK_WORDS = frozenset({"week", "weeks", "wk", "wks"})
_FORTNIGHT = frozenset({"fortnight", "fortnights"})
_DAY_WORDS = frozenset({"day", "days"})


def every(reader: Reader, wish: Wish) -> Wish | None:
    """Every day, every other week, every monday, every 2 hours."""
    reader.at += 1
    reader.take(("single",))
    start = reader.at
    if reader.take(("other",)):
        return _every_nth(reader, wish, 2)
    nth = ordinal(reader)
    if nth is not None:
        return _every_nth(reader, wish, nth)
    said = number(reader)
    found = _every_n(reader, wish, 1 if said is None else said)
    if found is not None:
        return found
    if reader.peek() in MONTHS:
        raise NotUnderstood(Problem.MONTHLY)
    reader.at = start
    return _every_length(reader, wish) or _every_named(reader, wish)


def often(reader: Reader, wish: Wish) -> Wish | None:
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


def count(reader: Reader, wish: Wish) -> Wish | None:
    """Twice a day, 3 times a week, once daily, once every 2 days."""
    word = reader.take(_COUNTS)
    many = _COUNTS[word] if word else number(reader)
    if word == "once" and reader.peek() in {"every", "each"}:
        return every(reader, wish)
    if many is None or not (word or reader.take(("times", "x", "time", "days"))):
        return None
    reader.take(("a", "per", "each", "every", "/"))
    unit = _PER.get(reader.take(_PER))
    if unit is None:
        return None
    if wish.count is not None or not many:
        raise NotUnderstood(Problem.CONTRADICTION)
    if (many, unit) == (7, "week"):
        return _stepped(wish, 1, "day")
    return replace(_stepped(wish, 1, unit), count=(many, unit))


def _every_nth(reader: Reader, wish: Wish, nth: int) -> Wish | None:
    found = _every_n(reader, wish, nth) or _every_part(reader, wish, nth)
    if found is not None:
        return found
    start = reader.at
    if reader.peek() in {"weekday", "weekdays"}:
        raise NotUnderstood(Problem.MISPLACED, (reader.peek(),))
    wanted = day_list(reader, wish)
    if wanted is None:
        raise NotUnderstood(Problem.MONTHLY)
    if nth != 2:  # noqa: PLR2004 - "every third friday" may be the one of the month
        raise Asks(Problem.MONTHLY, ((Edit(start - 1, start, f"{nth} weeks on"),),))
    return _stepped(wanted, nth, "week")


def _every_n(reader: Reader, wish: Wish, many: int) -> Wish | None:
    """Every day, every 2 days, every 3 weeks."""
    if reader.take(_DAY_WORDS):
        reader.take_all("of", "week")
        return _stepped(wish, many, "day")
    if reader.take(_WEEK_WORDS):
        return _stepped(wish, many, "week")
    if reader.take(_FORTNIGHT):
        return _stepped(wish, many * 2, "week")
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


def _unit(reader: Reader) -> int | None:
    """The seconds of a lone "hour" or "minute"."""
    seconds = {"hour": 3600, "minute": 60, "second": 1}.get(reader.peek())
    if seconds is None:
        return None
    reader.at += 1
    if reader.take_all("and", "a", "half"):
        return seconds * 3 // 2
    return seconds


def _every_named(reader: Reader, wish: Wish) -> Wish | None:
    """Every monday, every weekend, every morning."""
    found = day_list(reader, wish)
    if found is not None:
        return replace(found, recurring=True, plain=False, weekend_at=None)
    return _every_part(reader, wish, 1)


def _every_part(reader: Reader, wish: Wish, many: int) -> Wish | None:
    part = PARTS.get(reader.take(PARTS))
    if part is None:
        return None
    again = wish.parts and many == 1 and wish.every == (1, "day")
    stepped = wish if again else _stepped(wish, many, "day")
    return replace(stepped, parts=(*wish.parts, part), read="part")


def _stepped(wish: Wish, many: int, unit: Unit) -> Wish:
    if wish.every is not None or many == 0:
        raise NotUnderstood(Problem.CONTRADICTION)
    return replace(wish, every=(many, unit), recurring=True, plain=False, weekend_at=None)
