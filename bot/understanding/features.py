"""Words -> hashed n-grams: the rows of the learned matrices that a message touches.

An n-gram's row is its CRC-32, so no vocabulary needs to be kept and training is the only place
that sees words. Knows no topic and no flag.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.understanding.text import Words

ROWS = 1 << 15
SHORTEST, LONGEST = 3, 5
"""Length of the character n-grams inside a word; longer and shorter ones measured no better."""

MOST_WORDS = 600


@dataclass(frozen=True)
class Features:
    """Row numbers and how strongly each counts; each kind of n-gram has length one in all."""

    rows: NDArray[np.int64]
    values: NDArray[np.float32]


def of_topic(words: Words, concepts: Iterable[str]) -> Features:
    """What tells topics apart: words, pairs of words, concepts, and letters within words."""
    said = words.words[:MOST_WORDS]
    grams = [*_words(said), *(f"concept {concept}" for concept in concepts)]
    return _joined(_counted(map(_row, grams)), _counted(_letters(said)))


def of_flags(words: Words, denied: Iterable[bool], concepts: Iterable[str]) -> Features:
    """What tells dangers apart: the same with denied words marked, and three words in a row."""
    said = words.words[:MOST_WORDS]
    marked = tuple(f"not_{word}" if no else word for word, no in zip(said, denied, strict=False))
    grams = [*_words(marked), *_triples(marked), *_pairs(sorted(set(concepts)))]
    return _joined(_counted(map(_row, grams)), _counted(_letters(marked)))


def _words(said: tuple[str, ...]) -> Iterator[str]:
    yield from said
    padded = ("<", *said, ">")
    yield from map("{} {}".format, padded, padded[1:])


def _triples(said: tuple[str, ...]) -> Iterator[str]:
    yield from map("{} {} {}".format, said, said[1:], said[2:])


def _pairs(concepts: list[str]) -> Iterator[str]:
    for number, first in enumerate(concepts):
        yield f"concept {first}"
        yield from (f"concepts {first} {second}" for second in concepts[number + 1 :])


def _letters(said: tuple[str, ...]) -> Iterator[int]:
    for word in said:
        yield from _rows_of_word(word)


@lru_cache(maxsize=20_000)
def _rows_of_word(word: str) -> tuple[int, ...]:
    mark, _, bare = word.rpartition("not_")
    padded = f" {bare} "
    return tuple(
        _row(f"{mark}~{padded[start : start + length]}")
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(padded) - length + 1)
    )


def _row(gram: str) -> int:
    return zlib.crc32(gram.encode()) % ROWS


def _counted(rows: Iterable[int]) -> dict[int, float]:
    counts = Counter(rows)
    length = sum(count * count for count in counts.values()) ** 0.5
    return {row: count / length for row, count in counts.items()}


def _joined(first: dict[int, float], second: dict[int, float]) -> Features:
    return Features(
        np.fromiter((*first, *second), np.int64),
        np.fromiter((*first.values(), *second.values()), np.float32),
    )


Reader = Callable[[str], Features]
