"""What a person can change about a reminder, as pure steps: the reminder before -> after."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.reminders.reminder import Key, Plan, Reminder, State, Why
from bot.reminders.rule import Elapsed, Moment, Once, following, local
from bot.reminders.schedule import Clockwork, after, put_off


@dataclass(frozen=True, slots=True)
class Change:
    """A changed reminder, and what to note of its occurrences."""

    reminder: Reminder
    marks: tuple[tuple[Key, State], ...] = ()


def edited(before: Reminder, plan: Plan, now: int, by: Clockwork) -> Change:
    """Another plan, awake and with nothing resting; another rule begins anew."""
    fresh = replace(before, plan=plan)
    if plan.rule == before.plan.rule:
        return resumed(fresh, now, by)
    awake = replace(fresh, resting=(), paused=None, resumes=None)
    return Change(_from(awake, now, by))


def paused(before: Reminder, until: date | None, now: int, by: Clockwork) -> Change:
    """Silent until a day, or until it is resumed. What rests because it hurts goes on resting."""
    if not before.exercises:
        return Change(before)
    if until is None:
        return Change(replace(before, paused=Why.ASKED, resumes=None))
    later = _from(replace(before, paused=None), max(now, _just_before(until, by.zone)), by)
    return Change(replace(later, resumes=until))


def resumed(before: Reminder, now: int, by: Clockwork) -> Change:
    """Awake again, with every exercise, from the next time on.

    One that was not silent keeps its next time: it may have been put off, skipped or done early.
    """
    awake = replace(before, paused=None, resumes=None, resting=())
    until = before.resumes
    was_silent = before.paused is not None or (until and local(now, by.zone).date() < until)
    return Change(_from(awake, now, by) if was_silent else awake)


def skipped(before: Reminder, by: Clockwork) -> Change:
    """The next time is left out."""
    return _closed(before, State.SKIPPED, by)


def done_early(before: Reminder, by: Clockwork) -> Change:
    """The next time counts as done before it came, and does not come."""
    return _closed(before, State.DONE, by)


def hurting(before: Reminder, exercises: tuple[str, ...]) -> Change:
    """These exercises rest; when none is left, the whole reminder does."""
    resting = tuple(
        name for name in before.plan.exercises if name in exercises or name in before.resting
    )
    after_it = replace(before, resting=resting)
    if not after_it.exercises:
        after_it = replace(after_it, paused=Why.HURTS)
    return Change(after_it)


def moved(before: Reminder, now: int, by: Clockwork, was: str | None = None) -> Change:
    """The same rule in another zone or with other quiet hours, or with newer zone data.

    `was` is the zone before, where it is known: then no time comes again that was skipped, done
    early or sent. What is due and not sent yet still comes, and so does a single time that the new
    zone puts into the past.
    """
    if before.due is None:
        return Change(before)
    same = replace(before, ready=put_off(before.due, by))
    if before.due <= now or was == by.zone or isinstance(before.plan.rule, Moment | Elapsed):
        return Change(same)
    start = _same_wall(before.due, was, by.zone) - 1 if was else now
    if before.resumes:
        start = max(start, _just_before(before.resumes, by.zone))
    at = _from(before, max(now, start), by)
    return Change(same if at.due is None else at)


def is_today(instant: int, now: int, zone: str) -> bool:
    """Whether both lie on the same day of a zone."""
    return local(instant, zone).date() == local(now, zone).date()


def tonight(now: int, zone: str) -> int | None:
    """20:00 of this day, offered until 19:30; None later."""
    at = local(now, zone).replace(tzinfo=None, hour=20, minute=0, second=0, microsecond=0)
    instant = following(Once(at), now, zone)
    return instant if instant is not None and instant - now >= TONIGHT_NOTICE else None


TONIGHT_NOTICE = int(timedelta(minutes=30).total_seconds())


def _just_before(day: date, zone: str) -> int:
    """The last second before a day."""
    return _instant(datetime(day.year, day.month, day.day), zone) - 1  # noqa: DTZ001


def _same_wall(instant: int, was: str, zone: str) -> int:
    """When a zone has the wall time that another has at an instant."""
    return _instant(local(instant, was).replace(tzinfo=None), zone)


def _instant(wall: datetime, zone: str) -> int:
    return following(Once(wall), 0, zone) or 0


def _closed(before: Reminder, state: State, by: Clockwork) -> Change:
    if before.due is None:
        return Change(before)
    return Change(_from(before, before.due, by), ((Key(before.id, before.due), state),))


def _from(before: Reminder, instant: int, by: Clockwork) -> Reminder:
    times = after(before.plan.rule, instant, by)
    return replace(before, due=times.due, ready=times.ready)
