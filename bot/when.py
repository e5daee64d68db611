"""`soleus when`: one phrase or many JSON lines -> one JSON object each (contract: DESIGN 6)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from bot.reminders import rrule
from bot.reminders.phrases import NotUnderstood, understand
from bot.reminders.rule import Rule, is_once, local, timezone, upcoming
from bot.reminders.says import says

LONGEST_LINE = 1_000_000
TIMES_TOLD = 3
YEARS = range(1970, 2200)


class WhenError(ValueError):
    """A zone or a clock that is none, or a line that is no question."""


@dataclass(frozen=True, slots=True)
class When:
    """A phrase with the zone and the instant it is said in."""

    phrase: str
    zone: str
    now: int


def asked(phrase: str, zone: str, now: str | int) -> When:
    """A question; `now` is an instant, or ISO 8601, local without offset. Raises WhenError."""
    _check_zone(zone)
    return When(phrase, zone, now if isinstance(now, int) else _instant(now, zone))


def told(when: When, problems: Mapping[str, str]) -> dict[str, Any]:
    """What a phrase means, or why it has no certain meaning, as the object that scripts read."""
    try:
        rule = understand(when.phrase, when.zone, when.now)
    except NotUnderstood as error:
        return _refused(error, problems)
    return {
        "ok": True,
        "says": says(rule, when.zone),
        "once": is_once(rule),
        "rrule": list(rrule.lines(rule, when.zone)),
        "next": _next(rule, when),
    }


def each(
    lines: Iterable[bytes], problems: Mapping[str, str], zone: str, now: int
) -> Iterator[dict[str, Any]]:
    """One object for each line, in order; a faulty line gives {"error": ...} in its place.

    `zone` and `now` stand in where a line has none.
    """
    for line in lines:
        try:
            when = _line(line, zone, now)
        except WhenError as error:
            yield {"error": str(error)}
        else:
            yield told(when, problems)


def plain(object_: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[str, ...]:
    """The object for people: what was understood and the next times, or the problem and choices.

    `labels` has the lines before the times ("next") and before the choices ("choices").
    """
    if object_["ok"]:
        times = (datetime.fromisoformat(one) for one in object_["next"])
        shown = [f"  {one:%a} {one.day} {one:%b %Y %H:%M}" for one in times]
        return (object_["says"], labels["next"], *shown)
    if not object_["choices"]:
        return (object_["problem"],)
    return (object_["problem"], labels["choices"], *(f"  {one}" for one in object_["choices"]))


def _refused(error: NotUnderstood, problems: Mapping[str, str]) -> dict[str, Any]:
    sentence = problems[error.problem.value]
    return {
        "ok": False,
        "problem": sentence.replace("{words}", " ".join(error.words)),
        "words": list(error.words),
        "choices": list(error.choices),
    }


def _next(rule: Rule, when: When) -> list[str]:
    times = upcoming(rule, when.now, when.zone, TIMES_TOLD)
    return [local(due, when.zone).isoformat() for due in times]


def _line(line: bytes, zone: str, now: int) -> When:
    if len(line) > LONGEST_LINE:
        raise WhenError("the line is longer than 1 MB")
    try:
        read = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise WhenError("the line is not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise WhenError("the line is not JSON") from None
    if not isinstance(read, dict) or not isinstance(read.get("phrase"), str):
        raise WhenError('the line is not an object with a text "phrase"')
    said_zone, said_now = read.get("zone", zone), read.get("now", now)
    if not isinstance(said_zone, str):
        raise WhenError('"zone" must be a text such as "Europe/Berlin"')
    if "now" in read and not isinstance(said_now, str):
        raise WhenError('"now" must be a text such as "2026-11-18T10:00:00"')
    return asked(read["phrase"], said_zone, said_now)


def _check_zone(zone: str) -> None:
    try:
        timezone(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = "the zone is unknown; name one such as Europe/Berlin or America/New_York"
        raise WhenError(message) from None


def _instant(text: str, zone: str) -> int:
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        message = "the clock must be ISO 8601, such as 2026-11-18T10:00:00"
        raise WhenError(message) from None
    if said.year not in YEARS:
        raise WhenError(f"the clock must be between {YEARS.start} and {YEARS.stop}")
    return int((said if said.tzinfo else said.replace(tzinfo=timezone(zone))).timestamp())
