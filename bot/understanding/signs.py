"""Sign rules: the patterns of the red-flag files found in a message, each with its stance.

How a pattern is written and read stands in content/patterns.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from bot.content.models import Cues, RedFlag, Signs, Stance, Tier
from bot.content.patterns import Group, Parsed, parse
from bot.understanding.phrases import MOST_SPANS, PhraseIndex, Span
from bot.understanding.scene import Scene
from bot.understanding.text import Words

GAP = 3
"""Words that may stand between two items in order."""

NEAR = 8
"""Words that may stand between two groups joined by +."""

NAMED = " named"
"""What the word set of a flag's own names is called, after the flag."""


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
                self._rules.setdefault(max(needs, key=_length), []).append(rule)
                bare |= {item for item in needs if item.startswith("=")}
        self._sets = PhraseIndex(sets | {item: (item[1:],) for item in bare})
        self._cues = PhraseIndex(_phrases(signs.cues))

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word that some rule or cue looks for."""
        return self._sets.vocabulary | self._cues.vocabulary

    def scene(self, words: Words) -> Scene:
        """The message with its word sets and cues found."""
        return Scene(words, self._sets.find(words.words), self._cues.find(words.words))

    def find(self, scene: Scene) -> list[Sign]:
        """The signs in a message. A rule is tried only where one of its sets occurs."""
        return [
            Sign(rule.flag, rule.tier, stance)
            for name in scene.spans
            for rule in self._rules.get(name, ())
            if rule.needs <= scene.spans.keys()
            for stance in _match(rule.parts, scene)
        ]


def named(scene: Scene) -> dict[str, Stance]:
    """The red flags whose names stand in a message, and what is said of each."""
    return {
        name.removesuffix(NAMED): scene.stance(places[:1])
        for name, places in scene.spans.items()
        if name.endswith(NAMED)
    }


def concepts(scene: Scene) -> frozenset[str]:
    """The word sets that occur in a message and are not denied where they first do."""
    return frozenset(
        name
        for name, places in scene.spans.items()
        if scene.stance(places[:1]) is not Stance.DENIED
    )


def _length(name: str) -> tuple[int, str]:
    """Long names belong to one flag and are met seldom; equal ones go by the alphabet."""
    return len(name), name


def _phrases(cues: Cues) -> dict[str, tuple[str, ...]]:
    return {name: getattr(cues, name) for name in type(cues).model_fields}


def _match(parts: Parsed, scene: Scene) -> set[Stance]:
    """The stances in which all parts are found; empty when one of them is not."""
    choices = [list(_near(part, scene.spans, scene.words)) for part in parts]
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
