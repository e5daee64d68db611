"""What a button remembers, and that nothing foreign is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Action, Press
from bot.platforms.discord.custom_ids import LONGEST, decode, encode, key_of

KEY = "12.1795024800"
PRESSES = [
    Press(Action.SHOW, "night-cramps"),
    Press(Action.DONE, KEY),
    Press(Action.HURTS, f"{KEY}/heel-walking"),
    Press(Action.TYPE, "!remind heel-walking tomorrow at 7:00"),
    Press(Action.PAUSE_ALL, ""),
]


@pytest.mark.parametrize("press", PRESSES, ids=lambda it: it.action.value)
@pytest.mark.parametrize("key", [None, "15.1795028400"])
def test_a_press_comes_back_as_it_was(press: Press, key: str | None) -> None:
    custom_id = encode(press, key)
    assert custom_id
    assert decode(custom_id) == press
    assert key_of(custom_id) == key


def test_what_does_not_fit_is_left_out() -> None:
    assert encode(Press(Action.TYPE, "x" * LONGEST)) is None


def test_what_would_be_read_as_a_key_is_left_out() -> None:
    assert encode(Press(Action.TYPE, "!remind @1.2")) is None


@given(st.sampled_from(Action), st.text(max_size=80))
def test_whatever_is_encoded_is_read_as_the_same(action: Action, about: str) -> None:
    custom_id = encode(Press(action, about))
    assert custom_id is None or decode(custom_id) == Press(action, about)


@given(st.text(max_size=120) | st.text(":s1done@.-0", max_size=60).map(lambda it: f"s1:{it}"))
def test_nothing_foreign_breaks_it(custom_id: str) -> None:
    press, key = decode(custom_id), key_of(custom_id)
    assert press is None or encode(press, key) == custom_id


@pytest.mark.parametrize(
    "custom_id", ["", "s1", "s2:done:1.1", "s1:fly:1.1", "setup:open", "S1:done:1"]
)
def test_foreign_ids_mean_nothing(custom_id: str) -> None:
    assert decode(custom_id) is None
