"""Every command answers everybody, and none hands back what a person typed, save clean words."""

import re

import pytest

from bot.commands.table import COMMANDS
from bot.content.load import Content
from tests.commands.chatting import EVERY_EVENING, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")


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
UNCLEAN = re.compile(r"evil\.example|[@<>`*~|\[\]{}%\u202e\u200b]|x{21}|line\nbreak")
REMIND = ["remind heel-walking every day at", "remind", "edit 1 every day at 19:00", "edit 1"]
CHANGE = ["pause 1", "pause", "resume", "skip", "delete", "done", "snooze", "hurts"]
OTHERS = ["zone", "quiet", "privacy", "progress", "reminders", "exercise", "emergency", "", "blurg"]


@pytest.mark.parametrize("command", [*REMIND, *CHANGE, *OTHERS])
async def test_no_reply_echoes_what_is_not_a_clean_word(ann: Talk, command: str) -> None:
    await ann.says(EVERY_EVENING)
    usual = await ann.says(f"!{command} blurgish")
    for typed in DIRTY:
        told = await ann.says(f"!{command} {typed}")
        assert not UNCLEAN.search(told.replace(usual, "")), typed
