"""The next time, and the last one that is still worth sending."""

from datetime import date, datetime

import pytest

from bot.reminders import schedule
from bot.reminders.quiet import Quiet
from bot.reminders.rule import EVERY_DAY, Elapsed, Once, Wall
from bot.reminders.schedule import OVER, Clockwork, Times
from tests.reminders.fakes import at

LATE = 2 * 3600
DAY = 86_400
SEVEN_PM = at("2026-11-25 19:00")
DAILY = Wall((19 * 60,), EVERY_DAY, date(2026, 11, 1))
LATE_EVENING = Wall((23 * 60,), EVERY_DAY, date(2026, 11, 1))
LOUD = Clockwork("Europe/Berlin", None)
QUIET = Clockwork("Europe/Berlin", Quiet(22 * 60, 7 * 60))
SEVEN_AM = at("2026-11-26 07:00")


def test_the_next_time_is_ready_when_it_is_due() -> None:
    assert schedule.after(DAILY, SEVEN_PM - 1, LOUD) == Times(SEVEN_PM, SEVEN_PM)


def test_in_quiet_hours_it_is_ready_at_their_end() -> None:
    due = at("2026-11-25 23:00")
    assert schedule.after(LATE_EVENING, SEVEN_PM, QUIET) == Times(due, SEVEN_AM)


def test_after_the_last_time_nothing_comes() -> None:
    once = Once(datetime.fromisoformat("2026-11-25 19:00"))
    assert schedule.after(once, SEVEN_PM, LOUD) == OVER


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (SEVEN_PM, SEVEN_PM),
        (SEVEN_PM + LATE, SEVEN_PM),
        (SEVEN_PM + LATE + 1, None),
        (SEVEN_PM + DAY - 1, None),
        (SEVEN_PM + DAY, SEVEN_PM + DAY),
        (SEVEN_PM + 400 * DAY + 60, SEVEN_PM + 400 * DAY),
    ],
    ids=["on time", "just not too late", "too late", "between", "the next", "a year later"],
)
def test_the_latest_is_the_last_that_is_not_too_old(now: int, expected: int | None) -> None:
    assert schedule.latest(DAILY, SEVEN_PM, now, LATE, LOUD) == expected


def test_of_several_that_are_not_too_old_the_last_one_counts() -> None:
    hourly = Elapsed(3600, SEVEN_PM)
    now = SEVEN_PM + 5 * 3600 + 60
    assert schedule.latest(hourly, SEVEN_PM, now, LATE, LOUD) == SEVEN_PM + 5 * 3600


def test_what_quiet_hours_put_off_is_as_old_as_their_end() -> None:
    due = at("2026-11-25 23:00")
    assert schedule.latest(LATE_EVENING, due, SEVEN_AM + LATE, LATE, QUIET) == due
    assert schedule.latest(LATE_EVENING, due, SEVEN_AM + LATE + 1, LATE, QUIET) is None


def test_what_quiet_hours_still_hold_is_not_the_latest() -> None:
    both = Wall((21 * 60, 23 * 60), EVERY_DAY, date(2026, 11, 1))
    nine = at("2026-11-25 21:00")
    half_past_eleven = at("2026-11-25 22:59") + 60
    assert schedule.latest(both, nine, half_past_eleven, LATE, QUIET) == nine


def test_what_comes_next_is_not_behind_us() -> None:
    now = SEVEN_PM + 3 * DAY + 60
    assert schedule.coming(DAILY, SEVEN_PM, now, LOUD).due == SEVEN_PM + 4 * DAY


def test_what_comes_next_may_be_held_by_quiet_hours_already() -> None:
    both = Wall((19 * 60, 23 * 60), EVERY_DAY, date(2026, 11, 1))
    eleven = at("2026-11-25 23:00")
    assert schedule.coming(both, SEVEN_PM, eleven + 60, QUIET) == Times(eleven, SEVEN_AM)


def test_what_comes_next_is_never_what_was_before() -> None:
    assert schedule.coming(DAILY, SEVEN_PM, SEVEN_PM - DAY, LOUD).due == SEVEN_PM + DAY
