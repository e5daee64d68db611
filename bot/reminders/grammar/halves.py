"""Which half of the day is meant: clock times as they were said -> minutes after midnight.

Asks when both halves are possible; never takes the likelier one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.reminders.grammar.clock_times import HALF, HOUR, WHOLE, Clock, Form, text
from bot.reminders.grammar.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.grammar.words import PART_HOURS

SMALL_HOURS = 5 * HOUR
MOST_ASKED = 2
_SURE_HOURS = range(9, 13)
_TELLS_24 = frozenset({Form.CLOCK_24, Form.WRITTEN})


@dataclass(frozen=True, slots=True)
class _Open:
    """A time that can be several minutes of the day."""

    clock: Clock
    minutes: tuple[int, ...]


def settled(clocks: Sequence[Clock]) -> tuple[int, ...]:
    """The minutes of times in one list, in the order they were said."""
    parted = [_in_part(clock) for clock in clocks]
    minutes = [_minutes(place, parted) for place in range(len(parted))]
    open_ = [
        _Open(clock, found) for clock, found in zip(clocks, minutes, strict=True) if len(found) > 1
    ]
    if open_:
        raise Asks(Problem.HALF_OF_DAY, _variants(open_))
    return tuple(found[0] for found in minutes)


def window(first: Clock, last: Clock) -> tuple[int, int]:
    """The minutes from the first to the last of "9 to 17" within one day."""
    if last.minute == 0:
        last = replace(last, minute=WHOLE)
    starts, ends = _ends(first, last)
    pairs = [(start, end) for start, end in product(starts, ends) if start < end]
    if len(pairs) > 1:
        pairs = [pair for pair in pairs if pair[0] >= SMALL_HOURS] or pairs
    if len(pairs) == 1:
        return pairs[0]
    raise Asks(
        Problem.HALF_OF_DAY if pairs else Problem.WINDOW,
        tuple((_edit(first, start), _edit(last, end)) for start, end in pairs),
    )


def _in_part(clock: Clock) -> Clock:
    """The clock with its half decided by its part of the day, as far as that goes."""
    if not clock.part:
        return clock
    if clock.part == "tonight" and clock.minute in {0, HALF} and clock.form is not Form.HALVED:
        return replace(clock, minute=WHOLE, form=Form.HALVED)
    earliest, latest = PART_HOURS[clock.part]
    fitting = [minute for minute in clock.halves if earliest <= minute <= latest]
    if len(fitting) == 1:
        return replace(clock, minute=fitting[0], form=Form.HALVED)
    if clock.part == "night" and clock.form is not Form.WRITTEN:
        return _at_night(clock)
    raise NotUnderstood(Problem.CONTRADICTION)


def _at_night(clock: Clock) -> Clock:
    if len(clock.halves) == 1 and clock.minute < SMALL_HOURS:
        return clock
    if len(clock.halves) == 1:
        raise NotUnderstood(Problem.CONTRADICTION)
    edits = tuple((_edit(clock, minute),) for minute in clock.halves)
    raise Asks(Problem.HALF_OF_DAY, edits)


def _minutes(place: int, clocks: Sequence[Clock]) -> tuple[int, ...]:
    """What the time at that place can mean, beside the others."""
    clock = clocks[place]
    if clock.form is not Form.BARE:
        return (clock.minute,)
    others = {other.form: other for other in clocks}
    if Form.CLOCK_24 in others:
        return (clock.minute,)
    rising = _rising(place, clocks)
    if Form.WRITTEN in others:
        return (clock.minute,) if clock.minute in rising else clock.halves
    if Form.HALVED in others:
        return _beside_halved(clock, rising)
    return (clock.minute,) if _sure(clock) else clock.halves


def _beside_halved(clock: Clock, rising: tuple[int, ...]) -> tuple[int, ...]:
    if clock.minute // HOUR == clock.named == HALF // HOUR and clock.minute in rising:
        return (clock.minute,)
    return rising if len(rising) == 1 else clock.halves


def _rising(place: int, clocks: Sequence[Clock]) -> tuple[int, ...]:
    """The minutes that keep the list in order: 9 before 5pm is 9:00."""
    known = [(at, one.minute) for at, one in enumerate(clocks) if one.form is not Form.BARE]
    return tuple(
        minute
        for minute in clocks[place].halves
        if all((minute > other) == (place > at) and minute != other for at, other in known)
    )


def _sure(clock: Clock) -> bool:
    """Bare 9, 10 and 11 are the morning, 12 is noon."""
    return clock.named in _SURE_HOURS and clock.minute // HOUR in _SURE_HOURS


def _ends(first: Clock, last: Clock) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the two ends of a window can mean."""
    bare = [clock.form is Form.BARE for clock in (first, last)]
    if not any(bare):
        return (first.minute,), (last.minute,)
    if all(bare):
        sure = _sure(first) and _sure(last)
        return ((first.minute,), (last.minute,)) if sure else (first.halves, last.halves)
    if (last if bare[0] else first).form in _TELLS_24:
        return (first.minute,), (last.minute,)
    return (first.halves, (last.minute,)) if bare[0] else ((first.minute,), last.halves)


def _variants(open_: Sequence[_Open]) -> tuple[tuple[Edit, ...], ...]:
    """All in the morning, all in the evening, and for two: one each."""
    early = tuple(_edit(one.clock, one.minutes[0]) for one in open_)
    late = tuple(_edit(one.clock, one.minutes[1]) for one in open_)
    if len(open_) != MOST_ASKED:
        return (early, late)
    return ((early[0], late[1]), early, late)


def _edit(clock: Clock, minute: int) -> Edit:
    return Edit(clock.start, clock.end, text(minute))
