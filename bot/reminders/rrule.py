"""A rule -> RRULE lines (RFC 5545), for calendars and scripts. Knows no phrases.

The lines go with a DTSTART of a due time: in the zone for wall times, in UTC for elapsed time.
"""

from datetime import UTC, date, datetime, time

from bot.reminders.rule import EVERY_DAY, Elapsed, Rule, Wall, timezone

HOUR = 60
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNITS = (("HOURLY", 3600), ("MINUTELY", 60), ("SECONDLY", 1))


def lines(rule: Rule, zone: str) -> tuple[str, ...]:
    """One line, or one for each set of minutes; none for a single time."""
    match rule:
        case Wall():
            return tuple(_wall(rule, zone, hours, minutes) for hours, minutes in _grid(rule.times))
        case Elapsed():
            return (_elapsed(rule),)
        case _:
            return ()


def _wall(rule: Wall, zone: str, hours: tuple[int, ...], minutes: tuple[int, ...]) -> str:
    whole_week = len(rule.days) == len(EVERY_DAY)
    weekly = rule.unit == "week" and not (whole_week and rule.every == 1)
    parts = ["FREQ=WEEKLY" if weekly else "FREQ=DAILY"]
    if rule.every > 1:
        parts.append(f"INTERVAL={rule.every}")
    if weekly or not whole_week:
        parts.append(f"BYDAY={','.join(_DAYS[day] for day in rule.days)}")
    parts += [f"BYHOUR={_listed(hours)}", f"BYMINUTE={_listed(minutes)}", "BYSECOND=0"]
    if weekly and rule.every > 1:
        parts.append("WKST=MO")
    if rule.until:
        parts.append(f"UNTIL={_end_of(rule.until, zone)}")
    return f"RRULE:{';'.join(parts)}"


def _elapsed(rule: Elapsed) -> str:
    name, unit = next(one for one in _UNITS if rule.seconds % one[1] == 0)
    until = "" if rule.last is None else f";UNTIL={_utc(datetime.fromtimestamp(rule.last, UTC))}"
    return f"RRULE:FREQ={name};INTERVAL={rule.seconds // unit}{until}"


def _grid(times: tuple[int, ...]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Times as hours x minutes: minutes that share their hours go together."""
    hours: dict[int, list[int]] = {}
    for minute in times:
        hours.setdefault(minute % HOUR, []).append(minute // HOUR)
    minutes: dict[tuple[int, ...], list[int]] = {}
    for minute, found in hours.items():
        minutes.setdefault(tuple(found), []).append(minute)
    return tuple((shared, tuple(sorted(found))) for shared, found in minutes.items())


def _end_of(day: date, zone: str) -> str:
    """The last second of the day, in UTC as RFC 5545 asks."""
    return _utc(datetime.combine(day, time(23, 59, 59), timezone(zone)))


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _listed(numbers: tuple[int, ...]) -> str:
    return ",".join(str(number) for number in numbers)
