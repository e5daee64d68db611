"""A date by its numbers or its month: "2026-12-24", "24/12/2026", "24th of december"."""

import re
from datetime import date, timedelta

from bot.reminders.grammar.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.grammar.reader import Reader, number, ordinal
from bot.reminders.grammar.words import MONTH_NAMES, MONTHS

SOON = timedelta(days=275)
"""A date without a year may be that far ahead; further, it may be the one that just was."""

_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_SHORT = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]?([0-9]{4}|[0-9]{2})?")


def said(day: date) -> str:
    """24 december 2026."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def written(reader: Reader, today: date) -> date | None:
    """2026-12-24, 24.12. and 24/12/2026."""
    word = reader.peek()
    iso = _ISO.fullmatch(word)
    if iso:
        reader.at += 1
        year, month, day = (int(part) for part in iso.groups())
        return dated(year, month, day)
    return _short(reader, word, today)


def with_month(reader: Reader, today: date) -> date | None:
    """24 december, 24th of december 2026, december 24th."""
    start = reader.at
    with reader.attempt() as trying:
        day = month = 0
        if reader.peek() in MONTHS:
            month = MONTHS[reader.take(MONTHS)]
            day = _day_number(reader)
        else:
            day = _day_number(reader)
            reader.take(("of",))
            month = MONTHS.get(reader.take(MONTHS), 0)
        if not day or not month:
            return None
        trying.kept = True
        return _dated_soon(reader, start, today, (year_number(reader), month, day))


def dated(year: int, month: int, day: int) -> date:
    """The date of these numbers. Raises NotUnderstood when there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood(Problem.NO_SUCH_DATE) from None


def year_number(reader: Reader) -> int | None:
    """The year behind a date."""
    ahead = 1 if reader.peek() == "," else 0
    word = reader.peek(ahead)
    if len(word) != 4 or not word.isdigit() or reader.peek(ahead + 1) in {"am", "pm"}:  # noqa: PLR2004
        return None
    reader.at += ahead + 1
    return int(word)


def choices(start: int, end: int, *days: date) -> tuple[tuple[Edit, ...], ...]:
    """A variant of the phrase for each of these dates."""
    return tuple((Edit(start, end, said(day)),) for day in days)


def _short(reader: Reader, word: str, today: date) -> date | None:
    """24.12. and 24/12/2026; which number is the month must be plain."""
    match = _SHORT.fullmatch(word)
    if not match or not _looks_like_a_date(word, match):
        return None
    start = reader.at
    reader.at += 1
    first, second = int(match[1]), int(match[2])
    year = _year(match[3])
    if first > 12 or first == second:  # noqa: PLR2004 - months
        return _dated_soon(reader, start, today, (year, second, first))
    if second > 12 and "." not in word:  # noqa: PLR2004
        return _dated_soon(reader, start, today, (year, first, second))
    ends = f" {year}" if year else ""
    names = [f"{first} {_month(second)}{ends}", f"{second} {_month(first)}{ends}"]
    raise Asks(Problem.WHICH_DATE, tuple((Edit(start, reader.at, name),) for name in names))


def _looks_like_a_date(word: str, match: re.Match[str]) -> bool:
    """24.12 is a date because it is no time of day."""
    if "/" in word or "-" in word or word.count(".") > 1:
        return True
    return int(match[1]) > 23 and 1 <= int(match[2]) <= 12 and match[3] is None  # noqa: PLR2004


def _month(number_: int) -> str:
    return MONTH_NAMES[(number_ - 1) % 12]


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)  # noqa: PLR2004


def _day_number(reader: Reader) -> int:
    found = ordinal(reader)
    return found if found is not None else number(reader) or 0


def _dated_soon(
    reader: Reader, start: int, today: date, parts: tuple[int | None, int, int]
) -> date:
    """The date; without a year, the next such one. Asks when that is nearly a year away."""
    year, month, day = parts
    if year is not None:
        return dated(year, month, day)
    found = next((one for one in _years(today, month, day) if one >= today), None)
    if found is None:
        raise NotUnderstood(Problem.NO_SUCH_DATE)
    if found - today > SOON:
        raise Asks(Problem.WHICH_DATE, choices(start, reader.at, found))
    return found


def _years(today: date, month: int, day: int) -> list[date]:
    found: list[date] = []
    for year in (today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found
