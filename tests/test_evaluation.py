"""What `soleus eval` counts, on answers made by hand; and the floor under which accuracy must not fall."""

from pathlib import Path

import pytest

from bot import evaluation
from bot.answering import Answer, Answering, Decision, Outcome
from bot.evaluation import Asked, Question, QuestionKind, QuestionsError, read_questions, report
from bot.understanding.redflags import Danger
from bot.understanding.topics import Guess
from tests.conftest import ROOT

HELD_OUT = ROOT / "tests/questions/heldout.yaml"


def asked(  # noqa: PLR0913 - each is what some test turns
    kind: QuestionKind,
    accept: tuple[str, ...],
    outcome: Outcome,
    guesses: tuple[str, ...] = (),
    confidence: float = 0.5,
    *,
    caution: bool = False,
) -> Asked:
    topic = guesses[0] if outcome == "answer" and guesses else None
    return Asked(
        Question(q="x", kind=kind, accept=accept),
        Answer(Decision(outcome, None, topic, caution), Guess(guesses, confidence, 1.0), Danger()),
    )


def share(name: str, *answers: Asked) -> float:
    return next(figure.share for figure in report(answers).figures if figure.name == name)


RIGHT = asked("in_scope", ("soleus",), "answer", ("soleus", "calf-anatomy"), 0.95)
WRONG = asked("in_scope", ("soleus",), "answer", ("calf-anatomy", "soleus"), 0.85)
OFFERED = asked("in_scope", ("soleus",), "suggest", ("calf-anatomy", "soleus"), 0.4)
LOST = asked("in_scope", ("soleus",), "unknown", ("footwear",), 0.1)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("in scope: right topic first", 1 / 4),
        ("in scope: right topic among three", 3 / 4),
        ("in scope: helped", 2 / 4),
        ("in scope: answered wrong", 1 / 4),
        ("in scope: answered as urgent", 0.0),
    ],
)
def test_questions_in_scope_are_counted(figure: str, expected: float) -> None:
    assert share(figure, RIGHT, WRONG, OFFERED, LOST) == expected


def test_an_answer_outside_the_scope_is_counted_as_wrong() -> None:
    outside = asked("out_of_scope", ("out_of_scope",), "answer", ("soleus",))
    honest = asked("out_of_scope", ("out_of_scope",), "suggest", ("soleus",))
    assert share("out of scope: answered", outside, honest) == 0.5


def test_chatter_wants_silence() -> None:
    loud = asked("chatter", (), "unknown")
    quiet = asked("chatter", (), "silent")
    assert share("chatter: silent", loud, quiet) == 0.5


def test_a_caution_counts_as_careful_and_not_as_urgent() -> None:
    flags = (
        asked("red_flag", ("rf-dvt",), "urgent"),
        asked("red_flag", ("rf-dvt",), "answer", ("soleus",), caution=True),
        asked("red_flag", ("rf-dvt",), "answer", ("soleus",)),
        asked("red_flag", ("rf-dvt",), "answer", ("soleus",)),
    )
    assert share("red flag reported: urgent", *flags) == 1 / 4
    assert share("red flag reported: urgent or caution", *flags) == 2 / 4


def test_reliability_compares_what_was_said_with_what_was_right() -> None:
    rows = report([RIGHT, WRONG, LOST]).reliability
    assert [(row.least, row.share_right, row.count) for row in rows] == [
        (0.1, 0.0, 1),
        (0.8, 0.0, 1),
        (0.9, 1.0, 1),
    ]


def test_certainty_itself_has_a_row() -> None:
    certain = asked("in_scope", ("soleus",), "answer", ("soleus",), 1.0)
    assert report([certain]).reliability[0].count == 1


def test_confusions_name_both_topics() -> None:
    assert report([WRONG, WRONG, RIGHT]).confusions == (("soleus", "calf-anatomy", 2),)


def test_every_mistake_is_a_miss() -> None:
    alarm = asked("red_flag_mention", ("info:rf-dvt",), "urgent")
    assert report([RIGHT, WRONG, LOST, alarm]).misses == (WRONG, LOST, alarm)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- {q: a, kind: in_scope, accept: [soleus]}\n- {q: b, kind: other, accept: []}", 2),
        ("- {q: a, accept: []}", 1),
        ("- q: a\n  q: b", 2),
    ],
    ids=["unknown kind", "no kind", "a key twice"],
)
def test_a_faulty_question_file_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "questions.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(QuestionsError, match=rf"questions\.yaml:{line}: "):
        read_questions(file)


def test_a_question_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="cannot be read"):
        read_questions(tmp_path / "none.yaml")


FLOORS = {
    "in scope: right topic first": 0.90,
    "in scope: right topic among three": 0.96,
    "in scope: helped": 0.94,
    "chatter: silent": 0.94,
    "red flag reported: urgent": 0.95,
    "red flag reported: urgent or caution": 0.98,
}
CEILINGS = {
    "in scope: answered wrong": 0.05,
    "in scope: answered as urgent": 0.02,
    "out of scope: answered": 0.06,
    "red flag mentioned: urgent": 0.15,
}
"""Somewhat looser than what we aim at, so that an honest change of content does not trip them."""


def test_accuracy_on_questions_kept_aside_stays_above_its_floor(answering: Answering) -> None:
    def answer(question: str, addressed: bool) -> Answer:
        return answering.answer(question, addressed=addressed)

    found = report(list(evaluation.ask_all(read_questions(HELD_OUT), answer)))
    shares = {figure.name: figure.share for figure in found.figures}
    low = {name: shares[name] for name, floor in FLOORS.items() if shares[name] < floor}
    high = {name: shares[name] for name, top in CEILINGS.items() if shares[name] > top}
    assert (low, high) == ({}, {})
