"""What is said of a sign: reported, denied, past, asked about, or not meant.

In the manner of NegEx: a cue denies what follows it up to a contrast or a new statement.
"""

from collections.abc import Iterable, Iterator, Mapping

from bot.content.models import Stance
from bot.understanding.phrases import Span
from bot.understanding.text import Words

SCOPE = 6
"""Words that a negation reaches forward, and a denial such as "ruled out" back."""


class Scene:
    """A message as the rules see it: which words are denied, past, asked or not meant."""

    def __init__(
        self, words: Words, spans: Mapping[str, list[Span]], cues: Mapping[str, list[Span]]
    ) -> None:
        self.words = words
        self.spans = spans
        self._cues = cues
        self.denied_by = self._denials()

    @property
    def denied(self) -> tuple[bool, ...]:
        """For each word, whether it is denied."""
        return tuple(by is not None for by in self.denied_by)

    @property
    def for_another(self) -> bool:
        """Whether the writer speaks for somebody else and not for themselves."""
        return bool(self._at("another")) and not self._at("oneself")

    def stance(self, spans: Iterable[Span]) -> Stance:
        """What is said of a sign that stands at these spans."""
        spans = tuple(spans)
        if any(self._is_asked(span) for span in spans):
            return Stance.ASKED
        inside = {place for start, end in spans for place in range(start, end)}
        if any(self._is_denied(span, inside) for span in spans):
            return Stance.DENIED
        if any(_overlap(span, other) for span in spans for other in self._at("figurative")):
            return Stance.FIGURATIVE
        if all(self._is_past(span) for span in spans):
            return Stance.PAST
        if any(self._is_supposed(span) for span in spans):
            return Stance.ASKED
        return Stance.ASSERTED

    def _at(self, cue: str) -> list[Span]:
        return self._cues.get(cue, [])

    def _denials(self) -> list[int | None]:
        by: list[int | None] = [None] * len(self.words)
        harmless = {place for start, end in self._at("not_negation") for place in range(start, end)}
        for start, end in self._at("negation"):
            if start not in harmless:
                for place in self._reach(end):
                    by[place] = start
        for start, _ in self._at("denied_after"):
            for place in range(max(0, start - SCOPE), start):
                if self.words.clauses[place] == self.words.clauses[start]:
                    by[place] = start
        return by

    def _reach(self, start: int) -> Iterator[int]:
        """The words that a negation before `start` denies: to a contrast or a new statement."""
        ends = {place for place, _ in self._at("ends_negation")}
        speakers = {place for place, _ in self._at("personal")}
        for place in range(start, min(start + SCOPE, len(self.words))):
            new_clause = (
                place > start and self.words.clauses[place] != self.words.clauses[place - 1]
            )
            if place in ends or self.words.sentences[place] != self.words.sentences[start - 1]:
                return
            if new_clause and place in speakers:
                return
            yield place

    def _is_denied(self, span: Span, inside: set[int]) -> bool:
        """Whether a denial from outside the sign reaches it; "no feeling" denies nothing itself."""
        start, end = span
        return any(by is not None and by not in inside for by in self.denied_by[start:end])

    def _is_past(self, span: Span) -> bool:
        sentence = self.words.sentences[span[0]]
        return bool(self._within("past", sentence)) and not self._within("now", sentence)

    def _is_supposed(self, span: Span) -> bool:
        sentence = self.words.sentences[span[0]]
        return any(start < span[0] for start, _ in self._within("supposed", sentence))

    def _is_asked(self, span: Span) -> bool:
        """Whether a general question is put before the sign, and nobody stands beside it."""
        sentence = self.words.sentences[span[0]]
        cues = self._within("asked", sentence)
        persons = [
            person
            for person in self._within("personal", sentence)
            if not any(_overlap(person, cue) for cue in cues)
        ]
        return any(start <= span[0] for start, _ in cues) and not persons

    def _within(self, cue: str, sentence: int) -> list[Span]:
        return [span for span in self._at(cue) if self.words.sentences[span[0]] == sentence]


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
