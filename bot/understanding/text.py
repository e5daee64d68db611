"""What was typed -> plain words, each with its sentence and clause. Knows no topic and no flag."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_MARKUP = re.compile(r"https?://\S+|www\.\S+|<[@#:a][^>\s]{0,80}>|[*_~`|]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe00-\ufe0f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_APOSTROPHE = re.compile(r"[\u2018\u2019\u02bc\u0060\u00b4]")
_CANNOT = re.compile(r"\bcan ?not\b|\bcan't\b")
_NOT = re.compile(r"n't\b")
_OTHER_TAILS = re.compile(r"'(s|m|re|ve|ll|d)\b")
_DRAWL = re.compile(r"([a-z])\1{2,}")
_PIECE = re.compile(r"[^\W_]+|[.!?;\n]+|[,:()\-\u2013\u2014]+")
_LATIN = re.compile(r"[a-z]")

LONGEST = 65_536
"""Characters read of one message; no platform carries more (a Matrix event is at most 64 KiB)."""

LONGEST_WORD = 40

PAIR = 2
"""Sentences read together as one stretch; shorter messages are read as a whole only."""

SHORT, PIECE = 4, 18
"""Words below which a sentence joins the next, and after which one without an end is cut."""


@dataclass(frozen=True)
class Words:
    """The words of a message in order, and where sentences and clauses part."""

    words: tuple[str, ...]
    sentences: tuple[int, ...]
    clauses: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def part(self, start: int, end: int) -> "Words":
        """The words from `start` up to `end`."""
        return Words(self.words[start:end], self.sentences[start:end], self.clauses[start:end])


def read(text: str) -> Words:
    """Split a message into lower-case words. Anything may be typed; nothing raises."""
    words: list[str] = []
    sentences: list[int] = []
    clauses: list[int] = []
    sentence = clause = 0
    for piece in _PIECE.findall(_plain(text)):
        if piece[0].isalnum():
            words.append(piece[:LONGEST_WORD])
            sentences.append(sentence)
            clauses.append(clause)
            continue
        clause += 1
        sentence += piece[0] in ".!?;\n"
    return Words(tuple(words), tuple(sentences), tuple(clauses))


def stretches(words: Words) -> Iterator[Words]:
    """Each two sentences in a row; what has no full stops is cut by its number of words."""
    bounds = _bounds(words) if words.words else []
    for (start, _), (_, end) in pairwise(bounds):
        if len(bounds) > PAIR:
            yield words.part(start, end)


def well_formed(text: str) -> str:
    """The same text without halves of characters, which no encoder accepts."""
    return text[:LONGEST].encode("utf-8", "replace").decode("utf-8")


def is_english_letters(words: Words) -> bool:
    """Whether most letters are of the script that English is written in."""
    letters = "".join(words.words)
    letters = "".join(letter for letter in letters if letter.isalpha())
    return not letters or len(_LATIN.findall(letters)) * 2 >= len(letters)


def _bounds(words: Words) -> list[tuple[int, int]]:
    """Where sentences start and end; long ones count as several, very short ones as one."""
    starts = [0]
    for place in range(SHORT, len(words)):
        new = words.sentences[place] != words.sentences[place - 1]
        if new and place - starts[-1] >= SHORT:
            starts.append(place)
    cut = [
        piece
        for start, end in zip(starts, [*starts[1:], len(words)], strict=True)
        for piece in range(start, end, PIECE)
    ]
    return list(zip(cut, [*cut[1:], len(words)], strict=True))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", well_formed(text)).lower()
    text = _INVISIBLE.sub("", _MARKUP.sub(" ", text))
    text = _APOSTROPHE.sub("'", _CONTROL.sub(" ", text))
    if not text.isascii():
        text = "".join(
            letter
            for letter in unicodedata.normalize("NFD", text)
            if not unicodedata.combining(letter)
        )
    text = _NOT.sub("nt", _CANNOT.sub("cant", text))
    text = _OTHER_TAILS.sub(r" \1", text).replace("'", "")
    return _DRAWL.sub(r"\1\1", text)
