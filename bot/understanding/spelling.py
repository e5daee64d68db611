"""Guarded spelling: an unknown word becomes a near word that we know, a real word never changes."""

from collections.abc import Iterable, Mapping
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.text import Words

SHORTEST = 5
"""Letters below which a wrong guess is likelier than a right one."""

MOST_CORRECTIONS = 40
"""Unknown words looked up in one message; a wall of noise is not worth more."""


class Spelling:
    """Corrects towards the words that our own phrasings use."""

    def __init__(self, lexicon: Iterable[str], short_forms: Mapping[str, str]) -> None:
        self._short_forms = {short: tuple(full.split()) for short, full in short_forms.items()}
        self._known = _real_words() | frozenset(lexicon)
        self._by_initial: dict[str, list[str]] = {}
        for word in sorted(lexicon):
            if len(word) >= SHORTEST:
                self._by_initial.setdefault(word[0], []).append(word)

    def correct(self, said: Words) -> Words:
        """The same message with short forms written out and misspellings mended."""
        words: list[str] = []
        sentences: list[int] = []
        clauses: list[int] = []
        left = MOST_CORRECTIONS
        for word, sentence, clause in zip(said.words, said.sentences, said.clauses, strict=True):
            full = self._short_forms.get(word)
            if full is None:
                unknown = len(word) >= SHORTEST and word not in self._known and word.isalpha()
                full = (self._nearest(word),) if unknown and left > 0 else (word,)
                left -= unknown
            words += full
            sentences += [sentence] * len(full)
            clauses += [clause] * len(full)
        return Words(tuple(words), tuple(sentences), tuple(clauses))

    def _nearest(self, word: str) -> str:
        found = process.extractOne(
            word,
            self._by_initial.get(word[0], ()),
            scorer=OSA.distance,
            score_cutoff=1 if len(word) < 7 else 2,  # noqa: PLR2004
        )
        return found[0] if found else word


def _real_words() -> frozenset[str]:
    pieces = files("bot.understanding").joinpath("wordpieces.txt").read_text("utf-8").split()
    return frozenset(piece for piece in pieces if not piece.startswith("##"))
