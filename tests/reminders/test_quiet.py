"""Quiet hours: nothing comes in them, and everything at their end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.quiet import Quiet, ready
from bot.reminders.rule import local
from tests.reminders.fakes import BERLIN, at

NIGHT = Quiet(22 * 60, 7 * 60)
SIESTA = Quiet(13 * 60, 15 * 60)


@pytest.mark.parametrize(
    ("quiet", "due", "sent"),
    [
        (NIGHT, "2026-11-25 21:59", "2026-11-25 21:59"),
        (NIGHT, "2026-11-25 22:00", "2026-11-26 07:00"),
        (NIGHT, "2026-11-25 23:59:59", "2026-11-26 07:00"),
        (NIGHT, "2026-11-26 00:00", "2026-11-26 07:00"),
        (NIGHT, "2026-11-26 06:59:59", "2026-11-26 07:00"),
        (NIGHT, "2026-11-26 07:00", "2026-11-26 07:00"),
        (SIESTA, "2026-11-25 12:59", "2026-11-25 12:59"),
        (SIESTA, "2026-11-25 13:00", "2026-11-25 15:00"),
        (SIESTA, "2026-11-25 15:00", "2026-11-25 15:00"),
        (Quiet(22 * 60, 0), "2026-11-25 23:00", "2026-11-26 00:00"),
        (Quiet(0, 0), "2026-11-25 00:00", "2026-11-25 00:00"),
        (None, "2026-11-25 03:00", "2026-11-25 03:00"),
    ],
)
def test_what_falls_in_quiet_hours_waits_for_their_end(
    quiet: Quiet | None, due: str, sent: str
) -> None:
    assert ready(at(due), quiet, BERLIN) == at(sent)


def test_the_night_in_which_clocks_go_forward_is_an_hour_shorter() -> None:
    eleven = at("2027-03-27 23:00")
    assert ready(eleven, NIGHT, BERLIN) - eleven == 7 * 3600


def test_the_night_in_which_clocks_go_back_is_an_hour_longer() -> None:
    eleven = at("2026-10-24 23:00")
    assert ready(eleven, NIGHT, BERLIN) - eleven == 9 * 3600


def test_an_end_that_the_clock_leaps_over_comes_as_much_later() -> None:
    until_half_past_two = Quiet(22 * 60, 2 * 60 + 30)
    due = at("2027-03-28 01:59")
    assert ready(due, until_half_past_two, BERLIN) == at("2027-03-28 03:30")


def test_an_end_that_comes_twice_counts_the_first_time() -> None:
    until_half_past_two = Quiet(22 * 60, 2 * 60 + 30)
    first = at("2026-10-25 02:30", fold=0)
    assert ready(at("2026-10-25 01:00"), until_half_past_two, BERLIN) == first
    again = at("2026-10-25 02:10", fold=1)
    assert ready(again, until_half_past_two, BERLIN) == again


MINUTES = st.integers(0, 24 * 60 - 1)


@given(
    st.integers(at("2026-01-01 00:00"), at("2028-01-01 00:00")),
    MINUTES,
    MINUTES,
    st.sampled_from(["UTC", "Asia/Kathmandu", "America/Sao_Paulo"]),
)
def test_nothing_comes_earlier_or_in_quiet_hours(due: int, start: int, end: int, zone: str) -> None:
    quiet = Quiet(start, end)
    sent = ready(due, quiet, zone)
    here = local(sent, zone)
    assert due <= sent <= due + 86_400
    assert not quiet.covers(here.hour * 60 + here.minute)
