"""Tokens -> Wish, one clause after the other: every token is used or refused.

A clause that was said before is refused, and so is one that would mean different things on
different days: one reminder has one list of days and one list of times.
"""

from collections.abc import Callable, Mapping
from datetime import date

from bot.reminders.grammar import moments, rhythms, spans
from bot.reminders.grammar.clock_times import clock_follows
from bot.reminders.grammar.problems import NotUnderstood, Problem
from bot.reminders.grammar.reader import Reader
from bot.reminders.grammar.tokens import NUMBER, cleaned
from bot.reminders.grammar.wish import Wish
from bot.reminders.grammar.words import MONTHS, ONES, ORDINALS, PARTS, PLURAL_PARTS, TENS

_JOINTS = frozenset({"on", ",", ";", "and"})

Clause = Callable[[Reader, Wish], Wish | None]


def read(tokens: tuple[str, ...], today: date) -> Wish:
    """What the tokens ask for. Raises NotUnderstood or Asks."""
    reader, wish = Reader(tokens, today), Wish()
    while reader.peek():
        if reader.take(_JOINTS) or _dash_before_time(reader, wish):
            continue
        wish = _clause(reader, wish)
    return wish


def _dash_before_time(reader: Reader, wish: Wish) -> bool:
    """The dash of "mondays - 8:00", which joins and says nothing."""
    joins = reader.peek() == "-" and wish.read in {"days", "date"} and clock_follows(reader, 1)
    return joins and bool(reader.take(("-",)))


def _clause(reader: Reader, wish: Wish) -> Wish:
    start = reader.at
    for clause in _clauses(reader.peek()):
        found = clause(reader, wish)
        if found is not None:
            return found
        reader.at = start
    raise NotUnderstood(Problem.MISPLACED, cleaned(reader.tokens[start : start + 3]))


def _clauses(word: str) -> tuple[Clause, ...]:
    if word in _BY_WORD:
        return _BY_WORD[word]
    if NUMBER.match(word) or word in ONES or word in TENS or word in ORDINALS or word in MONTHS:
        return _NUMERIC
    return (moments.on, moments.on_days, moments.clocks)


_NUMERIC: tuple[Clause, ...] = (rhythms.count, moments.on, moments.from_now, moments.clocks)
_BY_WORD: Mapping[str, tuple[Clause, ...]] = {
    "every": (rhythms.every,),
    "each": (rhythms.every,),
    "daily": (rhythms.often,),
    "weekly": (rhythms.often,),
    "hourly": (rhythms.often,),
    "biweekly": (rhythms.often,),
    "in": (moments.in_,),
    "at": (moments.at,),
    "between": (spans.between,),
    "from": (spans.from_,),
    "starting": (spans.starting,),
    "starts": (spans.starting,),
    "start": (spans.starting,),
    "begins": (spans.starting,),
    "begin": (spans.starting,),
    "until": (spans.until,),
    "through": (spans.until,),
    "for": (spans.for_,),
    "except": (spans.except_,),
    "but": (spans.except_,),
    "once": (rhythms.count,),
    "twice": (rhythms.count,),
    "thrice": (rhythms.count,),
    "next": (moments.next_or_this,),
    "this": (moments.next_or_this,),
    "coming": (moments.next_or_this,),
    "following": (moments.next_or_this,),
    "tonight": (moments.part,),
    "a": (moments.on, moments.from_now, moments.clocks),
    "an": (moments.from_now,),
    "half": (moments.clocks, moments.from_now),
    **dict.fromkeys(PARTS, (moments.part,)),
    **dict.fromkeys(PLURAL_PARTS, (moments.part,)),
}
