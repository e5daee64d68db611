"""How hard a text is to read: what is counted, and what is too much (STD-10, STD-12)."""

import pytest

from bot.content.plain_language import faults, measure, paragraphs, sentences

MANY_WORDS = 1000
PLAIN = "Sit down and rest your leg."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param(" ... \n\n !", 0, id="only marks"),
        pytest.param("Rest your leg.", 3, id="a sentence"),
        pytest.param("Don't rest.", 2, id="an apostrophe"),
        pytest.param("Don\u2019t rest.", 2, id="a curly apostrophe"),
        pytest.param("a well-known, 20-second hold", 4, id="hyphens"),
        pytest.param("2 to 3 times (or more)", 6, id="numbers and brackets"),
        pytest.param("rest\n\nyour\nleg", 3, id="lines and paragraphs"),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert measure(text).words == words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Stop. Rest! Why? So.", ["Stop.", "Rest!", "Why?", "So."], id="end marks"),
        pytest.param("Lift it 1.5 cm.", ["Lift it 1.5 cm."], id="a decimal point"),
        pytest.param("Stop\nand rest.", ["Stop and rest."], id="a line end within"),
        pytest.param("Stop. ...", ["Stop."], id="marks alone are none"),
    ],
)
def test_a_text_has_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_paragraphs_part_at_empty_lines_and_stand_on_one_line() -> None:
    assert paragraphs("a\nb\n\n\n  \nc\n") == ["a b", "c"]


def test_the_longest_and_the_mean_sentence_are_counted() -> None:
    reading = measure("Rest. Then lift your heel slowly.")
    assert (reading.longest_sentence, reading.mean_sentence) == (5, 3.0)


def test_the_longest_paragraph_is_counted_in_sentences() -> None:
    assert measure("One. Two.\n\nOne. Two. Three.\n\nOne.").longest_paragraph == 3


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        # 0.39 * words a sentence + 11.8 * syllables a word - 15.59
        pytest.param("The cat sat on the mat.", 0.39 * 6 + 11.8 - 15.59, id="one syllable each"),
        pytest.param("Lift it. Rest it.", 0.39 * 2 + 11.8 - 15.59, id="two sentences"),
        pytest.param("A muscle table", 0.39 * 3 + 11.8 * 5 / 3 - 15.59, id="words on -le"),
        pytest.param("stretched hands", 0.39 * 2 + 11.8 - 15.59, id="a silent ending"),
        pytest.param("physiotherapist", 0.39 + 11.8 * 2 - 15.59, id="a long word readers know"),
    ],
)
def test_the_grade_is_that_of_flesch_and_kincaid(text: str, grade: float) -> None:
    assert measure(text).grade == pytest.approx(grade)


def test_longer_words_need_a_higher_grade() -> None:
    assert measure("Immobilisation necessitates consultation.").grade > measure(PLAIN).grade + 5


def test_a_plain_text_has_no_fault() -> None:
    assert faults(PLAIN, most_words=6) == []


@pytest.mark.parametrize(
    ("text", "most_words", "told"),
    [
        pytest.param(PLAIN, 5, "has 6 words; at most 5", id="too many words"),
        pytest.param(
            "go " * 21, MANY_WORDS, "has a sentence of 21 words; at most 20", id="a long sentence"
        ),
        pytest.param(
            "Go. Go. Go. Go.", MANY_WORDS, "has a paragraph of 4 sentences", id="a long paragraph"
        ),
        pytest.param(
            "go " * 14 + "go. " + "go " * 14,
            MANY_WORDS,
            "has 14.5 words a sentence; at most 14",
            id="long sentences on the whole",
        ),
        pytest.param(
            "Immobilisation necessitates consultation.",
            MANY_WORDS,
            "needs reading grade",
            id="hard words",
        ),
    ],
)
def test_what_is_too_hard_is_told(text: str, most_words: int, told: str) -> None:
    assert any(told in fault for fault in faults(text, most_words))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("go " * 20 + ". Go.", id="a sentence of 20 words"),
        pytest.param("Go. Go. Go.\n\nGo. Go. Go.", id="paragraphs of 3 sentences"),
        pytest.param("go " * 14, id="14 words a sentence"),
    ],
)
def test_what_is_just_short_enough_has_no_fault(text: str) -> None:
    assert faults(text, MANY_WORDS) == []


def test_every_fault_of_a_text_is_told_at_once() -> None:
    assert len(faults("immobilisation " * 21, most_words=20)) == 4
