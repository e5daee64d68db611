"""What a rule says is what a person would write, and means the rule again."""

from datetime import date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.reminders.grammar.walls import ALWAYS
from bot.reminders.phrases import NotUnderstood, understand
from bot.reminders.rule import Moment, Once, Rule, Wall, following, timezone
from bot.reminders.says import says, told

BERLIN = "Europe/Berlin"
NOW = int(datetime(2026, 11, 18, 10, tzinfo=timezone(BERLIN)).timestamp())
LONG_AGO = 0
ZONES = st.sampled_from(sorted(available_timezones()))
INSTANTS = st.integers(NOW, NOW + 2 * 366 * 86_400)


@pytest.mark.parametrize(
    "phrase",
    [
        "every weekday at 19:00",
        "every day except sunday at 8:00, 13:00 and 20:00",
        "every 2 hours from 9:00 to 17:00 on weekdays",
        "every 90 minutes from 9:00 to 16:30",
        "every other day at 18:30 starting 18 november 2026",
        "every other day except sunday at 18:30 starting 18 november 2026",
        "every 2 weeks on monday and thursday at 9:00 starting 19 november 2026",
        "every hour from 9:00 to 17:00, every other day starting 18 november 2026",
        "every 3 hours starting 18 november 2026 at 13:00",
        "every 3 hours starting 18 november 2026 at 13:00 until 30 november 2026",
        "every day at 19:00 starting 1 december 2026 until 24 december 2026",
        "on 24 december 2026 at 17:00",
    ],
)
def test_what_is_said_is_said_the_same_way_again(phrase: str) -> None:
    assert says(understand(phrase, BERLIN, NOW), BERLIN) == phrase


def test_people_are_told_in_proper_english_and_may_type_it_again() -> None:
    rule = understand("every monday at 9 until 24 december 2026", BERLIN, NOW)
    words = told(rule, BERLIN)
    assert words == "every Monday at 9:00 until 24 December 2026"
    assert understand(words, BERLIN, NOW) == rule


def test_the_second_of_two_equal_times_is_told_as_such() -> None:
    at = int(datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=timezone(BERLIN)).timestamp())
    words = says(Moment(at), BERLIN)
    assert words == "on 25 october 2026 at 2:30 the second time"
    assert understand(words, BERLIN, at - 600) == Moment(at)


def same(rule: Rule, again: Rule, zone: str) -> bool:
    """Equal; a Moment may come back as the wall time of the same instant."""
    if isinstance(rule, Moment):
        return following(again, LONG_AGO, zone) == rule.at
    return again == rule


STARTS = [
    "every day",
    "every weekday",
    "daily",
    "every other day",
    "every 3 days",
    "every monday",
    "mon wed fri",
    "weekends",
    "every 2 weeks on tuesday",
    "every 14 days",
    "tomorrow",
    "friday",
    "24 december",
    "in 2 days",
    "today",
    "every 2 hours",
    "every 90 minutes",
    "hourly",
]
TIMES = [
    "at 8:00",
    "at 7pm",
    "at 8 and 20",
    "at 8:00; 13:00; 20:00",
    "at 9:15 and 9:45",
    "in the morning",
    "at noon",
    "from 9 to 17",
    "from 8:30 to 12:00",
    "at 24:00",
    "at 2:30am",
    "",
]
ENDS = [
    "",
    "until 24 december 2028",
    "for 6 weeks",
    "for 10 days",
    "except sunday",
    "starting tomorrow",
    "starting next week for 3 weeks",
    "except on weekends until 2028-05-01",
]


@given(st.sampled_from(STARTS), st.sampled_from(TIMES), st.sampled_from(ENDS), ZONES, INSTANTS)
def test_a_phrase_says_what_means_the_same_rule(
    start: str, time: str, end: str, zone: str, now: int
) -> None:
    try:
        rule = understand(f"{start} {time} {end}", zone, now)
    except NotUnderstood:
        assume(False)
    else:
        assert same(rule, understand(says(rule, zone), zone, now), zone)


@given(ZONES, INSTANTS, st.integers(1, 300 * 86_400))
def test_any_moment_says_its_instant(zone: str, now: int, delay: int) -> None:
    rule = Moment(now + delay)
    assert same(rule, understand(says(rule, zone), zone, now), zone)


@given(st.integers(1, 600_000))
def test_any_wall_time_says_itself(minutes: int) -> None:
    rule = Once(datetime(2026, 11, 18, 10) + timedelta(minutes=minutes))  # noqa: DTZ001
    assert understand(says(rule, BERLIN), BERLIN, NOW) == rule


@given(
    st.sets(st.integers(0, 143).map(lambda ten: ten * 10), min_size=1, max_size=12),
    st.sets(st.integers(0, 6), min_size=1),
    st.none() | st.dates(date(2027, 1, 1), date(2030, 1, 1)),
)
def test_any_times_on_any_days_say_themselves(
    times: set[int], days: set[int], until: date | None
) -> None:
    rule = Wall(tuple(sorted(times)), tuple(sorted(days)), ALWAYS, until)
    assert understand(says(rule, BERLIN), BERLIN, NOW) == rule
