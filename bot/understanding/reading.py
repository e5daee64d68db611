"""A message -> the features that the learned weights are made for. Training reads the same way."""

from collections.abc import Iterable

from bot.content.load import Content
from bot.understanding import features, text
from bot.understanding.features import Features
from bot.understanding.phrases import PhraseIndex
from bot.understanding.scene import Scene
from bot.understanding.signs import Sign, SignRules, concepts
from bot.understanding.spelling import Spelling
from bot.understanding.text import Words


class Reader:
    """Everything about reading that does not depend on learned weights but the lexicon."""

    def __init__(self, content: Content, lexicon: Iterable[str]) -> None:
        self._rules = SignRules(content.signs, content.redflags)
        self._synonyms = PhraseIndex({group[0]: group for group in content.synonyms.groups})
        known = {*lexicon, *self._rules.vocabulary, *self._synonyms.vocabulary}
        self._spelling = Spelling(known, content.synonyms.short_forms)

    def words(self, message: str) -> Words:
        """The words of a message, short forms written out, spelling mended."""
        return self.mended(text.read(message))

    def mended(self, said: Words) -> Words:
        """The same words, short forms written out, spelling mended."""
        return self._spelling.correct(said)

    def for_topics(self, words: Words) -> Features:
        """What the topic weights look at."""
        return features.of_topic(words, self._synonyms.find(words.words))

    def scene(self, words: Words) -> Scene:
        """The words with what is said of each: denied, past, asked about."""
        return self._rules.scene(words)

    def for_flags(self, scene: Scene) -> Features:
        """What the red-flag weights look at."""
        return features.of_flags(scene.words, scene.denied, concepts(scene))

    def signs(self, scene: Scene) -> list[Sign]:
        """The signs of red flags that the rules find."""
        return self._rules.find(scene)
