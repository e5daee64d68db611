"""Commands in texts become mentions to click; nothing becomes Markdown by accident."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.table import COMMANDS
from bot.content.load import Content
from bot.platforms.discord.spelling import PATHS, Spelling

IDS = {"remind": 11, "zone": 12, "privacy": 13}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Type !zone Berlin.", "Type </zone:12> Berlin."),
        ("!remind heel-walking tomorrow", "</remind add:11> heel-walking tomorrow"),
        ("!reminders shows them", "</remind list:11> shows them"),
        (
            "!edit 1, !pause 1 or !delete 1",
            "</remind edit:11> 1, </remind pause:11> 1 or </remind delete:11> 1",
        ),
        ("!privacy export gives all", "</privacy export:13> gives all"),
        ("!privacy shows it", "</privacy show:13> shows it"),
        ("!progress", "`/progress`"),
        ("Hooray!zone", "Hooray!zone"),
        ("!unknown", "!unknown"),
        ("`!remind x`", "`!remind x`"),
        ("3 * 4 _ 5", r"3 \* 4 \_ 5"),
        ("# no heading", r"\# no heading"),
        ("> no quote", r"\> no quote"),
        ("- no list", r"\- no list"),
    ],
)
def test_a_text_as_discord_shows_it(text: str, shown: str) -> None:
    assert Spelling(IDS)(text) == shown


def test_every_command_people_type_has_one_here_to_click(content: Content) -> None:
    known = {command.partition(" ")[0] for command in PATHS}
    assert COMMANDS.keys() - known == {"sources"}
    assert {path for path in PATHS.values() if path not in content.discord.commands} == set()


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(Spelling(IDS)(text), str)
