"""A phrase -> its tokens: lower case, one spelling for each word, slips of one letter mended.

Knows which words exist, not what they mean together.
"""

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from bot.reminders.problems import NotUnderstood, Problem
from bot.reminders.words import KNOWN, MENDABLE, MONTHLY, OTHER_WORDS, PAIRS, POLITE, SAME, SECONDS

LONGEST_PHRASE = 200
WORDS_TOLD = 6
LONGEST_WORD = 20
SHORTEST_MENDED = 5

NUMBER = re.compile(r"[0-9]")

_TOKEN = re.compile(
    r"""
      [0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?![0-9])          # 2026-12-24
    | [0-9]{1,2}\.(?:0?[1-9]|1[0-2])\.(?:[0-9]{4}|[0-9]{2})?(?![0-9])  # 24.12. or 24.12.2026
    | [0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![0-9])              # 24-12-2026
    | [0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4}|/[0-9]{2})?(?![0-9/])  # 24/12 or 24/12/2026
    | [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])            # 18:30
    | [0-9]{1,2}\.[0-9]{2}(?![0-9])                          # 18.30
    | [0-9]{1,4}\.[0-9](?![0-9])                             # 1.5
    | [0-9]{1,2}(?:st|nd|rd|th)\b                            # 24th
    | [ap]\.m\.? | [ap]m\b\.?                                # p.m.
    | [0-9]+
    | [^\W\d_]+(?:'[^\W\d_]+)*
    | \S
    """,
    re.VERBOSE,
)
_SHORT_HALF = re.compile(r"(?<=[0-9])([ap])(?![\w.])")
_ISO_T = re.compile(r"(?<=[0-9])t(?=[0-9]{1,2}:)")
_UNCLEAN = re.compile(r"[^\w:.\-/+]|_")


def tokens(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase. Raises NotUnderstood when a word is none of ours."""
    if len(phrase) > LONGEST_PHRASE:
        raise NotUnderstood(Problem.TOO_LONG)
    text = unicodedata.normalize("NFKC", phrase).lower().replace("\u2019", "'")
    found = list(_spelled(_TOKEN.findall(_plainer(text))))
    paired = tuple(_paired(found))
    _refuse_months(paired)
    unknown = tuple(word for word in paired if not _known(word))
    if unknown:
        raise NotUnderstood(Problem.UNKNOWN_WORDS, cleaned(unknown))
    kept = tuple(word for word in paired if word not in POLITE)
    if not kept:
        raise NotUnderstood(Problem.EMPTY)
    return kept


def cleaned(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words that may be shown again: few, short, letters, digits and :.-/+ only."""
    kept = (_UNCLEAN.sub("", word)[:LONGEST_WORD] for word in words)
    return tuple(dict.fromkeys(word for word in kept if word))[:WORDS_TOLD]


def _plainer(text: str) -> str:
    """7p as 7pm, and the T of 2026-12-24T18:00 as a space."""
    return _SHORT_HALF.sub(r"\1m", _ISO_T.sub(" ", text))


def _spelled(found: list[str]) -> Iterator[str]:
    for word in found:
        same = SAME.get(word)
        if same:
            yield from same.split()
        elif word in KNOWN or NUMBER.match(word):
            yield word
        else:
            yield _mended(word)


def _mended(word: str) -> str:
    """The one word of ours that is a single slip away; else the word as it is."""
    if len(word) < SHORTEST_MENDED or len(word) > LONGEST_WORD or word in OTHER_WORDS:
        return word
    near = [ours for ours in MENDABLE if OSA.distance(word, ours, score_cutoff=1) <= 1]
    alike = len({SECONDS.get(ours, ours) for ours in near}) == 1
    return near[0] if alike else word


def _paired(found: list[str]) -> Iterator[str]:
    at = 0
    while at < len(found):
        pair = PAIRS.get((found[at], found[at + 1])) if at + 1 < len(found) else None
        if pair:
            yield from pair.split()
        else:
            yield found[at]
        at += 2 if pair else 1


def _known(word: str) -> bool:
    return word in KNOWN or NUMBER.match(word) is not None


def _refuse_months(found: tuple[str, ...]) -> None:
    if not MONTHLY.isdisjoint(found):
        raise NotUnderstood(Problem.MONTHLY)
