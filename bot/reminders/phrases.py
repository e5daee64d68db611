"""A reminder phrase -> a rule, or why it has no certain meaning. Knows no chat and no sentences.

The grammar turns tokens into clauses, clauses into a Wish and a Wish into a Rule.
Every token is used or refused: a reminder that quietly means something else is worse than a no.
"""

from collections.abc import Iterator

from bot.reminders.grammar.building import built
from bot.reminders.grammar.clauses import read
from bot.reminders.grammar.problems import Asks, NotUnderstood, Problem, Variant
from bot.reminders.grammar.tokens import tokens
from bot.reminders.grammar.words import DAYS, PARTS
from bot.reminders.rule import Rule, local

__all__ = ["NotUnderstood", "Problem", "understand"]

MOST_CHOICES = 4
DEEPEST = 2
_NO_AT = frozenset({"at", "and", ",", ";", "/", "from", "between", "to", "-", "until", "past"})
_TIGHT = {",": " ,", ";": " ;", "-": " - ", "/": " / "} | {
    f"in the {part}": f"in {part}" for part in PARTS
}


def understand(phrase: str, zone: str, now: int) -> Rule:
    """The rule a phrase means at that instant in that zone. Raises NotUnderstood."""
    found = tokens(phrase)
    try:
        return _rule(found, zone, now)
    except Asks as asks:
        choices = tuple(dict.fromkeys(_choices(found, asks, zone, now, DEEPEST)))
        raise NotUnderstood(asks.problem, (), choices[:MOST_CHOICES]) from None


def _rule(found: tuple[str, ...], zone: str, now: int) -> Rule:
    return built(read(found, local(now, zone).date()), zone, now)


def _choices(found: tuple[str, ...], asks: Asks, zone: str, now: int, depth: int) -> Iterator[str]:
    """The variants that are understood; one that asks again gives its own."""
    for variant in asks.variants:
        text = _edited(found, variant)
        try:
            again = tokens(text)
            _rule(again, zone, now)
        except Asks as more:
            if depth:
                yield from _choices(again, more, zone, now, depth - 1)
        except NotUnderstood:
            continue
        else:
            yield text


def _edited(found: tuple[str, ...], variant: Variant) -> str:
    words = list(found)
    while words and words[-1] in {"at", "on"}:
        words.pop()
    for edit in sorted(variant, key=lambda one: one.start, reverse=True):
        before = words[edit.start - 1] if 0 < edit.start <= len(words) else ""
        if before == "at" and edit.text in DAYS:
            words[edit.start - 1] = "on"
        clock = edit.text[:1].isdigit() and ":" in edit.text
        at = "at " if clock and before not in _NO_AT else ""
        words[edit.start : edit.end] = [at + edit.text]
    return _joined(words)


def _joined(words: list[str]) -> str:
    text = " ".join(words)
    for tight, loose in _TIGHT.items():
        text = text.replace(loose, tight)
    return text
