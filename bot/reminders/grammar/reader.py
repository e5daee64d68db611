"""A place in the tokens of a phrase, and the numbers and lengths of time that stand there.

What does not fit leaves the place where it was.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from bot.reminders.grammar.words import ONES, ORDINALS, SECONDS, TENS

MOST_DIGITS = 4
DAY = 86_400
SEPARATORS = frozenset({",", ";", "and"})


class Reader:
    """Tokens, how far they are read, and the day they are said on; only the place changes."""

    def __init__(self, tokens: tuple[str, ...], today: date) -> None:
        self.tokens = tokens
        self.today = today
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        """The token that many places on; "" past the end."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def take(self, words: Collection[str]) -> str:
        """The next token when it is one of these, and past it; else ""."""
        word = self.peek()
        if word not in words or not word:
            return ""
        self.at += 1
        return word

    def take_all(self, *words: str) -> bool:
        """Past these tokens when all of them come next, in this order."""
        if self.tokens[self.at : self.at + len(words)] != words:
            return False
        self.at += len(words)
        return True

    def skip(self, words: Collection[str]) -> None:
        """Past all tokens that are among these."""
        while self.take(words):
            pass

    @contextmanager
    def attempt(self) -> Iterator["Attempt"]:
        """Goes back to where it was unless the attempt is kept."""
        trying = Attempt(self.at)
        yield trying
        if not trying.kept:
            self.at = trying.start


class Attempt:
    """A try at reading further."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.kept = False


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time; `days` only when it was said in days or weeks alone."""

    seconds: int
    days: int | None


def number(reader: Reader) -> int | None:
    """A whole number in digits or in words up to sixty-nine."""
    word = reader.peek()
    if word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS:
        reader.at += 1
        return int(word)
    if word in ONES:
        reader.at += 1
        return ONES[word]
    return _tens(reader) if word in TENS else None


def ordinal(reader: Reader) -> int | None:
    """A place in a row: 24th, first, twenty-first."""
    word = reader.peek()
    if word[:1].isdigit() and word[-2:].isalpha():
        reader.at += 1
        return int(word[:-2])
    if word in ORDINALS:
        reader.at += 1
        return ORDINALS[word]
    ahead = 2 if reader.peek(1) == "-" else 1
    last = ORDINALS.get(reader.peek(ahead), 10)
    if word in TENS and last < 10:  # noqa: PLR2004 - twenty-first to twenty-ninth
        reader.at += ahead + 1
        return TENS[word] + last
    return None


def length(reader: Reader) -> Length | None:
    """A length of time: 1h30m, an hour and a half, 2 weeks."""
    start, seconds, days = reader.at, 0, 0
    whole_days = True
    while (piece := _piece(reader)) is not None:
        seconds += piece
        days += piece // DAY
        said_in_days = SECONDS.get(reader.peek(-1), DAY) >= DAY  # 24 hours are no day everywhere
        whole_days = whole_days and said_in_days and piece % DAY == 0
        if not (reader.peek() in SEPARATORS and _piece_follows(reader)):
            continue
        reader.at += 1
    if reader.at == start:
        return None
    return Length(seconds, days if whole_days else None)


def _tens(reader: Reader) -> int:
    tens = TENS[reader.peek()]
    reader.at += 1
    ahead = 1 if reader.peek() == "-" else 0
    ones = ONES.get(reader.peek(ahead), 0)
    if not 1 <= ones <= 9:  # noqa: PLR2004 - twenty-one to twenty-nine
        return tens
    reader.at += ahead + 1
    return tens + ones


def _piece_follows(reader: Reader) -> bool:
    here = reader.at
    reader.at += 1
    found = _piece(reader) is not None
    reader.at = here
    return found


def _piece(reader: Reader) -> int | None:
    """One number with its unit, in seconds."""
    with reader.attempt() as trying:
        tenths = _tenths(reader)
        if tenths is None:
            return None
        unit = SECONDS.get(reader.peek(), 0)
        if not unit:
            return None
        letter = reader.take(SECONDS)
        trying.kept = True
        if reader.take_all("and", "a", "half"):
            tenths += 5
        return tenths * unit // 10 + _minutes_after(letter, reader)


def _tenths(reader: Reader) -> int | None:
    if reader.take(("half",)):
        reader.take(("a", "an"))
        return 5
    if reader.take(("a", "an")):
        return 15 if reader.take_all("and", "a", "half") else 10
    whole, dot, part = reader.peek().partition(".")
    if dot and len(part) == 1 and whole.isdigit() and part.isdigit():
        reader.at += 1
        return int(whole) * 10 + int(part)
    found = number(reader)
    if found is None:
        return None
    return found * 10 + (5 if reader.take_all("and", "a", "half") else 0)


def _minutes_after(letter: str, reader: Reader) -> int:
    """The 30 of "1h30", which has no unit of its own."""
    word = reader.peek()
    if letter == "h" and len(word) == 2 and word.isdigit() and reader.peek(1) not in SECONDS:  # noqa: PLR2004
        reader.at += 1
        return int(word) * 60
    return 0
