"""Any text behind any command gets a reply, and changes nothing unless it was understood."""

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import Answering
from bot.chat import Action, Message, Person, Press
from bot.commands.table import COMMANDS
from bot.content.load import Content
from bot.reminders.store.database import open_database
from bot.reminders.store.reminders import Reminders
from tests.commands.chatting import EVERY_EVENING, WEDNESDAY_TEN, Talk, shown
from tests.conftest import bot_of
from tests.reminders.fakes import FakeChat, FakeClock

WORDS = [
    "1",
    "2",
    "#1",
    "99",
    "0",
    "all",
    "heel-walking",
    "calf",
    "stretch",
    ",",
    "heel-raises",
    "every",
    "day",
    "weekday",
    "at",
    "19:00",
    "7pm",
    "7",
    "in",
    "20",
    "minutes",
    "tomorrow",
    "monday",
    "until",
    "for",
    "2",
    "weeks",
    "tonight",
    "10",
    "min",
    "1",
    "h",
    "berlin",
    "UTC+2",
    "PST",
    "22:00",
    "to",
    "7:00",
    "off",
    "show",
    "export",
    "delete",
    "except",
    "noon",
    "on",
    "now",
    "-1",
    "and",
    "30",
    "november",
    "every",
    "2",
    "hours",
    "from",
    "9:00",
    "to",
    "17:00",
]
DONE = [
    "added",
    "edited",
    "now_paused",
    "now_paused_until",
    "all_paused",
    "resumed",
    "skipped",
    "undone",
    "deleted",
    "done",
    "done_early",
    "snoozed",
    "hurt",
    "list_title",
]
DONE_PERSONAL = ["zone_set", "quiet_set", "quiet_off", "delete_done"]

texts = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
typed = st.tuples(st.sampled_from([*COMMANDS, "blurg"]), texts).map(lambda it: f"!{it[0]} {it[1]}")
keys = st.sampled_from(["1.1795024800", "1.1795111200", "2.1795024800"])
abouts = texts | keys | st.tuples(keys, texts).map("/".join)
presses = st.builds(Press, st.sampled_from(Action), abouts)


async def lively(answering: Answering, folder: Path) -> Talk:
    """Somebody with a reminder that came and waits, and one that is still to come."""
    database = await open_database("sqlite://", folder)
    clock, chat = FakeClock(WEDNESDAY_TEN), FakeChat()
    reminders = Reminders(database, lambda: None)
    bot = bot_of(answering, database, reminders, clock)
    talk = Talk(bot, database, clock, chat, Person(chat.platform, "ann"))
    for line in (
        "!zone berlin",
        EVERY_EVENING,
        "!remind heel-raises,calf-stretch every day at 21:00",
    ):
        await talk.says(line)
    await talk.waits_until("2026-11-18 19:00")
    return talk


async def changes_only_what_it_says(answering: Answering, messages: Iterable[str | Press]) -> None:
    talk = await lively(answering, Path())
    understood = sentences_of_changes(answering.content)
    try:
        for one in messages:
            before = await talk.rows()
            text, pressed = (one, None) if isinstance(one, str) else ("", one)
            replies = await talk.send(Message(text, talk.person, talk.place, pressed=pressed))
            assert replies or pressed, "what is typed gets a reply"
            assert await talk.rows() == before or understood.search(shown(replies)), one
    finally:
        await talk.database.close()


def sentences_of_changes(content: Content) -> re.Pattern[str]:
    """Matches every sentence that says that something was changed."""
    said, personal = content.reminding.said, content.reminding.personal
    lines = [getattr(said, name) for name in DONE]
    lines += [getattr(personal, name) for name in DONE_PERSONAL]
    gaps = (re.sub(r"\\\{\w+\\\}", ".+", re.escape(line)) for line in lines)
    return re.compile("|".join(gaps))


@settings(max_examples=25, deadline=None)
@given(messages=st.lists(typed, min_size=1, max_size=6))
def test_what_is_typed_changes_nothing_unless_it_was_understood(
    answering: Answering, messages: list[str]
) -> None:
    asyncio.run(changes_only_what_it_says(answering, messages))


@settings(max_examples=15, deadline=None)
@given(messages=st.lists(presses, min_size=1, max_size=6))
def test_what_is_pressed_changes_nothing_unless_it_was_understood(
    answering: Answering, messages: list[Press]
) -> None:
    asyncio.run(changes_only_what_it_says(answering, messages))
