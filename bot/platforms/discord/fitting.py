"""Texts that must fit: cut only if they are really too long, the longest first. Pure."""

import re
from collections.abc import Sequence

MORE = " …"

_SENTENCE = re.compile(r"(?<=[^\W\d])[.!?](?=\s)|\n")
"""A stop behind a digit may be the number of a line."""

_WORD = re.compile(r"(?=\s)")


def fit(texts: Sequence[str], room: int) -> tuple[str, ...]:
    """The same texts, together no longer than `room`: short ones whole, long ones cut alike."""
    most = _most([len(text) for text in texts], room)
    return tuple(cut(text, most) for text in texts)


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, cut behind a sentence or a line, or else a word."""
    if len(text) <= most:
        return text
    kept = text[: max(0, most - len(MORE))]
    ends = [_last(_SENTENCE, kept), _last(_WORD, kept), len(kept)]
    end = next(end for end in ends if end >= len(kept) // 2)
    return kept[:end].rstrip() + MORE if kept[:end].strip() else ""


def clip(label: str, most: int) -> str:
    """A label of at most so many characters."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.end() for found in pattern.finditer(text)), default=0)


def _most(lengths: Sequence[int], room: int) -> int:
    """The length that none may exceed, so that all together fit."""
    left = max(0, room)
    for place, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - place)
        if length > share:
            return share
        left -= length
    return max(lengths, default=0)
