"""A day as it stands in a phrase: "tomorrow", "24th of december", "next tuesday"."""

import re
from datetime import date, timedelta

from bot.reminders.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.reader import Reader, length, number, ordinal
from bot.reminders.words import DAYS, MONTH_NAMES, MONTHS

WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
SOON = timedelta(days=275)
"""A date without a year may be that far ahead; further, it may be the one that just was."""
YEARS_AHEAD = 5

_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_SHORT = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]?([0-9]{4}|[0-9]{2})?")


def said(day: date) -> str:
    """24 december 2026."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def on_day(reader: Reader, today: date) -> date | None:
    """The single date that comes next, but for lone names of weekdays."""
    start = reader.at
    found = _relative(reader, today) or _written(reader, today) or _with_month(reader, today)
    found = found or _next(reader, today) or _week_of(reader, today) or _numbered(reader, today)
    if found is None:
        reader.at = start
    return found


def last_day(reader: Reader, today: date) -> date | None:
    """The last day that counts: a day, or the end of a month."""
    start = reader.at
    if not reader.take_all("end", "of") or reader.peek() not in MONTHS:
        reader.at = start
        return any_day(reader, today)
    month = MONTHS[reader.take(MONTHS)]
    year = _four_digits(reader) or today.year + (month < today.month)
    after = _dated(year + month // 12, month % 12 + 1, 1)
    return after - A_DAY


def any_day(reader: Reader, today: date) -> date | None:
    """A date, or a lone weekday: the next one. Asks when that may be today."""
    start = reader.at
    found = on_day(reader, today)
    name = "" if found else reader.take(DAYS)
    if not name:
        return found
    day = _coming(DAYS[name], today)
    if day - today < WEEK:
        return day
    raise Asks(Problem.WHICH_DATE, _dates(start, reader.at, today, day))


def _relative(reader: Reader, today: date) -> date | None:
    if reader.take(("today",)):
        return today
    if reader.take(("tomorrow",)):
        return today + A_DAY
    if reader.take_all("a", "week", "from", "tomorrow") or reader.take_all("a", "week", "tomorrow"):
        return today + A_DAY + WEEK
    if reader.take_all("day", "after", "tomorrow"):
        return today + 2 * A_DAY
    return None


def _written(reader: Reader, today: date) -> date | None:
    word = reader.peek()
    iso = _ISO.fullmatch(word)
    if iso:
        reader.at += 1
        year, month, day = (int(part) for part in iso.groups())
        return _dated(year, month, day)
    return _short(reader, word, today)


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


def _with_month(reader: Reader, today: date) -> date | None:
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
        return _dated_soon(reader, start, today, (_four_digits(reader), month, day))


def _day_number(reader: Reader) -> int:
    found = ordinal(reader)
    return found if found is not None else number(reader) or 0


def _four_digits(reader: Reader) -> int | None:
    ahead = 1 if reader.peek() == "," else 0
    word = reader.peek(ahead)
    if len(word) != 4 or not word.isdigit() or reader.peek(ahead + 1) in {"am", "pm"}:  # noqa: PLR2004
        return None
    reader.at += ahead + 1
    return int(word)


def _next(reader: Reader, today: date) -> date | None:
    """Next tuesday, this friday."""
    start = reader.at
    word = reader.take(("next", "this", "coming", "following"))
    if word == "this":
        reader.take(("coming",))
    name = reader.take(DAYS) if word else ""
    if not name:
        reader.at = start
        return None
    coming = _coming(DAYS[name], today)
    if word != "next":
        return today if coming - today == WEEK and word == "this" else coming
    after = _monday(today) + WEEK + DAYS[name] * A_DAY
    if after == coming:
        return coming
    raise Asks(Problem.WHICH_DATE, _dates(start, reader.at, coming, after))


def _week_of(reader: Reader, today: date) -> date | None:
    """Tuesday next week, next week on tuesday."""
    with reader.attempt() as trying:
        name = reader.take(DAYS)
        week = reader.take(("next", "this")) if reader.peek(1) == "week" else ""
        if not week:
            return None
        reader.at += 1
        if not name:
            reader.skip(("on", ","))
            name = reader.take(DAYS)
        if not name:
            return None
        trying.kept = True
        return _monday(today) + (WEEK if week == "next" else 0 * WEEK) + DAYS[name] * A_DAY


def _numbered(reader: Reader, today: date) -> date | None:
    """The 24th, of this month or the next that has one."""
    if not reader.peek()[:1].isdigit():
        return None
    day = ordinal(reader)
    if day is None:
        return None
    for ahead in range(12):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        try:
            found = date(year, month + 1, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise NotUnderstood(Problem.NO_SUCH_DATE)


def days_ahead(reader: Reader, today: date) -> date | None:
    """The date of "2 days" or "a week" from today."""
    with reader.attempt() as trying:
        found = length(reader)
        if found is None or not found.days or found.days > YEARS_AHEAD * 366:
            return None
        trying.kept = True
        return today + found.days * A_DAY


def monday_after(today: date) -> date:
    """The first day of next week."""
    return _monday(today) + WEEK


def _monday(day: date) -> date:
    return day - day.weekday() * A_DAY


def _coming(weekday: int, today: date) -> date:
    """The next such day after today."""
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * A_DAY


def _dates(start: int, end: int, *days: date) -> tuple[tuple[Edit, ...], ...]:
    return tuple((Edit(start, end, said(day)),) for day in days)


def _dated_soon(
    reader: Reader, start: int, today: date, parts: tuple[int | None, int, int]
) -> date:
    """The date; without a year, the next such one. Asks when that is nearly a year away."""
    year, month, day = parts
    if year is not None:
        return _dated(year, month, day)
    found = next((one for one in _years(today, month, day) if one >= today), None)
    if found is None:
        raise NotUnderstood(Problem.NO_SUCH_DATE)
    if found - today > SOON:
        raise Asks(Problem.WHICH_DATE, _dates(start, reader.at, found))
    return found


def _years(today: date, month: int, day: int) -> list[date]:
    found: list[date] = []
    for year in (today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found


def _dated(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood(Problem.NO_SUCH_DATE) from None
