"""Rows <-> frozen values: how rules and lists are written into a column, and read again."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, cast

from sqlalchemy import Row

from bot.chat import Person, Place
from bot.reminders.quiet import Quiet
from bot.reminders.reminder import Occurrence, Owner, Plan, Reminder, State, Why
from bot.reminders.rule import Elapsed, Moment, Once, Rule, Wall
from bot.reminders.schedule import Clockwork

NONE = "-"


def rule_text(rule: Rule) -> str:
    """A rule as one line: its kind and its values. `read_rule` reads it."""
    match rule:
        case Moment(at):
            return f"moment {at}"
        case Once(at):
            return f"once {at.isoformat()}"
        case Elapsed(seconds, first, last):
            return f"elapsed {seconds} {first} {NONE if last is None else last}"
        case Wall():
            times, days = _joined(rule.times), _joined(rule.days)
            until = rule.until or NONE
            return f"wall {times} {days} {rule.start} {until} {rule.every} {rule.unit}"


@lru_cache(maxsize=4096)
def read_rule(text: str) -> Rule:
    """The rule that `rule_text` wrote."""
    kind, *values = text.split()
    match kind:
        case "moment":
            return Moment(int(values[0]))
        case "once":
            return Once(datetime.fromisoformat(values[0]))
        case "elapsed":
            last = None if values[2] == NONE else int(values[2])
            return Elapsed(int(values[0]), int(values[1]), last)
        case _:
            return _wall(values)


def names_text(names: Iterable[str]) -> str:
    """Ids in one column."""
    return ",".join(names)


def read_names(text: str) -> tuple[str, ...]:
    """The ids that `names_text` wrote."""
    return tuple(text.split(",")) if text else ()


def owner(row: Row[Any]) -> Owner:
    """A row of the table person."""
    return Owner(row.id, Person(row.platform, row.account), row.zone, _quiet(row))


def clockwork(row: Row[Any]) -> Clockwork:
    """Zone and quiet hours of a row that has the columns of person. UTC until a zone is told."""
    return Clockwork(row.zone or "UTC", _quiet(row))


def reminder(row: Row[Any]) -> Reminder:
    """A row of the table reminder."""
    plan = Plan(read_names(row.exercises), read_rule(row.rule), Place(row.platform, row.place))
    return Reminder(
        id=row.id,
        number=row.number,
        plan=plan,
        resting=read_names(row.resting),
        due=row.due_at,
        ready=row.ready_at,
        paused=Why(row.paused) if row.paused else None,
        resumes=row.resumes_on,
    )


def occurrence(row: Row[Any]) -> Occurrence:
    """A row of the table occurrence, joined with its reminder."""
    return Occurrence(
        reminder=row.reminder_id,
        number=row.number,
        due=row.due_at,
        state=State(row.state),
        at=row.at,
        exercises=read_names(row.exercises),
    )


def _quiet(row: Row[Any]) -> Quiet | None:
    return None if row.quiet_start is None else Quiet(row.quiet_start, row.quiet_end)


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _wall(values: list[str]) -> Wall:
    times, days, start, until, every, unit = values
    return Wall(
        tuple(map(int, times.split(","))),
        tuple(map(int, days.split(","))),
        date.fromisoformat(start),
        None if until == NONE else date.fromisoformat(until),
        int(every),
        cast("Literal['day', 'week']", unit),
    )
