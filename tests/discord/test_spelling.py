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
        ("[click](https://x.example)", r"\[click](https://x.example)"),
        ("<@5> <#6> <t:7:R>", r"\<@5> \<#6> \<t:7:R>"),
        ("</remind add:11>: Set one", "</remind add:11>: Set one"),
        ("See https://x.example/a_b_c~d", "See https://x.example/a_b_c~d"),
        ("`a\nb` * c", "\\`a\nb\\` \\* c"),
    ],
)
def test_a_text_as_discord_shows_it(text: str, shown: str) -> None:
    assert Spelling(IDS)(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. Walking\n2. Stretch", "1. Walking\n2. Stretch"),
        ("2. Walking\n3. Stretch", "2. Walking\n3. Stretch"),
        ("1. Walking\n3. Stretch", "1\\. Walking\n3\\. Stretch"),
        ("0. Walking", "0\\. Walking"),
        ("01. Walking", "01\\. Walking"),
        ("9" * 5000 + ". Walking", "9" * 5000 + "\\. Walking"),
    ],
    ids=["in a row", "later ones", "with a gap", "nought", "with a nought", "endless"],
)
def test_numbers_stay_as_they_are_though_discord_counts_lists_itself(text: str, shown: str) -> None:
    assert Spelling({})(text) == shown


def test_every_link_of_the_sources_stays_whole(content: Content) -> None:
    for source in content.sources.values():
        assert str(source.url or "") in Spelling(IDS)(f"{source.title}. {source.url}")


def test_every_command_people_type_has_one_here_to_click(content: Content) -> None:
    known = {command.partition(" ")[0] for command in PATHS}
    assert COMMANDS.keys() - known == {"sources"}
    assert {path for path in PATHS.values() if path not in content.discord.commands} == set()


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(Spelling(IDS)(text), str)
