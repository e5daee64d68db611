"""A day as it stands in a phrase: "tomorrow", "24th of december", "next tuesday"."""

from datetime import date, timedelta

from bot.reminders.grammar.dates import choices, dated, with_month, written, year_number
from bot.reminders.grammar.problems import Asks, NotUnderstood, Problem
from bot.reminders.grammar.reader import Reader, length, ordinal
from bot.reminders.grammar.words import DAYS, MONTHS

WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
YEARS_AHEAD = 5


def on_day(reader: Reader, today: date) -> date | None:
    """The single date that comes next, but for lone names of weekdays."""
    start = reader.at
    found = _relative(reader, today) or written(reader, today) or with_month(reader, today)
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
    year = year_number(reader) or today.year + (month < today.month)
    after = dated(year + month // 12, month % 12 + 1, 1)
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
    raise Asks(Problem.WHICH_DATE, choices(start, reader.at, today, day))


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
    raise Asks(Problem.WHICH_DATE, choices(start, reader.at, coming, after))


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
