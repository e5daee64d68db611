"""The key that names an occurrence, in the chat and in its buttons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.reminder import Key

KEYS = st.builds(Key, st.integers(1, 9_999_999_999_999), st.integers(0, 99_999_999_999))


@given(KEYS)
def test_a_key_is_read_as_it_was_written(key: Key) -> None:
    assert Key.read(str(key)) == key


@given(KEYS)
def test_a_key_fits_into_a_nonce_of_discord(key: Key) -> None:
    assert len(str(key)) <= 25


@given(st.text())
def test_any_text_is_a_key_or_nothing_and_never_an_error(text: str) -> None:
    key = Key.read(text)
    assert key is None or (key.reminder < 2**63 and key.due < 2**63)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "1",
        "1.",
        ".1",
        "0.1",
        "-1.1",
        "1.-1",
        "01.1",
        "1.1\n",
        " 1.1",
        "1.1.1",
        "\u0661.\u0661",
        "1e3.1",
        "99999999999999.1",
        "1.999999999999",
    ],
)
def test_what_only_looks_like_a_key_is_none(text: str) -> None:
    assert Key.read(text) is None
