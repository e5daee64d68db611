"""All of understanding together: one message -> its dangers, its topic, or its small talk."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.content.load import Content
from bot.understanding import redflags, text, topics
from bot.understanding.embedding import Encoder
from bot.understanding.reading import Reader
from bot.understanding.redflags import Danger
from bot.understanding.text import Words
from bot.understanding.topics import Guess
from bot.understanding.weights import Model, Weights

WINDOW, STEP = 48, 24
"""Words looked at together, and how far the window moves: a sign told in passing stays visible."""


@dataclass(frozen=True)
class Meaning:
    """What a message means. `smalltalk` names the kind when the whole message is no question."""

    danger: Danger
    guess: Guess
    smalltalk: str | None
    empty: bool
    english: bool


class Understanding:
    """Reads messages with one state of content and weights. Stores nothing of them."""

    def __init__(self, content: Content, weights: Weights, encoder: Encoder | None) -> None:
        self._content = content
        self._reader = Reader(content, weights.lexicon)
        self._encoder = encoder if weights.semantic else None
        self._model: Model = (weights.semantic if self._encoder else None) or weights.lexical
        self._smalltalk = {
            text.read(phrase).words: kind
            for kind, talk in content.smalltalk.items()
            for phrase in talk.said_as
        }

    @property
    def semantic(self) -> bool:
        """Whether sentence embeddings take part."""
        return self._encoder is not None

    def of(self, message: str) -> Meaning:
        """What `message` means. Any text may be given; nothing raises."""
        raw = text.read(message)
        words = self._reader.words(message)
        kind = self._smalltalk.get(raw.words) if raw.words else None
        if kind or not words.words:
            return Meaning(Danger(), topics.NO_GUESS, kind, not words.words, english=True)
        return Meaning(
            self._danger(message, words),
            self._guess(message, words),
            None,
            empty=False,
            english=text.is_english_letters(raw),
        )

    def _guess(self, message: str, words: Words) -> Guess:
        vector = self._encoder.encode(message[: text.LONGEST]) if self._encoder else None
        scores = self._model.topics.probabilities(self._reader.for_topics(words), vector)
        return topics.guess(self._model.topics.names, scores, self._model.confidence)

    def _danger(self, message: str, words: Words) -> Danger:
        """The gravest reading of the whole message and of each stretch of a long one."""
        model = self._model.flags
        seen = []
        for part, vector_text in self._stretches(message, words):
            features, signs = self._reader.for_flags(part)
            vector = self._encoder.encode(vector_text) if self._encoder else None
            seen.append((model.probabilities(features, vector), signs))
        flags = self._content.redflags
        columns = [number for number, name in enumerate(model.names) if name in flags]
        scores = max((scores for scores, _ in seen), key=lambda each: float(each[columns].sum()))
        return redflags.judge(model.names, np.asarray(scores), seen[0][1], flags)

    def _stretches(self, message: str, words: Words) -> Iterator[tuple[Words, str]]:
        yield words, message[: text.LONGEST]
        if len(words) > WINDOW * 5 // 4:
            for start in range(0, len(words) - STEP, STEP):
                part = words.part(start, start + WINDOW)
                yield part, " ".join(part.words)
