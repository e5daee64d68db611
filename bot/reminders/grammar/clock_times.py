"""A time of day as it stands in a phrase: "7pm", "half past seven". Decides no half of the day."""

import re
from dataclasses import dataclass, replace
from enum import Enum

from bot.reminders.grammar.problems import Asks, Edit, NotUnderstood, Problem
from bot.reminders.grammar.reader import Reader, number
from bot.reminders.grammar.tokens import cleaned
from bot.reminders.grammar.words import MONTHS, NAMED_TIMES, ONES, SECONDS, TENS

HOUR = 60
HALF = 12 * HOUR
WHOLE = 24 * HOUR

_WRITTEN = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::([0-9]{2}))?")
_NOT_AN_HOUR = frozenset({*MONTHS, *SECONDS, "times", "time", "x"}) - {"h", "second"}
_HALVES = ("am", "pm")


class Form(Enum):
    """How much the form of a time says about its half of the day."""

    BARE = "7"
    WRITTEN = "7:00"
    CLOCK_24 = "19"
    HALVED = "7pm"
    NAMED = "noon"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: minutes after midnight, its form and its tokens.

    `named` is the hour that was said: nine in "quarter to nine". `again` is the second of the two
    times that a day has when clocks go back.
    """

    minute: int
    form: Form
    start: int
    end: int
    named: int = 0
    second: int = 0
    again: bool = False
    part: str = ""

    @property
    def halves(self) -> tuple[int, ...]:
        """The minutes of the day that it can mean."""
        if self.form in {Form.BARE, Form.WRITTEN} and HOUR <= self.minute < HALF + HOUR:
            return (self.minute % HALF, self.minute % HALF + HALF)
        return (self.minute,)


def text(minute: int) -> str:
    """18:30, for 1110."""
    return f"{minute // HOUR}:{minute % HOUR:02}"


def clock(reader: Reader) -> Clock | None:
    """The time of day that comes next. Raises NotUnderstood for 25:00."""
    start = reader.at
    found = _named(reader) or _spoken(reader) or _written(reader) or _hour(reader)
    if found is None:
        reader.at = start
        return None
    halved = _halved(reader, found)
    again = reader.take_all("second", "time")
    return replace(halved, start=start, end=reader.at, again=again)


def clock_follows(reader: Reader, ahead: int = 0) -> bool:
    """Whether a time of day stands that many tokens on."""
    here = reader.at
    reader.at += ahead
    try:
        return clock(reader) is not None
    except (NotUnderstood, Asks):
        return True
    finally:
        reader.at = here


def _named(reader: Reader) -> Clock | None:
    if reader.peek() in {"12", "twelve"} and reader.peek(1) in {"noon", "midday", "midnight"}:
        reader.at += 1
    name = reader.take(NAMED_TIMES)
    return _clock(NAMED_TIMES[name], Form.NAMED) if name else None


def _spoken(reader: Reader) -> Clock | None:
    """Half past seven, quarter to nine, twenty past six."""
    with reader.attempt() as trying:
        minutes, in_words = _minutes(reader)
        direction = reader.take(("past", "to")) if minutes else ""
        if not direction or (direction == "to" and not in_words):
            return None
        hour = number(reader)
        if hour is None or not 1 <= hour <= 12:  # noqa: PLR2004 - hours on a clock face
            return None
        trying.kept = True
        reader.take(("o'clock",))
        off = minutes if direction == "past" else -minutes
        return _clock((hour * HOUR + off - HOUR) % HALF + HOUR, Form.BARE, named=hour)


def _minutes(reader: Reader) -> tuple[int, bool]:
    if reader.peek(1) == "quarter":
        reader.take(("a",))
    name = reader.take(("half", "quarter"))
    if name:
        reader.take(("-",))
        return (30 if name == "half" else 15), True
    in_words = reader.peek() in ONES or reader.peek() in TENS
    minutes = number(reader) or 0
    named = bool(reader.take(("minutes", "min", "mins", "minute")))
    return (minutes if minutes < HOUR else 0), in_words or named


def _written(reader: Reader) -> Clock | None:
    match = _WRITTEN.fullmatch(reader.peek())
    if match is None:
        return None
    reader.at += 1
    reader.take(("o'clock", "h"))
    hour, minute, second = (int(part or 0) for part in match.groups())
    plain = match[1].startswith("0") or hour > 12  # noqa: PLR2004 - the clock face ends at 12
    return _timed(hour, minute, second, Form.CLOCK_24 if plain else Form.WRITTEN)


def _hour(reader: Reader) -> Clock | None:
    if reader.peek(1) in _NOT_AN_HOUR or not _is_number(reader.peek()):
        return None
    word = reader.peek()
    in_words = not word.isdigit()
    hour = number(reader)
    if hour is None or (len(word) > len("12") and not in_words):
        raise NotUnderstood(Problem.NO_SUCH_TIME, cleaned((word,)))
    if reader.peek() == "h":
        return _with_h(reader, hour)
    minute = _minute_words(reader) if in_words else 0
    reader.take(("o'clock",))
    bare = 1 <= hour <= 12  # noqa: PLR2004
    return _timed(hour, minute, 0, Form.BARE if bare else Form.CLOCK_24)


def _is_number(word: str) -> bool:
    return (word.isascii() and word.isdigit()) or word in ONES or word in TENS


def _minute_words(reader: Reader) -> int:
    """The thirty of "seven thirty"."""
    with reader.attempt() as trying:
        reader.take(("-",))
        word = reader.peek()
        small = ONES.get(word, 0) < 10 and word not in TENS  # noqa: PLR2004
        minute = None if small else number(reader)
        if minute is None or minute >= HOUR or reader.peek() in SECONDS:
            return 0
        trying.kept = True
        return minute


def _with_h(reader: Reader, hour: int) -> Clock:
    """19h and 18h30; a lone 7h may be a length of time."""
    start = reader.at - 1
    reader.at += 1
    word = reader.peek()
    minute = 0
    if len(word) == 2 and word.isdigit() and reader.peek(1) not in SECONDS:  # noqa: PLR2004
        minute = int(word)
        reader.at += 1
    said_at = start > 0 and reader.tokens[start - 1] == "at"
    if not minute and hour <= 12 and not said_at:  # noqa: PLR2004
        edit = Edit(start, reader.at, f"at {hour}:00")
        raise Asks(Problem.HALF_OF_DAY, ((edit,), (Edit(start, reader.at, f"in {hour} hours"),)))
    return _timed(hour, minute, 0, Form.CLOCK_24)


def _timed(hour: int, minute: int, second: int, form: Form) -> Clock:
    whole_day = hour == 24 and minute == second == 0  # noqa: PLR2004
    if (hour > 23 and not whole_day) or minute > 59 or second > 59:  # noqa: PLR2004
        raise NotUnderstood(Problem.NO_SUCH_TIME, (f"{hour}:{minute:02}",))
    return _clock(hour * HOUR + minute, form, named=hour, second=second)


def _clock(minute: int, form: Form, *, named: int = 0, second: int = 0) -> Clock:
    return Clock(minute, form, 0, 0, named, second)


def _halved(reader: Reader, found: Clock) -> Clock:
    half = reader.take(_HALVES)
    if not half:
        return found
    if not HOUR <= found.minute < HALF + HOUR or found.form is Form.NAMED:
        raise NotUnderstood(Problem.NO_SUCH_TIME, (f"{text(found.minute)}{half}",))
    minute = found.minute % HALF + (HALF if half == "pm" else 0)
    return replace(found, minute=minute, form=Form.HALVED)
