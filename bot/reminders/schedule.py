"""The next time of a reminder: rule, zone and quiet hours -> due and ready. Pure."""

from dataclasses import dataclass

from bot.reminders.quiet import Quiet, ready
from bot.reminders.rule import Rule, following


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What times are worked out from, besides a rule: a person's zone and quiet hours."""

    zone: str
    quiet: Quiet | None


@dataclass(frozen=True, slots=True)
class Times:
    """An occurrence, and when it may be sent; both None when no more will come."""

    due: int | None
    ready: int | None


OVER = Times(None, None)
DAY = 86_400
"""Longer than quiet hours can be."""


def after(rule: Rule, instant: int, by: Clockwork) -> Times:
    """The first occurrence later than an instant."""
    due = following(rule, instant, by.zone)
    return OVER if due is None else Times(due, put_off(due, by))


def coming(rule: Rule, due: int, now: int, by: Clockwork) -> Times:
    """The first occurrence later than `due` that could not be sent yet at `now`.

    It may be due already, and be put off by quiet hours.
    """
    found = after(rule, max(due, now if by.quiet is None else now - DAY), by)
    while found.due is not None and put_off(found.due, by) <= now:
        found = after(rule, found.due, by)
    return found


def put_off(due: int, by: Clockwork) -> int:
    """When something due may be sent: at once, or at the end of quiet hours."""
    return ready(due, by.quiet, by.zone)


def latest(rule: Rule, due: int, now: int, late: int, by: Clockwork) -> int | None:
    """The last occurrence from `due` on that is not over `late` seconds old; None when all are.

    One that quiet hours put off is as old as their end.
    """
    found = due if put_off(due, by) >= now - late else None
    earliest = max(due, now - late - DAY)
    candidate = following(rule, earliest, by.zone)
    while candidate is not None and candidate <= now:
        if now - late <= put_off(candidate, by) <= now:
            found = candidate
        candidate = following(rule, candidate, by.zone)
    return found
