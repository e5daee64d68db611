"""Words out of anything that can be typed."""

import pytest

from bot.understanding import text
from bot.understanding.text import read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("Why do my CALVES cramp?", "why do my calves cramp", id="case"),
        pytest.param("can't, cannot, can not", "cant cant cant", id="cannot"),
        pytest.param("it isn\u2019t hot", "it isnt hot", id="curly apostrophe"),
        pytest.param("sw\u200bollen ca\u00adlf", "swollen calf", id="zero width"),
        pytest.param("s\u00f3re c\u00e0lf", "sore calf", id="accents"),
        pytest.param("\uff53\uff4f\uff52\uff45", "sore", id="full width"),
        pytest.param("sooooo tight", "soo tight", id="drawn out"),
        pytest.param("**sore** `calf` ~~now~~", "sore calf now", id="markdown"),
        pytest.param("```my calf is hot```", "my calf is hot", id="code block is still read"),
        pytest.param("<@123456> calf <:ow:1>", "calf", id="mentions"),
        pytest.param("see https://example.org/calf now", "see now", id="links"),
        pytest.param("\x00calf\x1b[31m\x07", "calf 31m", id="control characters"),
        pytest.param("\U0001f602\U0001f62d", "", id="emoji only"),
        pytest.param("", "", id="empty"),
    ],
)
def test_words_are_what_a_reader_would_read(typed: str, words: str) -> None:
    assert " ".join(read(typed).words) == words


def test_half_a_character_is_replaced_and_the_rest_is_read() -> None:
    assert read("calf \ud800 pain").words == ("calf", "pain")
    text.well_formed("\udfff").encode("utf-8")


def test_sentences_and_clauses_are_counted() -> None:
    words = read("One calf, the left. It hurts!")
    assert words.sentences == (0, 0, 0, 0, 1, 1)
    assert words.clauses == (0, 0, 1, 1, 2, 2)


def test_a_short_message_has_no_stretches() -> None:
    assert list(text.stretches(read("My calf hurts. Why?"))) == []


def test_each_two_sentences_of_a_long_message_are_a_stretch() -> None:
    parts = list(text.stretches(read("One a b c. Two d e f. Three g h i. Four j k l.")))
    assert [" ".join(part.words) for part in parts] == [
        "one a b c two d e f",
        "two d e f three g h i",
        "three g h i four j k l",
    ]


def test_very_short_sentences_are_read_with_the_next() -> None:
    parts = list(text.stretches(read("No. Yes. Oh. My. One a b c. Two d e f. Three g h i.")))
    assert " ".join(parts[0].words) == "no yes oh my one a b c"


def test_a_message_without_full_stops_is_cut_by_length() -> None:
    parts = list(text.stretches(read("word " * 100)))
    assert len(parts) > 2
    assert all(len(part) <= text.PAIR * text.PIECE for part in parts)


def test_every_word_of_a_long_message_is_in_a_stretch() -> None:
    words = read(" ".join(f"w{number}" + "." * (number % 7 == 0) for number in range(200)))
    seen = {word for part in text.stretches(words) for word in part.words}
    assert seen == set(words.words)


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("why are my calves tight", True),
        ("pourquoi j'ai mal au dos", True),
        ("почему болят икры", False),
        ("ふくらはぎが痛い", False),
        ("لماذا تؤلمني ساقي", False),
        ("12345", True),
    ],
)
def test_another_script_is_told_from_english_letters(typed: str, english: bool) -> None:
    assert text.is_english_letters(read(typed)) is english
