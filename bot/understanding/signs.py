"""Sign rules: the patterns of the red-flag files found in a message, each with its stance.

How a pattern is written and read stands in content/patterns.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from bot.content.models import Cues, RedFlag, Signs, Stance, Tier
from bot.content.patterns import Group, Parsed, parse
from bot.understanding.text import Words, read

GAP = 3
NEAR = 8
SCOPE = 6
"""Words that a negation reaches forward, and a denial such as "ruled out" back."""

MOST_SPANS = 6

NAMED = " named"
"""What the word set of a flag's own names is called, after the flag."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Sign:
    """One pattern found: whose it is, how soon it must be seen, and what is said of it."""

    flag: str
    tier: Tier
    stance: Stance


@dataclass(frozen=True)
class Rule:
    """One line of a red-flag file, ready to be looked for."""

    flag: str
    tier: Tier
    parts: Parsed
    needs: frozenset[str]


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


class Scene:
    """A message as the rules see it: which words are denied, past, asked or not meant."""

    def __init__(self, words: Words, cues: Mapping[str, list[Span]]) -> None:
        self.words = words
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
        return self._in_sentence("past", sentence) and not self._in_sentence("now", sentence)

    def _is_supposed(self, span: Span) -> bool:
        sentence = self.words.sentences[span[0]]
        return any(start < span[0] for start in self._starts("supposed", sentence))

    def _is_asked(self, span: Span) -> bool:
        """Whether a general question is put before the sign, and nobody stands beside it."""
        sentence = self.words.sentences[span[0]]
        cues = [cue for cue in self._at("asked") if self.words.sentences[cue[0]] == sentence]
        persons = [
            person
            for person in self._at("personal")
            if self.words.sentences[person[0]] == sentence
            and not any(_overlap(person, cue) for cue in cues)
        ]
        return any(cue[0] <= span[0] for cue in cues) and not persons

    def _starts(self, cue: str, sentence: int) -> Iterator[int]:
        for start, _ in self._at(cue):
            if self.words.sentences[start] == sentence:
                yield start

    def _in_sentence(self, cue: str, sentence: int) -> bool:
        return next(self._starts(cue, sentence), None) is not None


class SignRules:
    """All patterns of all red flags."""

    def __init__(self, signs: Signs, redflags: Mapping[str, RedFlag]) -> None:
        sets = dict(signs.words)
        bare: set[str] = set()
        self._rules: dict[str, list[Rule]] = {}
        for name, flag in redflags.items():
            sets |= {f"{name} {key}": phrases for key, phrases in flag.words.items()}
            sets[f"{name}{NAMED}"] = flag.named
            own = {*flag.words, "named"}
            for pattern in flag.patterns:
                parts = parse(pattern.when, own, signs.words, name)
                needs = frozenset(item for part in parts for group in part for item in group)
                rule = Rule(name, pattern.tier, parts, needs)
                self._rules.setdefault(max(needs, key=len), []).append(rule)
                bare |= {item for item in needs if item.startswith("=")}
        self._sets = PhraseIndex(sets | {item: (item[1:],) for item in bare})
        self._cues = PhraseIndex(_phrases(signs.cues))

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word that some rule or cue looks for."""
        return self._sets.vocabulary | self._cues.vocabulary

    def scene(self, words: Words) -> Scene:
        """The message with its cues found."""
        return Scene(words, self._cues.find(words.words))

    def find(self, scene: Scene) -> list[Sign]:
        """The signs in a message. A rule is tried only where its rarest word set occurs."""
        spans = self._sets.find(scene.words.words)
        return [
            Sign(rule.flag, rule.tier, stance)
            for name in spans
            for rule in self._rules.get(name, ())
            if rule.needs <= spans.keys()
            for stance in _match(rule.parts, spans, scene)
        ]

    def named(self, scene: Scene) -> dict[str, Stance]:
        """The red flags whose names stand in a message, and what is said of each."""
        spans = self._sets.find(scene.words.words)
        return {
            name.removesuffix(NAMED): scene.stance(places[:1])
            for name, places in spans.items()
            if name.endswith(NAMED)
        }

    def concepts(self, scene: Scene) -> frozenset[str]:
        """The word sets that occur in a message and are not denied where they first do."""
        spans = self._sets.find(scene.words.words)
        return frozenset(
            name for name, places in spans.items() if scene.stance(places[:1]) is not Stance.DENIED
        )


def _phrases(cues: Cues) -> dict[str, tuple[str, ...]]:
    return {name: getattr(cues, name) for name in type(cues).model_fields}


def _match(parts: Parsed, spans: Mapping[str, list[Span]], scene: Scene) -> set[Stance]:
    """The stances in which all parts are found; empty when one of them is not."""
    choices = [list(_near(part, spans, scene.words)) for part in parts]
    if not all(choices):
        return set()
    stances = [{scene.stance(match) for match in matches} for matches in choices]
    if all(Stance.ASSERTED in kinds for kinds in stances):
        return {Stance.ASSERTED}
    return set().union(*stances) - {Stance.ASSERTED}


def _near(
    part: tuple[Group, ...], spans: Mapping[str, list[Span]], words: Words
) -> Iterator[tuple[Span, ...]]:
    found = [list(_in_order(group, spans, words)) for group in part]
    for matches in product(*found):
        flat = tuple(span for match in matches for span in match)
        starts = [match[0][0] for match in matches]
        same = len({words.sentences[start] for start in starts}) == 1
        if same and max(starts) - min(starts) <= NEAR * (len(matches) - 1) + GAP:
            yield flat


def _in_order(
    group: Group, spans: Mapping[str, list[Span]], words: Words
) -> Iterator[tuple[Span, ...]]:
    chains: list[tuple[Span, ...]] = [(span,) for span in spans[group[0]]]
    for item in group[1:]:
        chains = [
            (*chain, span)
            for chain in chains
            for span in spans[item]
            if 0 <= span[0] - chain[-1][1] <= GAP
            and words.sentences[span[0]] == words.sentences[chain[0][0]]
        ]
    yield from chains[:MOST_SPANS]


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
