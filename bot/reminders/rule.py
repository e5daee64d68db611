"""When a reminder falls due: wall time + IANA zone -> instant. Knows no phrases and no storage.

Clock changes follow RFC 5545: a wall time in a gap moves forward by the gap, and a wall time that
comes twice counts once, the first time. Instants are whole seconds since 1970 in UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WEEK = 7


@dataclass(frozen=True, slots=True)
class Moment:
    """A fixed instant, as of "in 20 minutes": it stays where it is when the zone changes."""

    at: int


@dataclass(frozen=True, slots=True)
class Once:
    """One wall time, without a zone of its own: "tomorrow at 7am"."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Every so many seconds of elapsed time, day and night, from `first` up to and with `last`."""

    seconds: int
    first: int
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Wall:
    """Wall times on days of the week, every so many days or weeks.

    `times` are minutes after midnight and `days` weekdays (0 is Monday), both sorted. Days and
    weeks are counted from `start`, weeks from their Monday. `start` and `until` are themselves
    days that count.
    """

    times: tuple[int, ...]
    days: tuple[int, ...]
    start: date
    until: date | None = None
    every: int = 1
    unit: Literal["day", "week"] = "week"


Rule = Moment | Once | Elapsed | Wall


def following(rule: Rule, after: int, zone: str) -> int | None:
    """The first due instant later than `after`; None when there is none."""
    match rule:
        case Moment(at):
            return at if at > after else None
        case Once(at):
            instant = _instant(at, zone)
            return instant if instant > after else None
        case Elapsed():
            return _elapsed(rule, after)
        case Wall():
            return _wall(rule, after, zone)


def upcoming(rule: Rule, after: int, zone: str, count: int) -> tuple[int, ...]:
    """Up to `count` due instants later than `after`."""
    found: list[int] = []
    due = following(rule, after, zone)
    while due is not None and len(found) < count:
        found.append(due)
        due = following(rule, due, zone)
    return tuple(found)


def is_once(rule: Rule) -> bool:
    """Whether the rule is due a single time."""
    return isinstance(rule, Moment | Once)


def local(instant: int, zone: str) -> datetime:
    """The wall time of an instant, with its offset."""
    return datetime.fromtimestamp(instant, timezone(zone))


@lru_cache(maxsize=700)
def timezone(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises ZoneInfoNotFoundError."""
    return ZoneInfo(name)


def _elapsed(rule: Elapsed, after: int) -> int | None:
    steps = max(0, (after - rule.first) // rule.seconds + 1)
    due = rule.first + steps * rule.seconds
    return due if rule.last is None or due <= rule.last else None


def _wall(rule: Wall, after: int, zone: str) -> int | None:
    # A day earlier: a time that a gap moved past midnight belongs to the day before.
    day = max(local(after, zone).date() - timedelta(days=1), rule.start)
    # Days of the week and every N days or weeks come round together within 7 N days.
    last = day + timedelta(days=WEEK * rule.every + WEEK + 1)
    if rule.until:
        last = min(last, rule.until)
    while day <= last:
        if _falls_on(rule, day):
            # The least, not the first: a gap can move a time behind a later one.
            left = [due for due in _on(rule, day, zone) if due > after]
            if left:
                return min(left)
        day += timedelta(days=1)
    return None


def _falls_on(rule: Wall, day: date) -> bool:
    if day.weekday() not in rule.days:
        return False
    if rule.every == 1:
        return True
    passed = day.toordinal() - rule.start.toordinal()
    if rule.unit == "week":
        passed = (passed + rule.start.weekday()) // WEEK
    return passed % rule.every == 0


def _on(rule: Wall, day: date, zone: str) -> list[int]:
    start = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return [_instant(start + timedelta(minutes=minute), zone) for minute in rule.times]


def _instant(wall: datetime, zone: str) -> int:
    """The instant of a wall time; fold=0 is the policy for gaps and for times that come twice."""
    return int(wall.replace(tzinfo=timezone(zone), fold=0).timestamp())
