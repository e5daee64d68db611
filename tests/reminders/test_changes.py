"""What a person can change, as pure steps."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from bot.chat import Place
from bot.reminders import changes
from bot.reminders.quiet import Quiet
from bot.reminders.reminder import Key, Plan, Reminder, State, Why
from bot.reminders.rule import EVERY_DAY, Moment, Once, Rule, Wall
from bot.reminders.schedule import Clockwork, after
from tests.reminders.fakes import at

BERLIN = Clockwork("Europe/Berlin", None)
NEW_YORK = Clockwork("America/New_York", None)
NIGHT = Quiet(22 * 60, 7 * 60)
NOON = at("2026-11-25 12:00")
SEVEN_PM = at("2026-11-25 19:00")
DAY = 86_400
DAILY = Wall((19 * 60,), EVERY_DAY, date(2026, 11, 1))
TOMORROW_AT_SEVEN = Once(datetime.fromisoformat("2026-11-26 07:00"))


Close = Callable[[Reminder, Clockwork], changes.Change]


def reminder(
    rule: Rule = DAILY,
    by: Clockwork = BERLIN,
    exercises: tuple[str, ...] = ("walking", "cat-camel"),
) -> Reminder:
    times = after(rule, NOON, by)
    plan = Plan(exercises, rule, Place("chat", "here"))
    return Reminder(7, 1, plan, (), times.due, times.ready, None, None)


def test_an_edit_begins_anew_awake_and_with_nothing_resting() -> None:
    before = changes.hurting(reminder(), ("walking", "cat-camel")).reminder
    plan = Plan(("walking",), TOMORROW_AT_SEVEN, Place("chat", "there"))
    edited = changes.edited(before, plan, NOON, BERLIN).reminder
    assert (edited.plan, edited.resting, edited.paused) == (plan, (), None)
    assert edited.due == at("2026-11-26 07:00")


def test_a_pause_lasts_until_it_is_resumed() -> None:
    paused = changes.paused(reminder(), None, NOON, BERLIN).reminder
    assert paused.paused is Why.ASKED
    resumed = changes.resumed(paused, NOON + 9 * DAY, BERLIN).reminder
    assert (resumed.paused, resumed.due) == (None, SEVEN_PM + 9 * DAY)


def test_a_pause_until_a_day_goes_on_by_itself_on_that_day() -> None:
    paused = changes.paused(reminder(), date(2026, 11, 30), NOON, BERLIN).reminder
    assert (paused.paused, paused.resumes) == (None, date(2026, 11, 30))
    assert paused.due == SEVEN_PM + 5 * DAY


def test_a_pause_until_a_day_includes_its_midnight() -> None:
    midnight = Wall((0,), EVERY_DAY, date(2026, 11, 1))
    paused = changes.paused(reminder(midnight), date(2026, 11, 30), NOON, BERLIN).reminder
    assert paused.due == at("2026-11-30 00:00")


def test_a_pause_until_a_day_that_is_past_leaves_the_next_time() -> None:
    paused = changes.paused(reminder(), date(2026, 11, 1), NOON, BERLIN).reminder
    assert paused.due == SEVEN_PM


def test_resuming_brings_back_every_exercise() -> None:
    hurting = changes.hurting(reminder(), ("walking",)).reminder
    assert changes.resumed(hurting, NOON, BERLIN).reminder.exercises == ("walking", "cat-camel")


@pytest.mark.parametrize(
    ("change", "state"),
    [(changes.skipped, State.SKIPPED), (changes.done_early, State.DONE)],
    ids=["skipped", "done"],
)
def test_the_next_time_alone_is_closed(change: Close, state: State) -> None:
    closed = change(reminder(), BERLIN)
    assert closed.reminder.due == SEVEN_PM + DAY
    assert closed.marks == ((Key(7, SEVEN_PM), state),)


def test_closing_a_single_time_ends_the_reminder() -> None:
    assert changes.skipped(reminder(TOMORROW_AT_SEVEN), BERLIN).reminder.due is None


def test_what_is_over_has_no_next_time_to_close() -> None:
    over = changes.skipped(reminder(Moment(NOON + 60)), BERLIN).reminder
    assert changes.skipped(over, BERLIN) == changes.Change(over)


def test_an_exercise_that_hurts_rests_and_the_others_go_on() -> None:
    hurting = changes.hurting(reminder(), ("walking",)).reminder
    assert (hurting.exercises, hurting.resting) == (("cat-camel",), ("walking",))
    assert hurting.paused is None


def test_when_every_exercise_hurts_the_reminder_pauses() -> None:
    first = changes.hurting(reminder(), ("walking",)).reminder
    both = changes.hurting(first, ("cat-camel",)).reminder
    assert both.paused is Why.HURTS
    assert both.plan.exercises == ("walking", "cat-camel")


def test_what_is_none_of_its_exercises_changes_nothing() -> None:
    assert changes.hurting(reminder(), ("nothing",)).reminder == reminder()


def test_another_zone_means_the_same_wall_time_there() -> None:
    moved = changes.moved(reminder(), NOON, NEW_YORK).reminder
    assert moved.due == at("2026-11-25 19:00", "America/New_York")


def test_a_fixed_instant_stays_where_it_is() -> None:
    once = reminder(Moment(NOON + 1200))
    assert changes.moved(once, NOON, NEW_YORK).reminder == once


def test_a_single_time_that_a_new_zone_puts_into_the_past_still_comes() -> None:
    tonight = reminder(Once(datetime.fromisoformat("2026-11-25 19:00")))
    tokyo = Clockwork("Asia/Tokyo", None)
    assert changes.moved(tonight, NOON, tokyo).reminder.due == SEVEN_PM


def test_new_quiet_hours_put_off_what_is_to_come() -> None:
    late = Wall((23 * 60,), EVERY_DAY, date(2026, 11, 1))
    moved = changes.moved(reminder(late), NOON, Clockwork("Europe/Berlin", NIGHT)).reminder
    assert (moved.due, moved.ready) == (at("2026-11-25 23:00"), at("2026-11-26 07:00"))


def test_new_quiet_hours_put_off_a_fixed_instant_too() -> None:
    late = reminder(Moment(at("2026-11-25 23:00")))
    moved = changes.moved(late, NOON, Clockwork("Europe/Berlin", NIGHT)).reminder
    assert moved.ready == at("2026-11-26 07:00")


def test_what_is_due_and_not_sent_yet_is_not_lost_by_a_move() -> None:
    moved = changes.moved(reminder(), SEVEN_PM + 60, NEW_YORK).reminder
    assert moved.due == SEVEN_PM


def test_what_waits_for_the_end_of_quiet_hours_comes_when_they_are_off() -> None:
    late = Wall((23 * 60,), EVERY_DAY, date(2026, 11, 1))
    waiting = reminder(late, Clockwork("Europe/Berlin", NIGHT))
    moved = changes.moved(waiting, at("2026-11-26 01:00"), BERLIN).reminder
    assert (moved.due, moved.ready) == (at("2026-11-25 23:00"), at("2026-11-25 23:00"))


def test_a_move_leaves_a_pause_as_it_is() -> None:
    asked = changes.paused(reminder(), None, NOON, BERLIN).reminder
    assert changes.moved(asked, NOON, NEW_YORK).reminder.paused is Why.ASKED
    until = changes.paused(reminder(), date(2026, 11, 30), NOON, BERLIN).reminder
    moved = changes.moved(until, NOON, NEW_YORK).reminder
    assert moved.due == at("2026-11-30 19:00", "America/New_York")


def test_what_is_over_does_not_move() -> None:
    over = changes.skipped(reminder(TOMORROW_AT_SEVEN), BERLIN).reminder
    assert changes.moved(over, NOON, NEW_YORK) == changes.Change(over)


def test_today_is_a_day_of_the_zone() -> None:
    late, later = at("2026-11-25 23:30"), at("2026-11-26 00:30")
    assert not changes.is_today(later, late, "Europe/Berlin")
    assert changes.is_today(later, late, "America/New_York")


@pytest.mark.parametrize(
    ("now", "offered"), [("19:29", True), ("19:30", True), ("19:31", False), ("21:00", False)]
)
def test_tonight_is_eight_and_offered_until_half_past_seven(now: str, offered: bool) -> None:
    eight = at("2026-11-25 20:00") if offered else None
    assert changes.tonight(at(f"2026-11-25 {now}"), "Europe/Berlin") == eight
