"""Texts that must fit are cut where it does the least harm, and only if they must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord.fitting import clip, cut, fit


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Rest. Walk.", 11, "Rest. Walk."),
        ("Rest now. Walk later.", 18, "Rest now. …"),
        ("Rest now, then walk on", 20, "Rest now, then …"),
        ("1. Walking\n2. Stretching", 18, "1. Walking …"),
        ("Gastrocnemius", 8, "Gastro …"),
        ("Gastrocnemius", 1, ""),
        ("Gastrocnemius", -5, ""),
    ],
    ids=["fits", "sentence", "word", "line", "one word", "no room", "less than none"],
)
def test_a_text_is_cut_where_it_can_still_be_read(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown


def test_only_the_longest_texts_are_cut() -> None:
    caution, answer, notice = fit(("See a doctor.", "Stretch it. " * 50, "No advice."), 100)
    assert (caution, notice) == ("See a doctor.", "No advice.")
    assert answer.endswith("Stretch it. …")
    assert len(caution + answer + notice) <= 100


def test_a_label_ends_where_there_is_no_more_room() -> None:
    assert clip("Why do calves cramp?", 10) == "Why do ca…"


@given(st.lists(st.text(max_size=80), max_size=8), st.integers(-5, 400))
def test_together_they_always_fit(texts: list[str], room: int) -> None:
    fitting = fit(texts, room)
    assert sum(map(len, fitting)) <= max(0, room)
    assert len(fitting) == len(texts)
    if sum(map(len, texts)) <= room:
        assert fitting == tuple(texts)
