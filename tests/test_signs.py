"""Sign rules on a small FAQ of their own: patterns, and what is said of a sign."""

import pytest

from bot.content.models import Cues, NotExamples, Pattern, RedFlag, Signs, Stance, Tier
from bot.content.patterns import PatternError, parse
from bot.understanding.signs import SignRules
from bot.understanding.text import read

CUES = Cues(
    negation=("no", "not", "without", "never"),
    not_negation=("not sure", "no better"),
    ends_negation=("but", "except"),
    denied_after=("ruled out", "is fine"),
    past=("years ago", "last year"),
    asked=("what is", "signs of", "how do i know"),
    supposed=("if my", "in case"),
    figurative=("killing me",),
    another=("my friend",),
    oneself=("myself",),
    personal=("i", "my"),
    now=("today", "since"),
)
WORDS = {
    "one": ("one", "left"),
    "leg": ("calf", "leg"),
    "swollen": ("swollen", "puffy"),
    "flight": ("flight",),
    "numb": ("numb", "no feeling"),
    "groin": ("groin", "down there"),
    "pain": ("killing me", "sore"),
}


def flag(*patterns: str) -> RedFlag:
    return RedFlag(
        name="a flag",
        priority=1,
        tier=Tier.T2,
        action="Be seen today.",
        asked="If so, be seen today.",
        caution="If so, be seen today.",
        must_not=(),
        named=("dvt",),
        patterns=tuple(Pattern(tier=Tier.T2, when=when) for when in patterns),
        examples=("x",) * 10,
        not_examples=NotExamples(),
        sources=("K",),
        reviewed=None,
    )


def stances(pattern: str, message: str) -> set[Stance]:
    rules = SignRules(Signs(words=WORDS, cues=CUES), {"rf-x": flag(pattern)})
    found = rules.find(rules.scene(read(message)))
    return {sign.stance for sign in found}


@pytest.mark.parametrize(
    ("pattern", "message", "found"),
    [
        pytest.param("<one> <leg>", "my left calf", True, id="in order"),
        pytest.param("<one> <leg>", "calf on the left", False, id="not in order"),
        pytest.param("<one> <leg>", "left arm and hand and then a calf", False, id="too far apart"),
        pytest.param("<leg> + <swollen>", "swollen, my whole calf is", True, id="near, any order"),
        pytest.param("<leg> + <swollen>", "My calf. It is swollen.", False, id="two sentences"),
        pytest.param("<leg> & <swollen>", "My calf. It is swollen.", True, id="anywhere"),
        pytest.param("<leg> + tingling", "tingling calf", True, id="a bare word"),
        pytest.param("<named>", "a dvt", True, id="its own name"),
        pytest.param("<leg> + <swollen> & <flight>", "puffy calf", False, id="a part is missing"),
    ],
)
def test_a_pattern_finds_what_it_says(pattern: str, message: str, found: bool) -> None:
    assert bool(stances(pattern, message)) is found


@pytest.mark.parametrize(
    ("message", "stance"),
    [
        ("my left calf is swollen", Stance.ASSERTED),
        ("my calf is not swollen", Stance.DENIED),
        ("no fever but my calf is swollen", Stance.ASSERTED),
        ("not sure, the calf is maybe swollen", Stance.ASSERTED),
        ("swollen calf was checked, a clot is ruled out", Stance.ASSERTED),
        ("the swollen calf is fine", Stance.DENIED),
        ("swollen calf years ago", Stance.PAST),
        ("calf swollen again today, like years ago", Stance.ASSERTED),
        ("if my calf is swollen", Stance.ASKED),
        ("what is a swollen calf", Stance.ASKED),
        ("how do i know it is not a swollen calf", Stance.ASKED),
        ("how do i know if it counts, my calf is swollen", Stance.ASSERTED),
    ],
)
def test_the_stance_of_a_sign(message: str, stance: Stance) -> None:
    assert stances("<leg> + <swollen>", message) == {stance}


def test_a_symptom_told_with_a_negation_is_no_denial() -> None:
    assert stances("<numb> <groin>", "no feeling down there") == {Stance.ASSERTED}


def test_an_idiom_is_figurative() -> None:
    assert stances("<leg> + <pain>", "this calf is killing me") == {Stance.FIGURATIVE}


def test_an_assertion_outweighs_a_denial_of_the_same_sign() -> None:
    message = "left calf not swollen. right leg swollen since today"
    assert stances("<leg> + <swollen>", message) == {Stance.ASSERTED}


@pytest.mark.parametrize(
    ("message", "other"),
    [("my friend wants to go", True), ("my friend says i hurt myself", False), ("i hurt", False)],
)
def test_who_is_spoken_for(message: str, other: bool) -> None:
    rules = SignRules(Signs(words=WORDS, cues=CUES), {"rf-x": flag("<leg>")})
    assert rules.scene(read(message)).for_another is other


@pytest.mark.parametrize("when", ["<nothing>", "<leg> +", "& <leg>", "<leg> + + <one>", ""])
def test_a_pattern_that_cannot_be_read_is_refused(when: str) -> None:
    with pytest.raises(PatternError):
        parse(when, (), WORDS, "rf-x")


def test_a_wall_of_signs_is_searched_without_end_of_time() -> None:
    message = "left calf swollen flight numb groin sore " * 500
    assert stances("<one> <leg> + <swollen> + <flight> + <numb>", message) == {Stance.ASSERTED}
