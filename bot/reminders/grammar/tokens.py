"""A phrase -> its tokens: lower case, one spelling for each word, slips of one letter mended.

Knows which words exist, not what they mean together.
"""

import re
import unicodedata

from bot.reminders.grammar.problems import NotUnderstood, Problem
from bot.reminders.grammar.spelling import paired, spelled
from bot.reminders.grammar.words import KNOWN, MONTHLY, POLITE

LONGEST_PHRASE = 200
WORDS_TOLD = 6
LONGEST_WORD = 20

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
    found = tuple(paired(list(spelled(_TOKEN.findall(_plainer(text))))))
    _refuse_months(found)
    unknown = tuple(word for word in found if not _known(word))
    if unknown:
        raise NotUnderstood(Problem.UNKNOWN_WORDS, cleaned(unknown))
    kept = tuple(word for word in found if word not in POLITE)
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


def _known(word: str) -> bool:
    return word in KNOWN or NUMBER.match(word) is not None


def _refuse_months(found: tuple[str, ...]) -> None:
    if not MONTHLY.isdisjoint(found):
        raise NotUnderstood(Problem.MONTHLY)
