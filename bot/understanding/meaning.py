"""All of understanding together: one message -> its dangers, its topic, or its small talk."""

from dataclasses import dataclass

from bot.content.load import Content
from bot.understanding import redflags, text, topics
from bot.understanding.embedding import Encoder
from bot.understanding.reading import Reader
from bot.understanding.redflags import Danger
from bot.understanding.scene import Scene
from bot.understanding.signs import named
from bot.understanding.text import Words
from bot.understanding.topics import Guess
from bot.understanding.weights import Model, Weights


@dataclass(frozen=True)
class Meaning:
    """What a message means. `smalltalk` names the kind when the whole message is no question."""

    danger: Danger
    guess: Guess
    smalltalk: str | None = None
    empty: bool = False
    for_another: bool = False
    english: bool = True


class Understanding:
    """Reads messages with one state of content and weights. Stores nothing of them."""

    def __init__(self, content: Content, weights: Weights, encoder: Encoder | None) -> None:
        self._content = content
        self._reader = Reader(content, weights.lexicon)
        self._encoder = encoder if weights.semantic else None
        self._flags = weights.flags
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
        words = self._reader.mended(raw)
        kind = self._smalltalk.get(raw.words) if raw.words else None
        if kind or not words.words:
            return Meaning(Danger(), self._known(kind), smalltalk=kind, empty=not words.words)
        scene = self._reader.scene(words)
        return Meaning(
            self._danger(scene),
            self._guess(message, words),
            for_another=scene.for_another,
            english=text.is_english_letters(raw),
        )

    def _known(self, kind: str | None) -> Guess:
        """The topic that small talk such as "help" stands for."""
        topic = self._content.smalltalk[kind].topic if kind else None
        return Guess((topic,), 1.0, 1.0) if topic else topics.NO_GUESS

    def _guess(self, message: str, words: Words) -> Guess:
        vector = self._encoder.encode(text.well_formed(message)) if self._encoder else None
        scores = self._model.topics.probabilities(self._reader.for_topics(words), vector)
        return topics.guess(self._model.topics.names, scores, self._model.confidence)

    def _danger(self, whole: Scene) -> Danger:
        """The gravest reading of the whole message and of each two sentences of it.

        A sign told in passing drowns in a long story, so stretches are read by themselves too.
        Sentence embeddings take no part: they hardly notice a "not", and measured no better.
        """
        parts = [whole, *map(self._reader.scene, text.stretches(whole.words))]
        readings = [self._flags.probabilities(self._reader.for_flags(part)) for part in parts]
        flags, names = self._content.redflags, self._flags.names
        columns = [number for number, name in enumerate(names) if name in flags]
        gravest = max(readings, key=lambda scores: float(scores[columns].sum()))
        seen = redflags.Seen(self._reader.signs(whole), named(whole))
        return redflags.judge(names, gravest, seen, flags)
