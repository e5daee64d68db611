"""A message -> the features that the learned weights are made for. Training reads the same way."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.content.load import Content
from bot.understanding import features, text
from bot.understanding.features import Features
from bot.understanding.signs import PhraseIndex, Sign, SignRules
from bot.understanding.spelling import Spelling
from bot.understanding.text import Words


@dataclass(frozen=True)
class FlagReading:
    """What is seen of dangers in some words, and whether the writer speaks for somebody else."""

    features: Features
    signs: tuple[Sign, ...]
    for_another: bool


class Reader:
    """Everything about reading that does not depend on learned weights but the lexicon."""

    def __init__(self, content: Content, lexicon: Iterable[str]) -> None:
        self._rules = SignRules(content.signs, content.redflags)
        self._synonyms = PhraseIndex({group[0]: group for group in content.synonyms.groups})
        known = {*lexicon, *self._rules.vocabulary, *self._synonyms.vocabulary}
        self._spelling = Spelling(known, content.synonyms.short_forms)

    def words(self, message: str) -> Words:
        """The words of a message, short forms written out, spelling mended."""
        return self._spelling.correct(text.read(message))

    def for_topics(self, words: Words) -> Features:
        """What the topic weights look at."""
        return features.of_topic(words, self._synonyms.find(words.words))

    def for_flags(self, words: Words) -> FlagReading:
        """What the red-flag weights look at, and the signs that the rules found."""
        scene = self._rules.scene(words)
        signs, concepts = self._rules.find(scene)
        seen = features.of_flags(words, scene.denied, concepts)
        return FlagReading(seen, tuple(signs), scene.for_another)
