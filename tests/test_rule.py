"""Due times against python-dateutil: its naive recurrences, and the policy for clock changes.

A wall time in a gap moves forward by the gap; one that comes twice counts the first time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from dateutil.rrule import DAILY, WEEKLY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reminders.rule import (
    Elapsed,
    Moment,
    Once,
    Wall,
    following,
    local,
    timezone,
    upcoming,
)

CHANGES = {
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2027, 3, 14), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 10, 4), date(2027, 4, 4)),
    "Asia/Beirut": (date(2026, 3, 29), date(2026, 10, 25)),
    "Africa/Casablanca": (date(2026, 2, 15), date(2026, 3, 22)),
    "America/Santiago": (date(2026, 9, 6), date(2027, 4, 4)),
}
ZONES = sorted(available_timezones())

minutes = st.lists(st.integers(0, 1439), min_size=1, max_size=4, unique=True)
days = st.sets(st.integers(0, 6), min_size=1)


def walls(first: st.SearchStrategy[date]) -> st.SearchStrategy[Wall]:
    return st.builds(
        lambda times, week, start, last, every, unit: Wall(
            tuple(sorted(times)),
            tuple(sorted(week)),
            start,
            start + timedelta(days=last) if last else None,
            every,
            unit,
        ),
        minutes,
        days,
        first,
        st.none() | st.integers(0, 90),
        st.integers(1, 5),
        st.sampled_from(["day", "week"]),
    )


def naive(rule: Wall) -> Iterator[datetime]:
    """The wall times of a rule, by dateutil, without any zone."""
    start = datetime.combine(rule.start, datetime.min.time())
    last = rule.until or rule.start + timedelta(days=120)
    recurrence = rrule(
        DAILY if rule.unit == "day" and rule.every > 1 else WEEKLY,
        dtstart=start,
        interval=rule.every,
        byweekday=rule.days,
        byhour=0,
        byminute=0,
        bysecond=0,
        wkst=0,
        until=datetime.combine(last, datetime.max.time()),
    )
    for day in recurrence:
        yield from (day + timedelta(minutes=minute) for minute in rule.times)


def instant(wall: datetime, zone: str) -> int:
    """The policy, told by offsets: with the offset that held before the change."""
    guess = wall.replace(tzinfo=UTC).timestamp()
    before = local(int(guess) - 86_400, zone).utcoffset()
    after = local(int(guess) + 86_400, zone).utcoffset()
    assert before is not None
    assert after is not None
    fits = [
        at
        for at in sorted({int(guess - before.total_seconds()), int(guess - after.total_seconds())})
        if local(at, zone).replace(tzinfo=None) == wall
    ]
    return fits[0] if fits else int(guess - before.total_seconds())


def expected(rule: Wall, zone: str, after: int) -> tuple[int, ...]:
    due = {instant(wall, zone) for wall in naive(rule)}
    return tuple(sorted(one for one in due if one > after))[:5]


@settings(max_examples=1000, deadline=None)
@given(walls(st.dates(date(2026, 1, 1), date(2029, 1, 1))), st.sampled_from(ZONES), st.data())
def test_due_times_are_those_of_dateutil(rule: Wall, zone: str, data: st.DataObject) -> None:
    start = int(datetime.combine(rule.start, datetime.min.time(), UTC).timestamp())
    after = start + data.draw(st.integers(-20 * 86_400, 40 * 86_400))
    wanted = expected(rule, zone, after)
    assert upcoming(rule, after, zone, len(wanted)) == wanted


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(sorted(CHANGES)), st.integers(0, 1), st.data())
def test_due_times_around_clock_changes_are_those_of_dateutil(
    zone: str, which: int, data: st.DataObject
) -> None:
    change = CHANGES[zone][which]
    rule = data.draw(walls(st.dates(change - timedelta(days=9), change)))
    midnight = int(datetime.combine(change, datetime.min.time(), UTC).timestamp())
    after = midnight + data.draw(st.integers(-3 * 86_400, 2 * 86_400))
    wanted = expected(rule, zone, after)
    assert upcoming(rule, after, zone, len(wanted)) == wanted


@pytest.mark.parametrize(
    ("zone", "wall", "due"),
    [
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 03:30"),
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 02:30"),
        ("Asia/Beirut", "2026-03-29 00:00", "2026-03-29 01:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-04 02:40"),
    ],
)
def test_a_time_in_a_gap_moves_on_and_a_double_time_counts_first(
    zone: str, wall: str, due: str
) -> None:
    at = following(Once(datetime.fromisoformat(wall)), 0, zone)
    assert at is not None
    told = local(at, zone)
    assert (f"{told:%Y-%m-%d %H:%M}", told.fold) == (due, 0)


def test_a_double_time_is_due_once() -> None:
    rule = Wall((150,), tuple(range(7)), date(2026, 10, 24))
    after = int(datetime(2026, 10, 24, 12, tzinfo=timezone("Europe/Berlin")).timestamp())
    first, second = upcoming(rule, after, "Europe/Berlin", 2)
    assert second - first == 25 * 3600


def test_the_end_of_a_rule_still_counts() -> None:
    rule = Wall((480,), (0, 1, 2, 3, 4, 5, 6), date(2026, 11, 18), date(2026, 11, 19))
    after = int(datetime(2026, 11, 18, tzinfo=UTC).timestamp())
    assert len(upcoming(rule, after, "UTC", 5)) == 2


@given(st.integers(0, 10**9), st.integers(600, 10**6), st.integers(0, 10**9))
def test_elapsed_time_is_the_next_whole_step_after_the_first(
    first: int, step: int, after: int
) -> None:
    due = following(Elapsed(step, first), after, "UTC")
    assert due is not None
    assert due > after
    assert (due - first) % step == 0
    assert due == first or due - step <= after


def test_elapsed_time_ends_with_its_last() -> None:
    assert upcoming(Elapsed(600, 0, 1200), -1, "UTC", 9) == (0, 600, 1200)


def test_a_moment_is_due_once() -> None:
    assert upcoming(Moment(100), 99, "UTC", 3) == (100,)
    assert following(Moment(100), 100, "UTC") is None
