"""RRULE lines mean the same times to another reader: python-dateutil."""

from datetime import UTC, datetime
from itertools import islice

import pytest
from dateutil.rrule import rruleset, rrulestr

from bot.reminders import rrule
from bot.reminders.phrases import understand
from bot.reminders.rule import following, is_once, timezone, upcoming

ZONE = "America/New_York"
NOW = int(datetime(2026, 11, 18, 10, tzinfo=timezone(ZONE)).timestamp())


def read(lines: tuple[str, ...], start: datetime, count: int) -> list[int]:
    """The first times that the lines have together."""
    together = rruleset()
    for line in lines:
        together.rrule(rrulestr(line, dtstart=start))  # type: ignore[arg-type]
    return [int(due.timestamp()) for due in islice(together, count)]


@pytest.mark.parametrize(
    "phrase",
    [
        "every day at 19:00",
        "every weekday at 8:00, 13:30 and 20:45",
        "every 90 minutes from 9:00 to 17:00 on weekdays",
        "every other day at 18:30",
        "every other day except sunday at 18:30",
        "every 2 weeks on monday, thursday and sunday at 9:00",
        "every day at 23:30 until 30 november",
        "every weekend at 7:15 for 3 weeks",
        "every 3 hours",
        "every 90 minutes until 25 november",
    ],
)
def test_lines_give_the_times_of_the_rule(phrase: str) -> None:
    rule = understand(phrase, ZONE, NOW)
    first = following(rule, NOW, ZONE)
    assert first is not None
    elapsed = "hours" in phrase or ("minutes" in phrase and "from" not in phrase)
    start = datetime.fromtimestamp(first, UTC if elapsed else timezone(ZONE))
    lines = rrule.lines(rule, ZONE)
    assert read(lines, start, 60) == list(upcoming(rule, NOW, ZONE, 60))


def test_times_that_are_hours_by_minutes_take_one_line() -> None:
    rule = understand("every day at 8:00, 8:30, 20:00 and 20:30", ZONE, NOW)
    assert rrule.lines(rule, ZONE) == ("RRULE:FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0,30;BYSECOND=0",)


def test_other_times_take_a_line_for_each_minute() -> None:
    assert len(rrule.lines(understand("daily at 8:00 and 20:45", ZONE, NOW), ZONE)) == 2


def test_the_end_is_told_in_utc() -> None:
    (line,) = rrule.lines(understand("daily at 19:00 until 30 november", ZONE, NOW), ZONE)
    assert line.endswith("UNTIL=20261201T045959Z")


def test_a_single_time_has_no_lines() -> None:
    rule = understand("tomorrow at 7:00", ZONE, NOW)
    assert is_once(rule)
    assert rrule.lines(rule, ZONE) == ()
