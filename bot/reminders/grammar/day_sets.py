"""Days of the week as they stand in a phrase: "mon, wed and fri", "mon-fri", "weekdays"."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.reminders.grammar.problems import NotUnderstood, Problem
from bot.reminders.grammar.reader import Reader
from bot.reminders.grammar.words import DAYS, PLURAL_DAYS, WEEKDAYS, WEEKEND

_SEPARATORS = frozenset({",", ";", "and", "/", "on", "every", "each"})
_TO = frozenset({"-", "to", "through"})
_GROUPS: Mapping[str, frozenset[int]] = {
    "weekday": WEEKDAYS,
    "weekdays": WEEKDAYS,
    "weekend": WEEKEND,
    "weekends": WEEKEND,
}
_ANY_DAY: Mapping[str, int] = {**DAYS, **PLURAL_DAYS}


@dataclass(frozen=True, slots=True)
class DaySet:
    """Days of the week as listed: `plain` is one lone name, which may be a single day."""

    days: frozenset[int]
    plain: bool
    group: bool
    last: str


def day_set(reader: Reader) -> DaySet | None:
    """Names of weekdays, groups and ranges of them, joined by commas and the like."""
    found: list[frozenset[int]] = []
    plain, group, last = True, False, ""
    while (item := _item(reader)) is not None:
        days, last, ranged = item
        if any(days & other for other in found):
            raise NotUnderstood(Problem.CONTRADICTION)
        found.append(days)
        plain = plain and last in DAYS and not ranged
        group = group or ranged or last in _GROUPS
        _to_next_item(reader)
    if not found:
        return None
    return DaySet(frozenset().union(*found), plain and len(found) == 1, group, last)


def _item(reader: Reader) -> tuple[frozenset[int], str, bool] | None:
    name = reader.take(_GROUPS)
    if name:
        return _GROUPS[name], name, False
    name = reader.take(_ANY_DAY)
    if not name:
        return None
    first = last = _ANY_DAY[name]
    ranged = reader.peek() in _TO and reader.peek(1) in _ANY_DAY
    if ranged:
        reader.at += 1
        name = reader.take(_ANY_DAY)
        last = _ANY_DAY[name]
        if first == last:
            raise NotUnderstood(Problem.CONTRADICTION)
    days = frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    return days, name, ranged


def _to_next_item(reader: Reader) -> None:
    """Past what joins a list, if the list goes on."""
    ahead = 0
    while reader.peek(ahead) in _SEPARATORS:
        ahead += 1
    if reader.peek(ahead) in _ANY_DAY or reader.peek(ahead) in _GROUPS:
        reader.at += ahead
