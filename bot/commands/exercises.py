"""Which exercises a person means: by id, name or another name, several with commas between them."""

import re
from collections.abc import Mapping

from rapidfuzz import process

from bot.content.load import Content

NEAR_ENOUGH = 70
"""rapidfuzz similarity from which a typed exercise name is taken for one we know."""

VERY_NEAR = 88
"""The same where the exercise is only the beginning of what was typed."""

LONGEST_NAME = 6
"""Words that the name of an exercise may have."""

MOST = 6
"""Exercises in one routine."""


def find_exercise(content: Content, typed: str) -> str | None:
    """The id of the exercise a person means, or None."""
    return _find(called(content), typed, NEAR_ENOUGH)


def split(content: Content, typed: str) -> tuple[tuple[str, ...], str]:
    """The exercises that stand first in what was typed, and the words behind them."""
    words = typed.replace(", ", ",").replace(" ,", ",").split()
    known = called(content)
    for count in range(min(LONGEST_NAME, len(words)), 0, -1):
        parts = " ".join(words[:count]).strip(",").split(",")
        found = [known.get(_plain(part)) for part in parts]
        if all(found):
            return _unique(found), " ".join(words[count:])
    return _nearly(known, words)


def called(content: Content) -> Mapping[str, str]:
    """Every name an exercise goes by, made plain -> its id."""
    return {
        _plain(spelled): name
        for name, entry in content.exercises.items()
        for spelled in (name, entry.name, *entry.also_called)
    }


def _nearly(known: Mapping[str, str], words: list[str]) -> tuple[tuple[str, ...], str]:
    """The first word, misspelt."""
    if not words:
        return (), ""
    found = [_find(known, part, VERY_NEAR) for part in words[0].strip(",").split(",")]
    return (_unique(found), " ".join(words[1:])) if all(found) else ((), " ".join(words))


def _unique(names: list[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))[:MOST]


def _find(known: Mapping[str, str], typed: str, near: int) -> str | None:
    found = process.extractOne(_plain(typed), known.keys(), score_cutoff=near)
    return known[found[0]] if found else None


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().lower()
