"""What is sent of a claimed reminder, and what becomes of it: Due -> Task or Settled. Pure.

The late policy: what was due is sent up to two hours late, once; what is older is missed, and of
several that wait only the last one comes.
"""

import math
from dataclasses import dataclass, replace

from bot.reminders import schedule
from bot.reminders.reminder import Key, State, Why
from bot.reminders.store.queue import Due, Settled

LATE = 2 * 3600
"""A reminder that could not be sent in time is still sent this many seconds later, once."""

MARKED = 5 * 60
"""From here on it says that it is late; less is the ordinary wait of a busy minute."""

Records = tuple[tuple[Key, State], ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One claimed reminder on its way. `superseded` was due before `due` and is sent no more."""

    due: Due
    superseded: Records = ()


def task(due: Due, now: int) -> Task | None:
    """The occurrence that is sent now: the latest that is not too old; None for none."""
    latest = schedule.latest(due.plan.rule, due.key.due, now, LATE, due.by)
    if latest is None:
        return None
    if latest == due.key.due:
        return Task(due)
    key = Key(due.key.reminder, latest)
    ready = schedule.put_off(latest, due.by)
    doubt = due.in_doubt_since
    # What quiet hours put off to the same minute has one message for all.
    superseded = () if ready == due.ready and not doubt else ((due.of, _lost(due)),)
    # An attempt before this occurrence was due was about another one.
    doubt = doubt if doubt and doubt >= latest else None
    return Task(replace(due, key=key, of=key, ready=ready, in_doubt_since=doubt), superseded)


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


def over(sent: Task, state: State) -> Settled:
    """Dealt with; the next occurrence is waited for, and may be due already."""
    due = sent.due
    times = schedule.after(due.plan.rule, due.key.due, due.by)
    records = (*sent.superseded, (due.of, state))
    return Settled(due.key.reminder, records, times.due, times.ready, times.ready)


def refused(sent: Task, now: int) -> Settled:
    """Nobody can be reached there; the reminder pauses, and is never deleted for it."""
    due = sent.due
    times = schedule.after(due.plan.rule, max(now, due.key.due), due.by)
    is_last = times.due is None and due.of == due.key
    return Settled(
        due.key.reminder,
        (*sent.superseded, (due.of, State.REFUSED)),
        due.key.due if is_last else times.due,
        due.ready if is_last else times.ready,
        None,
        paused=Why.UNREACHABLE.value,
    )


def later(sent: Task, until: float, doubt: int | None) -> Settled:
    """The same occurrence again, at `until`."""
    due = sent.due
    return Settled(
        due.key.reminder,
        sent.superseded,
        due.key.due,
        due.ready,
        math.ceil(until),
        tries=due.tries,
        tried_at=doubt,
    )


def put_back(unsent: Task, until: float) -> Settled:
    """Not attempted this time: as if it had not been claimed, until then."""
    left = later(unsent, until, unsent.due.in_doubt_since)
    return replace(left, tries=unsent.due.tries - 1)


def _lost(due: Due) -> State:
    return State.UNSURE if due.in_doubt_since else State.MISSED
