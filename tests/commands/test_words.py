"""The words of commands: all are there, and none of a person's own come back unclean."""

import re

import pytest

from bot.chat import Action
from bot.commands.table import COMMANDS
from bot.content import gaps
from bot.content.load import Content
from bot.reminders.grammar.problems import Problem
from bot.reminders.reminder import NEWS
from bot.replies.reminders import BUTTONS
from tests.commands.chatting import EVERY_EVENING, Talk

OF_THE_TERMINAL = {"quit"}


def test_every_command_has_its_line_in_the_order_of_the_table(content: Content) -> None:
    lines = [name for name in content.wording.commands if name not in OF_THE_TERMINAL]
    assert lines == list(COMMANDS)


async def test_help_names_every_command(stranger: Talk, content: Content) -> None:
    told = await stranger.says("!help")
    for name in COMMANDS:
        assert f"!{name}: {content.wording.commands[name]}" in told


@pytest.mark.parametrize("name", COMMANDS)
async def test_every_command_says_something_to_everybody(
    stranger: Talk, ann: Talk, name: str
) -> None:
    await ann.says(EVERY_EVENING)
    for talk in (stranger, ann):
        assert await talk.says(f"!{name}")
        assert await talk.says(f"!{name.upper()} 1 blurg")


@pytest.mark.parametrize("typed", ["!blurg", "!!help", "!remind-me", "!remind,"])
async def test_an_unknown_command_is_told_so(stranger: Talk, content: Content, typed: str) -> None:
    assert await stranger.says(typed) == content.wording.unknown_command


def test_every_button_has_a_label(content: Content) -> None:
    labelled = {Action.SOURCES, Action.REMIND, *BUTTONS}
    assert set(content.reminding.labels) == labelled == gaps.NAMED["labels"]


def test_every_kind_of_news_has_a_sentence(content: Content) -> None:
    assert set(content.reminding.news) == NEWS == gaps.NAMED["news"]


def test_every_problem_of_a_phrase_has_a_sentence(content: Content) -> None:
    assert set(content.reminding.problems) == set(Problem) == gaps.NAMED["problems"]


def test_no_two_labels_are_the_same_when_typed(content: Content) -> None:
    labels = [label.lower() for label in content.reminding.labels.values()]
    assert len(set(labels)) == len(labels)


DIRTY = [
    "@everyone",
    "<@123456>",
    "<script>alert(1)</script>",
    "**bold** `code` ~~gone~~ ||hidden||",
    "[link](https://evil.example/path?query#part)",
    "https://evil.example",
    "line\nbreak",
    "\u202egnirts",
    "{number} {names}",
    "%s %(name)s",
    "zero\u200bwidth",
    "x" * 300,
]
UNCLEAN = re.compile(r"evil\.example/|[@<>`*~|\[\]{}%\u202e\u200b]|x{21}|_{2}")
BEFORE = ["remind heel-walking every day at", "remind", "edit 1 every day at 19:00", "edit 1", ""]
REST = ["pause 1", "pause", "resume", "skip", "delete", "done", "snooze", "hurts", "zone", "quiet"]
OTHERS = ["privacy", "progress", "reminders", "exercise", "emergency", "blurg"]


@pytest.mark.parametrize("command", [*BEFORE, *REST, *OTHERS])
async def test_no_reply_echoes_what_is_not_a_clean_word(ann: Talk, command: str) -> None:
    await ann.says(EVERY_EVENING)
    usual = await ann.says(f"!{command} blurgish")
    for typed in DIRTY:
        told = await ann.says(f"!{command} {typed}")
        assert not UNCLEAN.search(told.replace(usual, "")), typed
