"""Which exercises a person means: by id, name or another name, several with commas between them."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.content.load import Content

NEAR_ENOUGH = 70
"""rapidfuzz similarity from which a typed exercise name is taken for one we know."""

VERY_NEAR = 88
"""The same where words behind the name belong to something else."""

LONGEST_NAME = 6
"""Words that the name of an exercise may have."""

MOST = 6
"""Exercises in one routine."""


def find_exercise(content: Content, typed: str) -> str | None:
    """The id of the exercise a person means, or None."""
    known = called(content)
    found = process.extractOne(_plain(typed), known.keys(), score_cutoff=NEAR_ENOUGH)
    return known[found[0]] if found else None


def split(content: Content, typed: str) -> tuple[tuple[str, ...], str]:
    """The exercises that stand first in what was typed, and the words behind them."""
    known, found, rest = called(content), list[str](), typed
    while len(found) < MOST:
        name, behind = _first(known, rest)
        if name is None:
            break
        found.append(name)
        rest = behind.removeprefix(",").strip()
        if not behind.startswith(","):
            break
    return tuple(dict.fromkeys(found)), rest


def called(content: Content) -> Mapping[str, str]:
    """Every name an exercise goes by, made plain -> its id."""
    return {
        _plain(spelled): name
        for name, entry in content.exercises.items()
        for spelled in (name, entry.name, *entry.also_called)
    }


def _first(known: Mapping[str, str], typed: str) -> tuple[str | None, str]:
    """The exercise whose name stands first, also when misspelt, and what is behind it.

    The whole of a name and nothing more is what comes nearest to it.
    """
    part, comma, others = typed.partition(",")
    words = part.split()
    best, found, taken = VERY_NEAR - 1.0, None, 0
    for count in range(min(LONGEST_NAME, len(words)), 0, -1):
        near = _nearest(known, " ".join(words[:count]))
        if near and near[1] > best:
            found, best, taken = *near, count
    return found, " ".join(words[taken:]) + comma + others


def _nearest(known: Mapping[str, str], typed: str) -> tuple[str, float] | None:
    near = process.extractOne(
        _plain(typed), known.keys(), scorer=fuzz.ratio, score_cutoff=VERY_NEAR
    )
    return (known[near[0]], near[1]) if near else None


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().lower()
