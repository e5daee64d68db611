"""What is sent of a claimed reminder, and what becomes of it: Due -> Settled. Pure.

The late policy: what was due is sent up to two hours late, once; what is older is missed, and of
several that wait only the last one comes.
"""

import math
from dataclasses import replace

from bot.reminders import schedule
from bot.reminders.reminder import State, Why
from bot.reminders.store.queue import Due, Settled

LATE = 2 * 3600
"""A reminder that could not be sent in time is still sent this many seconds later, once."""

MARKED = 5 * 60
"""From here on it says that it is late; less is the ordinary wait of a busy minute."""


def latest(due: Due, now: int) -> int | None:
    """The occurrence that is due by now: the latest that is not too old; None for none."""
    return schedule.latest(due.plan.rule, due.key.due, now, LATE, due.by)


def overtaken(due: Due, by: int, now: int) -> Settled:
    """A later occurrence takes its place, and is claimed anew before it is sent.

    Only then does the row say which of the two an attempt was about, whoever reads it.
    """
    ready = schedule.put_off(by, due.by)
    doubt = due.in_doubt_since
    # What quiet hours put off to the same minute has one message for all.
    records = () if ready == due.ready and not doubt else ((due.of, _lost(due)),)
    # An attempt before that occurrence was due was about another one.
    doubt = doubt if doubt and doubt >= by else None
    return Settled(due.key.reminder, records, by, ready, now, tried_at=doubt)


def is_late(due: Due, now: int) -> bool:
    """Whether it says that it is late."""
    return now - due.ready >= MARKED


def quiet_until(due: Due, now: int) -> int:
    """When something late may be sent: not in quiet hours, unless a person snoozed it into them."""
    snoozed = due.of != due.key
    return now if snoozed or not is_late(due, now) else schedule.put_off(now, due.by)


def missed(due: Due, now: int) -> Settled:
    """Too old to be sent; the next one is waited for."""
    times = schedule.coming(due.plan.rule, due.key.due, now, due.by)
    records = ((due.of, _lost(due)),)
    return Settled(due.key.reminder, records, times.due, times.ready, times.ready)


def over(due: Due, state: State) -> Settled:
    """Dealt with; the next occurrence is waited for, and may be due already."""
    times = schedule.after(due.plan.rule, due.key.due, due.by)
    records = ((due.of, state),)
    return Settled(due.key.reminder, records, times.due, times.ready, times.ready)


def refused(due: Due, now: int) -> Settled:
    """Nobody can be reached there; the reminder pauses, and is never deleted for it."""
    times = schedule.after(due.plan.rule, max(now, due.key.due), due.by)
    is_last = times.due is None and due.of == due.key
    return Settled(
        due.key.reminder,
        ((due.of, State.REFUSED),),
        due.key.due if is_last else times.due,
        due.ready if is_last else times.ready,
        None,
        paused=Why.UNREACHABLE.value,
    )


def later(due: Due, until: float, doubt: int | None) -> Settled:
    """The same occurrence again, at `until`."""
    return Settled(
        due.key.reminder,
        (),
        due.key.due,
        due.ready,
        math.ceil(until),
        tries=due.tries,
        tried_at=doubt,
    )


def put_back(due: Due, until: float) -> Settled:
    """Not attempted this time: as if it had not been claimed, until then."""
    left = later(due, until, due.in_doubt_since)
    return replace(left, tries=due.tries - 1)


def _lost(due: Due) -> State:
    return State.UNSURE if due.in_doubt_since else State.MISSED
