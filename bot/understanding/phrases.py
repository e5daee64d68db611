"""Finds listed phrases in a message, all in one pass over its words."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from bot.understanding.text import read

MOST_SPANS = 6
"""Places of one set that are looked at; a message that says a thing seven times says it."""

Span = tuple[int, int]
"""The first word and the one after the last."""


class PhraseIndex:
    """Finds every listed phrase in one pass over the words."""

    def __init__(self, sets: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, phrases in sets.items():
            for phrase in phrases:
                words = read(phrase).words
                if words:
                    self._by_first.setdefault(words[0], []).append((words, name))

    def find(self, words: tuple[str, ...]) -> dict[str, list[Span]]:
        """Where each set occurs, by its name."""
        found: dict[str, list[Span]] = {}
        for start, word in enumerate(words):
            for phrase, name in self._by_first.get(word, ()):
                if words[start : start + len(phrase)] == phrase:
                    spans = found.setdefault(name, [])
                    if len(spans) < MOST_SPANS:
                        spans.append((start, start + len(phrase)))
        return found

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every phrase."""
        return frozenset(
            word for phrases in self._by_first.values() for phrase, _ in phrases for word in phrase
        )
